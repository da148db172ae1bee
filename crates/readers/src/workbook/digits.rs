//! Decimal text of any length, rounded and shifted digit by digit. No float ever sees an amount.

/// The largest double has 309 digits before the point; more digits than this are not a number of a workbook.
const DIGITS_MAX: usize = 700;
const EXPONENT_MAX: i32 = 330;

/// A decimal number as the digits of an integer: `places × 10^-scale`, with at least one digit before the point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    negative: bool,
    places: Vec<u8>,
    scale: usize,
}

impl Digits {
    /// Reads what a workbook holds: `-89.56999999999999`, `1.0E-3`. `None` when it is no such number.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let is_number = !(whole.is_empty() && fraction.is_empty())
            && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
        if !is_number || mantissa.len() > DIGITS_MAX || exponent.abs() > EXPONENT_MAX {
            return None;
        }
        let places = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
        let mut number = Self { negative, places, scale: fraction.len() };
        number.shift(exponent);
        Some(number)
    }

    /// Multiplies by a power of ten.
    pub(crate) fn shift(&mut self, power: i32) {
        let steps = usize::try_from(power.unsigned_abs()).unwrap_or(0);
        if power < 0 {
            self.scale += steps;
        } else {
            let zeros = steps.saturating_sub(self.scale);
            self.scale = self.scale.saturating_sub(steps);
            self.places.extend(std::iter::repeat_n(0, zeros));
        }
        self.settle();
    }

    /// One digit before the point, and no zeros in front of more.
    fn settle(&mut self) {
        let wanted = self.scale + 1;
        if self.places.len() < wanted {
            let zeros = wanted - self.places.len();
            self.places.splice(0..0, std::iter::repeat_n(0, zeros));
        }
        let idle = self.places.iter().take_while(|digit| **digit == 0).count().min(self.places.len() - wanted);
        self.places.drain(..idle);
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.negative
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.places.iter().all(|digit| *digit == 0)
    }

    /// Digits after the point.
    pub(crate) fn scale(&self) -> usize {
        self.scale
    }

    /// The integer digits, at least one.
    pub(crate) fn integer(&self) -> String {
        self.places.iter().take(self.places.len() - self.scale).map(|digit| char::from(b'0' + digit)).collect()
    }

    /// The digits after the point.
    pub(crate) fn fraction(&self) -> String {
        self.places.iter().skip(self.places.len() - self.scale).map(|digit| char::from(b'0' + digit)).collect()
    }

    /// Zeros after the point before the first other digit; `None` when the integer part is not 0.
    fn leading_zeros(&self) -> Option<usize> {
        let zeros = self.places.iter().take_while(|digit| **digit == 0).count();
        zeros.checked_sub(self.places.len() - self.scale)
    }

    /// Rounds half away from zero to exactly this many digits after the point.
    pub(crate) fn rounded(&self, scale: usize) -> Self {
        let mut rounded = self.clone();
        if scale >= self.scale {
            rounded.places.extend(std::iter::repeat_n(0, scale - self.scale));
            rounded.scale = scale;
            return rounded;
        }
        let keep = self.places.len() - (self.scale - scale);
        let up = self.places.get(keep).is_some_and(|digit| *digit >= 5);
        rounded.places.truncate(keep);
        rounded.scale = scale;
        if up {
            rounded.increment();
        }
        rounded
    }

    fn increment(&mut self) {
        for digit in self.places.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.places.insert(0, 1);
    }

    /// Which of two numbers is larger.
    pub(crate) fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let scale = self.scale.max(other.scale);
        let (mut one, mut two) = (self.rounded(scale), other.rounded(scale));
        one.settle();
        two.settle();
        let signed = |number: &Self| number.negative && !number.is_zero();
        let sizes = one.places.len().cmp(&two.places.len()).then_with(|| one.places.cmp(&two.places));
        match (signed(&one), signed(&two)) {
            (false, false) => sizes,
            (true, true) => sizes.reverse(),
            (true, false) => std::cmp::Ordering::Less,
            (false, true) => std::cmp::Ordering::Greater,
        }
    }

    /// A workbook computes with 15 significant digits; what is stored beyond them is noise of its binary
    /// numbers (-89.56999999999999 is -89.57). Whole numbers are kept: they may be identifiers.
    pub(crate) fn without_noise(&self) -> Self {
        const SIGNIFICANT: usize = 15;
        let zeros = self.places.iter().take_while(|digit| **digit == 0).count();
        let significant = self.places.len() - zeros;
        if self.scale == 0 || significant <= SIGNIFICANT {
            return self.clone();
        }
        self.rounded(self.scale.saturating_sub(significant - SIGNIFICANT))
    }

    /// All digits that a workbook computes with.
    pub(crate) fn exact(&self) -> String {
        let clean = self.without_noise();
        let fraction = clean.fraction();
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.negative && !clean.is_zero() { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{fraction}", clean.integer())
    }

    /// As the General format shows it: no more than eleven places including the point, no idle zeros.
    pub(crate) fn general(&self) -> String {
        const PLACES: usize = 11;
        const SMALL_DIGITS: usize = 6;
        let clean = self.without_noise();
        let integer_digits = clean.places.len() - clean.scale;
        let fraction_digits = PLACES.saturating_sub(integer_digits + 1);
        // Very small numbers keep some digits; a workbook would show them in scientific notation.
        let scale = match clean.leading_zeros() {
            Some(zeros) if zeros >= 4 && !clean.is_zero() => zeros + SMALL_DIGITS,
            _ => fraction_digits,
        };
        let shown = clean.rounded(scale.min(clean.scale));
        let fraction = shown.fraction();
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.negative && !shown.is_zero() { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{fraction}", shown.integer())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_shows_what_a_workbook_shows() {
        for (stored, shown) in [
            ("61", "61"),
            ("82800.92000000001", "82800.92"),
            ("-89.56999999999999", "-89.57"),
            ("1.0E-3", "0.001"),
            ("1.5E+3", "1500"),
            ("2E2", "200"),
            ("0.1", "0.1"),
            ("3.14159265358979", "3.141592654"),
            ("0.30000000000000004", "0.3"),
            ("1234567.891234", "1234567.891"),
            ("99999.999999999", "100000"),
            ("123456789012345678", "123456789012345678"),
            ("5550123", "5550123"),
            ("0.0000123456789", "0.0000123457"),
            ("-0", "0"),
            (".5", "0.5"),
            ("007", "7"),
        ] {
            assert_eq!(Digits::parse(stored).unwrap().general(), shown, "{stored}");
        }
    }

    #[test]
    fn all_digits_are_those_a_workbook_computes_with() {
        for (stored, shown) in [
            ("1234567890.12", "1234567890.12"),
            ("-89.56999999999999", "-89.57"),
            ("121.85", "121.85"),
            ("5200", "5200"),
            ("1.5E+3", "1500"),
        ] {
            assert_eq!(Digits::parse(stored).unwrap().exact(), shown, "{stored}");
        }
    }

    #[test]
    fn only_numbers_are_numbers() {
        let long = "9".repeat(800);
        for text in ["", "-", ".", "1,000", "abc", "1e", "1E999999999", "NaN", "１", &long] {
            assert!(Digits::parse(text).is_none(), "{text:.20}");
        }
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        for (stored, scale, shown) in
            [("2.345", 2, "2.35"), ("-2.345", 2, "2.35"), ("9.995", 2, "10.00"), ("0.5", 0, "1"), ("7", 2, "7.00")]
        {
            let rounded = Digits::parse(stored).unwrap().rounded(scale);
            let point = if scale == 0 { "" } else { "." };
            assert_eq!(format!("{}{point}{}", rounded.integer(), rounded.fraction()), shown);
        }
    }
}
