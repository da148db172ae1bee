//! Texts of a workbook: shared ones, and those of a cell itself.

use crate::error::{Measure, ReadError};
use crate::ooxml::{Package, Space, Tag, Token, Xml};
use crate::scripts::Script;

/// Collects the visible text of one string item: runs joined, phonetic guides out.
#[derive(Debug, Default)]
pub(crate) struct ItemText {
    text: String,
    in_text: bool,
    phonetic: u32,
    script: Script,
}

impl ItemText {
    pub(crate) fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            _ if self.phonetic > 0 => self.phonetic += 1,
            (Space::Main, "rPh") => self.phonetic = 1,
            (Space::Main, "r") => self.script = Script::Plain,
            (Space::Main, "vertAlign") => {
                self.script = match tag.attribute("val").as_deref() {
                    Some("superscript") => Script::Raised,
                    Some("subscript") => Script::Lowered,
                    _ => Script::Plain,
                };
            }
            (Space::Main, "t") => self.in_text = true,
            _ => {}
        }
    }

    pub(crate) fn text(&mut self, text: &str) {
        if self.in_text && self.phonetic == 0 {
            self.text.push_str(&self.script.text(text));
        }
    }

    pub(crate) fn close(&mut self) {
        self.in_text = false;
        self.phonetic = self.phonetic.saturating_sub(1);
    }

    pub(crate) fn take(&mut self) -> String {
        let text = std::mem::take(self).text;
        unescape(&text)
    }
}

/// The shared strings, in order. What the part declares about their number is not looked at.
pub(crate) fn read(package: &mut Package<'_>, part: &str) -> Result<Vec<String>, ReadError> {
    let limits = package.limits();
    let Some(text) = package.text(part)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text, part, limits);
    let mut strings = Vec::new();
    let mut item = ItemText::default();
    let mut depth = 0_u32;
    loop {
        match xml.next()? {
            Token::Open(tag) => {
                depth += 1;
                item.open(&tag);
            }
            Token::Text(text) => item.text(&text),
            Token::Close => {
                item.close();
                if depth == 2 {
                    strings.push(item.take());
                }
                depth = depth.saturating_sub(1);
            }
            Token::End => return Ok(strings),
        }
        if strings.len() as u64 > limits.sheet_cells {
            return Err(ReadError::TooLarge { what: Measure::Cells, limit: limits.sheet_cells });
        }
    }
}

/// `_x000D_` stands for a character that XML cannot hold; carriage returns are dropped.
pub(crate) fn unescape(text: &str) -> String {
    if !text.contains("_x") {
        return text.replace('\r', "");
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.get(..4).filter(|_| after.get(4..5) == Some("_"));
        let char = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        if let Some(char) = char {
            out.push(char);
            rest = after.get(5..).unwrap_or_default();
        } else {
            out.push_str("_x");
            rest = after;
        }
    }
    out.push_str(rest);
    out.replace('\r', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_characters_are_resolved() {
        for (stored, shown) in [
            ("甲_x000D_\n乙", "甲\n乙"),
            ("a_x0041_b", "aAb"),
            ("a_xZZZZ_", "a_xZZZZ_"),
            ("_x", "_x"),
            ("_x中文字_", "_x中文字_"),
        ] {
            assert_eq!(unescape(stored), shown);
        }
    }
}
