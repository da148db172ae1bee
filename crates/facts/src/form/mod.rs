//! Recognising a known form by its labels, never by position.

mod balance;
mod fields;
mod goals;
mod identity;
mod narrative;
mod people;
mod score_table;
mod several;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use jiheng_model::document::{Block, Cell, Document, Table};
use jiheng_model::note::Note;
use jiheng_model::statement::{FactId, State, Statement, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_packs::form::{Form, Part};
use jiheng_packs::label::Labels;

use crate::builder::{Builder, offset};
use crate::grid::{self, Row};
use crate::label::{candidate, is_short, key, normal_without_unit, strip_number};
use crate::passage::Zone;

/// Parts of the form that must be seen before a document counts as this form.
const EVIDENCE_MIN: usize = 4;
/// Parts whose headings must be seen before what is missing counts as missing: a piece of a form is no report.
const PARTS_MIN: usize = 2;

/// Passages of each block and cell.
type PassageIndex = BTreeMap<(u32, Option<(u32, u32)>), Vec<usize>>;

/// Walks over a document with one form definition.
pub(crate) struct Recogniser<'b, 'a> {
    pub(crate) builder: &'b mut Builder<'a>,
    pub(crate) form: &'b Form,
    /// Passages of each block and cell.
    index: PassageIndex,
    /// Number and name of the part that is being read.
    part_path: Bilingual,
    /// The block that is being read.
    block: u32,
    reports: several::Reports,
    pub(crate) tasks: Vec<StatementId>,
    pub(crate) expected: Vec<StatementId>,
    pub(crate) completed: Vec<StatementId>,
    pub(crate) indicators: usize,
    pub(crate) indicator_counts: BTreeMap<String, u32>,
    pub(crate) narrative: narrative::Progress,
    pub(crate) seen_sign: Vec<String>,
    pub(crate) subordinates: u32,
    /// Unit of the last caption that named one.
    pub(crate) table_unit: String,
    /// Indicators whose points stand in the table of targets.
    pub(crate) points_seen: u32,
    /// Their statements.
    pub(crate) points_in_goals: Vec<StatementId>,
}

/// Recognises the best fitting form and states its cells; without one, only tables of unknown forms are read.
pub(crate) fn recognise(builder: &mut Builder, forms: &[Form]) {
    let document = builder.document;
    let best = evidence(document, forms)
        .into_iter()
        .zip(forms)
        .max_by_key(|(evidence, _)| *evidence)
        .filter(|(evidence, _)| evidence.labels >= EVIDENCE_MIN);
    let Some((evidence, form)) = best else {
        builder.facts.notes.push(Note {
            kind: "form-not-recognised".into(),
            message: Bilingual::new(
                "未识别出已知的自评表样式，只核对正文句子和表格合计；如确为自评表，请检查表头标签是否完整。",
                "No known form was recognised; only sentences and table totals are checked. If it is a form, check its labels.",
            ),
            anchor: None,
        });
        return;
    };
    // Its tables alone are a piece of the form: they are read, but nothing is missing in them. Nor is anything where labels
    // and values stand on lines of their own and nobody knows which belong together.
    let whole = evidence.whole && !document.notes.iter().any(|note| note.kind == "cells-one-per-line");
    builder.facts.report.form = Some(form.id.clone()).filter(|_| whole);
    let mut index = PassageIndex::new();
    for (at, passage) in builder.passages.iter().enumerate() {
        index.entry((passage.block, passage.cell)).or_default().push(at);
    }
    let mut recogniser = Recogniser {
        builder,
        form,
        index,
        part_path: Bilingual::default(),
        block: 0,
        reports: several::Reports::default(),
        tasks: Vec::new(),
        expected: Vec::new(),
        completed: Vec::new(),
        indicators: 0,
        indicator_counts: BTreeMap::new(),
        narrative: narrative::Progress::default(),
        seen_sign: Vec::new(),
        subordinates: 0,
        table_unit: String::new(),
        points_seen: 0,
        points_in_goals: Vec::new(),
    };
    recogniser.walk();
    recogniser.reports_finish();
    if whole {
        recogniser.finish();
    } else {
        recogniser.identity_finish();
    }
}

/// What a document shows of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Evidence {
    labels: usize,
    /// The headings of parts are among them: it is the whole form, not a piece of it.
    whole: bool,
}

/// How many labels of each form the document shows. Labels of columns alone also stand in final accounts: without a
/// part or the form's rows of institutions they are no evidence.
fn evidence<'f>(document: &Document, forms: &'f [Form]) -> Vec<Evidence> {
    let mut shown: Vec<Shown<'f>> = forms.iter().map(Shown::new).collect();
    let mut look = |text: &str| {
        let whole = text.contains('\n').then_some(text);
        for line in text.split('\n').chain(whole) {
            let label = candidate(line);
            if !label.is_empty() {
                let label = if label.ends_with('）') { key(&normal_without_unit(line)) } else { label };
                for form in &mut shown {
                    form.look(strip_number(&label));
                }
            }
        }
    };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => look(document.text(&paragraph.text)),
            Block::Table(table) => table.cells.iter().for_each(|cell| look(document.text(&cell.text))),
        }
    }
    shown.iter().map(Shown::evidence).collect()
}

/// What was seen of one form.
struct Shown<'f> {
    form: &'f Form,
    /// Part or fact by label.
    known: BTreeMap<&'f str, &'f str>,
    found: BTreeSet<&'f str>,
    rows: bool,
}

impl<'f> Shown<'f> {
    fn new(form: &'f Form) -> Self {
        let of = |labels: &'f Labels, id: &'f str| labels.keys().iter().map(move |key| (key.as_str(), id));
        let parts = form.parts.iter().flat_map(|part| of(&part.labels, &part.id));
        let columns = form.tables.iter().flat_map(|table| &table.columns);
        let columns = columns.flat_map(|column| of(&column.labels, &column.fact));
        Self { form, known: parts.chain(columns).collect(), found: BTreeSet::new(), rows: false }
    }

    fn look(&mut self, label: &str) {
        self.found.extend(self.known.get(label));
        // Of the names of the rows' column only the first is the form's own; 单位名称 heads tables of all kinds.
        self.rows |= self.form.rows.header.keys().first().is_some_and(|header| header == label);
    }

    fn evidence(&self) -> Evidence {
        let parts = self.form.parts.iter().filter(|part| self.found.contains(part.id.as_str())).count();
        let labels = if parts > 0 || self.rows { self.found.len() } else { 0 };
        Evidence { labels, whole: parts >= PARTS_MIN }
    }
}

impl<'a> Recogniser<'_, 'a> {
    fn walk(&mut self) {
        let document = self.builder.document;
        for (index, block) in document.blocks.iter().enumerate() {
            let block_index = offset(index);
            self.block = block_index;
            match block {
                Block::Paragraph(_) => self.paragraph(block_index),
                Block::Table(table) => self.table(block_index, table, &grid::rows(document, table)),
            }
        }
    }

    fn finish(&mut self) {
        self.goals_finish();
        self.narrative_finish();
        self.people_finish();
        self.cover_finish();
        self.identity_finish();
    }

    fn paragraph(&mut self, block: u32) {
        let passages = self.index.get(&(block, None)).cloned().unwrap_or_default();
        for at in passages {
            let text = self.builder.passages.get(at).map(crate::passage::Passage::string).unwrap_or_default();
            if self.enter_part(&text) {
                self.zone(at, Zone::Label);
                self.heading_unit(&text);
            } else if !self.narrative_line(at, &text) {
                if let Some(unit) = crate::label::unit_in(&text).filter(|_| is_short(&text)) {
                    unit.clone_into(&mut self.table_unit);
                }
                self.text_fields(at, &text);
            }
        }
    }

    /// A row at a time; each kind of row takes as many rows as belong to it.
    fn table(&mut self, block: u32, table: &Table, rows: &[Row<'a>]) {
        let mut at = 0;
        while at < rows.len() {
            let taken = self
                .entity_table(block, table, rows, at)
                .or_else(|| self.goal_rows(block, table, rows, at))
                .or_else(|| self.indicator_rows(block, table, rows, at))
                .or_else(|| self.evaluator_rows(block, table, rows, at))
                .or_else(|| self.score_table_rows(block, table, rows, at));
            if let Some(taken) = taken {
                at += taken.max(1);
            } else {
                if let Some(row) = rows.get(at) {
                    self.plain_row(block, row);
                }
                at += 1;
            }
        }
    }

    /// A row that is no part of a bigger structure: heading, labelled values, sign-off box, narrative.
    fn plain_row(&mut self, block: u32, row: &Row<'a>) {
        if let Some((cell, text)) = row.alone() {
            if self.sign_box(block, cell, text) {
                return;
            }
            let passages = self.passages_of(block, cell);
            for at in passages {
                let line = self.builder.passages.get(at).map(crate::passage::Passage::string).unwrap_or_default();
                if self.enter_part(&line) {
                    self.zone(at, Zone::Label);
                    self.heading_unit(&line);
                } else if !self.narrative_line(at, &line) {
                    self.text_fields(at, &line);
                }
            }
        } else {
            for (cell, text) in row.visible() {
                self.sign_box(block, cell, text);
            }
        }
        self.labelled_values(block, row);
    }

    /// 二、收支情况（单位：元）: the tables below are in the unit of their heading.
    fn heading_unit(&mut self, line: &str) {
        if let Some(unit) = crate::label::unit_in(line) {
            unit.clone_into(&mut self.table_unit);
        }
    }

    /// Enters a part when the line is its heading.
    fn enter_part(&mut self, line: &str) -> bool {
        if !is_short(line) {
            return false;
        }
        let label = candidate(&normal_without_unit(line));
        let form = self.form;
        let Some(part) = form.parts.iter().find(|part| part.labels.hold(&label)) else { return false };
        if part.id == "narrative" {
            self.narrative_open();
        } else if self.begins_narrative(part) {
            return false;
        } else {
            self.narrative.inside = false;
        }
        self.part_path = self.path_of(part).unwrap_or_default();
        self.enter_report(part);
        true
    }

    /// Path of the current part, for places.
    pub(crate) fn path(&self, zh: &str, en: &str) -> Bilingual {
        let join = |part: &str, rest: &str| match (part.is_empty(), rest.is_empty()) {
            (true, _) => rest.to_owned(),
            (_, true) => part.to_owned(),
            _ => format!("{part} · {rest}"),
        };
        Bilingual::new(join(&self.part_path.zh, zh), join(&self.part_path.en, en))
    }

    /// 二、收支情况: the number and the name of a part.
    fn path_of(&self, part: &Part) -> Option<Bilingual> {
        let numerals = ["一", "二", "三", "四", "五"];
        let index = self.form.parts.iter().position(|other| other.id == part.id)?;
        let title = part.labels.first()?;
        let short = title.replace("部门（单位）", "");
        let name = if short == "收支情况" || short.len() < 40 { &short } else { title };
        Some(Bilingual::new(format!("{}、{name}", numerals.get(index)?), part.en.clone()))
    }

    pub(crate) fn passages_of(&self, block: u32, cell: &Cell) -> Vec<usize> {
        self.index.get(&(block, Some((cell.row, cell.column)))).cloned().unwrap_or_default()
    }

    pub(crate) fn zone(&mut self, at: usize, zone: Zone) {
        if let Some(passage) = self.builder.passages.get_mut(at) {
            passage.zone = zone;
        }
    }

    /// Marks all lines of a cell.
    pub(crate) fn mark(&mut self, block: u32, cell: &Cell, zone: &Zone, path: &Bilingual) {
        for at in self.passages_of(block, cell) {
            if let Some(passage) = self.builder.passages.get_mut(at) {
                passage.zone = zone.clone();
                passage.path = path.clone();
            }
        }
    }

    /// A statement that covers a whole cell.
    pub(crate) fn cell_statement(&self, block: u32, cell: &Cell, text: &str, place: Bilingual) -> Statement {
        let document = self.builder.document;
        let chars = (0, offset(text.chars().count()));
        let passage = crate::passage::Passage {
            block,
            cell: Some((cell.row, cell.column)),
            span: cell.text.clone(),
            base: 0,
            text: Vec::new(),
            zone: Zone::Free,
            path: Bilingual::default(),
            phone: false,
            scope: None,
            role: None,
            statements: Vec::new(),
        };
        let mut statement = self.builder.blank_statement(&passage, 0, 0);
        statement.anchor = document.anchor((block, passage.cell), &passage.span, chars);
        text.clone_into(&mut statement.written);
        statement.state = if text.trim().is_empty() { State::Blank } else { State::Text };
        statement.place = place;
        statement
    }

    /// A text statement for characters `from..to` of a passage.
    pub(crate) fn line_statement(
        &self,
        at: usize,
        range: (usize, usize),
        place: Bilingual,
        fact: FactId,
    ) -> Option<Statement> {
        let passage = self.builder.passages.get(at)?;
        let mut statement = self.builder.blank_statement(passage, range.0, range.1);
        statement.state = if statement.written.trim().is_empty() { State::Blank } else { State::Text };
        statement.place = place;
        statement.fact = Some(fact);
        Some(statement)
    }
}
