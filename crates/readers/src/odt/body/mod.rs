//! The content of a text document, as one pass over its XML.

mod containers;
mod open;
mod paragraphs;
mod spent;

use super::frames::{Container, ParagraphFrame, TableFrame};
use super::styles::Styles;
use crate::error::ReadError;
use crate::flow::Item;
use crate::invisible::seen;
use crate::left_out::LeftOut;
use crate::limits::Limits;
use crate::ooxml::{Tag, Walk, walk};
use crate::opendocument::is_never_text;
use crate::scripts::Script;
use open::Open;
use spent::Spent;

/// What the document says.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) flow: Vec<Item>,
    pub(crate) left_out: LeftOut,
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

impl Body {
    /// Reads the content; `styles` are those of the other part.
    pub(crate) fn read(text: &str, part: &str, limits: &Limits, styles: Styles) -> Result<Self, ReadError> {
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
        walk(text, part, limits, &mut walker)?;
        let flow = walker.containers.pop().map(|container| container.flow).unwrap_or_default();
        Ok(Self { flow, left_out: walker.left_out })
    }
}

impl Walk for Walker<'_> {
    type Open = Open;

    fn open(&mut self) -> &mut Vec<Open> {
        &mut self.open
    }

    fn enter(&mut self, tag: &Tag<'_>) -> Result<Open, ReadError> {
        let name = tag.full_name();
        let is_paragraph = matches!(name, "text:p" | "text:h");
        let index = self.paragraphs;
        self.paragraphs = self.paragraphs.saturating_add(u32::from(is_paragraph));
        self.count_unread(name);
        if self.muted > 0 {
            return Ok(Open::Plain);
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
        Ok(open)
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
}

impl Walker<'_> {
    /// Counts what is left out together with all that it holds.
    fn count_unread(&mut self, name: &str) {
        let counter = match name {
            "text:note" => &mut self.left_out.notes,
            "office:annotation" => &mut self.left_out.comments,
            "text:insertion" => &mut self.left_out.insertions,
            "text:deletion" => &mut self.left_out.deletions,
            _ => return,
        };
        LeftOut::count(counter);
    }

    fn skip_object(&mut self, name: &str) -> Open {
        let is_picture = name == "draw:image";
        if !(is_picture && self.has_object) {
            let counter = if is_picture { &mut self.left_out.pictures } else { &mut self.left_out.objects };
            LeftOut::count(counter);
        }
        self.has_object = !is_picture;
        Open::Muted
    }

    fn left_out_hidden(&mut self) -> Open {
        LeftOut::count(&mut self.left_out.hidden_runs);
        Open::Muted
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
