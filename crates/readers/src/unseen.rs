//! Characters that nobody sees, that turn the order of others around, or that only look like digits: what is read is
//! then not what a person reads, and the document says so.

use jiheng_model::document::{Block, Document, TextSpan};
use jiheng_model::note::Note;

use crate::note;

/// Where a text stands: its block, and the cell in it.
type Place = (u32, Option<(u32, u32)>);

/// How often something was met, and where for the first time.
#[derive(Debug, Default)]
struct Seen {
    count: u32,
    first: Option<(Place, TextSpan, u32, char)>,
}

impl Seen {
    fn add(&mut self, place: Place, span: &TextSpan, at: usize, character: char) {
        self.count = self.count.saturating_add(1);
        if self.first.is_none() {
            self.first = Some((place, span.clone(), u32::try_from(at).unwrap_or(u32::MAX), character));
        }
    }

    /// The note, at the first place.
    fn note(&self, document: &Document, words: impl Fn(u32, u32) -> Note) -> Option<Note> {
        let (place, span, at, character) = self.first.as_ref()?;
        let anchor = document.anchor(*place, span, (*at, at.saturating_add(1)));
        Some(Note { anchor: Some(anchor), ..words(self.count, u32::from(*character)) })
    }
}

/// Adds notes on what is there to be overlooked.
pub(crate) fn note_unseen(document: &mut Document) {
    let (mut unseen, mut strange) = (Seen::default(), Seen::default());
    for (block, index) in document.blocks.iter().zip(0..) {
        match block {
            Block::Paragraph(paragraph) => look(document, (index, None), &paragraph.text, &mut unseen, &mut strange),
            Block::Table(table) => {
                for cell in &table.cells {
                    look(document, (index, Some((cell.row, cell.column))), &cell.text, &mut unseen, &mut strange);
                }
            }
        }
    }
    let unseen = unseen.note(document, |count, code| {
        note(
            "invisible-characters",
            format!("文中有 {count} 处看不见或颠倒显示顺序的字符（首处 U+{code:04X}），看到的文字、数字可能与实际的不同；请核对原文，删去这些字符。"),
            format!("{count} characters are invisible or turn the order of others around (first: U+{code:04X}); what is seen may differ from what is there. Compare the text and remove them"),
        )
    });
    let strange = strange.note(document, |count, code| {
        note(
            "unusual-digits",
            format!("文中有 {count} 处数字用了不常用的字符（首处 U+{code:04X}），看上去像数字却不能核对；请改用普通数字。"),
            format!("{count} characters only look like digits (first: U+{code:04X}) and cannot be checked; write ordinary digits"),
        )
    });
    document.notes.extend(unseen.into_iter().chain(strange));
}

fn look(document: &Document, place: Place, span: &TextSpan, unseen: &mut Seen, strange: &mut Seen) {
    let text = document.text(span);
    if text.is_ascii() {
        return;
    }
    let mut before = None;
    let mut characters = text.chars().enumerate().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map(|(_, next)| *next);
        if is_unseen(character) {
            unseen.add(place, span, at, character);
        } else if is_strange(before, character, after) {
            strange.add(place, span, at, character);
        }
        before = Some(character);
    }
}

/// Nothing is drawn for it, or what stands after it is drawn somewhere else.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

/// A digit of another script, or among digits something that looks like one. Ticked boxes and bullets are private
/// characters, too, but stand beside no digits; `P2O5` holds an honest O.
fn is_strange(before: Option<char>, character: char, after: Option<char>) -> bool {
    let is_digit = |character: Option<char>| character.is_some_and(|c| c.is_ascii_digit());
    let beside = is_digit(before) || is_digit(after);
    let is_point = |character: Option<char>| character == Some('.');
    let between = beside && (is_digit(before) || is_point(before)) && (is_digit(after) || is_point(after));
    match character {
        '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' | '\u{966}'..='\u{96F}' | '\u{1D7CE}'..='\u{1D7FF}' => true,
        // Private characters, and a dot that leads the eye.
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' | '\u{2024}' => between,
        // Greek and Cyrillic letters.
        'Ο' | 'ο' | 'О' | 'о' => beside,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{docx_of, note_kinds, read};

    #[test]
    fn what_a_person_does_not_see_is_noted() {
        for (text, kinds) in [
            ("支出310.40万元", [].as_slice()),
            ("支出31\u{200B}0.40万元", &["invisible-characters"]),
            ("\u{202E}04.013\u{202C}", &["invisible-characters"]),
            ("٣١٠", &["unusual-digits"]),
            ("31О.40", &["unusual-digits"]),
            ("31\u{E009}.40", &["unusual-digits"]),
            ("31\u{200C}0，𝟑𝟏𝟎", &["invisible-characters", "unusual-digits"]),
            ("\u{F0FE}优 \u{F0A3}良 3\u{F0FE}", &[]),
            ("磷肥P2O5，３１０．４０，①②，3·15，μg", &[]),
        ] {
            let document = read(&docx_of(&format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")));
            assert_eq!(note_kinds(&document), kinds, "{text}");
        }
    }

    #[test]
    fn the_first_place_is_told() {
        let document = read("甲\n乙丙\u{200B}丁\u{200B}\n".as_bytes());
        let note = &document.notes[0];
        let anchor = note.anchor.as_ref().unwrap();
        assert_eq!((anchor.block, anchor.chars), (1, (2, 3)));
        assert!(note.message.zh.contains("2 处") && note.message.zh.contains("U+200B"), "{note:?}");
    }
}
