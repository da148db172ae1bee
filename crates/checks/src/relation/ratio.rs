//! Shares, rates and their base.

use jiheng_model::exact::{self, whole};
use jiheng_model::statement::{Statement, StatementId};
use num_traits::Zero;

use crate::basis::{self, Found, Rate};
use crate::compare::{self, Side};
use crate::figure;
use crate::outcome::{Context, Outcome};

/// `rate = part / whole`. A rate whose base is not stated may as well rest on other numbers beside it.
pub(super) fn judge(
    context: &Context,
    ids: (StatementId, StatementId),
    rate: StatementId,
    base_stated: bool,
) -> Option<Outcome> {
    let (part, base, rate) = (context.get(ids.0)?, context.get(ids.1)?, context.get(rate)?);
    let mut outcome = compared(context, part, base, rate)?;
    if outcome.verdict.is_some() {
        return Some(outcome);
    }
    let numbers = Rate { part, base, stated: rate };
    if base_stated {
        outcome.words.insert("basis", basis::other_whole(context, numbers));
        return Some(outcome);
    }
    match basis::explain(context, numbers) {
        Found::Pair(pair) => compared(context, pair.part, pair.whole, rate),
        Found::Basis(basis) => {
            outcome.words.insert("basis", basis.hint);
            outcome.question = basis.question;
            Some(outcome)
        }
    }
}

fn compared(context: &Context, part: &Statement, base: &Statement, rate: &Statement) -> Option<Outcome> {
    let (part_side, base_side, rate_side) = (context.side(part)?, context.side(base)?, context.side(rate)?);
    if base_side.exact.is_zero() {
        return None;
    }
    let interval = part_side.interval.over_interval(&base_side.interval)?.times(whole(10_000))?;
    let ratio = exact::divide(part_side.exact, base_side.exact)?;
    let computed = Side { exact: exact::multiply(ratio, whole(10_000))?, interval, loose: interval };
    let comparison = compare::equal(&computed, &rate_side)?;
    let percent = figure::percent(ratio);
    let quotient = format!("{}÷{}", figure::written(part, base), figure::bare(base));
    let stated = figure::with_unit(rate);
    let calculation = match comparison.verdict {
        Some(_) if format!("{percent}%") == stated => format!("{quotient}={stated}"),
        Some(_) => format!("{quotient}={percent}% ≈ {stated}"),
        None => format!("{quotient}={percent}% ≠ {stated}"),
    };
    let mut outcome = Outcome::compared(&comparison, vec![part.id, base.id, rate.id], calculation, rate);
    if outcome.verdict.is_none() {
        outcome.say_same("computed", format!("{percent}%"));
    }
    Some(outcome)
}

/// `rate = Σ parts / whole`.
pub(super) fn of_parts(
    context: &Context,
    parts: &[StatementId],
    base: StatementId,
    rate: StatementId,
) -> Option<Outcome> {
    let (base, rate) = (context.get(base)?, context.get(rate)?);
    let parts: Vec<_> = parts.iter().filter_map(|id| context.get(*id)).collect();
    let sum = parts.iter().try_fold(Side::zero(), |sum, part| sum.plus(&Side::of(part)?))?;
    let base_side = Side::of(base).filter(|side| !side.exact.is_zero())?;
    let ratio = exact::divide(sum.exact, base_side.exact)?;
    let interval = sum.interval.over_interval(&base_side.interval)?.times(whole(10_000))?;
    let computed = Side { exact: exact::multiply(ratio, whole(10_000))?, interval, loose: interval };
    let comparison = compare::equal(&computed, &Side::of(rate)?)?;
    let percent = figure::percent(ratio);
    let terms: Vec<String> = parts.iter().map(|part| figure::bare(part)).collect();
    let sign = if comparison.verdict.is_some() { "≈" } else { "≠" };
    let calculation =
        format!("({})÷{}={percent}% {sign} {}", terms.join("+"), figure::bare(base), figure::with_unit(rate));
    let ids =
        std::iter::once(rate.id).chain(parts.iter().map(|part| part.id)).chain(std::iter::once(base.id)).collect();
    let mut outcome = Outcome::compared(&comparison, ids, calculation, rate);
    outcome.say_same("computed", format!("{percent}%"));
    Some(outcome)
}

/// The shares of one whole are 100 % together.
pub(super) fn hundred(context: &Context, rates: &[StatementId]) -> Option<Outcome> {
    let statements: Vec<_> = rates.iter().filter_map(|id| context.get(*id)).collect();
    let first = statements.first()?;
    let sum = statements.iter().try_fold(Side::zero(), |sum, rate| sum.plus(&context.side(rate)?))?;
    let comparison = compare::equal(&sum, &Side::constant(whole(10_000)))?;
    let terms: Vec<String> = statements.iter().map(|rate| figure::with_unit(rate)).collect();
    let computed = figure::in_unit_of(sum.exact, first);
    let sign = if comparison.verdict.is_some() { "" } else { " ≠ 100%" };
    let calculation = format!("{}={computed}%{sign}", terms.join("+"));
    let mut outcome = Outcome::compared(&comparison, rates.to_vec(), calculation, first);
    outcome.say_same("computed", format!("{computed}%"));
    Some(outcome)
}
