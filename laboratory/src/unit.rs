//! The laboratory's own table of units. What is not listed is a counted thing of its own kind.

use crate::number::{Exact, exact};

/// What a unit measures and how large it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As printed.
    pub symbol: String,
    /// Numbers of one dimension can be compared.
    pub dimension: Dimension,
    /// In base units: 元, 平方米, 米, 吨, 1 for rates and counts.
    pub factor: Exact,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    Money,
    Area,
    Length,
    Mass,
    Rate,
    Points,
    Times,
    Score,
    Count,
}

impl Unit {
    /// The unit of this symbol.
    pub fn of(symbol: &str) -> Self {
        let (dimension, numerator, denominator) = known(symbol).unwrap_or_else(|| {
            let scaled = symbol.starts_with('万');
            (Dimension::Count, if scaled { 10_000 } else { 1 }, 1)
        });
        Self { symbol: symbol.to_owned(), dimension, factor: exact(numerator, denominator) }
    }

    /// Whole numbers of it are meant exactly.
    pub fn is_counted(&self) -> bool {
        matches!(self.dimension, Dimension::Count | Dimension::Score) && !self.symbol.starts_with('万')
    }
}

fn known(symbol: &str) -> Option<(Dimension, i128, i128)> {
    Some(match symbol {
        "元" | "元/人" | "元/户" | "元/亩" | "元/平方米" => (Dimension::Money, 1, 1),
        "万元" => (Dimension::Money, 10_000, 1),
        "亿元" => (Dimension::Money, 100_000_000, 1),
        "平方米" => (Dimension::Area, 1, 1),
        "公顷" | "万平方米" => (Dimension::Area, 10_000, 1),
        "亩" => (Dimension::Area, 2_000, 3),
        "万亩" => (Dimension::Area, 20_000_000, 3),
        "平方公里" => (Dimension::Area, 1_000_000, 1),
        "米" => (Dimension::Length, 1, 1),
        "公里" | "千米" => (Dimension::Length, 1_000, 1),
        "吨" => (Dimension::Mass, 1, 1),
        "万吨" => (Dimension::Mass, 10_000, 1),
        "公斤" => (Dimension::Mass, 1, 1_000),
        "%" => (Dimension::Rate, 1, 100),
        "成" => (Dimension::Rate, 1, 10),
        "‰" => (Dimension::Rate, 1, 1_000),
        "个百分点" => (Dimension::Points, 1, 100),
        "倍" => (Dimension::Times, 1, 1),
        "分" => (Dimension::Score, 1, 1),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_know_their_size() {
        assert_eq!(Unit::of("公顷").factor, Unit::of("亩").factor * exact(15, 1));
        assert_eq!(Unit::of("亿元").factor, exact(100_000_000, 1));
        assert!(Unit::of("户").is_counted());
        assert!(!Unit::of("万人次").is_counted());
    }
}
