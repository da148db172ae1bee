//! Products and averages.

use jiheng_model::exact::whole;
use jiheng_model::interval::Interval;
use jiheng_model::statement::{Statement, StatementId};
use num_traits::{CheckedDiv, CheckedMul, Zero};

use crate::compare::{self, Side};
use crate::figure;
use crate::outcome::{Context, Outcome};

/// `product = factor × factor × …`; the first factor carries the unit, the others are bare multipliers of it.
pub(super) fn judge(context: &Context, factors: &[StatementId], product: StatementId) -> Option<Outcome> {
    let product = context.get(product)?;
    let factors: Vec<&Statement> = factors.iter().filter_map(|id| context.get(*id)).collect();
    let (first, rest) = factors.split_first()?;
    let start = Side::of(first)?;
    let computed = rest.iter().try_fold(start, |product, factor| times(&product, factor))?;
    let comparison = compare::equal(&computed, &Side::of(product)?)?;
    let terms: Vec<String> = factors.iter().map(|factor| figure::with_unit(factor)).collect();
    let value = figure::in_unit_of(computed.exact, product);
    let unit = product.unit.as_ref().map(|unit| unit.symbol.to_string()).unwrap_or_default();
    let sign =
        if comparison.verdict.is_some() { String::new() } else { format!(" ≠ {}", figure::with_unit(product)) };
    let calculation = format!("{}={value}{unit}{sign}", terms.join("×"));
    let ids = factors.iter().map(|factor| factor.id).chain(std::iter::once(product.id)).collect();
    let mut outcome = Outcome::compared(&comparison, ids, calculation, product);
    outcome.say_same("computed", format!("{value}{unit}"));
    Some(outcome)
}

/// The multiplier is taken in the unit it is printed in: 120人 is 120, 1.2万人 is 12,000.
fn times(product: &Side, factor: &Statement) -> Option<Side> {
    let scale = factor.unit.as_ref().map_or(1, jiheng_model::unit::Unit::plain_factor);
    let by = |interval: &Interval| interval.times(whole(1).checked_div(&whole(scale))?);
    let side = Side::of(factor)?;
    Some(Side {
        exact: product.exact.checked_mul(&side.exact.checked_div(&whole(scale))?)?,
        interval: product.interval.times_interval(&by(&side.interval)?)?,
        loose: product.loose.times_interval(&by(&side.loose)?)?,
    })
}

/// `average = total ÷ count`.
pub(super) fn average(
    context: &Context,
    total: StatementId,
    count: StatementId,
    average: StatementId,
) -> Option<Outcome> {
    let (total, count, average) = (context.get(total)?, context.get(count)?, context.get(average)?);
    let number = times(&Side::constant(whole(1)), count)?;
    let whole_total = Side::of(total)?;
    if number.exact.is_zero() {
        return None;
    }
    let over = |interval: &Interval, by: &Interval| interval.over_interval(by);
    let computed = Side {
        exact: whole_total.exact.checked_div(&number.exact)?,
        interval: over(&whole_total.interval, &number.interval)?,
        loose: over(&whole_total.loose, &number.loose)?,
    };
    let comparison = compare::equal(&computed, &Side::of(average)?)?;
    let value = figure::in_unit_of(computed.exact, average);
    let unit = average.unit.as_ref().map(|unit| unit.symbol.to_string()).unwrap_or_default();
    let sign = if comparison.verdict.is_some() { "≈" } else { "≠" };
    let calculation = format!(
        "{}÷{}={value}{unit} {sign} {}",
        figure::with_unit(total),
        figure::with_unit(count),
        figure::with_unit(average)
    );
    let mut outcome = Outcome::compared(&comparison, vec![total.id, count.id, average.id], calculation, average);
    outcome.say_same("computed", format!("{value}{unit}"));
    Some(outcome)
}
