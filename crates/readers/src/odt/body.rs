//! The content of a text document, as one pass over its XML.

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::ParagraphKind;

use super::frames::{CellFrame, Container, ParagraphFrame, TableFrame};
use super::styles::Styles;
use crate::error::{Measure, ReadError};
use crate::flow::Item;
use crate::invisible::seen;
use crate::limits::Limits;
use crate::ooxml::{Tag, Token, Xml};
use crate::opendocument::{Line, is_never_text};
use crate::piece::Piece;
use crate::scripts::Script;

/// The deepest heading there is.
const HEADING_MAX: u32 = 9;

/// How often something was left out of the text.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    pub(crate) hidden_runs: u32,
    pub(crate) placeholders: u32,
    pub(crate) deep_tables: u32,
    pub(crate) struck_runs: u32,
    pub(crate) insertions: u32,
    pub(crate) deletions: u32,
    pub(crate) notes: u32,
    pub(crate) comments: u32,
    pub(crate) pictures: u32,
    pub(crate) objects: u32,
}

/// What the document says.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) flow: Vec<Item>,
    pub(crate) left_out: LeftOut,
}

/// What an open element means for what is inside it and for its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Plain,
    /// Nothing inside counts.
    Muted,
    Paragraph,
    /// Inside a paragraph, carries text.
    Text,
    /// Carries text that is hidden.
    Hidden,
    /// Carries text that is struck through.
    Struck,
    /// Carries text that is raised or lowered.
    Script,
    List,
    Box,
    Table,
    Row,
    Cell,
}

struct Walker<'a> {
    styles: Styles,
    limits: &'a Limits,
    open: Vec<Open>,
    muted: u32,
    hidden: u32,
    struck: u32,
    scripts: Vec<Script>,
    /// The frame that is open holds an object, whose picture is no other thing.
    has_object: bool,
    paragraphs: u32,
    paragraph: Vec<ParagraphFrame>,
    containers: Vec<Container>,
    tables: Vec<TableFrame>,
    spent: Spent,
    left_out: LeftOut,
}

/// Cells so far, and the text in those that are repeated.
#[derive(Debug, Default)]
struct Spent {
    cells: u64,
    text_bytes: u64,
}

impl Body {
    /// Reads the content; `styles` are those of the other part.
    pub(crate) fn read(text: &str, part: &str, limits: &Limits, styles: Styles) -> Result<Self, ReadError> {
        let mut xml = Xml::new(text, part, limits);
        let mut walker = Walker {
            styles,
            limits,
            open: Vec::new(),
            muted: 0,
            hidden: 0,
            struck: 0,
            scripts: Vec::new(),
            has_object: false,
            paragraphs: 0,
            paragraph: Vec::new(),
            containers: vec![Container::default()],
            tables: Vec::new(),
            spent: Spent::default(),
            left_out: LeftOut::default(),
        };
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    let open = walker.enter(&tag);
                    walker.open.push(open);
                }
                Token::Close => {
                    if let Some(open) = walker.open.pop() {
                        walker.leave(open)?;
                    }
                }
                Token::Text(text) => walker.text(&text),
                Token::End => break,
            }
        }
        let flow = walker.containers.pop().map(|container| container.flow).unwrap_or_default();
        Ok(Self { flow, left_out: walker.left_out })
    }
}

impl Walker<'_> {
    fn enter(&mut self, tag: &Tag<'_>) -> Open {
        let name = tag.full_name();
        let is_paragraph = matches!(name, "text:p" | "text:h");
        let index = self.paragraphs;
        self.paragraphs = self.paragraphs.saturating_add(u32::from(is_paragraph));
        self.count_unread(name);
        if self.muted > 0 {
            return Open::Plain;
        }
        let parent = self.open.last().copied().unwrap_or(Open::Plain);
        let carries_text = carries_text(parent);
        let open = match name {
            _ if is_paragraph => self.start_paragraph(tag, index),
            _ if is_never_text(name) => Open::Muted,
            "text:section" if is_hidden_part(tag) => self.left_out_hidden(),
            "text:list" | "text:numbered-paragraph" => {
                self.container(|container| container.lists += 1);
                Open::List
            }
            "table:table" => self.start_table(),
            "table:table-row" => {
                self.table(|table| table.start_row(tag.number("number-rows-repeated").unwrap_or(1)));
                Open::Row
            }
            "table:table-cell" if !self.tables.is_empty() => self.start_cell(tag),
            "table:covered-table-cell" => {
                self.table(|table| table.cover(tag.number("number-columns-repeated").unwrap_or(1)));
                Open::Muted
            }
            "draw:image" | "draw:object" | "draw:object-ole" | "draw:plugin" => self.skip_object(name),
            _ if name.starts_with("draw:") => {
                self.has_object = false;
                self.containers.push(Container::default());
                Open::Box
            }
            _ if carries_text => self.inside_paragraph(name, tag),
            _ => {
                self.styles.take(tag);
                Open::Plain
            }
        };
        match open {
            Open::Muted => self.muted += 1,
            Open::Hidden => self.hidden += 1,
            Open::Struck => self.struck += 1,
            _ => {}
        }
        open
    }

    /// Counts what is left out together with all that it holds.
    fn count_unread(&mut self, name: &str) {
        let counter = match name {
            "text:note" => &mut self.left_out.notes,
            "office:annotation" => &mut self.left_out.comments,
            "text:insertion" => &mut self.left_out.insertions,
            "text:deletion" => &mut self.left_out.deletions,
            _ => return,
        };
        *counter = counter.saturating_add(1);
    }

    fn skip_object(&mut self, name: &str) -> Open {
        let is_picture = name == "draw:image";
        if !(is_picture && self.has_object) {
            let counter = if is_picture { &mut self.left_out.pictures } else { &mut self.left_out.objects };
            *counter = counter.saturating_add(1);
        }
        self.has_object = !is_picture;
        Open::Muted
    }

    fn start_paragraph(&mut self, tag: &Tag<'_>, index: u32) -> Open {
        let is_list = self.containers.last().is_some_and(|container| container.lists > 0);
        let kind = match tag.full_name() {
            "text:h" => {
                let level = tag.number("outline-level").unwrap_or(1).clamp(1, HEADING_MAX);
                ParagraphKind::Heading(u8::try_from(level).unwrap_or(1))
            }
            _ if is_list => ParagraphKind::ListItem,
            _ => ParagraphKind::Body,
        };
        self.paragraph.push(ParagraphFrame {
            piece: Piece::from("", SourceRef::Odt { paragraph: index }),
            kind,
            line: Line::new(),
            level: self.containers.len(),
            hidden: self.styles.looks("paragraph", tag).hidden == Some(true),
            after: Vec::new(),
        });
        Open::Paragraph
    }

    /// Elements inside a paragraph carry on its text: spans, links, and fields, whose text is what they show.
    fn inside_paragraph(&mut self, name: &str, tag: &Tag<'_>) -> Open {
        if let Some(text) = self.paragraph.last_mut().and_then(|frame| frame.line.character(tag)) {
            self.show(&text);
            return Open::Plain;
        }
        let is_on = |local: &str| tag.attribute(local).is_some_and(|value| value == "true");
        match name {
            "text:span" => self.enter_span(tag),
            "text:hidden-text" if is_on("is-hidden") => Open::Hidden,
            "text:hidden-paragraph" if is_on("is-hidden") => {
                if let Some(frame) = self.paragraph.last_mut() {
                    frame.hidden = true;
                }
                Open::Text
            }
            "loext:content-control" if is_on("showing-place-holder") => {
                self.left_out.placeholders = self.left_out.placeholders.saturating_add(1);
                Open::Muted
            }
            _ if tag.attribute("display").is_some_and(|display| display == "none") => Open::Muted,
            _ => Open::Text,
        }
    }

    fn enter_span(&mut self, tag: &Tag<'_>) -> Open {
        let looks = self.styles.looks("text", tag);
        if looks.hidden == Some(true) {
            return Open::Hidden;
        }
        if looks.struck == Some(true) {
            return Open::Struck;
        }
        match looks.script {
            Some(script) => {
                self.scripts.push(script);
                Open::Script
            }
            None => Open::Text,
        }
    }

    fn leave(&mut self, open: Open) -> Result<(), ReadError> {
        match open {
            Open::Muted => self.muted = self.muted.saturating_sub(1),
            Open::Hidden => self.hidden = self.hidden.saturating_sub(1),
            Open::Struck => self.struck = self.struck.saturating_sub(1),
            Open::Script => {
                self.scripts.pop();
            }
            Open::Paragraph => self.finish_paragraph(),
            Open::List => self.container(|container| container.lists = container.lists.saturating_sub(1)),
            Open::Box => self.finish_box(),
            Open::Table => {
                if let Some(table) = self.tables.pop() {
                    self.container(|container| container.flow.push(Item::Table(table.finish())));
                }
            }
            Open::Row => {
                let Self { tables, spent, limits, .. } = self;
                if let Some(table) = tables.last_mut() {
                    table.finish_row(|flow| spent.cell(flow, limits))?;
                }
            }
            Open::Cell => self.finish_cell()?,
            Open::Plain | Open::Text => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let carries_text = self.open.last().is_some_and(|open| carries_text(*open));
        let script = self.scripts.last().copied().unwrap_or_default();
        if let Some(frame) = self.paragraph.last_mut().filter(|_| carries_text) {
            let text = frame.line.text(&seen(text));
            self.show(&script.text(&text));
        }
    }

    fn show(&mut self, text: &str) {
        let Some(frame) = self.paragraph.last_mut() else { return };
        let counter = match (self.hidden, self.struck) {
            (0, 0) => return frame.piece.push(text),
            (0, _) => &mut self.left_out.struck_runs,
            _ => &mut self.left_out.hidden_runs,
        };
        if !text.trim().is_empty() {
            *counter = counter.saturating_add(1);
        }
    }

    fn finish_paragraph(&mut self) {
        let Some(frame) = self.paragraph.pop() else { return };
        let ParagraphFrame { piece, kind, hidden, after, .. } = frame;
        if hidden && !piece.is_blank() {
            self.left_out.hidden_runs = self.left_out.hidden_runs.saturating_add(1);
        }
        self.container(|container| {
            if !hidden && !piece.is_blank() {
                container.flow.push(Item::Paragraph(piece, kind));
            }
            container.flow.extend(after);
        });
    }

    /// What stands in a text box follows the paragraph that it hangs on.
    fn finish_box(&mut self) {
        let Some(container) = self.containers.pop() else { return };
        let level = self.containers.len();
        match self.paragraph.last_mut().filter(|frame| frame.level == level) {
            Some(frame) => frame.after.extend(container.flow),
            None => self.container(|below| below.flow.extend(container.flow)),
        }
    }

    fn start_table(&mut self) -> Open {
        if self.tables.len() as u64 >= self.limits.nested_tables {
            self.left_out.deep_tables = self.left_out.deep_tables.saturating_add(1);
            return Open::Muted;
        }
        self.tables.push(TableFrame::default());
        Open::Table
    }

    fn start_cell(&mut self, tag: &Tag<'_>) -> Open {
        let number = |local: &str| tag.number(local).unwrap_or(1);
        let frame = CellFrame {
            row_span: number("number-rows-spanned"),
            column_span: number("number-columns-spanned"),
            repeated: number("number-columns-repeated"),
        };
        self.table(|table| table.cells.push(frame));
        self.containers.push(Container::default());
        Open::Cell
    }

    fn finish_cell(&mut self) -> Result<(), ReadError> {
        let Some(container) = self.containers.pop() else { return Ok(()) };
        let Self { tables, spent, limits, .. } = self;
        let Some(table) = tables.last_mut() else { return Ok(()) };
        let Some(frame) = table.cells.pop() else { return Ok(()) };
        table.place(container.flow, frame, |flow| spent.cell(flow, limits))
    }

    fn left_out_hidden(&mut self) -> Open {
        self.left_out.hidden_runs = self.left_out.hidden_runs.saturating_add(1);
        Open::Muted
    }

    fn table(&mut self, change: impl FnOnce(&mut TableFrame)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn container(&mut self, change: impl FnOnce(&mut Container)) {
        if let Some(container) = self.containers.last_mut() {
            change(container);
        }
    }
}

impl Spent {
    /// Counts a cell, and what it holds of repeated cells and their text.
    fn cell(&mut self, repeated: &[Item], limits: &Limits) -> Result<(), ReadError> {
        self.cells = self.cells.saturating_add(1);
        for item in repeated {
            self.item(item);
        }
        if self.cells > limits.table_cells {
            return Err(ReadError::TooLarge { what: Measure::Cells, limit: limits.table_cells });
        }
        if self.text_bytes > limits.total_bytes {
            return Err(ReadError::TooLarge { what: Measure::TextBytes, limit: limits.total_bytes });
        }
        Ok(())
    }

    /// Tables are nested no deeper than the limits allow.
    fn item(&mut self, item: &Item) {
        match item {
            Item::Paragraph(piece, _) => self.text_bytes = self.text_bytes.saturating_add(piece.bytes()),
            Item::Table(grid) => {
                self.cells = self.cells.saturating_add(grid.cells.len() as u64);
                for item in grid.cells.iter().flat_map(|cell| &cell.flow) {
                    self.item(item);
                }
            }
        }
    }
}

fn carries_text(open: Open) -> bool {
    matches!(open, Open::Paragraph | Open::Text | Open::Hidden | Open::Struck | Open::Script)
}

/// A section that is not shown, by itself or because its condition held when the document was saved.
fn is_hidden_part(tag: &Tag<'_>) -> bool {
    match tag.attribute("display").as_deref() {
        Some("none") => true,
        Some("condition") => tag.attribute("is-hidden").is_some_and(|value| value == "true"),
        _ => false,
    }
}
