//! Text under construction, with marks that lead back into the file.

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::{DocumentBuilder, SourceMark, TextSpan};

/// A count as the 32 bits the model uses; anything larger is beyond every limit.
pub(crate) fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Growing text and where each stretch of it came from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Piece {
    text: String,
    marks: Vec<SourceMark>,
    chars: u32,
}

impl Piece {
    /// Text from one place.
    pub(crate) fn from(text: &str, source: SourceRef) -> Self {
        let mut piece = Self::default();
        piece.mark(source);
        piece.push(text);
        piece
    }

    /// Adds text from the place of the last mark.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.chars = self.chars.saturating_add(to_u32(text.chars().count()));
    }

    /// What follows comes from `source`.
    pub(crate) fn mark(&mut self, source: SourceRef) {
        match self.marks.last_mut() {
            Some(last) if last.at == self.chars => last.source = source,
            _ => self.marks.push(SourceMark { at: self.chars, source }),
        }
    }

    /// Adds another piece, with the places it came from.
    pub(crate) fn append(&mut self, other: Self) {
        let base = self.chars;
        let moved = other.marks.into_iter().map(|mark| SourceMark { at: base.saturating_add(mark.at), ..mark });
        self.marks.extend(moved);
        self.push(&other.text);
    }

    /// True when nothing visible was written.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// How long the text is.
    pub(crate) fn bytes(&self) -> u64 {
        self.text.len() as u64
    }

    /// The text so far.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Adds the lines of `other` that are not blank, joined by one line feed each.
    pub(crate) fn push_lines(&mut self, other: &Self) {
        let mut from: u32 = 0;
        for line in other.text.split('\n') {
            let length = to_u32(line.chars().count());
            if !line.trim().is_empty() {
                if self.chars > 0 {
                    self.push("\n");
                }
                self.push_line(line, &other.marks, from, from.saturating_add(length));
            }
            from = from.saturating_add(length).saturating_add(1);
        }
    }

    fn push_line(&mut self, line: &str, marks: &[SourceMark], from: u32, to: u32) {
        let base = self.chars;
        let first = marks.partition_point(|mark| mark.at <= from).saturating_sub(1);
        for mark in marks.iter().skip(first).take_while(|mark| mark.at < to) {
            let at = base.saturating_add(mark.at.saturating_sub(from));
            match self.marks.last_mut() {
                Some(last) if last.at == at => last.source = mark.source.clone(),
                _ => self.marks.push(SourceMark { at, source: mark.source.clone() }),
            }
        }
        self.push(line);
    }

    /// The text alone.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Puts the text into the arena: blank lines out, ends trimmed.
    pub(crate) fn into_span(self, builder: &mut DocumentBuilder) -> TextSpan {
        if self.text.contains('\n') {
            let mut lines = Self::default();
            lines.push_lines(&self);
            return builder.text(&lines.text, &lines.marks);
        }
        builder.text(&self.text, &self.marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(run: u32) -> SourceRef {
        SourceRef::Docx { part: "word/document.xml".into(), paragraph: 0, run }
    }

    #[test]
    fn lines_are_joined_by_one_line_feed_and_keep_their_marks() {
        let mut piece = Piece::default();
        piece.mark(run(0));
        piece.push("甲\n \n乙");
        piece.mark(run(1));
        piece.push("丙\n丁\n");
        let mut joined = Piece::default();
        joined.push_lines(&piece);
        assert_eq!(joined.as_str(), "甲\n乙丙\n丁");
        let marks: Vec<_> = joined.marks.iter().map(|mark| (mark.at, mark.source.clone())).collect();
        assert_eq!(marks, [(0, run(0)), (2, run(0)), (3, run(1)), (5, run(1))]);
    }
}
