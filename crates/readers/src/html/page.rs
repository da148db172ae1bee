//! A page's tree as blocks: one walk in document order, without recursion.

use ego_tree::iter::Edge;
use jiheng_model::anchor::SourceRef;
use jiheng_model::document::ParagraphKind;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use super::element::{self, Role, Unread};
use super::furniture::Furniture;
use super::grid::TableFrame;
use super::text::Inline;
use crate::error::{Measure, ReadError};
use crate::flow::Item;
use crate::limits::Limits;
use crate::numerals::numeral;
use crate::scripts::Script;

/// What a page shows.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) flow: Vec<Item>,
    pub(crate) left_out: LeftOut,
}

/// How often something of the page was not read.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    /// Elements that the page itself hides.
    pub(crate) hidden: u32,
    pub(crate) struck: u32,
    pub(crate) comments: u32,
    pub(crate) notes: u32,
    /// Pages and files inside the page.
    pub(crate) embedded: u32,
    /// Menus, footers, links of the site.
    pub(crate) furniture: u32,
    /// Tables whose structure was given up.
    pub(crate) deep_tables: u32,
}

/// An open element that matters at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    Silent,
    Block,
    Kind,
    Preserved,
    Script,
    Select,
    List,
    Table,
    RowGroup,
    Row,
    Cell,
}

/// A list to choose from: the number of the option that is chosen, and how many have passed.
#[derive(Clone, Copy, Debug)]
struct Choice {
    chosen: usize,
    passed: usize,
}

/// The body or a cell.
#[derive(Debug)]
struct Container {
    flow: Vec<Item>,
    inline: Inline,
    /// Spans of a cell: rows, columns.
    spans: (u32, u32),
}

struct Walker<'a> {
    limits: &'a Limits,
    furniture: Furniture,
    elements: u32,
    open: Vec<(Open, u32)>,
    silent: u32,
    preserved: u32,
    scripts: Vec<Script>,
    choices: Vec<Choice>,
    /// For each open list: how it writes numbers, and the next one.
    lists: Vec<Option<(&'static str, u32)>>,
    /// The number of an item that was not written yet.
    label: Option<String>,
    kinds: Vec<ParagraphKind>,
    containers: Vec<Container>,
    tables: Vec<TableFrame>,
    cells: u64,
    left_out: LeftOut,
}

impl Page {
    /// Walks the tree.
    pub(crate) fn walk(html: &Html, limits: &Limits) -> Result<Self, ReadError> {
        let mut walker = Walker {
            limits,
            furniture: Furniture::find(html),
            elements: 0,
            open: Vec::new(),
            silent: 0,
            preserved: 0,
            scripts: Vec::new(),
            choices: Vec::new(),
            lists: Vec::new(),
            label: None,
            kinds: Vec::new(),
            containers: vec![Container::new((1, 1))],
            tables: Vec::new(),
            cells: 0,
            left_out: LeftOut::default(),
        };
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match (ElementRef::wrap(node), node.value()) {
                    (Some(element), _) => walker.enter(element)?,
                    (None, Node::Text(text)) => walker.text(text),
                    _ => {}
                },
                Edge::Close(node) if node.value().is_element() => walker.leave(),
                Edge::Close(_) => {}
            }
        }
        walker.flush();
        let flow = walker.containers.pop().map(|root| root.flow).unwrap_or_default();
        Ok(Self { flow, left_out: walker.left_out })
    }
}

impl Container {
    fn new(spans: (u32, u32)) -> Self {
        Self { flow: Vec::new(), inline: Inline::new(), spans }
    }
}

impl Walker<'_> {
    fn enter(&mut self, element: ElementRef<'_>) -> Result<(), ReadError> {
        let ordinal = self.elements;
        self.elements = self.elements.saturating_add(1);
        let open = if self.silent > 0 {
            Open::Nothing
        } else if let Some(unread) = element::unread(element.value()) {
            self.leave_out(unread);
            Open::Silent
        } else if self.furniture.holds(ordinal) {
            self.flush();
            self.left_out.furniture = self.left_out.furniture.saturating_add(1);
            Open::Silent
        } else {
            self.enter_shown(element, ordinal)?
        };
        if open == Open::Silent {
            self.silent += 1;
        }
        self.open.push((open, ordinal));
        Ok(())
    }

    fn leave_out(&mut self, unread: Unread) {
        let counter = match unread {
            Unread::Hidden => &mut self.left_out.hidden,
            Unread::Struck => &mut self.left_out.struck,
            Unread::Comment => &mut self.left_out.comments,
            Unread::Note => &mut self.left_out.notes,
            // Counted by their marks.
            Unread::Remarks => return,
        };
        *counter = counter.saturating_add(1);
    }

    fn enter_shown(&mut self, element: ElementRef<'_>, ordinal: u32) -> Result<Open, ReadError> {
        let role = element::role(element.value().name());
        Ok(match role {
            Role::Inline => Open::Nothing,
            Role::Silent => Open::Silent,
            Role::Embedded => {
                self.left_out.embedded = self.left_out.embedded.saturating_add(1);
                Open::Silent
            }
            Role::Input | Role::Select | Role::Choice => self.enter_field(role, element, ordinal),
            Role::Script(script) => {
                self.scripts.push(script);
                Open::Script
            }
            Role::LineBreak => {
                if let Some(container) = self.containers.last_mut() {
                    container.inline.line_break();
                }
                Open::Nothing
            }
            Role::Block(ParagraphKind::Body) => {
                self.flush();
                Open::Block
            }
            Role::Block(kind) => {
                self.flush();
                self.kinds.push(kind);
                Open::Kind
            }
            Role::List => {
                self.flush();
                self.lists.push(element::numbers(element.value()));
                Open::List
            }
            Role::Item => {
                self.flush();
                self.kinds.push(ParagraphKind::ListItem);
                self.label = self.number(element.value());
                Open::Kind
            }
            Role::Preserved => {
                self.flush();
                self.preserved += 1;
                Open::Preserved
            }
            Role::Table => self.enter_table(),
            Role::RowGroup => Open::RowGroup,
            Role::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.start_row();
                }
                Open::Row
            }
            Role::Cell => self.enter_cell(element.value())?,
        })
    }

    /// The number before an item.
    fn number(&mut self, item: &Element) -> Option<String> {
        let (format, next) = self.lists.last_mut()?.as_mut()?;
        let number = item.attr("value").and_then(|value| value.trim().parse().ok()).unwrap_or(*next);
        *next = number.saturating_add(1);
        Some(numeral(number, format) + ". ")
    }

    /// Of a form that was filled in on the page, what stands in its fields is text, and of a list what is chosen.
    fn enter_field(&mut self, role: Role, element: ElementRef<'_>, ordinal: u32) -> Open {
        match role {
            Role::Input => {
                if let (Some(text), Some(container)) = (element::filled_in(element.value()), self.containers.last_mut())
                {
                    container.inline.push(text, &SourceRef::Html { element: ordinal }, false);
                }
                Open::Nothing
            }
            Role::Select => {
                let mut options = element.descendent_elements().filter(|inner| inner.value().name() == "option");
                let chosen = options.position(|option| option.value().attr("selected").is_some());
                self.choices.push(Choice { chosen: chosen.unwrap_or(0), passed: 0 });
                Open::Select
            }
            _ => {
                let Some(choice) = self.choices.last_mut() else { return Open::Nothing };
                choice.passed += 1;
                if choice.passed == choice.chosen + 1 { Open::Nothing } else { Open::Silent }
            }
        }
    }

    fn enter_table(&mut self) -> Open {
        self.flush();
        if self.tables.len() as u64 >= self.limits.nested_tables {
            self.left_out.deep_tables = self.left_out.deep_tables.saturating_add(1);
            return Open::Block;
        }
        self.tables.push(TableFrame::default());
        Open::Table
    }

    /// A cell of a table that was given up is but a line.
    fn enter_cell(&mut self, element: &Element) -> Result<Open, ReadError> {
        if self.containers.len() > self.tables.len() {
            self.flush();
            return Ok(Open::Block);
        }
        self.cells += 1;
        if self.cells > self.limits.table_cells {
            return Err(ReadError::TooLarge { what: Measure::Cells, limit: self.limits.table_cells });
        }
        self.containers
            .push(Container::new((element::span(element, "rowspan"), element::span(element, "colspan").max(1))));
        self.kinds.push(ParagraphKind::Body);
        Ok(Open::Cell)
    }

    fn leave(&mut self) {
        let Some((open, _)) = self.open.pop() else { return };
        match open {
            Open::Nothing => {}
            Open::Silent => self.silent = self.silent.saturating_sub(1),
            Open::Block => self.flush(),
            Open::Kind => {
                self.flush();
                self.kinds.pop();
            }
            Open::Preserved => {
                self.flush();
                self.preserved = self.preserved.saturating_sub(1);
            }
            Open::Script => {
                self.scripts.pop();
            }
            Open::Select => {
                self.choices.pop();
            }
            Open::List => {
                self.flush();
                self.lists.pop();
            }
            Open::RowGroup => self.table(TableFrame::finish_group),
            Open::Row => self.table(TableFrame::finish_row),
            Open::Cell => self.leave_cell(),
            Open::Table => {
                let table = self.tables.pop().map(TableFrame::finish);
                if let (Some(grid), Some(container)) = (table, self.containers.last_mut()) {
                    container.flow.push(Item::Table(grid));
                }
            }
        }
    }

    fn leave_cell(&mut self) {
        self.flush();
        self.kinds.pop();
        if let Some(cell) = self.containers.pop() {
            self.table(|table| table.place(cell.spans, cell.flow));
        }
    }

    fn table(&mut self, change: impl FnOnce(&mut TableFrame)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn text(&mut self, text: &str) {
        if self.silent > 0 {
            return;
        }
        let element = self.open.last().map_or(0, |(_, ordinal)| *ordinal);
        let text = self.scripts.last().copied().unwrap_or_default().text(text);
        let label = if text.trim().is_empty() { None } else { self.label.take() };
        if let Some(container) = self.containers.last_mut() {
            if let Some(label) = label {
                container.inline.push(&label, &SourceRef::Html { element }, false);
            }
            container.inline.push(&text, &SourceRef::Html { element }, self.preserved > 0);
        }
    }

    /// Ends the paragraph that is being read.
    fn flush(&mut self) {
        let kind = self.kinds.last().copied().unwrap_or(ParagraphKind::Body);
        if let Some(container) = self.containers.last_mut()
            && let Some(piece) = container.inline.take()
        {
            container.flow.push(Item::Paragraph(piece, kind));
        }
    }
}
