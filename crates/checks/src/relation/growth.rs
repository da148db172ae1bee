//! Changes from one value to another.

use jiheng_model::exact::{self, whole};
use jiheng_model::statement::StatementId;
use jiheng_model::unit::Dimension;
use num_traits::Zero;

use crate::compare::{self, Side};
use crate::figure;
use crate::outcome::{Context, Outcome};

/// `after = before × (1 ± rate)`, `after − before = amount`, or a change of percentage points.
pub(super) fn judge(
    context: &Context,
    values: (StatementId, StatementId),
    change: StatementId,
    falling: bool,
) -> Option<Outcome> {
    let (before, after, change) = (context.get(values.0)?, context.get(values.1)?, context.get(change)?);
    let (from, to, stated) = (context.side(before)?, context.side(after)?, context.side(change)?);
    let (high, low) = if falling { (&from, &to) } else { (&to, &from) };
    let rate = change.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate);
    let ids = vec![before.id, after.id, change.id];
    if !rate {
        let computed = high.minus(low)?;
        let comparison = compare::equal(&computed, &stated)?;
        let text = figure::in_unit_of(computed.exact, before);
        let sign = if comparison.verdict.is_some() { "" } else { &format!(" ≠ {}", figure::with_unit(change)) };
        let (high, low) = if falling { (before, after) } else { (after, before) };
        return Some(Outcome::compared(
            &comparison,
            ids,
            format!("{}-{}={text}{sign}", figure::bare(high), figure::bare(low)),
            change,
        ));
    }
    if from.exact.is_zero() {
        return None;
    }
    let ratio = exact::divide(exact::subtract(high.exact, low.exact)?, from.exact)?;
    let scale =
        |interval: jiheng_model::interval::Interval| interval.over_interval(&from.interval)?.times(whole(10_000));
    let interval = scale(high.interval.minus(&low.interval)?)?;
    let computed = Side { exact: exact::multiply(ratio, whole(10_000))?, interval, loose: interval };
    let comparison = compare::equal(&computed, &stated)?;
    let percent = figure::percent(ratio);
    let sign = if comparison.verdict.is_some() { "≈" } else { "≠" };
    let calculation =
        format!("{}→{}：{percent}% {sign} {}", figure::bare(before), figure::bare(after), figure::with_unit(change));
    let mut outcome = Outcome::compared(&comparison, ids, calculation, change);
    outcome.say_same("computed", format!("{percent}%"));
    Some(outcome)
}
