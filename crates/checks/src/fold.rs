//! One cause is one finding: arithmetic findings that hang on one number are folded under the one that shows it best.

use std::collections::{BTreeMap, BTreeSet};

use jiheng_model::evaluation::FactSet;
use jiheng_model::finding::{Finding, Severity};
use jiheng_model::statement::StatementId;

/// Families whose failures can follow from one wrong number.
const ARITHMETIC: [&str; 7] = ["SUM", "XREF", "RATE", "COUNT", "GROWTH", "UNIT", "SCORE"];

fn family(finding: &Finding) -> &str {
    finding.code.rsplit_once('-').map_or("", |(family, _)| family.rsplit('-').next().unwrap_or_default())
}

fn is_arithmetic(finding: &Finding) -> bool {
    ARITHMETIC.contains(&family(finding)) && finding.difference.is_some()
}

/// Folds findings that share the suspected number. The number that most failed relations share is the suspect; equal
/// mentions of it count as one.
pub(crate) fn consequences(facts: &FactSet, findings: Vec<Finding>) -> Vec<Finding> {
    let (mut open, mut done): (Vec<Finding>, Vec<Finding>) = findings.into_iter().partition(is_arithmetic);
    while open.len() > 1 {
        let Some(suspect) = suspect(facts, &open) else { break };
        let (mut group, rest): (Vec<Finding>, Vec<Finding>) =
            open.into_iter().partition(|f| touches(facts, f, suspect));
        open = rest;
        let in_table = facts.statement(suspect).is_some_and(|s| s.entity.is_some());
        group.sort_by_key(|f| {
            (std::cmp::Reverse(f.severity), lead_rank(f, in_table), std::cmp::Reverse(crate::judge::weight(f)))
        });
        let mut group = group.into_iter();
        if let Some(mut lead) = group.next() {
            lead.consequences = group.collect();
            done.push(lead);
        }
    }
    done.append(&mut open);
    grade_follows(funding_follows(facts, done))
}

/// A score that its points do not give has no grade of its own to be judged.
fn grade_follows(findings: Vec<Finding>) -> Vec<Finding> {
    let (grades, mut rest): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|f| family(f) == "SCORE" && f.difference.is_none());
    for grade in grades {
        let cause = rest
            .iter_mut()
            .find(|other| family(other) == "SCORE" && other.statements.iter().any(|id| grade.statements.contains(id)));
        match cause {
            Some(cause) => cause.consequences.push(grade),
            None => rest.push(grade),
        }
    }
    rest
}

/// A wrong sum moves the balances that rest on it: such a finding on funding follows from the sum's.
fn funding_follows(facts: &FactSet, findings: Vec<Finding>) -> Vec<Finding> {
    let (funding, mut rest): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|f| family(f) == "MONEY" && f.difference.is_some());
    let mut funding = funding;
    funding.sort_by_key(|f| std::cmp::Reverse(f.severity));
    for finding in funding {
        let keys: BTreeSet<StatementId> = numbers(facts, &finding);
        let cause = rest.iter_mut().find(|other| {
            is_arithmetic(other)
                && matches!(family(other), "SUM" | "XREF" | "UNIT")
                && !keys.is_disjoint(&numbers(facts, other))
        });
        match cause {
            Some(cause) => cause.consequences.push(finding),
            // Two findings on funding that miss the same amount are one gap.
            None => match rest
                .iter_mut()
                .find(|f| family(f) == "MONEY" && family(&finding) == "MONEY" && f.difference == finding.difference)
            {
                Some(same) if same.severity >= finding.severity => same.consequences.push(finding),
                _ => rest.push(finding),
            },
        }
    }
    rest
}

/// The numbers of a finding, equal mentions once; blanks are nobody's cause.
fn numbers(facts: &FactSet, finding: &Finding) -> BTreeSet<StatementId> {
    let filled = finding.statements.iter().filter(|id| facts.statement(**id).is_some_and(|s| s.value.is_some()));
    filled.map(|id| representative(facts, *id)).collect()
}

/// Which finding shows a cause best: a cell that its own table convicts by the sum, a figure in a sentence by the two
/// versions side by side; then what is derived.
fn lead_rank(finding: &Finding, in_table: bool) -> usize {
    let order = if in_table { ["UNIT", "SUM", "XREF"] } else { ["UNIT", "XREF", "SUM"] };
    let derived = ["SCORE", "COUNT", "RATE", "GROWTH"];
    order.iter().chain(&derived).position(|f| *f == family(finding)).unwrap_or(9)
}

/// The number that at least two failed relations share. A number that also takes part in both sides of an honest
/// disagreement (each version adds up with its own partner) is none.
fn suspect(facts: &FactSet, open: &[Finding]) -> Option<StatementId> {
    let mut counts: BTreeMap<StatementId, usize> = BTreeMap::new();
    for finding in open.iter().filter(|f| f.severity > Severity::Notice) {
        let keys: BTreeSet<StatementId> = finding.statements.iter().map(|id| representative(facts, *id)).collect();
        for key in keys {
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count >= 2)
        .max_by_key(|(id, count)| (*count, std::cmp::Reverse(*id)))
        .map(|(id, _)| id)
}

fn touches(facts: &FactSet, finding: &Finding, suspect: StatementId) -> bool {
    finding.statements.iter().any(|id| representative(facts, *id) == suspect)
}

/// Equal mentions of one fact share their first statement.
fn representative(facts: &FactSet, id: StatementId) -> StatementId {
    let Some(statement) = facts.statement(id) else { return id };
    let Some(fact) = &statement.fact else { return id };
    facts
        .statements
        .iter()
        .find(|other| {
            other.fact.as_ref() == Some(fact)
                && other.role == statement.role
                && other.value == statement.value
                && other.state == statement.state
                && other.value.is_some()
        })
        .map_or(id, |other| other.id)
}
