//! The open paragraphs and runs while a document part streams by.

use crate::scripts::Script;

/// A paragraph that is being read.
#[derive(Debug)]
pub(crate) struct ParagraphFrame {
    /// Its index among all of the part.
    pub(crate) index: u32,
    /// Runs met so far.
    pub(crate) runs: u32,
    /// Style, where it has one.
    pub(crate) style: Option<String>,
    /// Outline level set on the paragraph itself: heading level from 1, or 0 for body text.
    pub(crate) outline: Option<u8>,
    /// The list that numbers it, set on the paragraph itself; 0 is none.
    pub(crate) list: Option<u32>,
    /// Its level in the list.
    pub(crate) level: Option<u32>,
    /// The automatic number that was not written yet.
    pub(crate) label: Option<String>,
    /// Its mark was deleted under tracked changes, so its text runs on into the next paragraph.
    pub(crate) joins_next: bool,
}

impl ParagraphFrame {
    pub(crate) fn new(index: u32) -> Self {
        Self { index, runs: 0, style: None, outline: None, list: None, level: None, label: None, joins_next: false }
    }
}

/// The run that is being read.
#[derive(Debug, Default)]
pub(crate) struct RunState {
    /// Hidden, or shown whatever its style says.
    pub(crate) hidden: Option<bool>,
    /// Struck through.
    pub(crate) struck: bool,
    /// Raised or lowered.
    pub(crate) script: Script,
    /// Style, where it has one.
    pub(crate) style: Option<String>,
    /// Its place is marked in the text.
    pub(crate) marked: bool,
}
