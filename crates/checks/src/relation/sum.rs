//! Totals and parts.

use jiheng_model::exact::{Exact, whole};
use jiheng_model::statement::{State, Statement, StatementId};
use jiheng_model::unit::Dimension;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed};

use crate::compare::{self, Side};
use crate::figure;
use crate::outcome::{Context, Outcome};

/// `total = Σ parts`; blanks among the parts are nothing, and at least one part must be a number.
pub(super) fn judge(context: &Context, total: StatementId, parts: &[StatementId]) -> Option<Outcome> {
    let total = context.get(total).filter(|s| s.state == State::Number)?;
    let filled = filled(context, parts);
    if !filled.iter().any(|part| part.state == State::Number) {
        return None;
    }
    let sum = filled.iter().try_fold(Side::zero(), |sum, part| sum.plus(&context.side(part)?))?;
    let comparison = compare::equal(&context.side(total)?, &sum)?;
    let computed = figure::in_unit_of(sum.exact, total);
    let terms = terms(&filled, total);
    let calculation = match comparison.verdict {
        Some(_) if figure::bare(total) == computed => format!("{terms}={computed}"),
        Some(_) => format!("{terms}={computed} ≈ {}", figure::bare(total)),
        None => format!("{terms}={computed} ≠ {}", figure::bare(total)),
    };
    let statements = std::iter::once(total.id).chain(parts.iter().copied()).collect();
    let mut outcome = Outcome::compared(&comparison, statements, calculation, total);
    if comparison.verdict.is_some() {
        return Some(outcome);
    }
    outcome.say_same("computed", computed);
    outcome.say_same("parts", filled.len().to_string());
    let (zh, en) = if total.exact()? > sum.exact { blank(context, parts) } else { Default::default() };
    outcome.say("blank", zh, en);
    let gap = total.exact()?.checked_sub(&sum.exact)?;
    if let Some(slip) = slip(total, &filled, gap, comparison.allowed) {
        outcome.tag = "unit_slip";
        outcome.statements.retain(|id| *id != slip.0.id);
        outcome.statements.insert(0, slip.0.id);
        let (zh, en) = if slip.2 { ("乘以", "times") } else { ("除以", "divided by") };
        outcome.say("repair", format!("{zh}{}", slip.1), format!("{en} {}", slip.1));
    }
    Some(outcome)
}

/// The only blank cell among the parts: the number that is missing, more often than not.
fn blank(context: &Context, parts: &[StatementId]) -> (String, String) {
    let mut blanks = parts.iter().filter_map(|id| context.get(*id)).filter(|s| s.state == State::Blank);
    match (blanks.next(), blanks.next()) {
        (Some(one), None) => {
            let name = [one.subject.as_str(), one.measure.as_str()].into_iter().filter(|name| !name.is_empty());
            let name = name.collect::<Vec<_>>().join(" · ");
            (format!("，其中“{name}”为空"), format!(", with “{name}” blank"))
        }
        _ => Default::default(),
    }
}

/// The one number, with a factor and whether it is to be multiplied, that, in a unit a thousand or ten thousand times
/// (亩 and 公顷: 15 times) as large or as small, makes the sum right. `gap` is the total less its parts, `allowed` what
/// rounding explains of it.
fn slip<'a>(
    total: &'a Statement,
    parts: &[&'a Statement],
    gap: Exact,
    allowed: Exact,
) -> Option<(&'a Statement, i128, bool)> {
    let area = total.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Area);
    let money = total.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Money);
    let factors: &[i128] = if area { &[15, 10_000] } else { &[1_000, 10_000] };
    if parts.len() < 2 || !(area || money) {
        return None;
    }
    let closes = |s: &Statement, by: Exact| {
        let more = by.checked_sub(&whole(1))?;
        let change = s.exact()?.checked_mul(&more)?;
        let left = if s.id == total.id { gap.checked_add(&change)? } else { gap.checked_sub(&change)? };
        let half = s.last_digit_of(s.value?)?.checked_div(&whole(2))?;
        let slack = allowed.checked_add(&half.checked_mul(&more)?)?;
        Some(left.abs() <= slack)
    };
    // A number that leaves the sum right when it is simply left out was counted twice or is no part of it.
    let vanishes = |s: &Statement| closes(s, whole(0)) == Some(true);
    let mut found = std::iter::once(total).chain(parts.iter().copied()).filter_map(|s| {
        if s.value.is_none_or(jiheng_model::decimal::Decimal::is_zero) {
            return None;
        }
        factors.iter().find_map(|factor| {
            let up = closes(s, whole(*factor)) == Some(true);
            let down = || !vanishes(s) && closes(s, Exact::new(1, *factor)) == Some(true);
            (up || down()).then_some((s, *factor, up))
        })
    });
    found.next().filter(|_| found.next().is_none())
}

/// `Σ parts ≤ whole`.
pub(super) fn within(context: &Context, parts: &[StatementId], whole: StatementId) -> Option<Outcome> {
    let whole = context.get(whole).filter(|s| s.state == State::Number)?;
    let filled = filled(context, parts);
    let sum = filled.iter().try_fold(Side::zero(), |sum, part| sum.plus(&context.side(part)?))?;
    let comparison = compare::at_most(&sum, &context.side(whole)?)?;
    let terms = terms(&filled, whole);
    let left = if filled.len() > 1 { format!("{terms}={}", figure::in_unit_of(sum.exact, whole)) } else { terms };
    let sign = if comparison.verdict.is_some() { "≤" } else { ">" };
    let statements = parts.iter().copied().chain(std::iter::once(whole.id)).collect();
    Some(Outcome::compared(&comparison, statements, format!("{left} {sign} {}", figure::bare(whole)), whole))
}

fn filled<'a>(context: &'a Context, parts: &[StatementId]) -> Vec<&'a Statement> {
    parts.iter().filter_map(|id| context.get(*id)).filter(|s| matches!(s.state, State::Number | State::Nil)).collect()
}

fn terms(parts: &[&Statement], reference: &Statement) -> String {
    let numbers = parts.iter().filter(|part| part.state == State::Number);
    let mut text = String::new();
    for part in numbers {
        let figure = figure::written(part, reference);
        if text.is_empty() {
            text = figure;
        } else if figure.starts_with('-') {
            text = format!("{text}+({figure})");
        } else {
            text = format!("{text}+{figure}");
        }
    }
    text
}
