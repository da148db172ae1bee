//! The main part of a document, as one pass over its XML.

mod containers;
mod elements;
mod open;
mod paragraphs;
mod properties;
mod runs;

use std::sync::Arc;

use jiheng_model::document::ParagraphKind;

use super::fields::Fields;
use super::frames::{ParagraphFrame, RunState};
use super::numbering::Numbering;
use super::styles::Styles;
use crate::error::ReadError;
use crate::flow::Item;
use crate::left_out::LeftOut;
use crate::limits::Limits;
use crate::ooxml::{Space, Tag, Walk, walk};
use crate::rows::{Container, TableFrame};
use open::Open;

/// What the main part says.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) flow: Vec<Item>,
    pub(crate) left_out: LeftOut,
}

struct Walker<'a> {
    part: Arc<str>,
    styles: &'a Styles,
    numbering: Numbering,
    limits: &'a Limits,
    open: Vec<Open>,
    muted: u32,
    blind: u32,
    paragraphs: u32,
    paragraph: Vec<ParagraphFrame>,
    run: RunState,
    fields: Fields,
    /// Runs and fields around open text boxes.
    outside: Vec<(RunState, Fields)>,
    containers: Vec<Container>,
    tables: Vec<TableFrame>,
    cells: u64,
    /// For each open content control: it still shows its prompt.
    prompts: Vec<bool>,
    /// For each open set of alternates: one was taken.
    taken: Vec<bool>,
    left_out: LeftOut,
}

impl Body {
    /// Reads the main part's text.
    pub(crate) fn read(
        text: &str,
        part: &str,
        limits: &Limits,
        looks: (&Styles, Numbering),
    ) -> Result<Self, ReadError> {
        let mut walker = Walker::new(part, limits, looks);
        walk(text, part, limits, &mut walker)?;
        let mut root = walker.containers.pop().unwrap_or_else(Container::new);
        root.finish_paragraph(ParagraphKind::Body);
        Ok(Self { flow: root.flow, left_out: walker.left_out })
    }
}

impl<'a> Walker<'a> {
    fn new(part: &str, limits: &'a Limits, (styles, numbering): (&'a Styles, Numbering)) -> Self {
        Self {
            part: Arc::from(part),
            styles,
            numbering,
            limits,
            open: Vec::new(),
            muted: 0,
            blind: 0,
            paragraphs: 0,
            paragraph: Vec::new(),
            run: RunState::default(),
            fields: Fields::default(),
            outside: Vec::new(),
            containers: vec![Container::new()],
            tables: Vec::new(),
            cells: 0,
            prompts: Vec::new(),
            taken: Vec::new(),
            left_out: LeftOut::default(),
        }
    }
}

impl Walk for Walker<'_> {
    type Open = Open;

    fn open(&mut self) -> &mut Vec<Open> {
        &mut self.open
    }

    fn enter(&mut self, tag: &Tag<'_>) -> Result<Open, ReadError> {
        let parent = self.open.last().copied().unwrap_or(Open::Plain);
        let open = match tag.name() {
            (Space::Main, "p") => {
                self.paragraph.push(ParagraphFrame::new(self.paragraphs));
                self.paragraphs = self.paragraphs.saturating_add(1);
                Open::Paragraph
            }
            (Space::Main, "r") => {
                self.start_run();
                Open::Run
            }
            (Space::Compatibility, "AlternateContent") => {
                self.taken.push(false);
                Open::Alternates
            }
            (Space::Compatibility, "Choice" | "Fallback") if parent == Open::Alternates => self.alternate(),
            (Space::Main, name) if self.muted == 0 => self.enter_main(name, tag, parent)?,
            (Space::Other, name) if self.muted == 0 => self.enter_other(name),
            _ => Open::Plain,
        };
        match open {
            Open::Muted => self.muted += 1,
            Open::Blind => self.blind += 1,
            _ => {}
        }
        Ok(open)
    }

    fn leave(&mut self, open: Open) -> Result<(), ReadError> {
        match open {
            Open::Muted => self.muted = self.muted.saturating_sub(1),
            Open::Blind => self.blind = self.blind.saturating_sub(1),
            Open::Paragraph => self.finish_paragraph(),
            Open::ParagraphProperties => self.number_paragraph(),
            Open::Table => {
                if let Some(table) = self.tables.pop() {
                    self.cell(|cell| cell.push_table(table));
                }
            }
            Open::Box => self.finish_box(),
            Open::Row => self.table(TableFrame::finish_row),
            Open::Cell => {
                if self.containers.len() > 1
                    && let Some(cell) = self.containers.pop()
                {
                    self.table(|table| table.place(cell));
                }
            }
            Open::Control => {
                self.prompts.pop();
            }
            Open::Alternates => {
                self.taken.pop();
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.open.last() == Some(&Open::Text) {
            self.text_of_run(text);
        }
    }
}
