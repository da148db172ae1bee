//! Units of registers and accounts, with their scale words.

use jiheng_model::decimal::Decimal;
use jiheng_model::unit::Dimension;
use jiheng_packs::vocabulary::Vocabulary;

/// Words before a unit that multiply it.
const SCALES: [(&str, i128); 5] = [("百万", 1_000_000), ("千", 1_000), ("万", 10_000), ("亿", 100_000_000), ("", 1)];

/// A unit: what it measures, and how many base units one of it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    /// As written.
    pub(crate) symbol: String,
    /// What it measures.
    pub(crate) dimension: Dimension,
    /// Base units in one of it.
    pub(crate) factor: i128,
}

/// The unit of this symbol.
pub(crate) fn measure(symbol: &str, vocabulary: &Vocabulary) -> Option<Measure> {
    SCALES.iter().find_map(|(scale, times)| {
        let bare = symbol.strip_prefix(scale)?;
        let entry = vocabulary.units.iter().find(|unit| unit.symbol == bare)?;
        let factor = i128::from(entry.factor).checked_mul(*times)?;
        Some(Measure { symbol: symbol.to_owned(), dimension: entry.parsed_dimension()?, factor })
    })
}

/// Numbers of one column in base units, all at one scale, so that adding them is adding whole numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amounts {
    /// `value × 10^scale` for each row; 0 where there is none.
    pub(crate) values: Vec<i128>,
    /// Decimals of all of them.
    pub(crate) scale: u32,
}

impl Amounts {
    /// Brings numbers with their factors to one scale; `None` when they are too large to reckon with.
    pub(crate) fn new(numbers: &[Option<(Decimal, i128)>]) -> Option<Self> {
        let scale = numbers.iter().flatten().map(|(value, _)| value.scale()).max().unwrap_or(0);
        let at_scale = |number: &Option<(Decimal, i128)>| {
            let Some((value, factor)) = number else { return Some(0) };
            value.mantissa().checked_mul(*factor)?.checked_mul(10_i128.checked_pow(scale - value.scale())?)
        };
        let values = numbers.iter().map(at_scale).collect::<Option<Vec<i128>>>()?;
        Some(Self { values, scale })
    }
}
