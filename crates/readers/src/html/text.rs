//! Inline text as a browser shows it: blanks collapse. A lone line end between two Chinese characters is nothing,
//! as CSS has it; with other blanks beside it, it stands for a blank that a program wrapped.

use jiheng_model::anchor::SourceRef;

use crate::invisible::is_invisible;
use crate::piece::Piece;

/// Blanks that were met and not yet written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blank {
    None,
    /// One line end of the source and nothing else.
    LineEnd,
    Space,
}

/// The paragraph that is being read.
#[derive(Debug)]
pub(crate) struct Inline {
    piece: Piece,
    blank: Blank,
    /// The character before, `None` at the start of a line.
    last: Option<char>,
}

impl Inline {
    pub(crate) fn new() -> Self {
        Self { piece: Piece::default(), blank: Blank::None, last: None }
    }

    /// Adds the text of one text node. `preserve` keeps its line ends, as in `pre`.
    pub(crate) fn push(&mut self, text: &str, source: &SourceRef, preserve: bool) {
        let mut marked = false;
        for char in text.chars() {
            match char {
                '\n' if preserve => self.line_break(),
                '\r' => {}
                char if is_invisible(char) => {}
                '\n' => self.blank(Blank::LineEnd),
                ' ' | '\t' | '\x0C' | '\u{A0}' => self.blank(Blank::Space),
                char => {
                    self.write_blank(char);
                    if !std::mem::replace(&mut marked, true) {
                        self.piece.mark(source.clone());
                    }
                    self.piece.push(char.encode_utf8(&mut [0; 4]));
                    self.last = Some(char);
                }
            }
        }
    }

    /// A forced line end; blanks around it are not shown.
    pub(crate) fn line_break(&mut self) {
        self.piece.push("\n");
        self.blank = Blank::None;
        self.last = None;
    }

    /// The finished paragraph, `None` when it shows nothing.
    pub(crate) fn take(&mut self) -> Option<Piece> {
        let piece = std::mem::replace(self, Self::new()).piece;
        (!piece.is_blank()).then_some(piece)
    }

    fn blank(&mut self, met: Blank) {
        if self.last.is_some() {
            self.blank = if self.blank == Blank::None { met } else { Blank::Space };
        }
    }

    fn write_blank(&mut self, next: char) {
        let inside_chinese = || self.last.is_some_and(is_wide) && is_wide(next);
        match self.blank {
            Blank::None => {}
            Blank::LineEnd if inside_chinese() => {}
            Blank::LineEnd | Blank::Space => self.piece.push(" "),
        }
        self.blank = Blank::None;
    }
}

/// Chinese characters and their punctuation.
fn is_wide(char: char) -> bool {
    matches!(char, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_collapse_as_a_browser_shows_them() {
        for (text, shown) in [
            ("  人员\n经费  719.70\n万元 ", "人员经费 719.70 万元"),
            ("填报人\n\t\t电话", "填报人 电话"),
            ("姓\u{a0}\u{a0}名", "姓 名"),
            ("　　二、", "　　二、"),
            ("a\nb", "a b"),
            ("甲 乙", "甲 乙"),
        ] {
            let mut inline = Inline::new();
            inline.push(text, &SourceRef::Html { element: 0 }, false);
            assert_eq!(inline.take().unwrap().as_str(), shown);
        }
    }
}
