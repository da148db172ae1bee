//! What a table cell states: a number, nothing, an explicit none, or words.

use jiheng_model::decimal::Decimal;
use jiheng_model::statement::State;
use jiheng_model::unit::Unit;

use crate::lexicon::Lexicon;
use crate::numeral::{arabic, is_digit};

/// A cell as a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CellValue {
    pub(crate) state: State,
    pub(crate) value: Option<Decimal>,
    /// The number alone as printed.
    pub(crate) written: String,
    /// Unit printed inside the cell.
    pub(crate) unit: Option<Unit>,
}

/// What follows the mark of a note: `719.70¹`, `61①`, `98[1]`. A raised digit after a whole number is a power: `10⁴`.
fn note_marks(rest: &[char], is_power: bool) -> &[char] {
    let length = match rest {
        ['[', inner @ ..] => {
            inner.iter().position(|c| *c == ']').filter(|at| (1..=3).contains(at)).map_or(0, |at| at + 2)
        }
        _ => rest.iter().take_while(|c| matches!(c, '①'..='⑳' | '*') || !is_power && is_raised(**c)).count(),
    };
    rest.get(length..).unwrap_or_default()
}

fn is_raised(char: char) -> bool {
    matches!(char, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Reads the text of a cell.
pub(crate) fn read(text: &str, lexicon: &Lexicon) -> CellValue {
    let trimmed = text.trim();
    let words = |state: State| CellValue { state, value: None, written: trimmed.to_owned(), unit: None };
    if trimmed.is_empty() {
        return words(State::Blank);
    }
    if matches!(trimmed, "无" | "/" | "—" | "——" | "-" | "－" | "--" | "…" | "……" | "\\" | "／" | "零")
    {
        return words(State::Nil);
    }
    number(trimmed, lexicon).unwrap_or_else(|| words(State::Text))
}

/// `719.70`, `-89.57`, `(89.57)`, `△89.57`, `1,234.5`, `61人`, `98分`, `88%`.
fn number(text: &str, lexicon: &Lexicon) -> Option<CellValue> {
    let chars: Vec<char> = text.chars().collect();
    let bracketed = chars.len() > 2
        && chars.first().is_some_and(|c| matches!(*c, '(' | '（'))
        && chars.last().is_some_and(|c| matches!(*c, ')' | '）'));
    let negative_mark = chars.first().is_some_and(|c| matches!(*c, '△' | '▲'));
    let from = usize::from(bracketed || negative_mark);
    let to = chars.len() - usize::from(bracketed);
    let inner = chars.get(from..to)?;
    let signed = inner.first().is_some_and(|c| matches!(*c, '-' | '－' | '−' | '—'));
    let start = usize::from(signed);
    if !inner.get(start).copied().is_some_and(is_digit) {
        return None;
    }
    let (mut end, mut value) = arabic(inner, start)?;
    let written_end = end;
    if bracketed || negative_mark || signed {
        value = value.negated();
    }
    let blank = inner.get(end..).unwrap_or_default().iter().take_while(|c| c.is_whitespace()).count();
    let mut unit = None;
    if let Some((found, length)) = lexicon.unit_at(inner, end + blank) {
        end += blank + length;
        unit = Some(found);
    }
    let rest = inner.get(end..).unwrap_or_default();
    let sign = if signed { "-" } else { "" };
    let digits: String = inner.get(start..written_end)?.iter().collect();
    let written = match (bracketed, negative_mark) {
        (false, false) => format!("{sign}{digits}"),
        (true, _) => text.to_owned(),
        (_, true) => format!("△{digits}"),
    };
    let is_power = unit.is_none() && !digits.contains('.');
    note_marks(rest, is_power).iter().all(|c| c.is_whitespace()).then_some(CellValue {
        state: State::Number,
        value: Some(value),
        written,
        unit,
    })
}
