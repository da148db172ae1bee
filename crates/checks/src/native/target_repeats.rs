//! A target that was filled in from the result. Rust: it needs the requirement the result cell itself cites.

use std::collections::HashMap;

use jiheng_model::statement::{Role, State, Statement};

use crate::figure;
use crate::outcome::{Context, Outcome};

/// The target equals the result while the same text cites another requirement for it.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let numbers: Vec<&Statement> = context
        .facts
        .statements
        .iter()
        .filter(|s| s.state == State::Number && s.scope.as_deref().is_some_and(|scope| scope.starts_with("indicator.")))
        .collect();
    let mut by_scope: HashMap<&str, Vec<&Statement>> = HashMap::new();
    for number in &numbers {
        by_scope.entry(number.scope.as_deref().unwrap_or_default()).or_default().push(number);
    }
    let same = |a: &Statement, b: &Statement| a.scope == b.scope && a.measure == b.measure && a.unit == b.unit;
    let in_cell = |a: &Statement, b: &Statement| {
        a.anchor.block == b.anchor.block && a.anchor.row == b.anchor.row && a.anchor.column == b.anchor.column
    };
    let mut outcomes = Vec::new();
    for target in numbers.iter().filter(|s| s.role == Role::Target) {
        let Some(numbers) = target.scope.as_deref().and_then(|scope| by_scope.get(scope)) else { continue };
        let Some(result) =
            numbers.iter().find(|s| s.role == Role::Actual && same(s, target) && s.value == target.value)
        else {
            continue;
        };
        let cited = numbers
            .iter()
            .find(|s| s.role == Role::Target && same(s, target) && in_cell(s, result) && s.value != target.value);
        let Some(cited) = cited.filter(|_| !in_cell(target, result)) else { continue };
        let calculation = format!(
            "目标{} = 结果{}，要求为{}",
            figure::with_unit(target),
            figure::with_unit(result),
            figure::with_unit(cited)
        );
        outcomes.push(Outcome::fails(vec![target.id, result.id, cited.id], calculation));
    }
    outcomes
}
