//! The text of one paragraph: white space collapsed, and the characters that are elements of their own.

use crate::ooxml::Tag;

/// More spaces in one element are no one's indent.
const SPACES_MAX: usize = 256;

/// What has been seen of a paragraph, as far as white space goes.
#[derive(Debug)]
pub(crate) struct Line {
    after_space: bool,
    keeps_spaces: bool,
}

impl Line {
    /// The start of a paragraph, where white space does not count.
    pub(crate) fn new() -> Self {
        Self { after_space: true, keeps_spaces: false }
    }

    /// The start of a line in the cell of a spreadsheet. LibreOffice writes spaces there as they are, and reads
    /// them back so.
    pub(crate) fn of_cell() -> Self {
        Self { after_space: true, keeps_spaces: true }
    }

    /// Any run of white space is one space, and none at the start.
    pub(crate) fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for char in text.chars() {
            let is_space = matches!(char, ' ' | '\t' | '\r' | '\n');
            if !is_space || (self.keeps_spaces && char == ' ') {
                // Word keeps the hyphen that does not break as an element, which is read as a plain one.
                out.push(if char == '\u{2011}' { '-' } else { char });
            } else if !self.after_space {
                out.push(' ');
            }
            self.after_space = is_space;
        }
        out
    }

    /// What an element stands for, if it is a character.
    pub(crate) fn character(&mut self, tag: &Tag<'_>) -> Option<String> {
        let text = match tag.full_name() {
            "text:s" => {
                let count = tag.number("c").and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
                " ".repeat(count.min(SPACES_MAX))
            }
            "text:tab" => "\t".to_owned(),
            "text:line-break" => "\n".to_owned(),
            _ => return None,
        };
        self.after_space = false;
        Some(text)
    }
}

/// Elements whose text is not part of the document's: former versions, comments, notes, what is read aloud.
pub(crate) fn is_never_text(name: &str) -> bool {
    matches!(
        name,
        "text:tracked-changes"
            | "table:tracked-changes"
            | "text:note"
            | "office:annotation"
            | "text:ruby-text"
            | "text:script"
            | "office:forms"
            | "office:event-listeners"
            | "svg:title"
            | "svg:desc"
    )
}
