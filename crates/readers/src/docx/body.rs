//! The main part of a document, as one pass over its XML.

use std::sync::Arc;

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::ParagraphKind;

use super::fields::Fields;
use super::frames::{ParagraphFrame, RunState};
use super::left_out::LeftOut;
use super::numbering::Numbering;
use super::styles::Styles;
use super::symbols;
use crate::error::{Measure, ReadError};
use crate::flow::Item;
use crate::headings::outline_level;
use crate::invisible::seen;
use crate::limits::Limits;
use crate::ooxml::{Space, Tag, Token, Xml};
use crate::rows::{Container, Merge, TableFrame};
use crate::scripts::Script;

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
    /// Neither text nor structure counts inside: embedded files, formulas, former formatting.
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
    FieldMark,
    FormField,
    CheckBox,
    DropDown,
    /// A text box in a run.
    Box,
    Table,
    Grid,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    Control,
    ControlProperties,
    Alternates,
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
        let mut xml = Xml::new(text, part, limits);
        let mut walker = Walker::new(part, limits, looks);
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

    /// Formulas, and what a drawing holds.
    fn enter_other(&mut self, name: &str) -> Open {
        match name {
            "oMath" => {
                LeftOut::count(&mut self.left_out.formulas);
                return Open::Muted;
            }
            "pic" | "imagedata" => LeftOut::count(&mut self.left_out.pictures),
            "chart" | "relIds" => LeftOut::count(&mut self.left_out.objects),
            _ => {}
        }
        Open::Plain
    }

    /// Elements of the word vocabulary other than paragraphs and runs, where structure counts.
    fn enter_main(&mut self, name: &str, tag: &Tag<'_>, parent: Open) -> Result<Open, ReadError> {
        Ok(match name {
            "t" => Open::Text,
            "tbl" => self.start_table(),
            "tblGrid" if parent == Open::Table => Open::Grid,
            "tr" => {
                self.start_row();
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
                LeftOut::count(&mut self.left_out.placeholders);
                Open::Blind
            }
            "txbxContent" => self.start_box(),
            "object" => {
                LeftOut::count(&mut self.left_out.objects);
                Open::Muted
            }
            "rPrChange" | "pPrChange" | "tcPrChange" | "trPrChange" | "tblPrChange" | "tblGridChange"
            | "sectPrChange" | "numberingChange" => Open::Muted,
            "ins" | "moveTo" | "del" | "moveFrom" => self.enter_change(name, parent),
            "rt" => Open::Blind,
            "altChunk" => {
                LeftOut::count(&mut self.left_out.alternate_chunks);
                Open::Plain
            }
            "ffData" if parent == Open::FieldMark => Open::FormField,
            "checkBox" if parent == Open::FormField => {
                self.fields.check_box();
                Open::CheckBox
            }
            "ddList" if parent == Open::FormField => {
                self.fields.list();
                Open::DropDown
            }
            _ => self.property(name, tag, parent),
        })
    }

    /// Tracked changes: what was inserted counts, what was deleted does not.
    fn enter_change(&mut self, name: &str, parent: Open) -> Open {
        match (name, parent) {
            ("del" | "moveFrom", Open::ParagraphMark) => {
                self.paragraph_property(|frame| frame.joins_next = true);
            }
            ("del", Open::RowProperties) => {
                LeftOut::count(&mut self.left_out.deletions);
                self.table(|table| table.row_deleted = true);
            }
            ("del" | "moveFrom", _) => {
                LeftOut::count(&mut self.left_out.deletions);
                return Open::Blind;
            }
            (_, Open::ParagraphMark) => {}
            _ => LeftOut::count(&mut self.left_out.insertions),
        }
        Open::Plain
    }

    /// Properties and the characters that are elements of their own; what matters depends on where they stand.
    fn property(&mut self, name: &str, tag: &Tag<'_>, parent: Open) -> Open {
        let value = || tag.attribute("val").map(std::borrow::Cow::into_owned);
        match (parent, name) {
            (Open::Run, "tab" | "ptab") => self.text_of_run("\t"),
            (Open::Run, "br" | "cr") => {
                if tag.attribute("type").is_some_and(|kind| kind == "page") {
                    self.cell(Container::pass_page_break);
                }
                self.text_of_run("\n");
            }
            (Open::Run, "lastRenderedPageBreak") | (Open::ParagraphProperties, "sectPr") => {
                self.cell(Container::pass_page_break);
            }
            (Open::ParagraphProperties, "pageBreakBefore") if tag.is_on() => self.cell(Container::pass_page_break),
            (Open::Run, "noBreakHyphen") => self.text_of_run("-"),
            (Open::Run, "sym") => {
                let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let font = tag.attribute("font").unwrap_or_default();
                if let Some(char) = code.and_then(|code| symbols::look(&font, code)) {
                    self.text_of_run(char.encode_utf8(&mut [0; 4]));
                }
            }
            (Open::Run, "fldChar") => return self.field_mark(&tag.attribute("fldCharType").unwrap_or_default()),
            (Open::Run, "footnoteReference" | "endnoteReference") => self.count_shown(|left_out| &mut left_out.notes),
            (Open::Run, "commentReference") => self.count_shown(|left_out| &mut left_out.comments),
            (Open::CheckBox, "checked" | "default") => self.fields.tick(tag.is_on()),
            (Open::DropDown, "result" | "default") => self.fields.choose(tag.number("val")),
            (Open::DropDown, "listEntry") => self.fields.entry(&value().unwrap_or_default()),
            (Open::RunProperties, _) => self.run_property(name, tag),
            (Open::ParagraphProperties, "pStyle") => return self.paragraph_property(|frame| frame.style = value()),
            (Open::ParagraphProperties, "outlineLvl") => {
                return self.paragraph_property(|frame| frame.outline = outline_level(tag.number("val")));
            }
            (Open::Numbering, "numId") => {
                return self.paragraph_property(|frame| frame.list = Some(tag.number("val").unwrap_or(0)));
            }
            (Open::Numbering, "ilvl") => {
                return self.paragraph_property(|frame| frame.level = tag.number("val"));
            }
            (Open::Grid, "gridCol") => {
                self.table(|table| table.declare_column(tag.number("w").unwrap_or(0)));
            }
            (Open::RowProperties, "hidden") if tag.is_on() => {
                LeftOut::count(&mut self.left_out.hidden_runs);
                self.table(|table| table.row_deleted = true);
            }
            (Open::CellProperties, "cellDel") => {
                LeftOut::count(&mut self.left_out.deletions);
                self.cell(|cell| cell.deleted = true);
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

    fn run_property(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "vanish" => self.run.hidden = Some(tag.is_on()),
            "rStyle" => self.run.style = tag.attribute("val").map(std::borrow::Cow::into_owned),
            "strike" | "dstrike" => self.run.struck = tag.is_on(),
            "vertAlign" => {
                self.run.script = match tag.attribute("val").as_deref() {
                    Some("superscript") => Script::Raised,
                    Some("subscript") => Script::Lowered,
                    _ => Script::Plain,
                };
            }
            _ => {}
        }
    }

    /// Counts something that stands beside text which is read.
    fn count_shown(&mut self, counter: impl FnOnce(&mut LeftOut) -> &mut u32) {
        if self.blind == 0 {
            LeftOut::count(counter(&mut self.left_out));
        }
    }

    fn field_mark(&mut self, kind: &str) -> Open {
        if let Some(text) = self.fields.mark(kind) {
            self.text_of_run(&text);
        }
        Open::FieldMark
    }

    /// A text box is read where its anchor stands; the run and the fields around it go on after it.
    fn start_box(&mut self) -> Open {
        self.outside.push((std::mem::take(&mut self.run), std::mem::take(&mut self.fields)));
        self.containers.push(Container::new());
        Open::Box
    }

    /// What stands in a text box follows the paragraph that it hangs on.
    fn finish_box(&mut self) {
        if let Some((run, fields)) = self.outside.pop() {
            (self.run, self.fields) = (run, fields);
        }
        if self.containers.len() > 1
            && let Some(mut inner) = self.containers.pop()
        {
            inner.finish_paragraph(ParagraphKind::Body);
            self.cell(|outer| outer.after.append(&mut inner.flow));
        }
    }

    fn text_of_run(&mut self, text: &str) {
        if self.muted > 0 || self.blind > 0 || text.is_empty() || !self.fields.are_shown() {
            return;
        }
        let Some(frame) = self.paragraph.last() else { return };
        let source =
            SourceRef::Docx { part: self.part.clone(), paragraph: frame.index, run: frame.runs.saturating_sub(1) };
        let first_of_run = !std::mem::replace(&mut self.run.marked, true);
        if self.is_hidden() {
            if first_of_run && !text.trim().is_empty() {
                LeftOut::count(&mut self.left_out.hidden_runs);
            }
            return;
        }
        if self.run.struck {
            if first_of_run && !text.trim().is_empty() {
                LeftOut::count(&mut self.left_out.struck_runs);
            }
            return;
        }
        self.fields.pass_text();
        if let Some(container) = self.containers.last_mut() {
            if first_of_run {
                container.pending.mark(source);
            }
            if let Some(label) = self.paragraph.last_mut().and_then(|frame| frame.label.take())
                && container.pending.is_blank()
            {
                container.pending.push(&label);
            }
            container.pending.push(&seen(&self.run.script.text(text)));
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
        self.fields.end_paragraph();
        let kind = self.kind_of(&frame);
        self.cell(|container| {
            container.finish_paragraph(kind);
            container.pass_paragraph();
        });
    }

    fn kind_of(&self, frame: &ParagraphFrame) -> ParagraphKind {
        let style = frame.style.as_deref();
        let by_style = || style.and_then(|style| self.styles.heading(style));
        match frame.outline.or_else(by_style) {
            Some(level) if level > 0 => ParagraphKind::Heading(level),
            _ if self.list_of(frame).is_some() => ParagraphKind::ListItem,
            _ => ParagraphKind::Body,
        }
    }

    /// The list of a paragraph and its level, by itself or by its style.
    fn list_of(&self, frame: &ParagraphFrame) -> Option<(u32, Option<u32>)> {
        let by_style = || frame.style.as_deref().and_then(|style| self.styles.list(style));
        let (list, level) = match frame.list {
            Some(list) => (list, frame.level),
            None => by_style().map(|(list, level)| (list, frame.level.or(level)))?,
        };
        (list > 0).then_some((list, level))
    }

    /// Counts a numbered paragraph, whether it turns out to show text or not.
    fn number_paragraph(&mut self) {
        let Some(frame) = self.paragraph.last().filter(|frame| self.muted == 0 && !frame.joins_next) else { return };
        let Some((list, level)) = self.list_of(frame) else { return };
        let label = self.numbering.next(list, level, frame.style.as_deref());
        self.paragraph_property(|frame| frame.label = label);
    }

    fn start_table(&mut self) -> Open {
        if self.tables.len() as u64 >= self.limits.nested_tables {
            LeftOut::count(&mut self.left_out.deep_tables);
            return Open::Muted;
        }
        self.cell(|container| container.finish_paragraph(ParagraphKind::Body));
        self.tables.push(TableFrame::default());
        Open::Table
    }

    fn start_row(&mut self) {
        if let (Some(table), Some(container)) = (self.tables.last_mut(), self.containers.last_mut()) {
            if table.is_new() {
                container.go_on(table);
            }
            table.start_row();
        }
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
