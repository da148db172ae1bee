//! Numbers as calculations show them: the document's own digits.

use jiheng_model::exact::{self, Exact, to_text, whole};
use jiheng_model::statement::{State, Statement};
use num_traits::Signed;

/// Digits shown of a computed value that does not end.
const PLACES_MAX: u32 = 4;

/// The written number without separators; the unit is added where it is not the reference unit.
pub(crate) fn written(statement: &Statement, reference: &Statement) -> String {
    let own = symbol(statement);
    let mut text = bare(statement);
    if own != symbol(reference) {
        text.push_str(own);
    }
    text
}

fn symbol(statement: &Statement) -> &str {
    statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref())
}

/// The written number alone; blanks and nils by their sign.
pub(crate) fn bare(statement: &Statement) -> String {
    match statement.state {
        State::Blank => "空".to_owned(),
        State::Nil => "无".to_owned(),
        State::Text => statement.written.clone(),
        State::Number => {
            let range = statement.value_high.filter(|high| Some(*high) != statement.value);
            match (statement.value, range) {
                (Some(low), Some(high)) => format!("{low}—{high}"),
                (Some(value), None) => value.to_string(),
                (None, _) => statement.written.clone(),
            }
        }
    }
}

/// The number with its unit.
pub(crate) fn with_unit(statement: &Statement) -> String {
    let mut text = bare(statement);
    if statement.state == State::Number {
        text.push_str(symbol(statement));
    }
    text
}

/// A value in base units as text in the unit of `reference`.
pub(crate) fn in_unit_of(base: Exact, reference: &Statement) -> String {
    let scale = reference.value.map_or(0, jiheng_model::decimal::Decimal::scale);
    exact::divide(base, whole(reference.factor()))
        .map_or_else(String::new, |value| to_text(value, scale.min(2), PLACES_MAX.max(scale)))
}

/// The absolute value in the unit of `reference`, trailing zeros dropped.
pub(crate) fn size_in_unit_of(base: Exact, reference: &Statement) -> String {
    exact::divide(base.abs(), whole(reference.factor())).map_or_else(String::new, |value| to_text(value, 0, 6))
}

/// Two decimals, rounded half up: a computed percentage.
pub(crate) fn percent(ratio: Exact) -> String {
    exact::multiply(ratio, whole(100)).map_or_else(String::new, |percent| to_text(percent, 2, 2))
}
