//! What is to be written instead of which characters, and how a new number is spelled in the manner of the old one.

use std::ops::Range;

use jiheng_model::anchor::Anchor;
use jiheng_model::decimal::Decimal;
use jiheng_model::document::Document;
use jiheng_model::evaluation::FactSet;
use jiheng_model::repair::Change;
use jiheng_model::statement::Statement;
use serde::{Deserialize, Serialize};

use crate::remark::{Spot, spot};

/// Characters of a document to be exchanged as a tracked change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The part of the package, e.g. `word/document.xml`.
    pub part: String,
    /// The first character to go.
    pub from: Spot,
    /// The last character to go.
    pub to: Spot,
    /// The characters as they were read; anything else is left alone.
    pub text: String,
    /// What is to stand there.
    pub replacement: String,
}

/// The edit that makes a change; `None` where the number does not stand as digits in a Word document, or not just once.
pub fn edit(document: &Document, facts: &FactSet, change: &Change) -> Option<Edit> {
    let statement = facts.statement(change.statement)?;
    let (chars, replacement) = respelled(document, statement, change)?;
    let anchor = Anchor { chars, ..statement.anchor.clone() };
    let text = document.anchored_text(&anchor);
    let (from, to) = document.sources(&anchor)?;
    let (part, from) = spot(&from)?;
    let (_, to) = spot(&to)?;
    Some(Edit { part, from, to, text, replacement })
}

/// The characters of a statement's text that a change exchanges, and what comes there, spelled as the old number is;
/// `None` where the number does not stand as digits, or not just once.
pub fn respelled(document: &Document, statement: &Statement, change: &Change) -> Option<((u32, u32), String)> {
    let mention: Vec<char> = document.anchored_text(&statement.anchor).chars().collect();
    let number = number(&mention, &statement.written)?;
    let old: String = mention.get(number.clone())?.iter().collect();
    let (range, replacement) = match &change.unit {
        None => (number, spelled(&old, &change.written)?),
        Some(unit) => {
            let printed = statement.unit.as_ref()?.symbol.to_string();
            let end = number.end + printed.chars().count();
            let same = mention.get(number.end..end)?.iter().copied().eq(printed.chars());
            same.then(|| (number.end..end, unit.clone()))?
        }
    };
    let at = |offset: usize| statement.anchor.chars.0.checked_add(u32::try_from(offset).ok()?);
    Some(((at(range.start)?, at(range.end)?), replacement))
}

/// Where the number stands in its mention, with its sign; a number that is there twice is none to write over.
fn number(mention: &[char], written: &str) -> Option<Range<usize>> {
    let whole: Vec<char> = written.chars().collect();
    let digits: Vec<char> = written.trim_start_matches(is_sign).chars().collect();
    digits.iter().any(|c| c.is_ascii_digit() || is_wide(*c)).then_some(())?;
    let mut found = (0..mention.len()).filter(|at| mention.get(*at..at + digits.len()) == Some(digits.as_slice()));
    let at = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let end = at + digits.len();
    let signed = whole.len() > digits.len() && at > 0 && mention.get(at - 1).copied().is_some_and(is_sign);
    // Digits on either side would make it part of another number.
    let alone = |c: Option<&char>| !c.is_some_and(|c| c.is_ascii_digit() || is_wide(*c));
    (alone(mention.get(end)) && (signed || at == 0 || alone(mention.get(at - 1))))
        .then_some(if signed { at - 1 } else { at }..end)
}

/// The new number with the signs, separators and digits that the old one has.
fn spelled(old: &str, new: &str) -> Option<String> {
    let value = Decimal::parse(new)?;
    let (inside, bracketed) = match old.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）'])) {
        Some(inside) => (inside, true),
        None => (old, false),
    };
    let sign: String = inside.chars().take_while(|c| is_sign(*c)).collect();
    let mut digits = value.to_string().trim_start_matches('-').to_owned();
    if let Some(separator) = inside.chars().find(|c| matches!(c, ',' | '，')) {
        digits = by_threes(&digits, separator);
    }
    if inside.chars().any(is_wide) {
        digits = digits.chars().map(wide).collect();
        if !inside.contains('．') {
            digits = digits.replace('．', ".");
        }
    }
    let negative = value.mantissa() < 0;
    Some(match (negative, bracketed) {
        (true, true) => {
            let (open, close) = (old.chars().next()?, old.chars().next_back()?);
            format!("{open}{digits}{close}")
        }
        (true, false) if sign.is_empty() => format!("-{digits}"),
        (true, false) => format!("{sign}{digits}"),
        (false, _) => digits,
    })
}

fn by_threes(digits: &str, separator: char) -> String {
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped + rest
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '－' | '−' | '—' | '△' | '▲')
}

fn is_wide(c: char) -> bool {
    c.is_numeric() && matches!(c, '０'..='９')
}

fn wide(c: char) -> char {
    match c {
        '.' => '．',
        _ => c.to_digit(10).and_then(|digit| char::from_u32('０' as u32 + digit)).unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_number_is_spelled_as_the_old_one() {
        for (old, new, expected) in [
            ("719.70", "721.85", "721.85"),
            ("1,243.40", "21243.4", "21,243.4"),
            ("1，243", "1250", "1，250"),
            ("７１９．７０", "721.85", "７２１．８５"),
            ("７１９.７０", "721.85", "７２１.８５"),
            ("－89.57", "-90.57", "－90.57"),
            ("△89.57", "-1", "△1"),
            ("△89.57", "89.57", "89.57"),
            ("(89.57)", "-2.5", "(2.5)"),
            ("89.57", "-89.57", "-89.57"),
        ] {
            assert_eq!(spelled(old, new).as_deref(), Some(expected), "{old} {new}");
        }
    }

    #[test]
    fn a_number_is_found_with_its_sign_or_not_at_all() {
        for (mention, written, expected) in [
            ("共719.70万元", "719.70", Some(1..7)),
            ("－89.57", "-89.57", Some(0..6)),
            ("3—5", "5", Some(2..3)),
            ("十九宗", "十九", None),
            ("719.70 719.70", "719.70", None),
            ("1719.70", "719.70", None),
        ] {
            assert_eq!(number(&mention.chars().collect::<Vec<_>>(), written), expected, "{mention}");
        }
    }
}
