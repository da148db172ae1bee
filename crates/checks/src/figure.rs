//! Numbers as calculations show them: the document's own digits.

use jiheng_model::exact::{Exact, to_text, whole};
use jiheng_model::statement::{State, Statement};
use num_traits::{CheckedDiv, CheckedMul, Signed};

/// Digits shown of a computed value that does not end.
const PLACES_MAX: u32 = 4;

/// The written number without separators; the unit is added where it is not the reference unit.
pub(crate) fn written(statement: &Statement, reference: &Statement) -> String {
    let symbol = |s: &Statement| s.unit.as_ref().map(|unit| unit.symbol.to_string()).unwrap_or_default();
    let own = symbol(statement);
    let unit = if own == symbol(reference) { "" } else { &own };
    format!("{}{unit}", bare(statement))
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
    let unit = statement.unit.as_ref().map(|unit| unit.symbol.to_string()).unwrap_or_default();
    if statement.state == State::Number { format!("{}{unit}", bare(statement)) } else { bare(statement) }
}

/// A value in base units as text in the unit of `reference`.
pub(crate) fn in_unit_of(base: Exact, reference: &Statement) -> String {
    let scale = reference.value.map_or(0, jiheng_model::decimal::Decimal::scale);
    base.checked_div(&whole(reference.factor()))
        .map_or_else(String::new, |value| to_text(value, scale.min(2), PLACES_MAX.max(scale)))
}

/// The absolute value in the unit of `reference`, trailing zeros dropped.
pub(crate) fn size_in_unit_of(base: Exact, reference: &Statement) -> String {
    base.abs().checked_div(&whole(reference.factor())).map_or_else(String::new, |value| to_text(value, 0, 6))
}

/// Two decimals, rounded half up: a computed percentage.
pub(crate) fn percent(ratio: Exact) -> String {
    ratio.checked_mul(&whole(100)).map_or_else(String::new, |percent| to_text(percent, 2, 2))
}
