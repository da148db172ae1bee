//! A result against its target.

use jiheng_model::statement::{Approximation, Statement, StatementId};

use crate::compare::{self, Side};
use crate::figure;
use crate::outcome::{Context, Outcome};

/// Costs and 以下, 以内 are upper limits.
pub(crate) fn is_upper(target: &Statement) -> bool {
    let cost = target.scope.as_deref().is_some_and(|scope| scope.contains(".cost"));
    cost || matches!(target.approximation, Approximation::AtMost | Approximation::Under)
}

/// 以上 and plain targets are lower limits, 以下 and 以内 and costs upper ones.
pub(super) fn judge(context: &Context, target: StatementId, actual: StatementId) -> Option<Outcome> {
    let (target, actual) = (context.get(target)?, context.get(actual)?);
    let upper = is_upper(target);
    let limit = Side::constant(target.exact()?);
    let achieved = context.side(actual)?;
    let comparison = if upper { compare::at_most(&achieved, &limit)? } else { compare::at_most(&limit, &achieved)? };
    let sign = match (comparison.verdict.is_some(), upper) {
        (true, true) => "≤",
        (true, false) => "≥",
        (false, true) => ">",
        (false, false) => "<",
    };
    let calculation = format!("{} {sign} {}", figure::with_unit(actual), figure::with_unit(target));
    Some(Outcome::compared(&comparison, vec![target.id, actual.id], calculation, target))
}
