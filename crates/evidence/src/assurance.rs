//! How far each number of a report is proven.

use std::collections::BTreeMap;

use jiheng_model::evaluation::{FactSet, Judgement};
use jiheng_model::evidence::{Assurance, Comparison};
use jiheng_model::finding::Finding;
use jiheng_model::statement::{State, StatementId};
use jiheng_packs::{Check, PackSet};

/// The level of every quantity, in document order.
///
/// What was held against rows or official documents decides; else whether the report agrees with itself.
pub fn levels(
    facts: &FactSet,
    packs: &PackSet,
    judgement: &Judgement,
    comparisons: &[Comparison],
) -> Vec<(StatementId, Assurance)> {
    let mut outside: BTreeMap<StatementId, Assurance> = BTreeMap::new();
    for comparison in comparisons {
        for id in &comparison.statements {
            let level = outside.entry(*id).or_insert(comparison.assurance);
            // A contradiction is not outweighed by another proof.
            *level = match (*level, comparison.assurance) {
                (Assurance::Contradicted, _) | (_, Assurance::Contradicted) => Assurance::Contradicted,
                (one, other) => one.max(other),
            };
        }
    }
    let mut inside: BTreeMap<StatementId, Assurance> = BTreeMap::new();
    for hold in judgement.holds.iter().filter(|hold| hold.statements.len() > 1) {
        inside.extend(hold.statements.iter().map(|id| (*id, Assurance::Consistent)));
    }
    for finding in &judgement.findings {
        contradicted(packs, finding, &mut inside);
    }
    let is_quantity =
        |id: &StatementId| facts.statement(*id).is_some_and(|s| s.state == State::Number && s.class.is_none());
    let ids = facts.statements.iter().map(|statement| statement.id).filter(is_quantity);
    ids.map(|id| {
        let level = outside.get(&id).or_else(|| inside.get(&id)).copied();
        (id, level.unwrap_or(Assurance::Typed))
    })
    .collect()
}

/// Only arithmetic contradicts a number; a missing target or signature does not. What other files say of it stands in
/// the comparisons.
fn contradicted(packs: &PackSet, finding: &Finding, levels: &mut BTreeMap<StatementId, Assurance>) {
    let check = packs.rule(&finding.code).map(|rule| &rule.check);
    // A result below its target is a true number of a task that was not done.
    let is_arithmetic = match check {
        Some(Check::Relation(kind)) => kind != "target",
        Some(Check::Expression(_)) => true,
        _ => false,
    };
    if is_arithmetic {
        levels.extend(finding.statements.iter().map(|id| (*id, Assurance::Contradicted)));
    }
    finding.consequences.iter().for_each(|next| contradicted(packs, next, levels));
}
