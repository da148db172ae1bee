//! Which characters of which cell or paragraph carry a mark.

use std::collections::{BTreeMap, BTreeSet};

use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::{Finding, Severity};
use jiheng_model::statement::{Statement, StatementId};

/// Block, and row and column in a table.
pub(super) type Place = (u32, Option<(u32, u32)>);

/// A mark on some characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) statement: StatementId,
    pub(super) from: usize,
    pub(super) to: usize,
    /// The gravest finding it belongs to; `None` where it only holds.
    pub(super) severity: Option<Severity>,
    /// The first finding that names it, by its number from 1.
    pub(super) finding: Option<usize>,
}

/// Marks by place, in order of their characters, none inside another.
pub(super) struct Marks {
    places: BTreeMap<Place, Vec<Mark>>,
    statements: BTreeSet<StatementId>,
}

impl Marks {
    pub(super) fn of(evaluation: &Evaluation) -> Self {
        let mut known: BTreeMap<StatementId, (Option<Severity>, Option<usize>)> = BTreeMap::new();
        for hold in &evaluation.judgement.holds {
            for id in &hold.statements {
                known.entry(*id).or_default();
            }
        }
        for (at, finding) in evaluation.judgement.findings.iter().enumerate() {
            note(finding, finding.severity, at + 1, &mut known);
        }
        let mut places: BTreeMap<Place, Vec<Mark>> = BTreeMap::new();
        for (id, (severity, finding)) in known {
            let Some(statement) = evaluation.facts.statement(id) else { continue };
            let (from, to) = (statement.anchor.chars.0 as usize, statement.anchor.chars.1 as usize);
            places.entry(place(statement)).or_default().push(Mark { statement: id, from, to, severity, finding });
        }
        for marks in places.values_mut() {
            flatten(marks);
        }
        let statements = places.values().flatten().map(|mark| mark.statement).collect();
        Self { places, statements }
    }

    /// True for a statement that carries a mark, so that a link to it leads somewhere.
    pub(super) fn carry(&self, statement: StatementId) -> bool {
        self.statements.contains(&statement)
    }

    pub(super) fn at(&self, place: Place) -> &[Mark] {
        self.places.get(&place).map_or(&[], Vec::as_slice)
    }
}

fn note(
    finding: &Finding,
    severity: Severity,
    number: usize,
    known: &mut BTreeMap<StatementId, (Option<Severity>, Option<usize>)>,
) {
    for id in &finding.statements {
        let entry = known.entry(*id).or_default();
        entry.0 = entry.0.max(Some(severity));
        entry.1 = entry.1.or(Some(number));
    }
    for consequence in &finding.consequences {
        note(consequence, severity, number, known);
    }
}

fn place(statement: &Statement) -> Place {
    (statement.anchor.block, statement.anchor.row.zip(statement.anchor.column))
}

/// Of marks that overlap, the one of a finding stays, then the shorter; the others have no room.
fn flatten(marks: &mut Vec<Mark>) {
    marks.sort_by_key(|mark| (std::cmp::Reverse(mark.severity), mark.to - mark.from.min(mark.to), mark.from));
    let mut kept: Vec<Mark> = Vec::new();
    for mark in marks.drain(..) {
        if kept.iter().all(|other| mark.to <= other.from || mark.from >= other.to) {
            kept.push(mark);
        }
    }
    kept.sort_by_key(|mark| (mark.from, mark.to));
    *marks = kept;
}
