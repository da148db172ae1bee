//! Totals and parts.

use jiheng_model::statement::{State, Statement, StatementId};

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
    if outcome.verdict.is_none() {
        outcome.say_same("computed", computed);
        outcome.say_same("parts", filled.len().to_string());
    }
    Some(outcome)
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
