//! Exact rational numbers for everything that is computed.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};

use crate::decimal::Decimal;

/// An exact rational over `i128`. All operations used on it are the checked ones: an overflow makes a
/// relation "not verifiable", never a panic and never a wrong verdict.
pub type Exact = Ratio<i128>;

/// A whole number as an exact value.
pub fn whole(value: i128) -> Exact {
    Exact::from_integer(value)
}

/// `numerator / denominator` in lowest terms; `None` for a denominator that is not positive.
///
/// Most amounts are whole in base units or fit 64 bits, where dividing is many times faster than in 128.
pub fn fraction(numerator: i128, denominator: i128) -> Option<Exact> {
    if denominator <= 0 {
        return None;
    }
    if denominator == 1 || numerator == 0 {
        return Some(whole(numerator));
    }
    let (Ok(size), Ok(divisor)) = (u64::try_from(numerator.unsigned_abs()), u64::try_from(denominator)) else {
        return Some(Exact::new(numerator, denominator));
    };
    let common = i128::from(greatest_common_divisor(size, divisor));
    Some(Exact::new_raw(numerator / common, denominator / common))
}

/// Euclid's, for numbers above zero.
fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn both_whole(a: Exact, b: Exact) -> bool {
    *a.denom() == 1 && *b.denom() == 1
}

/// `a + b`; `None` on overflow.
pub fn add(a: Exact, b: Exact) -> Option<Exact> {
    if both_whole(a, b) {
        return i128::checked_add(*a.numer(), *b.numer()).map(whole);
    }
    if a.denom() == b.denom() {
        return fraction(i128::checked_add(*a.numer(), *b.numer())?, *a.denom());
    }
    a.checked_add(&b)
}

/// `a − b`; `None` on overflow.
pub fn subtract(a: Exact, b: Exact) -> Option<Exact> {
    if both_whole(a, b) {
        return i128::checked_sub(*a.numer(), *b.numer()).map(whole);
    }
    if a.denom() == b.denom() {
        return fraction(i128::checked_sub(*a.numer(), *b.numer())?, *a.denom());
    }
    a.checked_sub(&b)
}

/// `a × b`; `None` on overflow.
pub fn multiply(a: Exact, b: Exact) -> Option<Exact> {
    if both_whole(a, b) {
        return i128::checked_mul(*a.numer(), *b.numer()).map(whole);
    }
    match (i128::checked_mul(*a.numer(), *b.numer()), i128::checked_mul(*a.denom(), *b.denom())) {
        (Some(numerator), Some(denominator)) => fraction(numerator, denominator),
        _ => a.checked_mul(&b),
    }
}

/// `a ÷ b`; `None` on overflow and for a divisor of zero.
pub fn divide(a: Exact, b: Exact) -> Option<Exact> {
    if b.is_zero() {
        return None;
    }
    let sign = b.numer().signum();
    let numerator = i128::checked_mul(*a.numer(), *b.denom()).and_then(|n| i128::checked_mul(n, sign));
    let denominator = b.numer().checked_abs().and_then(|n| i128::checked_mul(n, *a.denom()));
    match (numerator, denominator) {
        (Some(numerator), Some(denominator)) => fraction(numerator, denominator),
        _ => a.checked_div(&b),
    }
}

/// The decimal text of `value`: exact when it ends within `places_max` digits, otherwise rounded half
/// away from zero (四舍五入) to `places_max` digits. Trailing zeros beyond `places_min` are dropped.
pub fn to_text(value: Exact, places_min: u32, places_max: u32) -> String {
    Decimal::round_half_up(value, places_max).map_or_else(|| value.to_string(), |d| d.trimmed(places_min).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quick ways give what the library gives.
    #[test]
    fn quick_arithmetic_is_the_same_arithmetic() {
        let values: Vec<Exact> =
            [(0, 1), (7, 1), (-7, 1), (1, 3), (-5, 6), (71_970, 100), (i128::from(u64::MAX) + 2, 7)]
                .into_iter()
                .map(|(n, d)| Exact::new(n, d))
                .collect();
        for a in &values {
            for b in &values {
                assert_eq!(add(*a, *b), a.checked_add(b), "{a} + {b}");
                assert_eq!(subtract(*a, *b), a.checked_sub(b), "{a} - {b}");
                assert_eq!(multiply(*a, *b), a.checked_mul(b), "{a} * {b}");
                assert_eq!(divide(*a, *b), a.checked_div(b), "{a} / {b}");
            }
        }
        assert_eq!(add(whole(i128::MAX), whole(1)), None);
        assert_eq!(fraction(1, 0), None);
        assert_eq!(fraction(6, 4), Some(Exact::new(3, 2)));
    }
}
