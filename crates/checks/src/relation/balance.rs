//! Two sides of one balance.

use jiheng_model::statement::{State, Statement, StatementId};

use crate::compare::{self, Side};
use crate::figure;
use crate::outcome::{Context, Outcome};

/// `Σ left = Σ right`; blanks are nothing.
pub(super) fn judge(context: &Context, left: &[StatementId], right: &[StatementId]) -> Option<Outcome> {
    let reference = context.get(*left.first()?)?;
    let (a, b) = (side(context, left)?, side(context, right)?);
    let comparison = compare::equal(&a.0, &b.0)?;
    let shown = |(side, terms): &(Side, Vec<String>)| {
        let total = figure::in_unit_of(side.exact, reference);
        if terms.len() > 1 { format!("{}={total}", terms.join("+")) } else { total }
    };
    let sign = if comparison.verdict.is_some() { "，" } else { " ≠ " };
    let calculation = format!("{}{sign}{}", shown(&a), shown(&b));
    let statements = left.iter().chain(right).copied().collect();
    Some(Outcome::compared(&comparison, statements, calculation, reference))
}

/// The sum of one side with its terms as written.
fn side(context: &Context, ids: &[StatementId]) -> Option<(Side, Vec<String>)> {
    let filled: Vec<&Statement> = ids
        .iter()
        .filter_map(|id| context.get(*id))
        .filter(|s| matches!(s.state, State::Number | State::Nil))
        .collect();
    let reference = filled.first()?;
    let sum = filled.iter().try_fold(Side::zero(), |sum, part| sum.plus(&Side::of(part)?))?;
    Some((sum, filled.iter().map(|part| figure::written(part, reference)).collect()))
}
