//! Sentences for people, in both languages, and bytes as text.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The same sentence in Chinese and English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// Chinese, shown first.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// A pair of sentences.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// The language of what people read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The one of the two sentences that is in this language.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The sentence in this language.
    pub fn of(self, text: &Bilingual) -> &str {
        self.pick(&text.zh, &text.en)
    }
}

/// The first line of a text, cut after so many characters; a mark says that there is more.
pub fn first_line(text: &str, most: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    let shown: String = line.chars().take(most).collect();
    if shown.len() < text.len() { shown + "…" } else { shown }
}

/// A template with the names between its braces filled in; a name that nobody knows stays as it is.
pub fn filled(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        text.push_str(&value(name).unwrap_or_else(|| format!("{{{name}}}")));
        rest = tail;
    }
    text.push_str(rest);
    text
}

/// True for a character that is no text: it steers a terminal, ends a document or turns the order of others around.
pub fn is_steering(char: char) -> bool {
    let turns = matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || char.is_control() && !matches!(char, '\t' | '\n')
}

/// Text of a stranger as text: every character that is none becomes a visible mark.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_steering) {
        Cow::Owned(text.chars().map(|c| if is_steering(c) { '\u{fffd}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Bytes as lower-case hexadecimal digits, two for each.
pub fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::{hexadecimal, plain};

    #[test]
    fn what_is_no_text_becomes_a_mark() {
        for (text, shown) in [
            ("支出719.70万元", "支出719.70万元"),
            ("一行\n\t二行", "一行\n\t二行"),
            ("9\u{202e}17\u{202c}元", "9\u{fffd}17\u{fffd}元"),
            ("\u{1b}[2J\0\r", "\u{fffd}[2J\u{fffd}\u{fffd}"),
            // Without width, yet it hides nothing and is left by web pages.
            ("719\u{200b}.70", "719\u{200b}.70"),
        ] {
            assert_eq!(plain(text), shown);
        }
    }

    #[test]
    fn every_byte_gives_two_digits() {
        assert_eq!(hexadecimal(&[0x00, 0x0f, 0xa0, 0xff]), "000fa0ff");
    }
}
