//! A file that holds several reports: each is evaluated on its own, and the results are put side by side.

use std::cmp::Reverse;

use jiheng_model::anchor::Anchor;
use jiheng_model::document::Document;
use jiheng_model::evaluation::{FactSet, Judgement, Register, ReportIdentity};
use jiheng_model::finding::Finding;
use jiheng_model::note::Note;
use jiheng_model::statement::StatementId;
use jiheng_model::text::Bilingual;

use crate::evaluate::{Engine, Options};
use crate::{digest, register};

/// What all reports of one document give together.
#[derive(Debug, Default)]
pub(crate) struct Together {
    pub(crate) facts: FactSet,
    pub(crate) judgement: Judgement,
    pub(crate) register: Register,
}

/// How far one report is moved: its number from 1, the statements and the blocks before it.
#[derive(Clone, Copy, Debug)]
struct Shift {
    number: usize,
    statements: StatementId,
    blocks: u32,
}

/// Evaluates the reports that begin at these blocks. Relations between statements serve the judgement alone, which
/// is done before the statements are renumbered; the result has none.
pub(crate) fn evaluate(engine: &Engine, document: &Document, starts: &[u32], options: &Options) -> Together {
    let index = |block: u32| usize::try_from(block).unwrap_or(usize::MAX);
    let mut together = Together::default();
    let mut identities = Vec::new();
    for (nth, start) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).map_or(document.blocks.len(), |next| index(*next));
        let part = document.part(index(*start)..end);
        let mut facts = jiheng_facts::extract(&part, engine.packs(), engine.lexicon(), options.year);
        let shift = Shift { number: nth + 1, statements: count(&together.facts), blocks: *start };
        for statement in &mut facts.statements {
            statement.place = shift.place(&statement.place);
        }
        let judgement = jiheng_checks::judge(&facts, engine.packs(), options.stage);
        let counted = register::count(&facts, &judgement);
        identities.push(facts.report.clone());
        together.add(facts, judgement, counted, shift);
    }
    together.judgement.findings.sort_by_key(|finding| Reverse(finding.severity));
    together.facts.starts = starts.to_vec();
    together.facts.notes.insert(0, told(&identities));
    together.facts.report = identities.into_iter().next().unwrap_or_default();
    together
}

fn count(facts: &FactSet) -> StatementId {
    StatementId::try_from(facts.statements.len()).unwrap_or(StatementId::MAX)
}

impl Together {
    fn add(&mut self, facts: FactSet, judgement: Judgement, counted: Register, shift: Shift) {
        let FactSet { statements, notes, .. } = facts;
        self.facts.statements.extend(statements.into_iter().map(|mut statement| {
            statement.id = shift.id(statement.id);
            shift.anchor(&mut statement.anchor);
            statement
        }));
        let moved = |mut note: Note| {
            if let Some(anchor) = &mut note.anchor {
                shift.anchor(anchor);
            }
            note
        };
        self.facts.notes.extend(notes.into_iter().map(moved));
        self.judgement.notes.extend(judgement.notes.into_iter().map(moved));
        self.judgement.findings.extend(judgement.findings.into_iter().map(|finding| shift.finding(finding)));
        self.judgement.holds.extend(judgement.holds.into_iter().map(|mut hold| {
            hold.statements.iter_mut().for_each(|id| *id = shift.id(*id));
            hold
        }));
        self.register.total += counted.total;
        self.register.bound += counted.bound;
        self.register.waived += counted.waived;
        self.register.unbound += counted.unbound;
    }
}

impl Shift {
    fn id(self, id: StatementId) -> StatementId {
        id.saturating_add(self.statements)
    }

    fn anchor(self, anchor: &mut Anchor) {
        anchor.block = anchor.block.saturating_add(self.blocks);
    }

    fn place(self, place: &Bilingual) -> Bilingual {
        let number = self.number;
        Bilingual::new(format!("第{number}份报告 · {}", place.zh), format!("Report {number} · {}", place.en))
    }

    fn finding(self, mut finding: Finding) -> Finding {
        finding.statements.iter_mut().for_each(|id| *id = self.id(*id));
        if let Some(suggestion) = &mut finding.suggestion {
            suggestion.statement = self.id(suggestion.statement);
        }
        for change in finding.repairs.iter_mut().flat_map(|repair| &mut repair.changes) {
            change.statement = self.id(change.statement);
        }
        // Two reports may carry the same fault.
        if self.number > 1 {
            let length = finding.id.chars().count();
            finding.id =
                digest::sha256(format!("{}/{}", finding.id, self.number).as_bytes()).chars().take(length).collect();
        }
        finding.consequences = finding.consequences.into_iter().map(|consequence| self.finding(consequence)).collect();
        finding
    }
}

/// Says which reports the document holds.
fn told(identities: &[ReportIdentity]) -> Note {
    let count = identities.len();
    let name = |(nth, report): (usize, &ReportIdentity)| {
        let entity = report.entity.as_deref().unwrap_or("（未识别部门）");
        let year = report.year.map(|year| format!("{year}年度")).unwrap_or_default();
        format!("第{}份 {entity}{year}", nth + 1)
    };
    let names: Vec<String> = identities.iter().enumerate().map(name).collect();
    Note {
        kind: "several-reports".into(),
        message: Bilingual::new(
            format!("文件里有 {count} 份报告，逐份核对：{}。", names.join("；")),
            format!("the file holds {count} reports, each checked on its own"),
        ),
        anchor: None,
    }
}
