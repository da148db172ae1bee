//! A page's tree as blocks: one walk in document order, without recursion.

use ego_tree::iter::Edge;
use jiheng_model::anchor::SourceRef;
use jiheng_model::document::ParagraphKind;
use scraper::node::Element;
use scraper::{Html, Node};

use super::grid::TableFrame;
use super::text::Inline;
use crate::error::{Measure, ReadError};
use crate::flow::Item;
use crate::limits::Limits;

/// What a page shows.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) flow: Vec<Item>,
    /// Elements that the page itself hides.
    pub(crate) hidden: u32,
    /// Tables whose structure was given up.
    pub(crate) deep_tables: u32,
}

/// What an element does to the text in and around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Inline,
    /// Never shown.
    Silent,
    /// Starts and ends a line.
    Block(ParagraphKind),
    LineBreak,
    Preserved,
    Table,
    RowGroup,
    Row,
    Cell,
}

/// An open element that matters at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    Silent,
    Block,
    Kind,
    Preserved,
    Table,
    RowGroup,
    Row,
    Cell,
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
    elements: u32,
    open: Vec<(Open, u32)>,
    silent: u32,
    preserved: u32,
    kinds: Vec<ParagraphKind>,
    containers: Vec<Container>,
    tables: Vec<TableFrame>,
    cells: u64,
    hidden: u32,
    deep_tables: u32,
}

impl Page {
    /// Walks the tree.
    pub(crate) fn walk(html: &Html, limits: &Limits) -> Result<Self, ReadError> {
        let mut walker = Walker {
            limits,
            elements: 0,
            open: Vec::new(),
            silent: 0,
            preserved: 0,
            kinds: Vec::new(),
            containers: vec![Container::new((1, 1))],
            tables: Vec::new(),
            cells: 0,
            hidden: 0,
            deep_tables: 0,
        };
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => walker.enter(element)?,
                    Node::Text(text) => walker.text(text),
                    _ => {}
                },
                Edge::Close(node) if node.value().is_element() => walker.leave(),
                Edge::Close(_) => {}
            }
        }
        walker.flush();
        let flow = walker.containers.pop().map(|root| root.flow).unwrap_or_default();
        Ok(Self { flow, hidden: walker.hidden, deep_tables: walker.deep_tables })
    }
}

impl Container {
    fn new(spans: (u32, u32)) -> Self {
        Self { flow: Vec::new(), inline: Inline::new(), spans }
    }
}

impl Walker<'_> {
    fn enter(&mut self, element: &Element) -> Result<(), ReadError> {
        let ordinal = self.elements;
        self.elements = self.elements.saturating_add(1);
        let open = if self.silent > 0 {
            Open::Nothing
        } else if is_hidden(element) {
            self.hidden = self.hidden.saturating_add(1);
            Open::Silent
        } else {
            self.enter_shown(element)?
        };
        if open == Open::Silent {
            self.silent += 1;
        }
        self.open.push((open, ordinal));
        Ok(())
    }

    fn enter_shown(&mut self, element: &Element) -> Result<Open, ReadError> {
        Ok(match role(element.name()) {
            Role::Inline => Open::Nothing,
            Role::Silent => Open::Silent,
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
            Role::Cell => self.enter_cell(element)?,
        })
    }

    fn enter_table(&mut self) -> Open {
        self.flush();
        if self.tables.len() as u64 >= self.limits.nested_tables {
            self.deep_tables = self.deep_tables.saturating_add(1);
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
        self.containers.push(Container::new((span(element, "rowspan"), span(element, "colspan").max(1))));
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
        if let Some(container) = self.containers.last_mut() {
            container.inline.push(text, &SourceRef::Html { element }, self.preserved > 0);
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

fn span(element: &Element, name: &str) -> u32 {
    element.attr(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1)
}

fn is_hidden(element: &Element) -> bool {
    if element.attr("hidden").is_some() {
        return true;
    }
    element.attr("style").is_some_and(|style| {
        style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
            property.trim().eq_ignore_ascii_case("display") && value.trim().to_ascii_lowercase().starts_with("none")
        })
    })
}

fn role(name: &str) -> Role {
    match name {
        "head" | "script" | "style" | "noscript" | "template" | "iframe" | "object" | "svg" | "math" | "canvas"
        | "audio" | "video" | "rt" | "rp" | "title" => Role::Silent,
        "br" => Role::LineBreak,
        "pre" | "listing" | "xmp" => Role::Preserved,
        "h1" => Role::Block(ParagraphKind::Heading(1)),
        "h2" => Role::Block(ParagraphKind::Heading(2)),
        "h3" => Role::Block(ParagraphKind::Heading(3)),
        "h4" => Role::Block(ParagraphKind::Heading(4)),
        "h5" => Role::Block(ParagraphKind::Heading(5)),
        "h6" => Role::Block(ParagraphKind::Heading(6)),
        "li" => Role::Block(ParagraphKind::ListItem),
        "p" | "div" | "body" | "section" | "article" | "header" | "footer" | "main" | "nav" | "aside" | "address"
        | "blockquote" | "center" | "dl" | "dt" | "dd" | "ul" | "ol" | "menu" | "dir" | "fieldset" | "legend"
        | "figure" | "figcaption" | "form" | "hr" | "details" | "summary" | "caption" | "optgroup" | "option" => {
            Role::Block(ParagraphKind::Body)
        }
        "table" => Role::Table,
        "thead" | "tbody" | "tfoot" => Role::RowGroup,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        _ => Role::Inline,
    }
}
