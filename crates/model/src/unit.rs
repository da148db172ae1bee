//! Units of measurement. 单位 the institution is [`crate::statement::Entity`]; 单位 the measure is here.

use std::sync::Arc;

/// What a unit measures. Numbers of different dimensions are never compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Money; base unit 0.0001 元.
    Money,
    /// Area; base unit a third of a square metre, so that 亩 (2000/3 ㎡) is whole.
    Area,
    /// Length; base unit millimetre.
    Length,
    /// Volume; base unit cubic centimetre.
    Volume,
    /// Mass; base unit gram.
    Mass,
    /// Duration; base unit hour where a fixed factor exists.
    Duration,
    /// Percent, per mille and 成; base unit one ten-thousandth.
    Rate,
    /// Percentage points; base unit one ten-thousandth.
    RatePoint,
    /// 倍 and 番.
    Times,
    /// Counted things: 个 宗 户 人 次 …
    Count,
    /// 分 of a score.
    Score,
    /// Units that only appear as names (千瓦时, 元/亩): comparable with themselves only.
    Other,
}

/// A unit as printed, with its scale word: `万元`, `亿元`, `公顷`, `%`, `个`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The printed symbol, scale word included.
    pub symbol: Arc<str>,
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units of the dimension one of it is. Always whole, so converting never rounds.
    pub factor: i128,
    /// Counted things of one class may be added (个 处 项 宗); 人 and 户 may not.
    pub class: Arc<str>,
    /// True when the printed number carries 万 or 亿, so that a count is no longer exact.
    pub scaled: bool,
}

/// Base units of a rate that make up one whole.
const RATE_WHOLE: i128 = 10_000;

/// Words that multiply the unit behind them, the longest first.
const SCALE_WORDS: [(&str, i128); 10] = [
    ("万亿", 1_000_000_000_000),
    ("千亿", 100_000_000_000),
    ("百亿", 10_000_000_000),
    ("十亿", 1_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
];

impl Unit {
    /// What a number in this unit is divided by when it multiplies or divides another one: 万亩 counts 亩, and 96% is 0.96.
    pub fn plain_factor(&self) -> i128 {
        if self.dimension == Dimension::Rate {
            return RATE_WHOLE;
        }
        let scale = SCALE_WORDS.iter().find(|(word, _)| self.scaled && self.symbol.starts_with(word));
        scale.map_or(self.factor, |(_, scale)| (self.factor / scale).max(1))
    }

    /// True when two numbers in these units can be added or compared.
    pub fn comparable(&self, other: &Self) -> bool {
        self.dimension == other.dimension && self.class == other.class
    }
}
