//! Where one report ends and the next begins, in a file that holds several: the first part of the form comes again
//! after a form that was filled in.

use std::collections::BTreeSet;

use jiheng_model::document::{Block, Document};
use jiheng_model::note::Note;
use jiheng_model::text::Bilingual;
use jiheng_packs::form::{Form, Part};

use super::{PARTS_MIN, Recogniser};
use crate::builder::Builder;
use crate::label::key;

/// A form with fewer statements was not filled in: a table of contents names the parts, too.
const STATEMENTS_MIN: usize = 10;
/// A cover is no longer than this many blocks, and as many lines.
const COVER_BLOCKS: usize = 12;
const COVER_LINES: usize = 60;
/// Longer lines stand on no cover.
const LINE_MAX: usize = 60;

/// What has been seen of reports so far.
#[derive(Debug, Default)]
pub(super) struct Reports {
    seen: Vec<Candidate>,
}

/// A place where the first part of the form comes. It also comes in tables of contents, and some narratives have a
/// section of its name; a report has more parts, and cells that were filled in.
#[derive(Debug)]
struct Candidate {
    block: u32,
    /// Where its cover begins.
    start: u32,
    /// Statements before it.
    stated: usize,
    parts: BTreeSet<String>,
}

impl Recogniser<'_, '_> {
    /// A part of the form begins.
    pub(super) fn enter_report(&mut self, part: &Part) {
        if self.form.parts.first().is_some_and(|first| first.id == part.id) {
            let before = self.reports.seen.last().map(|candidate| candidate.block);
            let start = before.map_or(0, |before| cover_start(self.builder, self.form, before, self.block));
            let stated = self.builder.facts.statements.len();
            self.reports.seen.push(Candidate { block: self.block, start, stated, parts: BTreeSet::new() });
        }
        if let Some(candidate) = self.reports.seen.last_mut() {
            candidate.parts.insert(part.id.clone());
        }
    }

    /// Hands on what was found.
    pub(super) fn reports_finish(&mut self) {
        let seen = std::mem::take(&mut self.reports.seen);
        let stated = self.builder.facts.statements.len();
        let ends: Vec<usize> = seen.iter().skip(1).map(|candidate| candidate.stated).chain([stated]).collect();
        let is_report = |(candidate, end): &(&Candidate, &usize)| {
            candidate.parts.len() >= PARTS_MIN && end.saturating_sub(candidate.stated) >= STATEMENTS_MIN
        };
        let mut reports: Vec<&Candidate> =
            seen.iter().zip(&ends).filter(is_report).map(|(candidate, _)| candidate).collect();
        let count = reports.len();
        reports.dedup_by_key(|candidate| candidate.block);
        if reports.len() > 1 {
            let starts = reports.iter().skip(1).map(|candidate| candidate.start);
            self.builder.facts.starts = std::iter::once(0).chain(starts).collect();
        }
        if reports.len() < count {
            self.builder.facts.notes.push(Note {
                kind: "reports-in-one-table".into(),
                message: Bilingual::new(
                    "同一张表里填了几份报告，没有分开，核对结果可能混淆；请每份报告单独成表后再试。",
                    "one table holds several reports, which were not told apart; put each into a table of its own",
                ),
                anchor: None,
            });
        }
    }
}

/// The cover above the first part belongs to its report: the first block above it, of short lines only, that has a
/// title or a label of the cover.
fn cover_start(builder: &Builder, form: &Form, before: u32, block: u32) -> u32 {
    let mut start = block;
    for at in (before.saturating_add(1)..block).rev().take(COVER_BLOCKS) {
        let Some(lines) = short_lines(builder.document, at) else { break };
        if lines.iter().any(|line| is_of_cover(builder, form, line)) {
            start = at;
        }
    }
    start
}

fn short_lines(document: &Document, at: u32) -> Option<Vec<&str>> {
    let block = document.blocks.get(usize::try_from(at).ok()?)?;
    let texts: Vec<&str> = match block {
        Block::Paragraph(paragraph) => vec![document.text(&paragraph.text)],
        Block::Table(table) => table.cells.iter().take(COVER_LINES + 1).map(|cell| document.text(&cell.text)).collect(),
    };
    let lines: Vec<&str> = texts.into_iter().flat_map(|text| text.split('\n')).collect();
    let is_short = |line: &&str| !line.contains(['。', '；']) && line.chars().nth(LINE_MAX).is_none();
    (lines.len() <= COVER_LINES && lines.iter().all(is_short)).then_some(lines)
}

fn is_of_cover(builder: &Builder, form: &Form, line: &str) -> bool {
    let chars: Vec<char> = line.chars().collect();
    let label = key(line);
    let mut cover = form.fields.iter().filter(|field| field.part == "cover");
    builder.lexicon.title_word.within(&chars, 0, chars.len())
        || cover.any(|field| field.labels.keys().iter().any(|known| label.starts_with(known.as_str())))
}
