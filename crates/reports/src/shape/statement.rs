//! One statement as printed.

use jiheng_model::decimal::Decimal;
use jiheng_model::interval::Interval;
use jiheng_model::statement::{Approximation, Entity, FactId, State, Statement};
use jiheng_model::unit::Dimension;
use schemars::JsonSchema;
use serde::Serialize;

use super::AnchorShape;
use crate::decimal_text::in_unit;
use crate::names;

/// One assertion at one place.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Statement")]
pub(crate) struct StatementShape<'a> {
    /// Its number within this document, from 0.
    id: u32,
    /// Id of the fact, with the instance of a repeated one in brackets; null where the vocabulary has none.
    fact: Option<String>,
    /// In which role the number is stated.
    #[schemars(extend("enum" = names::roles()))]
    role: &'static str,
    /// Whose figure it is: `department`, `headquarters` or `subordinate[n]`; null outside organisation rows.
    entity: Option<String>,
    /// The number alone as printed, or the text.
    written: &'a str,
    /// Number, text, blank or explicitly none.
    #[schemars(extend("enum" = names::states()))]
    state: &'static str,
    /// Decimal text in `unit`, in the written scale; the lower end of a range.
    #[schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$"))]
    value: Option<String>,
    /// What the printed number stands for; null when it is one exact value or no number.
    interval: Option<IntervalShape>,
    /// Unit with its scale word.
    unit: Option<&'a str>,
    /// Place for people, Chinese.
    place: &'a str,
    /// Place for people, English.
    place_en: &'a str,
    /// Place for machines.
    anchor: AnchorShape<'a>,
}

/// The values a printed number may stand for, as decimal text in the statement's unit.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Interval")]
pub(crate) struct IntervalShape {
    /// Lower end; null when unbounded.
    low: Option<String>,
    /// Upper end; null when unbounded.
    high: Option<String>,
    /// The lower end itself is excluded.
    low_open: bool,
    /// The upper end itself is excluded.
    high_open: bool,
}

impl<'a> From<&'a Statement> for StatementShape<'a> {
    fn from(statement: &'a Statement) -> Self {
        Self {
            id: statement.id,
            fact: statement.fact.as_ref().map(FactId::to_string),
            role: statement.role.name(),
            entity: statement.entity.map(Entity::name),
            written: &statement.written,
            state: statement.state.name(),
            value: statement.value.map(|value| value.to_string()),
            interval: half_a_digit_around(statement)
                .or_else(|| interval_shape(&statement.interval()?, statement.factor())),
            unit: statement.unit.as_ref().map(|unit| unit.symbol.as_ref()),
            place: &statement.place.zh,
            place_en: &statement.place.en,
            anchor: AnchorShape::from(&statement.anchor),
        }
    }
}

/// Beyond this many digits the general way is taken, which knows about overflow and rounding.
const SHORT: std::ops::Range<i128> = -1_000_000_000_000_000..1_000_000_000_000_000;

/// The interval of a plain printed decimal, by far the most frequent: half a unit of its last digit to both sides.
/// The general way gives the same with fractions, at many times the cost.
fn half_a_digit_around(statement: &Statement) -> Option<IntervalShape> {
    let value = statement.value.filter(|value| SHORT.contains(&value.mantissa()) && value.scale() <= 6)?;
    let is_multiple = statement.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Times);
    let is_plain = statement.state == State::Number && statement.approximation == Approximation::None && !is_multiple;
    if !is_plain || statement.is_exact_count() {
        return None;
    }
    let end = |half| Decimal::new(value.mantissa() * 10 + half, value.scale() + 1).map(|end| end.to_string());
    Some(IntervalShape { low: Some(end(-5)?), high: Some(end(5)?), low_open: false, high_open: false })
}

/// `None` for a single point, and where an end cannot be given as text.
fn interval_shape(interval: &Interval, factor: i128) -> Option<IntervalShape> {
    if interval.low.is_some() && interval.low == interval.high {
        return None;
    }
    let end = |end: Option<jiheng_model::exact::Exact>| match end {
        Some(value) => in_unit(value, factor).map(Some),
        None => Some(None),
    };
    Some(IntervalShape {
        low: end(interval.low)?,
        high: end(interval.high)?,
        low_open: interval.low_open,
        high_open: interval.high_open,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    type Expected<'a> = Option<(Option<&'a str>, Option<&'a str>, bool, bool)>;

    fn interval(written: &str, high: Option<&str>, approximation: Approximation, unit: &str) -> Option<IntervalShape> {
        let mut statement = sample::number(0, written, unit);
        statement.approximation = approximation;
        statement.value_high = high.map(|high| Decimal::parse(high).unwrap());
        interval_shape(&statement.interval().unwrap(), statement.factor())
    }

    #[test]
    fn intervals_are_decimal_text_in_the_printed_unit() {
        let cases: [(&str, Option<&str>, Approximation, &str, Expected); 7] = [
            ("719.70", None, Approximation::None, "万元", Some((Some("719.695"), Some("719.705"), false, false))),
            ("58", None, Approximation::None, "个", None),
            ("200", None, Approximation::Plus, "个", Some((Some("200"), Some("300"), false, true))),
            ("65", None, Approximation::AtLeast, "%", Some((Some("65"), None, false, false))),
            ("65", None, Approximation::Over, "%", Some((Some("65"), None, true, false))),
            ("65", None, Approximation::AtMost, "%", Some((None, Some("65"), false, false))),
            ("3", Some("5"), Approximation::Range, "个", Some((Some("3"), Some("5"), false, false))),
        ];
        for (written, high, approximation, unit, expected) in cases {
            let expected = expected.map(|(low, high, low_open, high_open)| IntervalShape {
                low: low.map(str::to_owned),
                high: high.map(str::to_owned),
                low_open,
                high_open,
            });
            assert_eq!(interval(written, high, approximation, unit), expected, "{approximation:?} {written}");
        }
    }

    #[test]
    fn the_short_way_to_an_interval_gives_what_the_general_way_gives() {
        for written in ["719.70", "0.5", "-89.57", "0.00", "-0.04", "12.3456", "5", "0", "100000.1", "1234567890.12"] {
            for unit in ["万元", "%", "个", ""] {
                let statement = sample::number(0, written, unit);
                let general = interval_shape(&statement.interval().unwrap(), statement.factor());
                let short = half_a_digit_around(&statement);
                assert!(short.is_none() || short == general, "{written}{unit}: {short:?} {general:?}");
                assert_eq!(StatementShape::from(&statement).interval, general, "{written}{unit}");
            }
        }
    }

    #[test]
    fn a_blank_has_neither_value_nor_interval() {
        let mut statement = sample::number(0, "0", "万元");
        statement.state = State::Blank;
        statement.value = None;
        statement.written.clear();
        let shape = StatementShape::from(&statement);
        assert_eq!((shape.value, shape.interval, shape.state), (None, None, "blank"));
    }
}
