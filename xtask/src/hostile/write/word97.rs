//! Word 97 documents: a head, a text, and where the pieces of the text are said to lie.

use super::bytes::{patch, u32_bytes, utf16};
use super::compound::compound;

/// The text begins here.
pub const TEXT_AT: usize = 0x600;
/// A page of formatting lies between the head and the text.
const PAGE_AT: usize = 0x400;
/// Flags of the head.
pub const FLAGS: usize = 0x0A;
/// The text is encrypted.
pub const ENCRYPTED: u16 = 1 << 8;
/// It is encrypted in the old way.
pub const OBFUSCATED: u16 = 1 << 15;
/// The table stream is the second one.
const SECOND_TABLE: u16 = 1 << 9;
/// How many characters the main text has.
pub const MAIN_CHARS: usize = 0x4C;
/// The pairs of places and lengths.
const PAIRS: usize = 0x9A;
/// The list of pieces among them.
pub const PIECES: usize = 33;
/// The formatting of characters and of paragraphs.
pub const CHARACTERS: usize = 12;
/// Paragraphs.
pub const PARAGRAPHS: usize = 13;
/// The style sheet.
pub const STYLES: usize = 1;

/// The two streams of a document.
#[derive(Clone, Debug)]
pub struct Word {
    /// The main stream.
    pub main: Vec<u8>,
    /// The table stream.
    pub table: Vec<u8>,
}

impl Word {
    /// With this text as one piece.
    pub fn of(text: &str) -> Self {
        let count = text.encode_utf16().count();
        let mut main = vec![0; TEXT_AT];
        patch(&mut main, 0, &[0xEC, 0xA5, 0xC1, 0]);
        patch(&mut main, FLAGS, &SECOND_TABLE.to_le_bytes());
        patch(&mut main, 0x20, &[14, 0]);
        patch(&mut main, 0x3E, &[22, 0]);
        patch(&mut main, 0x98, &[93, 0]);
        patch(&mut main, MAIN_CHARS, &u32_bytes(count));
        main.extend(utf16(text));
        let end = main.len();
        // One page of formatting: all of the text is one paragraph without properties.
        patch(&mut main, PAGE_AT, &u32_bytes(TEXT_AT));
        patch(&mut main, PAGE_AT + 4, &u32_bytes(end));
        patch(&mut main, PAGE_AT + 511, &[1]);
        let pages = [u32_bytes(TEXT_AT), u32_bytes(end), u32_bytes(PAGE_AT / 512)].concat();
        Self { main, table: Vec::new() }.pieces(&[(0, TEXT_AT)], count).part(PARAGRAPHS, &pages)
    }

    /// With these pieces, as position of the first character and place in the main stream, up to an end.
    pub fn pieces(self, pieces: &[(usize, usize)], end: usize) -> Self {
        let mut list = Vec::new();
        list.extend(pieces.iter().flat_map(|(first, _)| u32_bytes(*first)));
        list.extend(u32_bytes(end));
        for (_, place) in pieces {
            list.extend([0, 0]);
            list.extend(u32_bytes(*place));
            list.extend([0, 0]);
        }
        let list = [&[2], u32_bytes(list.len()).as_slice(), &list].concat();
        self.part(PIECES, &list)
    }

    /// Appends a part to the table stream and says so in the head.
    pub fn part(mut self, index: usize, bytes: &[u8]) -> Self {
        let place = u32_bytes(self.table.len());
        self.table.extend_from_slice(bytes);
        self.pair(index, place, u32_bytes(bytes.len()))
    }

    /// Says in the head where a part lies.
    pub fn pair(mut self, index: usize, place: [u8; 4], length: [u8; 4]) -> Self {
        patch(&mut self.main, PAIRS + index * 8, &place);
        patch(&mut self.main, PAIRS + index * 8 + 4, &length);
        self
    }

    /// Changes the main stream.
    pub fn patched(mut self, at: usize, new: &[u8]) -> Self {
        patch(&mut self.main, at, new);
        self
    }

    /// Sets flags beside the one that names the table stream.
    pub fn flagged(self, flags: u16) -> Self {
        self.patched(FLAGS, &(flags | SECOND_TABLE).to_le_bytes())
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        self.with(&[])
    }

    /// The file with further streams.
    pub fn with(&self, more: &[(&str, &[u8])]) -> Vec<u8> {
        let own: [(&str, &[u8]); 2] = [("WordDocument", &self.main), ("1Table", &self.table)];
        compound(&own.iter().chain(more).copied().collect::<Vec<_>>())
    }
}
