//! The head of the main stream: which Word wrote it, and where everything lies.

use crate::bytes::{slice_at, u16_at, u32_at};
use crate::error::ReadError;

const WORD_97: u16 = 0xA5EC;
const WORD_6: u16 = 0xA5DC;
/// Word 97 writes 0xC1; a few of its builds 0xC0 or 0xC2. Word 6 and 95 stay below.
const VERSION_MIN: u16 = 0xC0;
const FLAG_ENCRYPTED: u16 = 1 << 8;
const FLAG_SECOND_TABLE: u16 = 1 << 9;
/// The fixed part, before the three arrays that carry their own counts.
const BASE_BYTES: usize = 32;

/// A stretch of the table stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    offset: u32,
    length: u32,
}

impl Place {
    /// Its bytes; nothing where they do not all exist.
    pub(crate) fn of(self, table: &[u8]) -> &[u8] {
        let place = usize::try_from(self.offset).ok().zip(usize::try_from(self.length).ok());
        place.and_then(|(offset, length)| slice_at(table, offset, length)).unwrap_or_default()
    }
}

/// What the head says.
#[derive(Debug)]
pub(crate) struct Fib {
    pub(crate) second_table: bool,
    /// Characters of the main text.
    pub(crate) main_chars: u32,
    /// First character of the text boxes, and the one after the last.
    pub(crate) boxes: (u32, u32),
    pub(crate) styles: Place,
    pub(crate) sections: Place,
    pub(crate) characters: Place,
    pub(crate) paragraphs: Place,
    pub(crate) pieces: Place,
}

impl Fib {
    /// Reads the head of the main stream.
    pub(crate) fn read(word: &[u8]) -> Result<Self, ReadError> {
        let damaged = ReadError::DamagedCompound { part: "WordDocument" };
        let (Some(magic), Some(version), Some(flags)) = (u16_at(word, 0), u16_at(word, 2), u16_at(word, 10)) else {
            return Err(damaged);
        };
        if ![WORD_97, WORD_6].contains(&magic) {
            return Err(damaged);
        }
        if flags & FLAG_ENCRYPTED != 0 {
            return Err(ReadError::Encrypted);
        }
        if version < VERSION_MIN {
            return Err(ReadError::LegacyOffice { name: "Word 6.0/95 .doc" });
        }
        Self::places(word, flags).ok_or(damaged)
    }

    fn places(word: &[u8], flags: u16) -> Option<Self> {
        let shorts = BASE_BYTES + 2;
        let longs = shorts + usize::from(u16_at(word, BASE_BYTES)?) * 2 + 2;
        let pairs = longs + usize::from(u16_at(word, longs - 2)?) * 4 + 2;
        let count = |index: usize| u32_at(word, longs + index * 4);
        let place = |index: usize| {
            Some(Place { offset: u32_at(word, pairs + index * 8)?, length: u32_at(word, pairs + index * 8 + 4)? })
        };
        let main_chars = count(3)?;
        // Footnotes, headers, macros, comments and endnotes lie between the main text and the boxes.
        let mut first = main_chars;
        for index in 4..=8 {
            first = first.checked_add(count(index)?)?;
        }
        Some(Self {
            second_table: flags & FLAG_SECOND_TABLE != 0,
            main_chars,
            boxes: (first, first.checked_add(count(9)?)?),
            styles: place(1)?,
            sections: place(6)?,
            characters: place(12)?,
            paragraphs: place(13)?,
            pieces: place(33)?,
        })
    }
}
