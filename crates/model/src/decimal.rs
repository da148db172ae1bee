//! Decimals exactly as they were printed: mantissa and scale, trailing zeros kept.

use std::cmp::Ordering;
use std::fmt;

use num_traits::Signed;

use crate::exact::{Exact, fraction, whole};

/// More digits than any amount has; longer runs are identifiers or noise.
pub const DIGITS_MAX: usize = 32;

/// A decimal number with the scale it was written in: `719.70` is mantissa 71970, scale 2.
///
/// Equality is by value (`719.70 == 719.7`); printing keeps the written scale.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl Decimal {
    /// Zero, written `0`.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// A decimal from its parts: `mantissa × 10^-scale`. Returns `None` when the scale is beyond [`DIGITS_MAX`].
    pub fn new(mantissa: i128, scale: u32) -> Option<Self> {
        (scale as usize <= DIGITS_MAX).then_some(Self { mantissa, scale })
    }

    /// Reads plain ASCII decimal text such as `-89.57`. Separators and units are the lexer's business.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let has_point = digits.contains('.');
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if integer.is_empty() || (has_point && fraction.is_empty()) || !all_digits(integer) || !all_digits(fraction) {
            return None;
        }
        if integer.len() + fraction.len() > DIGITS_MAX {
            return None;
        }
        let mut mantissa: i128 = 0;
        for byte in integer.bytes().chain(fraction.bytes()) {
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
        }
        let scale = u32::try_from(fraction.len()).ok()?;
        Some(Self { mantissa: if negative { -mantissa } else { mantissa }, scale })
    }

    /// Digits after the decimal point, as written.
    pub fn scale(self) -> u32 {
        self.scale
    }

    /// All digits as one integer.
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// The same number with the sign turned.
    pub fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, scale: self.scale }
    }

    /// The exact sum, at the larger of both scales. `None` on overflow.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let at_scale = |value: Self| value.mantissa.checked_mul(10_i128.checked_pow(scale - value.scale)?);
        Self::new(at_scale(self)?.checked_add(at_scale(other)?)?, scale)
    }

    /// True for 0, 0.0, 0.00 …
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The exact rational value.
    pub fn to_exact(self) -> Exact {
        10_i128.checked_pow(self.scale).and_then(|den| fraction(self.mantissa, den)).unwrap_or_else(|| whole(0))
    }

    /// One unit of the last written digit: 0.01 for `719.70`, 1 for `58`.
    pub fn last_digit(self) -> Exact {
        10_i128.checked_pow(self.scale).map_or_else(|| whole(0), |den| Exact::new_raw(1, den))
    }

    /// Place value of the last digit that is not zero: 100 for `200`, 1 for `2300`'s 3 is 100, 0.1 for `0.50`.
    /// 余 and 多 add less than this much.
    pub fn last_significant_place(self) -> Exact {
        if self.mantissa == 0 {
            return whole(1);
        }
        let mut mantissa = self.mantissa.abs();
        let mut place = self.last_digit();
        while mantissa % 10 == 0 {
            mantissa /= 10;
            place *= whole(10);
        }
        place
    }

    /// Rounds half away from zero (四舍五入) to `scale` digits. `None` on overflow.
    pub fn round_half_up(value: Exact, scale: u32) -> Option<Self> {
        let shifted = value.numer().checked_abs()?.checked_mul(10_i128.checked_pow(scale)?)?;
        let (whole, rest) = divide_with_rest(shifted, *value.denom());
        let rounded = if rest >= *value.denom() - rest { whole.checked_add(1)? } else { whole };
        Self::new(if value.is_negative() { -rounded } else { rounded }, scale)
    }

    /// Drops trailing zeros, but keeps at least `scale_min` digits after the point.
    pub fn trimmed(self, scale_min: u32) -> Self {
        let mut trimmed = self;
        while trimmed.scale > scale_min && trimmed.mantissa % 10 == 0 {
            trimmed.mantissa /= 10;
            trimmed.scale -= 1;
        }
        trimmed
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.mantissa < 0 {
            f.write_str("-")?;
        }
        let digits = self.mantissa.unsigned_abs();
        match 10_u128.checked_pow(self.scale).filter(|_| self.scale > 0) {
            Some(unit) => {
                write!(f, "{}.{:0>width$}", Short(digits / unit), Short(digits % unit), width = self.scale as usize)
            }
            None => write!(f, "{}", Short(digits)),
        }
    }
}

/// In 64 bits where both fit: many times faster. Both are above or equal to zero, the divisor above.
fn divide_with_rest(value: i128, divisor: i128) -> (i128, i128) {
    match (u64::try_from(value), u64::try_from(divisor)) {
        (Ok(value), Ok(divisor)) if divisor > 0 => (i128::from(value / divisor), i128::from(value % divisor)),
        _ => (value / divisor, value % divisor),
    }
}

/// Nearly every number fits 64 bits, and those print much faster.
struct Short(u128);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match u64::try_from(self.0) {
            Ok(short) => fmt::Display::fmt(&short, f),
            Err(_) => fmt::Display::fmt(&self.0, f),
        }
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.scale == other.scale {
            return self.mantissa.cmp(&other.mantissa);
        }
        self.to_exact().cmp(&other.to_exact())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips_with_its_scale() {
        for text in ["0", "0.00", "719.70", "-89.57", "5463.02", "900", "0.05", "-0.5"] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), text);
        }
        for text in ["", ".", "1.", ".5", "1,000", "１２", "--1", "1e5", "123456789012345678901234567890123"] {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }

    /// The first table of the project: how every rounding in it goes.
    #[test]
    fn rounding_is_half_away_from_zero() {
        for (value, scale, expected) in [
            ("0.5", 0, "1"),
            ("-0.5", 0, "-1"),
            ("2.345", 2, "2.35"),
            ("2.344", 2, "2.34"),
            ("-2.345", 2, "-2.35"),
            ("94.736842", 2, "94.74"),
            ("121.85", 0, "122"),
            ("1", 2, "1.00"),
        ] {
            let exact = Decimal::parse(value).unwrap().to_exact();
            assert_eq!(Decimal::round_half_up(exact, scale).unwrap().to_string(), expected, "{value}");
        }
    }

    #[test]
    fn significant_place_is_that_of_the_last_digit_that_is_not_zero() {
        for (text, place) in [("200", 100), ("2300", 100), ("1", 1), ("10", 10), ("121", 1)] {
            assert_eq!(Decimal::parse(text).unwrap().last_significant_place(), whole(place), "{text}");
        }
    }
}
