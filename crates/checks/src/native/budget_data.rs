//! Which common indicators the report allows to compute. Rust: it asks for the absence of facts in table and text.

use jiheng_model::statement::{Role, State};

use super::is_form;
use crate::outcome::{Context, Outcome};

/// Without a budget in any role, execution rate, control rates and adjustment rate cannot be computed.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    if !is_form(context) {
        return Vec::new();
    }
    let budget: Vec<_> = context
        .facts
        .statements
        .iter()
        .filter(|s| s.state == State::Number && matches!(s.role, Role::BudgetInitial | Role::BudgetAdjusted))
        .map(|s| s.id)
        .collect();
    let prior: Vec<_> = context
        .facts
        .statements
        .iter()
        .filter(|s| s.state == State::Number && s.role == Role::Prior)
        .map(|s| s.id)
        .collect();
    if !budget.is_empty() {
        return vec![Outcome::holds(budget, "已列预算数")];
    }
    let mut missing = vec!["年初预算数、调整预算数"];
    if prior.is_empty() {
        missing.push("上年数");
    }
    let place = super::cell(context, "expenditure.total").map(|s| s.id).into_iter().collect();
    let mut outcome = Outcome::fails(place, format!("缺：{}", missing.join("、")));
    outcome.say(
        "missing",
        missing.join("、"),
        if missing.len() > 1 { "budget and prior-year figures" } else { "budget figures" },
    );
    vec![outcome]
}
