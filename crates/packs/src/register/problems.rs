//! What keeps a kind of register from being used, in words for its author.

use std::collections::BTreeSet;

use super::{Comparison, Condition, Formula, Holds, Operand, RegisterKind, Requirement};
use crate::set::PackSet;

/// Everything that is wrong with it.
pub(crate) fn problems(kind: &RegisterKind, set: &PackSet) -> Vec<String> {
    let mut problems = Vec::new();
    let mut ids = BTreeSet::new();
    for id in kind.columns.iter().map(|c| &c.id).chain(kind.figures.iter().map(|f| &f.id)) {
        if !ids.insert(id) {
            problems.push(format!("{id} is defined twice"));
        }
    }
    if kind.topics.is_empty() {
        problems.push("has no topics".to_owned());
    }
    if !kind.columns.iter().any(|column| column.required) {
        problems.push("has no required column, so that any table would be one".to_owned());
    }
    for column in std::iter::once(&kind.key).chain(&kind.year).filter(|id| kind.column(id).is_none()) {
        problems.push(format!("column {column} does not exist"));
    }
    let categories = kind.columns.iter().filter(|column| column.holds == Holds::Category);
    problems.extend(
        categories.filter(|column| column.values.is_empty()).map(|column| format!("{} has no values", column.id)),
    );
    for figure in &kind.figures {
        formula(&figure.value, kind, set, &mut problems);
        if figure.fact.as_ref().is_some_and(|fact| set.vocabulary.fact(fact).is_none()) {
            problems.push(format!("{}: its fact is not in the vocabulary", figure.id));
        }
    }
    for check in &kind.checks {
        requirement(&check.holds, kind, set, &mut problems);
    }
    for claim in &kind.claims {
        let named = claim.figures.iter().chain(claim.basis.keys());
        problems.extend(
            named.filter(|id| kind.figure(id).is_none()).map(|id| format!("{}: figure {id} does not exist", claim.zh)),
        );
        let unknown = claim.units.iter().filter(|unit| !set.vocabulary.units.iter().any(|u| u.symbol == **unit));
        problems.extend(unknown.map(|unit| format!("{}: unit {unit} is not in the vocabulary", claim.zh)));
        let strangers = claim.facts.iter().filter(|fact| set.vocabulary.fact(fact).is_none());
        problems.extend(strangers.map(|fact| format!("{}: fact {fact} is not in the vocabulary", claim.zh)));
        if claim.figures.is_empty() {
            problems.push(format!("{}: means no figure", claim.zh));
        }
    }
    problems
}

fn formula(formula_: &Formula, kind: &RegisterKind, set: &PackSet, problems: &mut Vec<String>) {
    match formula_ {
        Formula::Count(filter) => conditions(filter, kind, set, problems),
        Formula::Sum(column, filter) => {
            number(column, kind, problems);
            conditions(filter, kind, set, problems);
        }
        Formula::Distinct(column, filter) | Formula::Names(column, filter) => {
            exists(column, kind, problems);
            conditions(filter, kind, set, problems);
        }
        Formula::Share(a, b) | Formula::Plus(a, b) | Formula::Minus(a, b) => {
            formula(a, kind, set, problems);
            formula(b, kind, set, problems);
        }
    }
}

fn requirement(requirement: &Requirement, kind: &RegisterKind, set: &PackSet, problems: &mut Vec<String>) {
    match requirement {
        Requirement::Every(filter) => conditions(filter, kind, set, problems),
        Requirement::Equal(total, parts) => {
            std::iter::once(total).chain(parts).for_each(|column| number(column, kind, problems));
        }
        Requirement::Partition(column) => {
            if !kind.column(column).is_some_and(|column| column.holds == Holds::Category) {
                problems.push(format!("{column} is no category"));
            }
        }
    }
}

fn exists(column: &str, kind: &RegisterKind, problems: &mut Vec<String>) {
    if kind.column(column).is_none() {
        problems.push(format!("column {column} does not exist"));
    }
}

fn number(column: &str, kind: &RegisterKind, problems: &mut Vec<String>) {
    if kind.column(column).and_then(|column| column.holds.dimension()).is_none() {
        problems.push(format!("column {column} holds no numbers"));
    }
}

fn conditions(filter: &[Condition], kind: &RegisterKind, set: &PackSet, problems: &mut Vec<String>) {
    for condition in filter {
        let Some(column) = kind.column(&condition.column) else {
            problems.push(format!("column {} does not exist", condition.column));
            continue;
        };
        match &condition.operand {
            Operand::Year if column.holds != Holds::Date => problems.push(format!("{} is no date", column.id)),
            Operand::Values(values) if column.holds == Holds::Category => {
                let unknown = values.iter().filter(|value| !column.values.contains_key(*value));
                problems.extend(unknown.map(|value| format!("{} has no value {value}", column.id)));
            }
            Operand::Values(_) => problems.push(format!("{} is no category", column.id)),
            Operand::Column(other) => exists(other, kind, problems),
            Operand::Other { register, column } => {
                let known = set.registers.iter().find(|kind| kind.id == *register);
                if known.is_none_or(|kind| kind.column(column).is_none()) {
                    problems.push(format!("{register}.{column} does not exist"));
                }
            }
            Operand::Year | Operand::Present => {}
        }
        let ordered = matches!(condition.comparison, Comparison::AtMost | Comparison::AtLeast);
        if ordered && !matches!(condition.operand, Operand::Column(_)) {
            problems.push(format!("{} can only be compared with another column", column.id));
        }
    }
}
