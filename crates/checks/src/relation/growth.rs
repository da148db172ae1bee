//! Changes from one value to another: an amount, a percent, percentage points, times.

use jiheng_model::exact::{Exact, whole};
use jiheng_model::interval::Interval;
use jiheng_model::relation::Manner;
use jiheng_model::statement::{Approximation, Statement, StatementId};
use jiheng_model::unit::Dimension;
use num_traits::{CheckedDiv, CheckedMul, CheckedSub, Zero};

use crate::compare::{self, Comparison, Side};
use crate::figure;
use crate::outcome::{Context, Outcome};

/// Mark of a percent that should be percentage points, or the other way round.
const POINTS: &str = "points";
/// Base units of a rate: ten-thousandths.
const RATE_BASE: i128 = 10_000;

/// The statements of a change.
struct Change<'a> {
    before: &'a Statement,
    after: &'a Statement,
    stated: &'a Statement,
    manner: Manner,
}

/// `after = before × (1 ± rate)`, `after − before = amount`, `after = before × multiple`.
pub(super) fn judge(
    context: &Context,
    values: (StatementId, StatementId),
    stated: StatementId,
    manner: Manner,
) -> Option<Outcome> {
    let (before, after, stated) = (context.get(values.0)?, context.get(values.1)?, context.get(stated)?);
    let change = Change { before, after, stated, manner };
    let dimension = |s: &Statement| s.unit.as_ref().map(|unit| unit.dimension);
    let of_rates = dimension(before) == Some(Dimension::Rate);
    match (dimension(stated), manner) {
        (Some(Dimension::Rate | Dimension::Times), Manner::Multiple) => multiple(&change),
        (Some(Dimension::Rate), _) if of_rates => rate_of_rates(&change),
        (Some(Dimension::Rate), _) => rate(&change),
        (Some(Dimension::Times), _) => times(&change),
        (Some(Dimension::RatePoint), _) if !of_rates => rate_as_points(&change),
        _ => amount(&change),
    }
}

impl Change<'_> {
    fn ids(&self) -> Vec<StatementId> {
        vec![self.before.id, self.after.id, self.stated.id]
    }

    /// The higher and the lower value, if the sentence is right about the direction.
    fn ordered(&self) -> (&Statement, &Statement) {
        if self.manner == Manner::Fall { (self.before, self.after) } else { (self.after, self.before) }
    }

    /// The printed change; a table prints a fall as a negative number.
    fn stated(&self) -> Option<Side> {
        let side = Side::of(self.stated)?;
        let negative = self.manner == Manner::Fall && side.exact < whole(0);
        if negative { Side::zero().minus(&side) } else { Some(side) }
    }

    /// `after ÷ before`, exactly and as an interval.
    fn ratio(&self) -> Option<(Exact, Interval)> {
        let (from, to) = (Side::of(self.before)?, Side::of(self.after)?);
        if from.exact.is_zero() {
            return None;
        }
        Some((to.exact.checked_div(&from.exact)?, to.interval.over_interval(&from.interval)?))
    }

    /// `after ÷ before − 1`, or `1 − after ÷ before` for a fall.
    fn growth(&self) -> Option<(Exact, Interval)> {
        let (ratio, interval) = self.ratio()?;
        let (one, point) = (whole(1), Interval::point(whole(1)));
        if self.manner == Manner::Fall {
            Some((one.checked_sub(&ratio)?, point.minus(&interval)?))
        } else {
            Some((ratio.checked_sub(&one)?, interval.minus(&point)?))
        }
    }

    fn outcome(&self, comparison: &Comparison, computed: &str) -> Outcome {
        let sign = if comparison.verdict.is_some() { "≈" } else { "≠" };
        let (from, to) = (figure::bare(self.before), figure::bare(self.after));
        let calculation = format!("{from}→{to}：{computed} {sign} {}", figure::with_unit(self.stated));
        let mut outcome = Outcome::compared(comparison, self.ids(), calculation, self.stated);
        outcome.say_same("computed", computed);
        outcome
    }
}

fn side(exact: Exact, interval: Interval) -> Side {
    Side { exact, interval, loose: interval }
}

fn percent_side(value: (Exact, Interval)) -> Option<Side> {
    Some(side(value.0.checked_mul(&whole(RATE_BASE))?, value.1.times(whole(RATE_BASE))?))
}

fn rate(change: &Change) -> Option<Outcome> {
    let growth = change.growth()?;
    let comparison = compare::equal(&percent_side(growth)?, &change.stated()?)?;
    Some(change.outcome(&comparison, &format!("{}%", figure::percent(growth.0))))
}

fn multiple(change: &Change) -> Option<Outcome> {
    let ratio = change.ratio()?;
    if change.stated.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate) {
        let comparison = compare::equal(&percent_side(ratio)?, &change.stated()?)?;
        return Some(change.outcome(&comparison, &format!("{}%", figure::percent(ratio.0))));
    }
    let comparison = compare::equal(&side(ratio.0, ratio.1), &change.stated()?)?;
    Some(change.outcome(&comparison, &times_text(ratio.0)))
}

/// 增长2倍 is three times the former value; 翻一番 is twice, 翻两番 four times.
fn times(change: &Change) -> Option<Outcome> {
    let stated = change.stated()?;
    if change.stated.unit.as_ref().is_some_and(|unit| &*unit.class == "fan") {
        let turns = u32::try_from(change.stated.value?.mantissa()).ok().filter(|turns| *turns <= 8)?;
        let wanted = whole(2_i128.checked_pow(turns)?);
        let ratio = change.ratio()?;
        // People round doublings as they round times: 5 % either way.
        let band = Interval::closed(wanted * Exact::new(19, 20), wanted * Exact::new(21, 20));
        let comparison = compare::equal(&side(ratio.0, ratio.1), &side(wanted, band))?;
        return Some(change.outcome(&comparison, &format!("为原来的{}", times_text(ratio.0))));
    }
    let growth = change.growth()?;
    let comparison = compare::equal(&side(growth.0, growth.1), &stated)?;
    Some(change.outcome(&comparison, &times_text(growth.0)))
}

fn times_text(value: Exact) -> String {
    format!("{}倍", jiheng_model::exact::to_text(value, 0, 2))
}

fn amount(change: &Change) -> Option<Outcome> {
    let (high, low) = change.ordered();
    let computed = Side::of(high)?.minus(&Side::of(low)?)?;
    let comparison = compare::equal(&computed, &change.stated()?)?;
    let text = figure::in_unit_of(computed.exact, change.before);
    let sign =
        if comparison.verdict.is_some() { String::new() } else { format!(" ≠ {}", figure::with_unit(change.stated)) };
    let calculation = format!("{}-{}={text}{sign}", figure::bare(high), figure::bare(low));
    let mut outcome = Outcome::compared(&comparison, change.ids(), calculation, change.stated);
    outcome.say_same("computed", text);
    Some(outcome)
}

/// A percent beside two rates may be their growth, or points written as percent. The reading that fits is taken; when
/// both fit, the one that is exact on the printed digits.
fn rate_of_rates(change: &Change) -> Option<Outcome> {
    let (high, low) = change.ordered();
    let points = Side::of(high)?.minus(&Side::of(low)?)?;
    let as_points = compare::equal(&points, &change.stated()?)?;
    let growth = change.growth()?;
    let as_growth = compare::equal(&percent_side(growth)?, &change.stated()?)?;
    let points_exact = as_points.difference.is_zero() && !as_growth.difference.is_zero();
    if as_points.verdict.is_none() || (as_growth.verdict.is_some() && !points_exact) {
        return Some(change.outcome(&as_growth, &format!("{}%", figure::percent(growth.0))));
    }
    let printed = figure::in_unit_of(points.exact, change.stated);
    let calculation = format!("{}-{}={printed}个百分点", figure::with_unit(high), figure::with_unit(low));
    Some(misused(change, calculation, &format!("{printed}个百分点"), &format!("{}%", figure::percent(growth.0))))
}

/// Points beside two amounts: they mean the rate of growth.
fn rate_as_points(change: &Change) -> Option<Outcome> {
    let growth = change.growth()?;
    let stated = change.stated()?;
    let comparison = compare::equal(&percent_side(growth)?, &stated)?;
    let text = format!("{}%", figure::percent(growth.0));
    if comparison.verdict.is_none() {
        return Some(change.outcome(&comparison, &text));
    }
    let calculation = format!("{}→{}：{text}", figure::bare(change.before), figure::bare(change.after));
    Some(misused(change, calculation, &format!("{}%", figure::bare(change.stated)), &text))
}

fn misused(change: &Change, calculation: String, wanted: &str, growth: &str) -> Outcome {
    let mut outcome = Outcome::fails(change.ids(), calculation);
    outcome.tag = POINTS;
    outcome.say_same("wanted", wanted);
    outcome.say_same("growth", growth);
    outcome
}

/// An amount of change, its rate and one level.
pub(super) struct Derived {
    pub(super) level: StatementId,
    /// The level is the former one.
    pub(super) former: bool,
    pub(super) amount: StatementId,
    pub(super) rate: StatementId,
}

/// The printed amount over the former value, which is printed or follows from the later one.
pub(super) fn derived(context: &Context, change: &Derived, manner: Manner, same_way: bool) -> Option<Outcome> {
    let (level, amount, rate) = (context.get(change.level)?, context.get(change.amount)?, context.get(change.rate)?);
    let (printed, by, stated) = (Side::of(level)?, Side::of(amount)?, Side::of(rate)?);
    let falls = manner == Manner::Fall;
    let former = match (change.former, falls) {
        (true, _) => printed,
        (false, true) => printed.plus(&by)?,
        (false, false) => printed.minus(&by)?,
    };
    if by.exact.is_zero() || (change.former && former.exact <= whole(0)) {
        return None;
    }
    if former.exact <= whole(0) {
        // 251件，比上年增加910件: nothing grows by more than it is.
        let calculation = format!("{}-{} < 0", figure::written(level, amount), figure::bare(amount));
        return Some(Outcome::fails(vec![level.id, amount.id, rate.id], calculation));
    }
    let one = Interval::point(whole(1));
    let ratio = printed.interval.over_interval(&by.interval)?;
    let over = match (change.former, falls) {
        (true, _) => ratio,
        (false, true) => ratio.plus(&one)?,
        (false, false) => ratio.minus(&one)?,
    };
    let exact = by.exact.checked_div(&former.exact)?;
    let mut comparison = compare::equal(&percent_side((exact, over.inverted()?))?, &stated)?;
    if !same_way {
        comparison.verdict = None;
    }
    let base = match (change.former, falls) {
        (true, _) => figure::written(level, amount),
        (false, true) => format!("({}+{})", figure::written(level, amount), figure::bare(amount)),
        (false, false) => format!("({}-{})", figure::written(level, amount), figure::bare(amount)),
    };
    let equal = if comparison.verdict.is_some() { "≈" } else { "≠" };
    let percent = figure::percent(exact);
    let calculation = format!("{}÷{base}={percent}% {equal} {}", figure::bare(amount), figure::with_unit(rate));
    let mut outcome = Outcome::compared(&comparison, vec![level.id, amount.id, rate.id], calculation, rate);
    outcome.say_same("computed", format!("{percent}%"));
    Some(outcome)
}

/// 由A增加到B: B is above A.
pub(super) fn direction(context: &Context, before: StatementId, after: StatementId, manner: Manner) -> Option<Outcome> {
    let (before, after) = (context.get(before)?, context.get(after)?);
    // 达到98%以上: what a limit is compared with is its number.
    let side = |statement: &Statement| match statement.approximation {
        Approximation::AtLeast | Approximation::AtMost => statement.exact().map(Side::constant),
        _ => Side::of(statement),
    };
    let (from, to) = (side(before)?, side(after)?);
    let (low, high, word) = match manner {
        Manner::Rise => (&from, &to, "增加"),
        Manner::Fall => (&to, &from, "减少"),
        Manner::Multiple | Manner::Either => return None,
    };
    let comparison = compare::at_most(low, high)?;
    let calculation = format!("{}→{}", figure::with_unit(before), figure::with_unit(after));
    let mut outcome = Outcome::compared(&comparison, vec![before.id, after.id], calculation, before);
    let rises = manner == Manner::Rise;
    outcome.say("said", word, if rises { "rise" } else { "fall" });
    outcome.say("said_against", if rises { "高于" } else { "低于" }, if rises { "above" } else { "below" });
    outcome.say_same("said_budget", if rises { "大于" } else { "小于" });
    outcome.say_same("said_budget_en", if rises { "above" } else { "below" });
    Some(outcome)
}
