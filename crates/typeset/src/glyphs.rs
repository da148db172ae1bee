//! Every character of every value has a glyph, or the page is not set at all.

use std::collections::BTreeSet;

use typst::foundations::{Dict, Value};

use crate::error::TypesetError;
use crate::fonts::Fonts;

/// Characters shown on either side of one without a glyph.
const AROUND: usize = 8;

/// Looks through all texts, in order.
///
/// # Errors
/// The first character that no font has, with the words around it.
pub(crate) fn check(fonts: &Fonts, inputs: &Dict) -> Result<(), TypesetError> {
    let mut known = BTreeSet::new();
    inputs.iter().try_for_each(|(_, value)| check_value(fonts, value, &mut known))
}

fn check_value(fonts: &Fonts, value: &Value, known: &mut BTreeSet<char>) -> Result<(), TypesetError> {
    match value {
        Value::Str(text) => check_text(fonts, text, known),
        Value::Array(values) => values.iter().try_for_each(|value| check_value(fonts, value, known)),
        Value::Dict(values) => values.iter().try_for_each(|(_, value)| check_value(fonts, value, known)),
        _ => Ok(()),
    }
}

fn check_text(fonts: &Fonts, text: &str, known: &mut BTreeSet<char>) -> Result<(), TypesetError> {
    for (at, character) in text.chars().enumerate() {
        if character == '\n' || !known.insert(character) || fonts.have(character) {
            continue;
        }
        let near = text.chars().skip(at.saturating_sub(AROUND)).take(2 * AROUND + 1).collect();
        return Err(TypesetError::NoGlyph { character, near });
    }
    Ok(())
}
