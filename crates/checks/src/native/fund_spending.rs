//! Spending from the government-managed funds budget against its appropriation. Rust: a figure in the narrative is
//! compared with a cell of another fact.

use jiheng_model::statement::{Role, State};

use super::cell;
use crate::compare::{self, Side};
use crate::figure;
use crate::outcome::{Context, Outcome};

/// What section 三 reports as spent must be covered by the appropriation and what was carried over.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let year = context.facts.report.year.map(|year| year.to_string());
    let spent = context.of("expenditure.government_funds_budget").find(|s| {
        let now = s.period.is_none() || s.period == year;
        s.state == State::Number && s.role == Role::Actual && s.entity.is_none() && now
    });
    let (Some(spent), Some(appropriation)) = (spent, cell(context, "income.government_funds")) else {
        return Vec::new();
    };
    let carried = cell(context, "income.carryover").filter(|s| s.state == State::Number);
    let funds = [Some(appropriation), carried].into_iter().flatten().filter(|s| s.state == State::Number);
    let available = funds.clone().try_fold(Side::zero(), |sum, s| sum.plus(&context.side(s)?));
    let (Some(available), Some(side)) = (available, context.side(spent)) else { return Vec::new() };
    let Some(comparison) = compare::at_most(&side, &available) else { return Vec::new() };
    let terms: Vec<String> = funds.map(|s| figure::written(s, spent)).collect();
    let shown = if terms.is_empty() { figure::bare(appropriation) } else { terms.join("+") };
    let sign = if comparison.verdict.is_some() { "≤" } else { ">" };
    let ids = [Some(spent.id), Some(appropriation.id), carried.map(|s| s.id)].into_iter().flatten().collect();
    vec![Outcome::compared(&comparison, ids, format!("{} {sign} {shown}", figure::bare(spent)), spent)]
}
