//! What is to be written beside which characters.

use jiheng_model::anchor::SourceRef;
use serde::{Deserialize, Serialize};

/// A comment on some characters of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The part of the package, e.g. `word/document.xml`.
    pub part: String,
    /// The first character.
    pub from: Spot,
    /// The last character.
    pub to: Spot,
    /// The characters as they were read, to make sure of the place; empty for a whole run.
    pub text: String,
    /// Paragraphs of the comment.
    pub lines: Vec<String>,
}

/// A character of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    /// Index of the `w:p` among all of the part.
    pub paragraph: u32,
    /// Index of the `w:r` within its paragraph.
    pub run: u32,
    /// Characters of the run before it.
    pub offset: u32,
}

/// The part and the character of a place in a Word document; `None` for other formats.
pub(crate) fn spot((source, offset): &(SourceRef, u32)) -> Option<(String, Spot)> {
    match source {
        SourceRef::Docx { part, paragraph, run } => {
            Some((part.to_string(), Spot { paragraph: *paragraph, run: *run, offset: *offset }))
        }
        _ => None,
    }
}
