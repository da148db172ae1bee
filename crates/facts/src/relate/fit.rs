//! Do the printed numbers fit a reading? Used to choose between readings, never to convict.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::whole;
use jiheng_model::interval::Interval;
use jiheng_model::relation::Manner;
use jiheng_model::statement::Statement;
use jiheng_model::unit::Dimension;
use num_traits::{CheckedDiv, CheckedMul};

/// Base units of a rate: ten-thousandths.
const RATE_BASE: i128 = 10_000;

/// A change between two levels as printed: amount, percent, points or times.
pub(crate) fn change(before: &Statement, after: &Statement, stated: &Statement, manner: Manner) -> bool {
    change_interval(before, after, stated, manner)
        .zip(stated.interval())
        .is_some_and(|(computed, stated)| computed.meets(&stated))
}

fn change_interval(before: &Statement, after: &Statement, stated: &Statement, manner: Manner) -> Option<Interval> {
    let (from, to) = (before.interval()?, after.interval()?);
    let dimension = |s: &Statement| s.unit.as_ref().map(|unit| unit.dimension);
    let one = Interval::point(whole(1));
    if manner == Manner::Multiple {
        let ratio = to.over_interval(&from)?;
        return if dimension(stated) == Some(Dimension::Rate) { ratio.times(whole(RATE_BASE)) } else { Some(ratio) };
    }
    let difference = if manner == Manner::Fall { from.minus(&to)? } else { to.minus(&from)? };
    let growth = || {
        let ratio = to.over_interval(&from)?;
        if manner == Manner::Fall { one.minus(&ratio) } else { ratio.minus(&one) }
    };
    let points = dimension(before) == Some(Dimension::Rate);
    match dimension(stated) {
        Some(Dimension::Rate) if points && difference.meets(&stated.interval()?) => Some(difference),
        Some(Dimension::Rate) => growth()?.times(whole(RATE_BASE)),
        Some(Dimension::Times) => growth(),
        _ => Some(difference),
    }
}

/// An amount of change and its rate, with the later level or the former one.
pub(crate) fn derived(level: &Statement, former: bool, change: (&Statement, &Statement), manner: Manner) -> bool {
    let (amount, rate) = change;
    let computed = (|| {
        let ratio = level.interval()?.over_interval(&amount.interval()?)?;
        let one = Interval::point(whole(1));
        let over = match (former, manner) {
            (true, _) => ratio,
            (false, Manner::Fall) => ratio.plus(&one)?,
            (false, _) => ratio.minus(&one)?,
        };
        over.inverted()?.times(whole(RATE_BASE))
    })();
    computed.zip(rate.interval()).is_some_and(|(computed, stated)| computed.meets(&stated))
}

/// `average = total ÷ count`, the count taken in the unit it is printed in.
pub(crate) fn average(total: &Statement, count: &Statement, average: &Statement) -> bool {
    let computed = (|| {
        let scale = count.unit.as_ref().map_or(1, jiheng_model::unit::Unit::plain_factor);
        let number = count.interval()?.times(jiheng_model::exact::Exact::new(1, scale.max(1)))?;
        total.interval()?.over_interval(&number)
    })();
    computed.zip(average.interval()).is_some_and(|(computed, stated)| computed.meets(&stated))
}

/// `product = price × factors`, the factors taken in the units they are printed in.
pub(crate) fn product(price: &Statement, factors: &[&Statement], product: &Statement) -> bool {
    product_of(price, factors, 1, product)
}

/// The same, with a factor that is not printed.
pub(crate) fn product_of(price: &Statement, factors: &[&Statement], unsaid: i128, product: &Statement) -> bool {
    let first = price.interval().and_then(|price| price.times(whole(unsaid)));
    let computed = factors.iter().try_fold(first, |product, factor| {
        let scale = factor.unit.as_ref().map_or(1, jiheng_model::unit::Unit::plain_factor);
        let number = factor.interval()?.times(jiheng_model::exact::Exact::new(1, scale.max(1)))?;
        Some(product?.times_interval(&number))
    });
    computed.flatten().zip(product.interval()).is_some_and(|(computed, stated)| computed.meets(&stated))
}

/// `rate = part ÷ whole`.
pub(crate) fn ratio(part: &Statement, whole_statement: &Statement, rate: &Statement) -> bool {
    ratio_of_sum(&[part], whole_statement, rate)
}

/// `rate = Σ parts ÷ whole`.
pub(crate) fn ratio_of_sum(parts: &[&Statement], whole_statement: &Statement, rate: &Statement) -> bool {
    let computed = (|| {
        let sum = super::evidence::total_interval(parts)?;
        sum.over_interval(&whole_statement.interval()?)?.times(whole(RATE_BASE))
    })();
    computed.zip(rate.interval()).is_some_and(|(computed, stated)| computed.meets(&stated))
}

/// A share of something: not more than all of it.
pub(crate) fn is_at_most_whole(rate: &Statement) -> bool {
    rate.exact().is_some_and(|value| value <= whole(RATE_BASE))
}

/// Two versions of one figure that a slip of a key, of the unit or rounding apart: three digits or more.
pub(crate) fn is_slip(a: &Statement, b: &Statement) -> bool {
    let digits =
        |s: &Statement| s.value.map_or(0, |v| v.mantissa().unsigned_abs().to_string().trim_end_matches('0').len());
    let one_edit = a.value.zip(b.value).is_some_and(|(a, b)| super::evidence::is_one_edit(a, b));
    digits(a) >= 3 && digits(b) >= 3 && one_edit
}

/// Two versions of one figure, perhaps printed in two units or to other places, that one slip of a key or of the unit
/// explains: four digits or more, or two for people and things that are counted.
pub(crate) fn is_slip_of_one(a: &Statement, b: &Statement) -> bool {
    let (Some(x), Some(y)) = (a.value, b.value) else { return false };
    let digits = |value: Decimal| value.mantissa().unsigned_abs().to_string();
    let counted = a.is_exact_count() && b.is_exact_count();
    // Two exchanged digits are a slip for sure.
    let exchanged = a.factor() == b.factor() && x.scale() == y.scale() && super::evidence::is_exchange(x, y);
    let least = if counted { 2 } else { 4 - usize::from(exchanged) };
    let (left, right) = (digits(x), digits(y));
    // 149人 and 150人: one more or less is a slip of counting.
    if counted
        && a.unit == b.unit
        && left.len() >= least
        && x.scale() == 0
        && y.scale() == 0
        && x.mantissa().abs_diff(y.mantissa()) == 1
    {
        return true;
    }
    if left.len().max(right.len()) < least || left.len().min(right.len()) + 1 < least {
        return false;
    }
    if a.factor() == b.factor() && x.scale() == y.scale() {
        return super::evidence::is_one_edit(x, y);
    }
    // The finer number to the places of the coarser one.
    let coarser = |s: &Statement| s.value.and_then(|value| s.last_digit_of(value));
    let (coarse, fine) = if coarser(a) >= coarser(b) { (a, b) } else { (b, a) };
    let rounded = (|| {
        let value = fine.exact()?.checked_div(&whole(coarse.factor()))?;
        let shifted = value.checked_mul(&whole(10_i128.checked_pow(coarse.value?.scale())?))?;
        Decimal::new(shifted.round().to_integer(), coarse.value?.scale())
    })();
    let edit = rounded.zip(coarse.value).is_some_and(|(r, c)| super::evidence::is_one_edit(r, c));
    edit || is_shifted(&left, &right) || is_printed_alike(x, y)
}

/// 2576.77万元 and 2577元: the numbers agree as they are printed, so the unit is wrong.
fn is_printed_alike(a: Decimal, b: Decimal) -> bool {
    let (coarse, fine) = if a.scale() <= b.scale() { (a, b) } else { (b, a) };
    let factor = 10_i128.checked_pow(fine.scale() - coarse.scale());
    let shifted = factor.and_then(|factor| Some((coarse.mantissa().checked_mul(factor)?, factor)));
    shifted.is_some_and(|(value, factor)| {
        value.abs_diff(fine.mantissa()).saturating_mul(2) <= factor.unsigned_abs()
            && coarse.mantissa().unsigned_abs() >= 1_000
    })
}

/// 24457 and 244573: the same digits with the point elsewhere, the shorter perhaps rounded.
fn is_shifted(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_end_matches('0'), b.trim_end_matches('0'));
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    short.len() >= 4 && long.starts_with(short)
}
