//! Money of another year in the sections on this year. Rust: a wrong year is told from a comparison by equal amounts.

use std::collections::BTreeMap;

use jiheng_model::statement::{Entity, Role, State, Statement, StatementId};

use crate::figure;
use crate::outcome::{Context, Outcome};

/// A figure of the department said of another year, although it is exactly this year's.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let Some(year) = context.facts.report.year.map(|year| year.to_string()) else { return Vec::new() };
    let cells = |s: &Statement| s.entity == Some(Entity::Department) && s.state == State::Number;
    let mut outcomes = Vec::new();
    let mut held = Vec::new();
    let mut wrong: BTreeMap<String, Vec<StatementId>> = BTreeMap::new();
    for statement in context
        .facts
        .statements
        .iter()
        .filter(|s| s.entity.is_none() && s.state == State::Number && s.fact.is_some() && s.role == Role::Actual)
    {
        let Some(period) = statement.period.as_ref().filter(|period| period.len() == 4) else { continue };
        if *period == year {
            held.push(statement.id);
            continue;
        }
        let cell = context
            .facts
            .statements
            .iter()
            .filter(|s| cells(s))
            .find(|s| s.fact == statement.fact && s.value == statement.value);
        if let Some(cell) = cell.filter(|s| s.value.is_some_and(|v| v.scale() > 0 && !v.is_zero())) {
            wrong.entry(period.clone()).or_default().extend([statement.id, cell.id]);
        }
    }
    // One wrong year is one finding, however many figures stand behind it.
    for (period, ids) in wrong {
        let shown = ids.first().and_then(|id| context.get(*id)).map(figure::with_unit).unwrap_or_default();
        let mut outcome = Outcome::fails(ids, format!("{period}年 ≠ {year}年（{shown}）"));
        outcome.say_same("stated", period);
        outcome.say_same("year", year.clone());
        outcomes.push(outcome);
    }
    if !held.is_empty() {
        outcomes.push(Outcome::holds(held, format!("{year}年")));
    }
    outcomes
}
