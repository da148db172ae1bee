//! Printed numbers and what they stand for, by the value semantics of the labelled cases. Written for the
//! laboratory alone: it would prove nothing if it shared the engine's arithmetic.

use num_rational::Ratio;

use crate::unit::{Dimension, Unit};

/// Everything computed is an exact fraction.
pub type Exact = Ratio<i128>;

/// The fraction `numerator / denominator`.
pub fn exact(numerator: i128, denominator: i128) -> Exact {
    Ratio::new(numerator, denominator)
}

/// 10 to this power.
pub fn power(scale: u32) -> i128 {
    10_i128.pow(scale.min(30))
}

/// How exactly a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approximation {
    None,
    About,
    Near,
    Plus,
    Over,
    AtLeast,
    AtMost,
    Under,
    Range,
}

impl Approximation {
    /// Name in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::About => "about",
            Self::Near => "near",
            Self::Plus => "plus",
            Self::Over => "over",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::Under => "under",
            Self::Range => "range",
        }
    }

    /// What the word before or behind a number says.
    pub fn of(word: &str) -> Self {
        match word {
            "约" | "大约" | "左右" => Self::About,
            "近" | "接近" => Self::Near,
            "余" | "多" => Self::Plus,
            "超过" | "逾" | "突破" => Self::Over,
            "以上" | "不低于" | "不少于" | "至少" | "≥" => Self::AtLeast,
            "以下" | "以内" | "不超过" | "不高于" | "≤" => Self::AtMost,
            "不足" | "不到" => Self::Under,
            _ => Self::None,
        }
    }
}

/// How the last digit came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Rounded to the nearest.
    Rounded,
    /// The rest was cut off.
    Cut,
    /// Always rounded up.
    Raised,
}

/// An interval; a missing end is unbounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub low: Option<Exact>,
    pub high: Option<Exact>,
    /// The ends do not belong to it (low, high).
    pub open: (bool, bool),
}

impl Interval {
    /// Both ends belong to it.
    pub fn closed(low: Exact, high: Exact) -> Self {
        Self { low: Some(low), high: Some(high), open: (false, false) }
    }

    /// One value.
    pub fn point(value: Exact) -> Self {
        Self::closed(value, value)
    }

    fn not_above(&self, other: &Self) -> bool {
        match (self.low, other.high) {
            (Some(low), Some(high)) => low < high || (low == high && !self.open.0 && !other.open.1),
            _ => true,
        }
    }

    /// Some value lies in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.not_above(other) && other.not_above(self)
    }

    /// Some value of it is not below some value of `other`.
    pub fn reaches(&self, other: &Self) -> bool {
        other.not_above(self)
    }

    /// The sum.
    pub fn plus(&self, other: &Self) -> Self {
        let add = |a: Option<Exact>, b: Option<Exact>| a.zip(b).map(|(a, b)| a + b);
        Self {
            low: add(self.low, other.low),
            high: add(self.high, other.high),
            open: (self.open.0 || other.open.0, self.open.1 || other.open.1),
        }
    }

    /// The sign turned.
    pub fn negated(&self) -> Self {
        Self { low: self.high.map(|v| -v), high: self.low.map(|v| -v), open: (self.open.1, self.open.0) }
    }

    /// The difference.
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// Times a positive number.
    pub fn scaled(&self, factor: Exact) -> Self {
        Self { low: self.low.map(|v| v * factor), high: self.high.map(|v| v * factor), open: self.open }
    }

    /// The product of two intervals of any sign; unbounded ends stay unbounded.
    pub fn product(&self, other: &Self) -> Self {
        let (Some(a), Some(b), Some(c), Some(d)) = (self.low, self.high, other.low, other.high) else {
            return Self { low: None, high: None, open: (false, false) };
        };
        let ends = [a * c, a * d, b * c, b * d];
        let low = ends.iter().min().copied();
        let high = ends.iter().max().copied();
        Self { low, high, open: (false, false) }
    }
}

/// A number as printed, its unit aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// All digits as one whole number.
    pub mantissa: i128,
    /// Digits behind the point.
    pub scale: u32,
}

impl Printed {
    /// `value` (in units) rounded half up to `scale` digits.
    pub fn rounded(value: Exact, scale: u32) -> Self {
        let shifted = value * exact(power(scale), 1);
        let half = if *shifted.numer() < 0 { exact(-1, 2) } else { exact(1, 2) };
        Self { mantissa: (shifted + half).to_integer(), scale }
    }

    /// The number in units.
    pub fn value(self) -> Exact {
        exact(self.mantissa, power(self.scale))
    }

    /// Plain digits with a point.
    pub fn digits(self) -> String {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = self.scale as usize;
        if scale == 0 {
            return format!("{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        format!("{sign}{whole}.{fraction}")
    }

    /// One in the last printed place.
    pub fn last_place(self) -> Exact {
        exact(1, power(self.scale))
    }

    /// Place value of the last digit that is not 0.
    pub fn significant_place(self) -> Exact {
        let mut mantissa = self.mantissa.abs();
        let mut place = self.last_place();
        while mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            place *= exact(10, 1);
        }
        place
    }

    /// What it stands for, in base units.
    pub fn interval(self, high: Option<i128>, unit: &Unit, approximation: Approximation, mode: Mode) -> Interval {
        let x = self.value();
        let exact_count = self.scale == 0 && (unit.is_counted() || self.mantissa == 0);
        let place = if exact_count { exact(0, 1) } else { self.last_place() };
        let open = |low: Option<Exact>, high: Option<Exact>, open| Interval { low, high, open };
        let printed = match approximation {
            Approximation::None if unit.dimension == Dimension::Times && self.scale == 0 => {
                Interval::closed(x * exact(19, 20), x * exact(21, 20))
            }
            Approximation::None => match mode {
                Mode::Rounded => Interval::closed(x - place / exact(2, 1), x + place / exact(2, 1)),
                Mode::Cut => Interval::closed(x, x + place),
                Mode::Raised => Interval::closed(x - place, x),
            },
            Approximation::About => {
                let width = (self.significant_place() / exact(2, 1)).max(x / exact(100, 1));
                Interval::closed(x - width, x + width)
            }
            Approximation::Near => Interval::closed(x * exact(9, 10), x),
            Approximation::Plus => open(Some(x), Some(x + self.significant_place()), (false, true)),
            Approximation::Over => open(Some(x), None, (true, false)),
            Approximation::AtLeast => open(Some(x), None, (false, false)),
            Approximation::AtMost => open(None, Some(x), (false, false)),
            Approximation::Under => open(None, Some(x), (false, true)),
            Approximation::Range => {
                let high = high.map_or(x, |mantissa| Self { mantissa, scale: self.scale }.value());
                Interval::closed(x.min(high), x.max(high))
            }
        };
        printed.scaled(unit.factor)
    }
}

/// Amount in 大写 (元 and 分 given as 分).
pub fn capital(cents: i128) -> String {
    const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
    let digit = |n: i128| DIGITS[usize::try_from(n % 10).unwrap_or(0)];
    let (whole, jiao, fen) = (cents / 100, cents / 10 % 10, cents % 10);
    let mut text = section_words(whole, &digit);
    text.push('元');
    let rest = match (jiao, fen) {
        (0, 0) => "整".to_owned(),
        (_, 0) => format!("{}角整", digit(jiao)),
        (0, _) => format!("零{}分", digit(fen)),
        _ => format!("{}角{}分", digit(jiao), digit(fen)),
    };
    text.push_str(&rest);
    text
}

fn section_words(whole: i128, digit: &dyn Fn(i128) -> &'static str) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (section_at, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let section = whole / section_at % 10_000;
        let before = text.len();
        for (place, unit) in [(1_000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
            let n = section / place % 10;
            if n == 0 {
                gap = !text.is_empty();
            } else {
                if gap {
                    text.push('零');
                }
                gap = false;
                text.push_str(digit(n));
                text.push_str(unit);
            }
        }
        if text.len() > before {
            text.push_str(name);
        }
    }
    if text.is_empty() { "零".to_owned() } else { text }
}

/// A small whole number in Chinese numerals, as people write counts: 两次, 十二个.
pub fn numeral(n: i128) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: i128| DIGITS[usize::try_from(n % 10).unwrap_or(0)];
    match n {
        2 => "两".to_owned(),
        0..=9 => digit(n).to_owned(),
        10 => "十".to_owned(),
        11..=19 => format!("十{}", digit(n)),
        _ if n % 10 == 0 => format!("{}十", digit(n / 10)),
        _ => format!("{}十{}", digit(n / 10), digit(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_keep_their_places() {
        for (mantissa, scale, text) in [(71970, 2, "719.70"), (-8957, 2, "-89.57"), (5, 2, "0.05"), (58, 0, "58")] {
            assert_eq!(Printed { mantissa, scale }.digits(), text);
        }
        assert_eq!(Printed::rounded(exact(18, 19) * exact(100, 1), 2).digits(), "94.74");
    }

    #[test]
    fn amounts_in_words() {
        for (cents, text) in [
            (12_340_000, "壹拾贰万叁仟肆佰元整"),
            (100_500, "壹仟零伍元整"),
            (2_000_030_050, "贰仟万零叁佰元伍角整"),
            (10_203, "壹佰零贰元零叁分"),
            (1_000_100_000, "壹仟万零壹仟元整"),
        ] {
            assert_eq!(capital(cents), text);
        }
        assert_eq!([2, 10, 12, 20, 35].map(numeral), ["两", "十", "十二", "二十", "三十五"]);
    }

    #[test]
    fn a_printed_decimal_is_an_interval() {
        let wan = Unit::of("万元");
        let x = Printed { mantissa: 87, scale: 0 };
        let place = |approximation| x.interval(None, &wan, approximation, Mode::Rounded);
        assert!(place(Approximation::None).meets(&Interval::point(exact(865_000, 1))));
        assert!(!place(Approximation::None).meets(&Interval::point(exact(864_000, 1))));
        assert!(!place(Approximation::Plus).meets(&Interval::point(exact(880_000, 1))));
        assert_eq!(
            x.interval(None, &Unit::of("户"), Approximation::None, Mode::Rounded),
            Interval::point(exact(87, 1))
        );
    }
}
