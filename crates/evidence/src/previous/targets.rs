//! Indicators that are gone, and targets that were lowered.

use jiheng_model::exact::Exact;
use jiheng_model::statement::{Approximation, Role, State, Statement};
use jiheng_model::text::Bilingual;

use super::Previous;
use crate::outcome::{self, Beside, Outcome, Words};

pub(crate) fn compare(beside: &Beside<'_>, previous: &Previous, outcome: &mut Outcome) {
    let now: Vec<&Statement> = beside.facts.statements.iter().filter(|statement| is_target(statement)).collect();
    // Without targets of its own the report has another form; nothing was dropped.
    if now.is_empty() {
        return;
    }
    for old in previous.facts.statements.iter().filter(|statement| is_target(statement)) {
        let same: Vec<&Statement> = now.iter().copied().filter(|statement| is_same(statement, old)).collect();
        match same.as_slice() {
            [] => dropped(beside, previous, old, outcome),
            [target] if is_lower(target, old) => lowered(beside, previous, target, old, outcome),
            _ => {}
        }
    }
}

/// A number that an indicator of the form aims at.
fn is_target(statement: &Statement) -> bool {
    let of_indicator = statement.scope.as_deref().is_some_and(|scope| scope.starts_with("indicator."));
    statement.role == Role::Target
        && statement.state == State::Number
        && statement.class.is_none()
        && of_indicator
        && !(statement.subject.is_empty() && statement.measure.is_empty())
}

fn is_same(one: &Statement, other: &Statement) -> bool {
    let unit = |statement: &Statement| statement.unit.clone();
    let comparable = match (unit(one), unit(other)) {
        (Some(one), Some(other)) => one.comparable(&other),
        (None, None) => true,
        _ => false,
    };
    comparable && one.measure == other.measure && one.subject == other.subject
}

/// A floor that is lower, or a ceiling that is higher; both targets must say which they are.
fn is_lower(now: &Statement, then: &Statement) -> bool {
    let (Some(value), Some(before)) = (now.exact(), then.exact()) else { return false };
    let less = |a: Exact, b: Exact| a < b;
    match (now.approximation, then.approximation) {
        (Approximation::AtLeast, Approximation::AtLeast) => less(value, before),
        (Approximation::AtMost, Approximation::AtMost) => less(before, value),
        _ => false,
    }
}

fn lowered(beside: &Beside<'_>, previous: &Previous, now: &Statement, then: &Statement, outcome: &mut Outcome) {
    let was = outcome::value_text(then);
    let words = words(previous, then).with("before", Bilingual::new(was.clone(), was.clone()));
    let calculation = format!("{was} → {}", outcome::value_text(now));
    outcome.findings.extend(outcome::finding(beside, "lowered", &[now.id], &words, &calculation));
}

/// Another wording of the same indicator would be found by its words in the text of this year's targets.
fn dropped(beside: &Beside<'_>, previous: &Previous, then: &Statement, outcome: &mut Outcome) {
    let near = |statement: &Statement| {
        let in_scope = statement.scope.as_deref().is_some_and(|scope| scope.starts_with("indicator."));
        let text = format!("{}{}{}", statement.subject, statement.measure, statement.written);
        // 次数 and 数量 are measures of many things; what is counted tells them apart.
        let word = if then.subject.is_empty() { &then.measure } else { &then.subject };
        in_scope && text.contains(word.as_str())
    };
    if beside.facts.statements.iter().any(near) {
        return;
    }
    let was = outcome::value_text(then);
    let words = words(previous, then).with("before", Bilingual::new(was.clone(), was.clone()));
    let calculation = format!("{}{} {was}", then.subject, then.measure);
    outcome.findings.extend(outcome::finding(beside, "dropped", &[], &words, &calculation));
}

fn words(previous: &Previous, then: &Statement) -> Words {
    let name = format!("{}{}", then.subject, then.measure);
    Words::default()
        .with("name", Bilingual::new(name.clone(), name))
        .with("there", then.place.clone())
        .with("file", Bilingual::new(previous.path.clone(), previous.path.clone()))
}
