//! Does a list claim to be complete? 其中 alone does not promise it (crosscheck.md 2.4).

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::interval::Interval;
use jiheng_model::statement::Statement;
use jiheng_model::unit::Dimension;
use num_traits::Signed;

/// Sum of the printed values, in base units.
pub(crate) fn total(parts: &[&Statement]) -> Option<Exact> {
    parts.iter().try_fold(whole(0), |sum, part| exact::add(sum, part.exact()?))
}

/// Sum of the intervals.
pub(crate) fn total_interval(parts: &[&Statement]) -> Option<Interval> {
    parts.iter().try_fold(Interval::point(whole(0)), |sum, part| sum.plus(&part.interval()?))
}

/// True when the parts add up to the whole within what was printed.
pub(crate) fn adds_up(total: &Statement, parts: &[&Statement]) -> bool {
    match (total.interval(), total_interval(parts)) {
        (Some(total), Some(sum)) => total.meets(&sum),
        _ => false,
    }
}

/// True when the numbers themselves speak for a complete list that was mistyped: the gap is tiny, or changing
/// one digit somewhere closes it.
pub(crate) fn nearly_adds_up(total: &Statement, parts: &[&Statement]) -> bool {
    let values: Option<Vec<Exact>> = parts.iter().map(|part| part.exact()).collect();
    let (Some(stated), Some(sum), Some(values)) = (total.exact(), self::total(parts), values) else { return false };
    let Some(gap) = exact::subtract(stated, sum) else { return false };
    let smallest = values.iter().min().copied().unwrap_or_else(|| whole(0));
    let size = gap.abs();
    let Some(hundredth) = exact::divide(stated.abs(), whole(100)) else { return false };
    if parts.len() >= 3 && size < smallest && size < hundredth {
        return true;
    }
    if unit_slip_closes(total, parts) {
        return true;
    }
    let counts = total.is_exact_count() && parts.iter().all(|part| part.is_exact_count());
    if counts {
        let unit = whole(total.factor());
        return parts.len() >= 4 && exact::multiply(hundredth, whole(2)).is_some_and(|limit| size <= limit.max(unit));
    }
    one_edit_closes(total, parts, gap, 4)
}

/// 基本支出 = 人员 + 公用 and the like: the parts' facts are the children of the whole's.
pub(crate) fn domain_identity(total: &Statement, parts: &[&Statement]) -> bool {
    let Some(fact) = &total.fact else { return false };
    let names: Vec<&str> = parts.iter().filter_map(|part| part.fact.as_ref().map(|f| f.name.as_str())).collect();
    let children = match fact.name.as_str() {
        "expenditure.basic" => ["expenditure.basic.personnel", "expenditure.basic.operating"],
        "expenditure.total" => ["expenditure.basic", "expenditure.project"],
        _ => return false,
    };
    names.len() == 2 && parts.len() == 2 && children.iter().all(|child| names.contains(child))
}

/// True when so many parts make up nine tenths of the whole, or a tenth too much: a breakdown that means to be complete.
pub(crate) fn nearly_all(total: &Statement, parts: &[&Statement], parts_min: usize) -> bool {
    most(total, parts, 10, parts_min)
}

/// What is missing is less than the smallest part, or a slip of a key: nobody left out what is larger than what he named.
pub(crate) fn leaves_little(total: &Statement, parts: &[&Statement]) -> bool {
    let gap = total.exact().zip(self::total(parts)).and_then(|(stated, sum)| exact::subtract(stated, sum));
    let smallest = parts.iter().filter_map(|part| part.exact()).min();
    gap.zip(smallest).is_some_and(|(gap, smallest)| gap < smallest) || is_slipped(total, parts)
}

/// True when not more than one in `share` is missing or too much.
pub(crate) fn most(total: &Statement, parts: &[&Statement], share: i128, parts_min: usize) -> bool {
    let (Some(stated), Some(sum)) = (total.exact(), self::total(parts)) else { return false };
    let size = exact::subtract(stated, sum).map(|gap| gap.abs());
    parts.len() >= parts_min
        && size.and_then(|size| exact::multiply(size, whole(share))).is_some_and(|tenfold| tenfold <= stated.abs())
}

/// 贴息资金26.10元 beside 135.92万元: a number in another unit than the rest, and in their unit the list adds up.
pub(crate) fn unit_slip_closes(total: &Statement, parts: &[&Statement]) -> bool {
    let measured = total.unit.as_ref().is_some_and(|unit| matches!(unit.dimension, Dimension::Money | Dimension::Area));
    let differs = |a: &Statement, b: &Statement| a.factor() != b.factor();
    if !measured || !parts.iter().any(|part| differs(part, total)) {
        return false;
    }
    // The number as if it had been printed in the other unit.
    let reread = |statement: &Statement, other: &Statement| {
        let ratio = exact::fraction(other.factor(), statement.factor())?;
        statement.interval()?.times(ratio)
    };
    let first = parts.first().copied();
    let whole_fits = first.filter(|part| differs(total, part)).is_some_and(|part| {
        reread(total, part).zip(total_interval(parts)).is_some_and(|(total, sum)| total.meets(&sum))
    });
    let part_fits = |at: usize| {
        let sum = parts.iter().enumerate().try_fold(Interval::point(whole(0)), |sum, (other, part)| {
            sum.plus(&if other == at { reread(part, total)? } else { part.interval()? })
        });
        sum.zip(total.interval()).is_some_and(|(sum, total)| sum.meets(&total))
    };
    let odd = |at: &usize| parts.get(*at).is_some_and(|part| differs(part, total));
    whole_fits || (0..parts.len()).filter(odd).any(part_fits)
}

/// The same, for numbers of so many digits.
pub(crate) fn slip_closes(total: &Statement, parts: &[&Statement], digits_min: usize) -> bool {
    let gap = total.exact().zip(self::total(parts)).and_then(|(stated, sum)| exact::subtract(stated, sum));
    gap.is_some_and(|gap| one_edit_closes(total, parts, gap, digits_min))
}

/// The numbers look as if they were meant to add up: a tenth is missing or too much at most, or one slip explains the gap.
pub(crate) fn is_close(total: &Statement, parts: &[&Statement]) -> bool {
    most(total, parts, 10, 2) || is_slipped(total, parts)
}

/// One slip of a key in a number of three digits or more, two exchanged digits, or one item among three counts or more
/// explain the gap.
pub(crate) fn is_slipped(total: &Statement, parts: &[&Statement]) -> bool {
    let gap = total.exact().zip(self::total(parts)).and_then(|(stated, sum)| exact::subtract(stated, sum));
    let counts = total.is_exact_count() && parts.iter().all(|part| part.is_exact_count());
    let one_off = counts && parts.len() >= 3 && gap.is_some_and(|gap| gap.abs() == whole(total.factor()));
    one_off || slip_closes(total, parts, 3) || gap.is_some_and(|gap| edit_closes(total, parts, gap, 2, is_exchange))
}

/// The gap is less than a hundredth of the whole and less than the smallest of three parts or more.
pub(crate) fn is_near(total: &Statement, parts: &[&Statement]) -> bool {
    let near = || {
        let stated = total.exact()?;
        let size = exact::subtract(stated, self::total(parts)?)?.abs();
        let smallest = parts.iter().filter_map(|part| part.exact()).min()?;
        let hundredth = exact::divide(stated.abs(), whole(100))?;
        Some(parts.len() >= 3 && size < smallest && size < hundredth)
    };
    near() == Some(true)
}

/// True when one of the numbers, written differently by one slip of a key, closes the gap.
fn one_edit_closes(total: &Statement, parts: &[&Statement], gap: Exact, digits_min: usize) -> bool {
    edit_closes(total, parts, gap, digits_min, is_one_edit)
}

/// True when one of the numbers of so many digits, written as the edit allows, closes the gap.
fn edit_closes(
    total: &Statement,
    parts: &[&Statement],
    gap: Exact,
    digits_min: usize,
    is_edit: impl Fn(Decimal, Decimal) -> bool,
) -> bool {
    let fixes = std::iter::once((total, -gap)).chain(parts.iter().map(|part| (*part, gap)));
    fixes.into_iter().any(|(statement, change)| {
        let Some(value) = statement.value.filter(|value| significant_digits(*value) >= digits_min) else {
            return false;
        };
        let meant = statement.exact().and_then(|stated| exact::add(stated, change));
        let wanted = meant.and_then(|meant| exact::divide(meant, whole(statement.factor())));
        let Some(wanted) = wanted.filter(|wanted| !wanted.is_negative()) else { return false };
        // A shifted point needs more places than were printed.
        let scales = value.scale()..=value.scale() + 2;
        scales.into_iter().find_map(|scale| rewritten(wanted, scale)).is_some_and(|wanted| is_edit(value, wanted))
    })
}

/// `value` with exactly this scale; `None` when it needs more digits.
fn rewritten(value: Exact, scale: u32) -> Option<Decimal> {
    let shifted = exact::multiply(value, whole(10_i128.checked_pow(scale)?))?;
    if shifted.is_integer() { Decimal::new(shifted.to_integer(), scale) } else { None }
}

/// Digits without the zeros at the end: a round figure is too easily one digit from another.
fn significant_digits(value: Decimal) -> usize {
    let mut mantissa = value.mantissa().unsigned_abs();
    while mantissa != 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
    }
    mantissa.checked_ilog10().map_or(0, |digits| digits as usize + 1)
}

/// Two neighbouring digits exchanged.
pub(crate) fn is_exchange(a: Decimal, b: Decimal) -> bool {
    let digits = |value: Decimal| value.mantissa().unsigned_abs().to_string().into_bytes();
    let (a, b) = (digits(a), digits(b));
    let different: Vec<usize> = (0..a.len()).filter(|i| a.get(*i) != b.get(*i)).collect();
    let crossed = |i: usize, j: usize| j == i + 1 && a.get(i) == b.get(j) && a.get(j) == b.get(i);
    a.len() == b.len() && matches!(different.as_slice(), [i, j] if crossed(*i, *j))
}

/// One digit wrong, two neighbours exchanged, a digit dropped or doubled, the point moved by one or the sign lost.
pub(crate) fn is_one_edit(a: Decimal, b: Decimal) -> bool {
    let digits = |value: Decimal| value.mantissa().unsigned_abs().to_string().into_bytes();
    let (a_digits, b_digits) = (digits(a), digits(b));
    if a_digits == b_digits {
        return true;
    }
    if a_digits.len() == b_digits.len() {
        let different: Vec<usize> = (0..a_digits.len()).filter(|i| a_digits.get(*i) != b_digits.get(*i)).collect();
        return match different.as_slice() {
            [_] => true,
            [i, j] => *j == i + 1 && a_digits.get(*i) == b_digits.get(*j) && a_digits.get(*j) == b_digits.get(*i),
            _ => false,
        };
    }
    let (long, short) = if a_digits.len() > b_digits.len() { (a_digits, b_digits) } else { (b_digits, a_digits) };
    long.len() == short.len() + 1
        && (0..long.len()).any(|skip| {
            let kept: Vec<u8> = long.iter().enumerate().filter(|(i, _)| *i != skip).map(|(_, d)| *d).collect();
            kept == short
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_a_key_are_recognised() {
        for (a, b, edit) in [
            ("1375.28", "1357.28", true),
            ("719.70", "791.70", true),
            ("719.70", "719.60", true),
            ("719.70", "71.97", true),
            ("719.70", "7197.0", true),
            ("719.70", "721.85", false),
            ("719.70", "79.70", true),
            ("719.70", "-719.70", true),
        ] {
            assert_eq!(is_one_edit(Decimal::parse(a).unwrap(), Decimal::parse(b).unwrap()), edit, "{a} {b}");
        }
    }
}
