//! Section 二 reports spending from the general public budget. Rust: scope decides which statements count.

use jiheng_model::exact::whole;
use jiheng_model::statement::{Role, State, Statement};

use super::cell;
use crate::compare::{self, Side};
use crate::figure;
use crate::graph::{Linear, Sense};
use crate::outcome::{Context, Outcome, Source};

const SCOPE: &str = "general_public_budget";

/// Basic + project spending reported there must be covered by the appropriation and what was carried over.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let scoped = |fact: &str| {
        let is_scoped =
            |s: &&Statement| s.scope.as_deref() == Some(SCOPE) && s.role == Role::Actual && s.state == State::Number;
        context.of(fact).find(is_scoped)
    };
    let parts: Vec<&Statement> =
        ["expenditure.basic", "expenditure.project"].iter().filter_map(|fact| scoped(fact)).collect();
    let Some(appropriation) = cell(context, "income.fiscal_appropriation").filter(|s| s.state == State::Number) else {
        return Vec::new();
    };
    if parts.len() < 2 {
        return Vec::new();
    }
    let carried = cell(context, "income.carryover").filter(|s| s.state == State::Number);
    let spent = parts.iter().try_fold(Side::zero(), |sum, s| sum.plus(&context.side(s)?));
    let funds =
        std::iter::once(appropriation).chain(carried).try_fold(Side::zero(), |sum, s| sum.plus(&context.side(s)?));
    let (Some(spent), Some(funds)) = (spent, funds) else { return Vec::new() };
    let Some(comparison) = compare::at_most(&spent, &funds) else { return Vec::new() };
    let terms: Vec<String> = parts.iter().map(|s| figure::bare(s)).collect();
    let total = figure::in_unit_of(spent.exact, appropriation);
    let available = match carried {
        Some(carried) => format!(
            "{}+{}={}",
            figure::bare(appropriation),
            figure::bare(carried),
            figure::in_unit_of(funds.exact, appropriation)
        ),
        None => figure::bare(appropriation),
    };
    let sign = if comparison.verdict.is_some() { "≤" } else { ">" };
    let mut ids: Vec<_> = parts.iter().map(|s| s.id).collect();
    ids.push(appropriation.id);
    ids.extend(carried.map(|s| s.id));
    // The department's total is the same money said once more.
    let total_cell = cell(context, "expenditure.total").filter(|s| s.exact() == Some(spent.exact));
    ids.extend(total_cell.map(|s| s.id));
    let mut outcome =
        Outcome::compared(&comparison, ids, format!("{}={total} {sign} {available}", terms.join("+")), appropriation);
    outcome.say_same("spent", total);
    outcome.say_same("available", available);
    let mut limit = Linear::of_parts(appropriation.id, parts.iter().map(|s| s.id), Sense::AtMostZero);
    if let Some(carried) = carried {
        limit.add(carried.id, whole(-1));
    }
    outcome.source = Source::Linear(Box::new(limit));
    vec![outcome]
}
