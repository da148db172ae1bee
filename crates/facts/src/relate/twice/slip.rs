//! Two numbers of one name that one slip of a key or of the unit explains.

use jiheng_model::decimal::Decimal;
use jiheng_model::statement::{Statement, StatementId};
use jiheng_model::unit::Dimension;
use num_traits::{CheckedSub, Signed};

use super::super::{evidence, fit};
use super::{Known, Mention, agree, is_apart, is_comparable, is_one_scope};
use crate::builder::Builder;

/// Characters of a name that is of one thing, for numbers of so many digits: the shorter the number, the longer the name.
const NAMES: [(usize, usize); 3] = [(4, 2), (3, 3), (2, 5)];
/// A name of this length is of one thing.
const NAME_LONG: usize = 6;
/// The same for rates, which go by few names.
const RATE_NAME_MIN: usize = 4;
const RATE_DIGITS_MIN: usize = 3;

/// The pair that contradicts: one that most mentions agree with, and one that only a slip explains.
pub(super) fn find(
    builder: &Builder,
    name: usize,
    mentions: &[Mention],
    known: &Known,
) -> Option<(StatementId, StatementId)> {
    let agrees = |one: &Mention, other: &Mention| {
        builder.get(one.id).zip(builder.get(other.id)).is_some_and(|(a, b)| agree(a, b))
    };
    let first = mentions.first()?;
    let (ours, others): (Vec<&Mention>, Vec<&Mention>) = mentions.iter().partition(|mention| agrees(mention, first));
    let (centre, rest) = if ours.len() >= others.len() { (ours, others) } else { (others, ours) };
    // Two places each: two figures.
    if rest.len() != 1 {
        return None;
    }
    let (a, b) = (centre.first()?, rest.first()?);
    let one = centre.iter().all(|mention| agrees(mention, a));
    let (left, right) = (builder.get(a.id)?, builder.get(b.id)?);
    // Each in a sum that holds: neither is wrong.
    let sums = |id: StatementId| known.summed.get(&id);
    let both_hold = sums(a.id).zip(sums(b.id)).is_some();
    let apart = centre.iter().all(|m| is_apart(m, b));
    let proven = one && apart && !both_hold && is_comparable(left, right) && is_one_scope(left, right);
    let pair = (a.id.min(b.id), a.id.max(b.id));
    // A gap of one or two among counts is stated everywhere; a long name needs no more.
    let named = left.is_exact_count() && right.is_exact_count() && name >= NAME_LONG;
    (proven && is_slip(left, right, name) && (named || !is_explained(left, right, known))).then_some(pair)
}

pub(super) fn is_slip(a: &Statement, b: &Statement, name: usize) -> bool {
    let digits = |s: &Statement| s.value.map_or(0, |v| v.mantissa().unsigned_abs().to_string().len());
    let length = digits(a).min(digits(b));
    let rate = a.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate);
    if rate {
        return name >= RATE_NAME_MIN && length >= RATE_DIGITS_MIN && fit::is_slip(a, b);
    }
    let exchanged = a.value.zip(b.value).is_some_and(|(a, b)| evidence::is_exchange(a, b));
    let named = NAMES.iter().any(|(least, chars)| length >= *least && name + usize::from(exchanged) >= *chars);
    let counted = a.is_exact_count() && b.is_exact_count();
    named && (fit::is_slip_of_one(a, b) || (!counted && length >= 3 && fit::is_slip(a, b)) || is_shift_of_digits(a, b))
}

/// 124.56万元 and 1245600.00元 printed otherwise: the digits that both print are a slip apart.
fn is_shift_of_digits(a: &Statement, b: &Statement) -> bool {
    let digits = |s: &Statement| {
        s.value.map(|v| v.mantissa().unsigned_abs().to_string().trim_end_matches('0').to_owned()).unwrap_or_default()
    };
    let (left, right) = (digits(a), digits(b));
    let printed = |text: &str| text.parse().ok().and_then(|mantissa| Decimal::new(mantissa, 0));
    let exchanged = printed(&left).zip(printed(&right)).is_some_and(|(left, right)| evidence::is_exchange(left, right));
    a.factor() != b.factor() && left.len() >= 3 && exchanged
}

/// The gap is stated somewhere: it has a reason.
fn is_explained(a: &Statement, b: &Statement, known: &Known) -> bool {
    let gap = a.exact().zip(b.exact()).and_then(|(a, b)| a.checked_sub(&b));
    gap.is_none_or(|gap| known.stated.contains(&(super::measured(a), gap.abs())))
}
