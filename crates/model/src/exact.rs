//! Exact rational numbers for everything that is computed.

use num_rational::Ratio;

use crate::decimal::Decimal;

/// An exact rational over `i128`. All operations used on it are the checked ones: an overflow makes a
/// relation "not verifiable", never a panic and never a wrong verdict.
pub type Exact = Ratio<i128>;

/// A whole number as an exact value.
pub fn whole(value: i128) -> Exact {
    Exact::from_integer(value)
}

/// The decimal text of `value`: exact when it ends within `places_max` digits, otherwise rounded half
/// away from zero (四舍五入) to `places_max` digits. Trailing zeros beyond `places_min` are dropped.
pub fn to_text(value: Exact, places_min: u32, places_max: u32) -> String {
    Decimal::round_half_up(value, places_max).map_or_else(|| value.to_string(), |d| d.trimmed(places_min).to_string())
}
