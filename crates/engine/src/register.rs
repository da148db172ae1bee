//! Coverage of the numbers (数字户口): which a check rests on, which are no quantities, which nobody reached.

use std::collections::BTreeSet;

use jiheng_model::evaluation::{FactSet, Judgement, Register};
use jiheng_model::finding::Finding;
use jiheng_model::statement::StatementId;

/// Counts digit runs by the standing of their statements.
pub(crate) fn count(facts: &FactSet, judgement: &Judgement) -> Register {
    let mut bound: BTreeSet<StatementId> =
        judgement.holds.iter().flat_map(|hold| hold.statements.iter().copied()).collect();
    let mut open: Vec<&Finding> = judgement.findings.iter().collect();
    while let Some(finding) = open.pop() {
        bound.extend(&finding.statements);
        open.extend(&finding.consequences);
    }
    let mut register = Register::default();
    for statement in &facts.statements {
        let runs = statement.digit_runs;
        register.total += runs;
        if statement.class.is_some() {
            register.waived += runs;
        } else if bound.contains(&statement.id) {
            register.bound += runs;
        } else {
            register.unbound += runs;
        }
    }
    register
}
