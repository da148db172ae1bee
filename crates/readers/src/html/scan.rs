//! Counts attributes before parsing: the parser compares each one with all others of its tag.

use crate::error::{Measure, ReadError};

/// No tool writes as many; beyond, comparing them would take minutes.
const ATTRIBUTES_MAX: u64 = 1024;

/// Where in a tag the scan stands; the states of the HTML tokenizer that matter for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Text,
    TagStart,
    TagName,
    BetweenAttributes,
    AttributeName,
    BeforeValue,
    Quoted(u8),
    Unquoted,
}

/// Refuses a page with an absurd number of attributes on one tag.
pub(crate) fn check_attributes(source: &str) -> Result<(), ReadError> {
    let mut state = State::Text;
    let mut attributes: u64 = 0;
    for byte in without_scripts(source).flat_map(str::bytes) {
        let next = step(state, byte);
        match next {
            State::TagStart => attributes = 0,
            State::AttributeName if state != State::AttributeName => attributes += 1,
            _ => {}
        }
        if attributes > ATTRIBUTES_MAX {
            return Err(ReadError::TooLarge { what: Measure::Attributes, limit: ATTRIBUTES_MAX });
        }
        state = next;
    }
    Ok(())
}

fn step(state: State, byte: u8) -> State {
    let blank = byte.is_ascii_whitespace() || byte == b'/';
    match (state, byte) {
        (State::Text | State::TagStart, b'<') => State::TagStart,
        (State::TagStart, byte) if byte.is_ascii_alphabetic() || byte == b'/' => State::TagName,
        (State::Quoted(quote), byte) if byte == quote => State::BetweenAttributes,
        (State::Quoted(quote), _) => State::Quoted(quote),
        (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
        (State::Text | State::TagStart, _) | (_, b'>') => State::Text,
        (State::BeforeValue, byte) if byte.is_ascii_whitespace() => State::BeforeValue,
        (State::BeforeValue, _) => State::Unquoted,
        (State::Unquoted, byte) if !byte.is_ascii_whitespace() => State::Unquoted,
        (State::Unquoted, _) => State::BetweenAttributes,
        (State::TagName | State::BetweenAttributes | State::AttributeName, _) if blank => State::BetweenAttributes,
        (State::AttributeName | State::BetweenAttributes, b'=') => State::BeforeValue,
        (State::TagName, _) => State::TagName,
        (State::BetweenAttributes | State::AttributeName, _) => State::AttributeName,
    }
}

/// The page without its scripts, whose `<` begin no tags. In drawings and math they do, so there all counts.
fn without_scripts(source: &str) -> impl Iterator<Item = &str> {
    let lower = source.to_ascii_lowercase();
    let mut kept = Vec::new();
    if lower.contains("<svg") || lower.contains("<math") {
        kept.push(source);
        return kept.into_iter();
    }
    let mut from = 0;
    while let Some(start) = find_from(&lower, "<script", from) {
        kept.extend(source.get(from..start));
        from = find_from(&lower, "</script", start).unwrap_or(source.len());
    }
    kept.extend(source.get(from..));
    kept.into_iter()
}

fn find_from(text: &str, needle: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(needle).map(|at| at + from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::numbered;

    #[test]
    fn absurd_tags_are_refused_and_scripts_are_not() {
        let many = numbered(2000, |n| format!(" a{n}"));
        let cases = [
            (format!("<p{many}>"), false),
            (format!("<p x=\"{many}\">"), true),
            (format!("<p>{many}</p>"), true),
            (format!("<script>if (a <b {many})</script>"), true),
            (format!("<svg><script><b {many}></script></svg>"), false),
            (format!("<p \"{many}>"), false),
            ("<p a=1 b='2'>".repeat(5000), true),
        ];
        for (source, fine) in cases {
            assert_eq!(check_attributes(&source).is_ok(), fine, "{source:.40}");
        }
    }
}
