//! 82800.92000000001 and 719.6999999999999: what a binary fraction prints as when nobody rounded it.

use jiheng_model::decimal::Decimal;

/// With fewer digits after the point a number may be meant as it stands.
const FRACTION_MIN: usize = 9;
/// Zeros or nines in a row that nobody writes.
const RUN_MIN: usize = 6;
/// Digits of noise after them.
const TAIL_MAX: usize = 3;
/// The run begins within as many digits as reports print.
const PLACES_MAX: usize = 6;
/// A binary fraction drops zeros at the end; amounts had at least so many digits.
const PLACES_MIN: usize = 2;

/// The number that was meant; `None` where the digits show no such noise.
pub(super) fn settled(ascii: &str) -> Option<Decimal> {
    let (whole, fraction) = ascii.split_once('.')?;
    if fraction.len() < FRACTION_MIN {
        return None;
    }
    let places = (0..=PLACES_MAX).find(|at| is_noise(fraction.as_bytes().get(*at..).unwrap_or_default()))?;
    let up = fraction.as_bytes().get(places) == Some(&b'9');
    let (sign, whole) = whole.strip_prefix('-').map_or((1, whole), |whole| (-1, whole));
    let mut mantissa: i128 = format!("{whole}{}", fraction.get(..places)?).parse().ok()?;
    mantissa = mantissa.checked_add(i128::from(up))?;
    let missing = u32::try_from(PLACES_MIN.saturating_sub(places)).ok()?;
    mantissa = mantissa.checked_mul(10_i128.checked_pow(missing)?)?.checked_mul(sign)?;
    Decimal::new(mantissa, u32::try_from(places.max(PLACES_MIN)).ok()?)
}

/// Zeros and then a few other digits, or nines up to the last digits.
fn is_noise(digits: &[u8]) -> bool {
    let run = |digit: u8| digits.iter().take_while(|found| **found == digit).count();
    let (zeros, nines) = (run(b'0'), run(b'9'));
    let tail = digits.len() - zeros.max(nines);
    tail <= TAIL_MAX && (nines >= RUN_MIN || (zeros >= RUN_MIN && tail > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_of_binary_fractions_is_taken_off() {
        for (text, expected) in [
            ("82800.92000000001", Some("82800.92")),
            ("719.6999999999999", Some("719.70")),
            ("-89.56999999999999", Some("-89.57")),
            ("0.30000000000000004", Some("0.30")),
            ("0.9999999999", Some("1.00")),
            ("12.345678901", None),
            ("12.500000000", None),
            ("12.50", None),
            ("12", None),
        ] {
            assert_eq!(settled(text).map(|value| value.to_string()).as_deref(), expected, "{text}");
        }
    }
}
