//! What a table cell states: a number, nothing, an explicit none, or words.

use jiheng_model::decimal::Decimal;
use jiheng_model::statement::State;
use jiheng_model::unit::Unit;

use crate::lexicon::Lexicon;
use crate::numeral::{arabic, by_threes, is_digit, spaced};

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
    if is_nil(trimmed) {
        return words(State::Nil);
    }
    let once = printed_twice(trimmed).unwrap_or(trimmed);
    number(once, lexicon).unwrap_or_else(|| words(State::Text))
}

/// Longer rows of dashes and dots, in characters, are lines of a drawing.
const NIL_MAX: usize = 8;

/// 无, a slash, dashes or an ellipsis of any kind: nothing, said explicitly.
pub(crate) fn is_nil(text: &str) -> bool {
    let dash = |c: char| "/／\\-－−—–―─‐…⋯".contains(c);
    let dot = |c: char| ".。·".contains(c);
    match text.chars().count() {
        0 => false,
        length if length > NIL_MAX => false,
        length => {
            matches!(text, "无" | "无。" | "零") || text.chars().all(dash) || (length >= 3 && text.chars().all(dot))
        }
    }
}

/// `719.70 719.70`: one number printed twice, one over the other. Gives it once.
pub(crate) fn printed_twice(text: &str) -> Option<&str> {
    let (first, second) = text.split_once(char::is_whitespace)?;
    (first == second.trim_start() && first.bytes().any(|byte| byte.is_ascii_digit())).then_some(first)
}

/// `719.70`, `-89.57`, `(89.57)`, `△89.57`, `1,234.5`, `61人`, `98分`, `88%`.
fn number(text: &str, lexicon: &Lexicon) -> Option<CellValue> {
    let text = ["人民币", "￥", "¥"].into_iter().find_map(|sign| text.strip_prefix(sign)).unwrap_or(text);
    let chars: Vec<char> = text.trim_start().chars().collect();
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
    let apart = spaced(inner, start).filter(|(_, value)| value.scale() > 0).or_else(|| by_threes(inner, start));
    let whole = apart.filter(|(end, _)| is_rest_blank(inner, *end) || lexicon.unit_at(inner, *end).is_some());
    let (mut end, mut value) = whole.or_else(|| arabic(inner, start))?;
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
    // 3.50. and 125. end with a point that nothing follows; 12. may be the number of an item.
    let item = value.scale() == 0 && written_end - start <= 2;
    end += usize::from(unit.is_none() && !item && inner.get(end).is_some_and(|c| ".．。".contains(*c)));
    let sign = if signed { "-" } else { "" };
    let digits: String = inner.get(start..written_end)?.iter().collect();
    let written = match (bracketed, negative_mark) {
        (false, false) => format!("{sign}{digits}"),
        (true, _) => text.to_owned(),
        (_, true) => format!("△{digits}"),
    };
    let is_power = unit.is_none() && !digits.contains('.');
    let rest = inner.get(end..).unwrap_or_default();
    is_rest_blank(note_marks(rest, is_power), 0).then_some(CellValue {
        state: State::Number,
        value: Some(value),
        written,
        unit,
    })
}

fn is_rest_blank(text: &[char], from: usize) -> bool {
    text.iter().skip(from).all(|c| c.is_whitespace())
}
