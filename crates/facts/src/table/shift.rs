//! One amount that slipped from a cell into another of its row or column: two gaps that make up for each other.
//!
//! Sums do not see it. What follows from the two cells does: both fail, by one amount in both directions, and nothing but
//! a wrong amount makes two unrelated rates fail so.

use super::figure::{Figure, Gap};

/// 100 % in the scale of figures: 10 000 base units of a rate.
pub(super) const WHOLE: i128 = 2_000_000_000_000;

/// A gap says something when it is more than so many times what rounding explains.
const CLEAR: i128 = 2;

/// What a part is more than its rate of the whole.
pub(super) fn of_part(rate: Figure, part: Figure, whole: Figure) -> Option<Gap> {
    let meant = rate.value.checked_mul(whole.value)? / WHOLE;
    let allowed = rate.half.checked_mul(whole.value.checked_abs()?)? / WHOLE;
    Some(Gap {
        size: part.value.checked_sub(meant)?,
        allowed: allowed.checked_add(part.half)?.checked_add(whole.half)?,
    })
}

/// What a whole is more than its part over the rate.
pub(super) fn of_whole(rate: Figure, part: Figure, whole: Figure) -> Option<Gap> {
    if rate.value <= 0 {
        return None;
    }
    let meant = part.value.checked_mul(WHOLE)? / rate.value;
    let allowed = meant.checked_abs()?.checked_mul(rate.half)? / rate.value;
    Some(Gap {
        size: whole.value.checked_sub(meant)?,
        allowed: allowed.checked_add(part.half)?.checked_add(whole.half)?,
    })
}

/// Exactly two gaps, both clear, one the other's opposite.
pub(super) fn is_shift(gaps: &[Option<Gap>]) -> bool {
    let &[Some(a), Some(b)] = gaps else { return false };
    let clear =
        |gap: Gap| gap.allowed.checked_mul(CLEAR).is_some_and(|least| gap.size.unsigned_abs() > least.unsigned_abs());
    let left = a.size.checked_add(b.size).zip(a.allowed.checked_add(b.allowed));
    clear(a) && clear(b) && left.is_some_and(|(left, allowed)| left.unsigned_abs() <= allowed.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: i128, half: i128) -> Figure {
        Figure { id: 0, value: value * 200_000_000, half: half * 100_000_000 }
    }

    #[test]
    fn what_slipped_from_one_cell_into_another_makes_two_opposite_gaps() {
        let whole = figure(1_000, 0);
        let gap = |part: i128, rate: i128| of_part(figure(rate, 1), figure(part, 0), whole);
        assert!(is_shift(&[gap(310, 3_000), gap(190, 2_000)]));
        for (a, b) in [((310, 3_000), (180, 2_000)), ((310, 3_000), (210, 2_000)), ((300, 3_000), (200, 2_000))] {
            assert!(!is_shift(&[gap(a.0, a.1), gap(b.0, b.1)]), "{a:?} {b:?}");
        }
        assert!(!is_shift(&[gap(310, 3_000)]));
    }
}
