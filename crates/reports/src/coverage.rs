//! Which checks reached which statement.

use std::collections::{BTreeMap, BTreeSet};

use jiheng_model::evaluation::{Evaluation, FactSet, Judgement};
use jiheng_model::finding::Finding;
use jiheng_model::statement::{Statement, StatementId};

/// Whether a check rests on a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// At least one check used it.
    Bound,
    /// It is no quantity.
    Waived,
    /// A quantity that no check reached.
    Unbound,
}

impl Standing {
    /// Name as printed in results.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bound => "bound",
            Self::Waived => "waived",
            Self::Unbound => "unbound",
        }
    }
}

/// The codes that used each statement, in order of the codes.
#[derive(Debug, Default)]
pub(crate) struct Coverage<'a> {
    codes: BTreeMap<StatementId, BTreeSet<&'a str>>,
}

impl<'a> Coverage<'a> {
    /// Collects over findings, their consequences, and what holds.
    pub(crate) fn of(evaluation: &'a Evaluation) -> Self {
        let Judgement { findings, holds, .. } = &evaluation.judgement;
        let mut coverage = Self::default();
        for hold in holds {
            coverage.add(&hold.code, &hold.statements);
        }
        let mut waiting: Vec<&Finding> = findings.iter().collect();
        while let Some(finding) = waiting.pop() {
            coverage.add(&finding.code, &finding.statements);
            waiting.extend(&finding.consequences);
        }
        coverage
    }

    /// Codes that used this statement.
    pub(crate) fn checked_by(&self, id: StatementId) -> Vec<&'a str> {
        self.codes.get(&id).map(|codes| codes.iter().copied().collect()).unwrap_or_default()
    }

    /// Whether a check rests on this statement.
    pub(crate) fn standing(&self, statement: &Statement) -> Standing {
        if statement.class.is_some() {
            Standing::Waived
        } else if self.codes.contains_key(&statement.id) {
            Standing::Bound
        } else {
            Standing::Unbound
        }
    }

    fn add(&mut self, code: &'a str, statements: &[StatementId]) {
        for id in statements {
            self.codes.entry(*id).or_default().insert(code);
        }
    }
}

/// Statements in the order in which a reader meets them; a form is recognised field by field, not line by line.
pub(crate) fn in_document_order(facts: &FactSet) -> Vec<&Statement> {
    let mut statements: Vec<&Statement> = facts.statements.iter().collect();
    statements.sort_by_key(|statement| {
        let anchor = &statement.anchor;
        (anchor.block, anchor.row, anchor.column, anchor.chars, statement.id)
    });
    statements
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn consequences_and_holds_bind_and_a_class_waives() {
        let evaluation = sample::evaluation();
        let coverage = Coverage::of(&evaluation);
        let seen: Vec<_> = evaluation
            .facts
            .statements
            .iter()
            .map(|s| (s.written.as_str(), coverage.standing(s).name(), coverage.checked_by(s.id)))
            .collect();
        assert_eq!(
            seen,
            [
                ("310.40", "bound", vec!["SUM-001", "XREF-001"]),
                ("311.90", "bound", vec!["XREF-001"]),
                ("120.60", "bound", vec!["SUM-001", "XREF-002"]),
                ("431.00", "bound", vec!["SUM-001"]),
                ("2021", "waived", vec![]),
                ("7", "unbound", vec![]),
                ("3", "unbound", vec![]),
                ("", "unbound", vec![]),
            ]
        );
    }

    #[test]
    fn statements_come_in_the_order_of_their_places() {
        let mut facts = sample::evaluation().facts;
        facts.statements.reverse();
        let ids: Vec<u32> = in_document_order(&facts).iter().map(|statement| statement.id).collect();
        assert!(ids.is_sorted(), "{ids:?}");
    }
}
