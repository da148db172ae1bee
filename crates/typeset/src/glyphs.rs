//! Every character of every value has a glyph, or the page is not set at all.

use std::collections::BTreeSet;

use typst::foundations::{Dict, Value};

use crate::error::TypesetError;
use crate::fonts::Fonts;

/// Characters shown on either side of one without a glyph.
const AROUND: usize = 8;

/// What draws nothing goes: control characters, marks of direction, joiners. They could only hide what is written.
pub(crate) fn without_invisible(value: Value) -> Value {
    match value {
        Value::Str(text) if text.chars().any(is_invisible) => {
            let kept: String =
                text.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect();
            Value::Str(kept.into())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_invisible).collect()),
        Value::Dict(values) => {
            Value::Dict(values.into_iter().map(|(name, value)| (name, without_invisible(value))).collect())
        }
        other => other,
    }
}

fn is_invisible(character: char) -> bool {
    let marks = ['\u{ad}', '\u{61c}', '\u{180e}', '\u{feff}'];
    let ranges = ['\u{200b}'..='\u{200f}', '\u{2028}'..='\u{202e}', '\u{2060}'..='\u{206f}', '\u{fe00}'..='\u{fe0f}'];
    (character.is_control() && character != '\n')
        || marks.contains(&character)
        || ranges.iter().any(|range| range.contains(&character))
}

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
