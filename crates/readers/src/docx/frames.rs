//! The open paragraphs while a document part streams by.

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
    /// Numbered by the paragraph itself.
    pub(crate) list: Option<bool>,
    /// Its mark was deleted under tracked changes, so its text runs on into the next paragraph.
    pub(crate) joins_next: bool,
}

impl ParagraphFrame {
    pub(crate) fn new(index: u32) -> Self {
        Self { index, runs: 0, style: None, outline: None, list: None, joins_next: false }
    }
}
