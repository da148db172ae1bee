//! The main part of a document, as one pass over its XML.

use std::sync::Arc;

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::ParagraphKind;

use super::frames::ParagraphFrame;
use super::styles::Styles;
use crate::error::{Measure, ReadError};
use crate::flow::Item;
use crate::headings::outline_level;
use crate::limits::Limits;
use crate::ooxml::{Space, Tag, Token, Xml};
use crate::rows::{Container, Merge, TableFrame};

/// How often something was left out of the text.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    pub(crate) hidden_runs: u32,
    pub(crate) placeholders: u32,
    pub(crate) alternate_chunks: u32,
    pub(crate) formulas: u32,
    pub(crate) deep_tables: u32,
}

/// What the main part says.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) flow: Vec<Item>,
    pub(crate) left_out: LeftOut,
}

/// What an open element means for what is inside it and for its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Plain,
    /// Neither text nor structure counts inside: text boxes, pictures, former formatting.
    Muted,
    /// Structure counts, text does not: deletions, prompts of unfilled controls, ruby.
    Blind,
    Paragraph,
    ParagraphProperties,
    ParagraphMark,
    Numbering,
    Run,
    RunProperties,
    Text,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    Control,
    ControlProperties,
    Alternates,
}

/// The run that is being read.
#[derive(Debug, Default)]
struct RunState {
    hidden: Option<bool>,
    style: Option<String>,
    marked: bool,
}

struct Walker<'a> {
    part: Arc<str>,
    styles: &'a Styles,
    limits: &'a Limits,
    open: Vec<Open>,
    muted: u32,
    blind: u32,
    paragraphs: u32,
    paragraph: Vec<ParagraphFrame>,
    run: RunState,
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
    pub(crate) fn read(text: &str, part: &str, limits: &Limits, styles: &Styles) -> Result<Self, ReadError> {
        let mut xml = Xml::new(text, part, limits);
        let mut walker = Walker::new(part, limits, styles);
        loop {
            match xml.next()? {
                Token::Open(tag) => {
                    let open = walker.enter(&tag)?;
                    walker.open.push(open);
                }
                Token::Close => {
                    if let Some(open) = walker.open.pop() {
                        walker.leave(open);
                    }
                }
                Token::Text(text) => walker.text(&text),
                Token::End => break,
            }
        }
        let mut root = walker.containers.pop().unwrap_or_else(Container::new);
        root.finish_paragraph(ParagraphKind::Body);
        Ok(Self { flow: root.flow, left_out: walker.left_out })
    }
}

impl<'a> Walker<'a> {
    fn new(part: &str, limits: &'a Limits, styles: &'a Styles) -> Self {
        Self {
            part: Arc::from(part),
            styles,
            limits,
            open: Vec::new(),
            muted: 0,
            blind: 0,
            paragraphs: 0,
            paragraph: Vec::new(),
            run: RunState::default(),
            containers: vec![Container::new()],
            tables: Vec::new(),
            cells: 0,
            prompts: Vec::new(),
            taken: Vec::new(),
            left_out: LeftOut::default(),
        }
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
            (Space::Other, "oMath") if self.muted == 0 => {
                self.left_out.formulas = self.left_out.formulas.saturating_add(1);
                Open::Muted
            }
            _ => Open::Plain,
        };
        match open {
            Open::Muted => self.muted += 1,
            Open::Blind => self.blind += 1,
            _ => {}
        }
        Ok(open)
    }

    /// Elements of the word vocabulary other than paragraphs and runs, where structure counts.
    fn enter_main(&mut self, name: &str, tag: &Tag<'_>, parent: Open) -> Result<Open, ReadError> {
        Ok(match name {
            "t" => Open::Text,
            "tbl" => self.start_table(),
            "tr" => {
                self.table(TableFrame::start_row);
                Open::Row
            }
            "tc" => {
                self.start_cell()?;
                Open::Cell
            }
            "pPr" if parent == Open::Paragraph => Open::ParagraphProperties,
            "rPr" if parent == Open::Run => Open::RunProperties,
            "rPr" if parent == Open::ParagraphProperties => Open::ParagraphMark,
            "trPr" if parent == Open::Row => Open::RowProperties,
            "tcPr" if parent == Open::Cell => Open::CellProperties,
            "numPr" if parent == Open::ParagraphProperties => Open::Numbering,
            "sdt" => {
                self.prompts.push(false);
                Open::Control
            }
            "sdtPr" if parent == Open::Control => Open::ControlProperties,
            "sdtContent" if parent == Open::Control && self.prompts.last() == Some(&true) => {
                self.left_out.placeholders = self.left_out.placeholders.saturating_add(1);
                Open::Blind
            }
            "txbxContent" | "pict" | "drawing" | "object" | "rPrChange" | "pPrChange" | "tcPrChange" | "trPrChange"
            | "tblPrChange" | "sectPrChange" | "numberingChange" => Open::Muted,
            "del" if parent == Open::ParagraphMark => self.paragraph_property(|frame| frame.joins_next = true),
            "del" if parent == Open::RowProperties => {
                self.table(|table| table.row_deleted = true);
                Open::Plain
            }
            "del" | "moveFrom" | "rt" => Open::Blind,
            "altChunk" => {
                self.left_out.alternate_chunks = self.left_out.alternate_chunks.saturating_add(1);
                Open::Plain
            }
            _ => self.property(name, tag, parent),
        })
    }

    /// Properties and the characters that are elements of their own; what matters depends on where they stand.
    fn property(&mut self, name: &str, tag: &Tag<'_>, parent: Open) -> Open {
        let value = || tag.attribute("val").map(std::borrow::Cow::into_owned);
        match (parent, name) {
            (Open::Run, "tab" | "ptab") => self.text_of_run("\t"),
            (Open::Run, "br" | "cr") => self.text_of_run("\n"),
            (Open::Run, "noBreakHyphen") => self.text_of_run("-"),
            (Open::Run, "sym") => {
                let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                if let Some(char) = code.and_then(char::from_u32) {
                    self.text_of_run(char.encode_utf8(&mut [0; 4]));
                }
            }
            (Open::RunProperties, "vanish") => self.run.hidden = Some(tag.is_on()),
            (Open::RunProperties, "rStyle") => self.run.style = value(),
            (Open::ParagraphProperties, "pStyle") => return self.paragraph_property(|frame| frame.style = value()),
            (Open::ParagraphProperties, "outlineLvl") => {
                return self.paragraph_property(|frame| frame.outline = outline_level(tag.number("val")));
            }
            (Open::Numbering, "numId") => {
                return self.paragraph_property(|frame| frame.list = Some(tag.number("val") != Some(0)));
            }
            (Open::RowProperties, "gridBefore") => {
                self.table(|table| table.skip_columns(tag.number("val").unwrap_or(0)));
            }
            (Open::CellProperties, "gridSpan") => {
                self.cell(|cell| cell.column_span = tag.number("val").unwrap_or(1));
            }
            (Open::CellProperties, "vMerge") => {
                self.cell(|cell| cell.vertical = Merge::from_value(value().as_deref()));
            }
            (Open::CellProperties, "hMerge") => {
                self.cell(|cell| cell.horizontal = Merge::from_value(value().as_deref()));
            }
            (Open::ControlProperties, "showingPlcHdr") => {
                if let Some(prompt) = self.prompts.last_mut() {
                    *prompt = tag.is_on();
                }
            }
            _ => {}
        }
        Open::Plain
    }

    fn leave(&mut self, open: Open) {
        match open {
            Open::Muted => self.muted = self.muted.saturating_sub(1),
            Open::Blind => self.blind = self.blind.saturating_sub(1),
            Open::Paragraph => self.finish_paragraph(),
            Open::Table => {
                if let Some(table) = self.tables.pop() {
                    self.cell(|cell| cell.flow.push(Item::Table(table.finish())));
                }
            }
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
    }

    /// The first alternative stands for all of them.
    fn alternate(&mut self) -> Open {
        match self.taken.last_mut() {
            Some(taken) if !*taken => {
                *taken = true;
                Open::Plain
            }
            _ => Open::Muted,
        }
    }

    /// Runs count in every paragraph around them: a text box stands in a run of another paragraph.
    fn start_run(&mut self) {
        for frame in &mut self.paragraph {
            frame.runs = frame.runs.saturating_add(1);
        }
        if self.muted == 0 {
            self.run = RunState::default();
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.last() == Some(&Open::Text) {
            self.text_of_run(text);
        }
    }

    fn text_of_run(&mut self, text: &str) {
        if self.muted > 0 || self.blind > 0 || text.is_empty() {
            return;
        }
        let Some(frame) = self.paragraph.last() else { return };
        let source =
            SourceRef::Docx { part: self.part.clone(), paragraph: frame.index, run: frame.runs.saturating_sub(1) };
        let first_of_run = !std::mem::replace(&mut self.run.marked, true);
        if self.is_hidden() {
            if first_of_run && !text.trim().is_empty() {
                self.left_out.hidden_runs = self.left_out.hidden_runs.saturating_add(1);
            }
            return;
        }
        if let Some(container) = self.containers.last_mut() {
            if first_of_run {
                container.pending.mark(source);
            }
            container.pending.push(text);
        }
    }

    /// Hidden by the run itself, else by its style, else by the paragraph's style.
    fn is_hidden(&self) -> bool {
        let by_run_style = || self.run.style.as_deref().and_then(|style| self.styles.hidden(style));
        let paragraph_style = self.paragraph.last().and_then(|frame| frame.style.as_deref());
        let by_paragraph_style = || paragraph_style.and_then(|style| self.styles.hidden(style));
        self.run.hidden.or_else(by_run_style).or_else(by_paragraph_style).unwrap_or(false)
    }

    fn finish_paragraph(&mut self) {
        let Some(frame) = self.paragraph.pop() else { return };
        if self.muted > 0 || frame.joins_next {
            return;
        }
        let kind = self.kind_of(&frame);
        self.cell(|container| container.finish_paragraph(kind));
    }

    fn kind_of(&self, frame: &ParagraphFrame) -> ParagraphKind {
        let style = frame.style.as_deref();
        let by_style = || style.and_then(|style| self.styles.heading(style));
        match frame.outline.or_else(by_style) {
            Some(level) if level > 0 => ParagraphKind::Heading(level),
            _ if frame.list.unwrap_or_else(|| style.is_some_and(|style| self.styles.is_list(style))) => {
                ParagraphKind::ListItem
            }
            _ => ParagraphKind::Body,
        }
    }

    fn start_table(&mut self) -> Open {
        if self.tables.len() as u64 >= self.limits.nested_tables {
            self.left_out.deep_tables = self.left_out.deep_tables.saturating_add(1);
            return Open::Muted;
        }
        self.cell(|container| container.finish_paragraph(ParagraphKind::Body));
        self.tables.push(TableFrame::default());
        Open::Table
    }

    fn start_cell(&mut self) -> Result<(), ReadError> {
        self.cells += 1;
        if self.cells > self.limits.table_cells {
            return Err(ReadError::TooLarge { what: Measure::Cells, limit: self.limits.table_cells });
        }
        self.containers.push(Container::new());
        Ok(())
    }

    fn table(&mut self, change: impl FnOnce(&mut TableFrame)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn cell(&mut self, change: impl FnOnce(&mut Container)) {
        if let Some(container) = self.containers.last_mut() {
            change(container);
        }
    }

    fn paragraph_property(&mut self, change: impl FnOnce(&mut ParagraphFrame)) -> Open {
        if let Some(frame) = self.paragraph.last_mut() {
            change(frame);
        }
        Open::Plain
    }
}
