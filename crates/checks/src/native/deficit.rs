//! Spending above all disclosed income with both balance cells blank. Rust: its statements include blank cells.

use jiheng_model::statement::State;

use super::cell;
use crate::compare;
use crate::figure;
use crate::graph::{Linear, Sense};
use crate::outcome::{Context, Outcome, Source};

/// Somewhere the money came from: 上年结转 or 累计结余 must say where.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let (Some(income), Some(spent)) = (cell(context, "income.total"), cell(context, "expenditure.total")) else {
        return Vec::new();
    };
    let (Some(income_side), Some(spent_side)) = (context.side(income), context.side(spent)) else { return Vec::new() };
    let Some(comparison) = compare::at_most(&spent_side, &income_side) else { return Vec::new() };
    let balances: Vec<_> = ["surplus.current", "income.carryover", "surplus.cumulative"]
        .iter()
        .filter_map(|fact| cell(context, fact))
        .collect();
    let mut ids = vec![income.id, spent.id];
    ids.extend(balances.iter().map(|s| s.id));
    if comparison.verdict.is_some() {
        return vec![Outcome::holds(
            vec![income.id, spent.id],
            format!("{} ≤ {}", figure::bare(spent), figure::bare(income)),
        )];
    }
    let explained = balances.iter().any(|s| {
        s.fact.as_ref().is_some_and(|f| f.name != "surplus.current")
            && s.state == State::Number
            && s.value.is_some_and(|v| !v.is_zero())
    });
    if explained {
        return Vec::new();
    }
    let Some(gap) = income_side.minus(&spent_side).map(|gap| figure::in_unit_of(gap.exact, income)) else {
        return Vec::new();
    };
    let calculation = format!("{}-{}={gap}", figure::bare(income), figure::bare(spent));
    let mut outcome = Outcome::compared(&comparison, ids, calculation, income);
    outcome.say_same("gap", gap);
    outcome.source = Source::Linear(Box::new(Linear::of_parts(income.id, [spent.id], Sense::AtMostZero)));
    vec![outcome]
}
