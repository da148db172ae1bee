//! Claims that figures of another role refute: the budget, the year before, the targets. Rust: an expression knows only
//! what was actually spent.

use jiheng_model::statement::{Entity, Role, State, Statement};

use super::cell;
use crate::compare::{self, Side};
use crate::figure;
use crate::outcome::{Context, Outcome};
use crate::relation;

/// 支出没有超过预算, against the largest budget that is stated.
pub(super) fn within_budget(context: &Context) -> Vec<Outcome> {
    let budget = |s: &&Statement| matches!(s.role, Role::BudgetInitial | Role::BudgetAdjusted);
    bounded(context, "claim.spending.within_budget", "expenditure.total", budget)
}

/// 三公经费下降, against the figure of the year before.
pub(super) fn falling(context: &Context) -> Vec<Outcome> {
    bounded(context, "claim.three_public.falling", "three_public_expenses.total", |s| s.role == Role::Prior)
}

/// What was spent must not exceed the largest of the other figures of this fact.
fn bounded(context: &Context, claim: &str, fact: &str, other: impl Fn(&&Statement) -> bool) -> Vec<Outcome> {
    let claimed = context.of(claim).next();
    let numbers = |s: &&Statement| s.state == State::Number && matches!(s.entity, None | Some(Entity::Department));
    let limit = context.of(fact).filter(numbers).filter(other).max_by_key(|s| s.exact());
    let spent = cell(context, fact)
        .filter(|s| s.state == State::Number)
        .or_else(|| context.of(fact).find(|s| s.state == State::Number && s.role == Role::Actual));
    let (Some(claimed), Some(limit), Some(spent)) = (claimed, limit, spent) else { return Vec::new() };
    let (Some(side), Some(bound)) = (Side::of(spent), Side::of(limit)) else { return Vec::new() };
    let Some(comparison) = compare::at_most(&side, &bound) else { return Vec::new() };
    let sign = if comparison.verdict.is_some() { "≤" } else { ">" };
    let calculation = format!("{} {sign} {}", figure::bare(spent), figure::written(limit, spent));
    vec![Outcome::compared(&comparison, vec![claimed.id, spent.id, limit.id], calculation, spent)]
}

/// 各项目标全部完成, against indicators whose result misses the target.
pub(super) fn all_met(context: &Context) -> Vec<Outcome> {
    let Some(claimed) = context.of("claim.goals.all_met").next() else { return Vec::new() };
    let targets = context.facts.relations.iter().filter(|r| r.kind.name() == "target" && r.strong);
    let judged: Vec<Outcome> = targets.filter_map(|relation| relation::judge(context, relation)).collect();
    if judged.is_empty() {
        return Vec::new();
    }
    let missed: Vec<&Outcome> = judged.iter().filter(|outcome| outcome.verdict.is_none()).collect();
    let Some(first) = missed.first() else {
        return vec![Outcome::holds(vec![claimed.id], format!("{}项目标均已达到", judged.len()))];
    };
    let places = missed.iter().flat_map(|outcome| outcome.statements.iter().copied());
    let mut outcome = Outcome::fails(std::iter::once(claimed.id).chain(places).collect(), first.calculation.clone());
    outcome.say_same("missed", missed.len().to_string());
    vec![outcome]
}
