//! The piece table: which bytes of the main stream are the characters of the text, in order.
//!
//! After a "fast save" the pieces lie in the order of editing, in two encodings, each with changed properties.

use std::borrow::Cow;

use crate::bytes::{slice_at, u8_at, u16_at, u32_at};

const PROPERTY_LIST: u8 = 1;
const TABLE: u8 = 2;
const PIECE_BYTES: usize = 8;
/// Set in the offset of a piece of one byte a character.
const NARROW: u32 = 1 << 30;

/// Characters that lie together in the main stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Character position of the first, and of the one after the last.
    pub(crate) first: u32,
    pub(crate) end: u32,
    /// Offset of the first in the main stream.
    pub(crate) offset: u32,
    pub(crate) narrow: bool,
    modifier: u16,
}

/// One character and where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Character {
    pub(crate) position: u32,
    pub(crate) offset: u32,
    pub(crate) value: char,
}

/// The pieces in the order of the text, and the property lists they refer to.
#[derive(Debug, Default)]
pub(crate) struct PieceTable<'a> {
    pub(crate) pieces: Vec<Piece>,
    lists: Vec<&'a [u8]>,
}

impl<'a> PieceTable<'a> {
    /// Reads the table up to the first entry that makes no sense.
    pub(crate) fn read(bytes: &'a [u8]) -> Self {
        let mut lists = Vec::new();
        let mut at = 0;
        while u8_at(bytes, at) == Some(PROPERTY_LIST) {
            let Some(length) = u16_at(bytes, at + 1).map(usize::from) else { break };
            lists.push(slice_at(bytes, at + 3, length).unwrap_or_default());
            at += 3 + length;
        }
        let pieces = if u8_at(bytes, at) == Some(TABLE) { read_pieces(bytes.get(at + 5..)) } else { Vec::new() };
        Self { pieces, lists }
    }

    /// The changed properties of a piece, as a list or as the one entry that its modifier abbreviates.
    pub(crate) fn changes(&self, piece: &Piece) -> Cow<'a, [u8]> {
        let modifier = piece.modifier;
        if modifier & 1 == 1 {
            return Cow::Borrowed(self.lists.get(usize::from(modifier >> 1)).copied().unwrap_or_default());
        }
        let [low, value] = modifier.to_le_bytes();
        match short_code(low >> 1) {
            Some(code) => Cow::Owned([code.to_le_bytes().as_slice(), &[value]].concat()),
            None => Cow::Borrowed(&[]),
        }
    }
}

fn read_pieces(plc: Option<&[u8]>) -> Vec<Piece> {
    let plc = plc.unwrap_or_default();
    let count = plc.len().saturating_sub(4) / (4 + PIECE_BYTES);
    let mut pieces = Vec::with_capacity(count);
    for index in 0..count {
        let at = (count + 1) * 4 + index * PIECE_BYTES;
        let ends = u32_at(plc, index * 4).zip(u32_at(plc, index * 4 + 4));
        let (Some((first, end)), Some(offset), Some(modifier)) = (ends, u32_at(plc, at + 2), u16_at(plc, at + 6))
        else {
            break;
        };
        if end < first {
            break;
        }
        let narrow = offset & NARROW != 0;
        let offset = if narrow { (offset & !NARROW) / 2 } else { offset };
        pieces.push(Piece { first, end, offset, narrow, modifier });
    }
    pieces
}

/// The properties that a modifier can name in seven bits, as far as they matter here.
fn short_code(index: u8) -> Option<u16> {
    Some(match index {
        0x0C => 0x260A,
        0x18 => 0x2416,
        0x19 => 0x2417,
        0x41 => 0x0800,
        0x42 => 0x0801,
        0x5C => 0x083C,
        0x75 => 0x0855,
        0x78 => 0x2640,
        _ => return None,
    })
}

impl Piece {
    /// Its characters before position `end`, as far as the stream holds them.
    pub(crate) fn characters<'w>(&self, word: &'w [u8], end: u32) -> Characters<'w> {
        let width = if self.narrow { 1 } else { 2 };
        let wanted = (self.end.min(end).saturating_sub(self.first) as usize).saturating_mul(width);
        let rest = word.get(self.offset as usize..).unwrap_or_default();
        let bytes = rest.get(..wanted).unwrap_or(rest);
        Characters { bytes, narrow: self.narrow, position: self.first, offset: self.offset }
    }
}

/// The characters of a piece.
#[derive(Debug)]
pub(crate) struct Characters<'w> {
    bytes: &'w [u8],
    narrow: bool,
    position: u32,
    offset: u32,
}

impl Iterator for Characters<'_> {
    type Item = Character;

    fn next(&mut self) -> Option<Character> {
        let (value, length, units) = if self.narrow {
            (latin(u8_at(self.bytes, 0)?), 1, 1)
        } else {
            let unit = u16_at(self.bytes, 0)?;
            let pair = [unit, u16_at(self.bytes, 2).unwrap_or_default()];
            match char::decode_utf16(pair).next()? {
                Ok(value) => (value, value.len_utf16() * 2, value.len_utf16()),
                Err(_) => (char::REPLACEMENT_CHARACTER, 2, 1),
            }
        };
        let character = Character { position: self.position, offset: self.offset, value };
        self.bytes = self.bytes.get(length..)?;
        self.position = self.position.saturating_add(u32::try_from(units).unwrap_or(1));
        self.offset = self.offset.saturating_add(u32::try_from(length).unwrap_or(1));
        Some(character)
    }
}

/// A byte of Windows-1252.
fn latin(byte: u8) -> char {
    if !(0x80..0xA0).contains(&byte) {
        return char::from(byte);
    }
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_give_characters_with_their_places() {
        let mut word = vec![0; 4];
        word.extend("甲𠮷".encode_utf16().flat_map(u16::to_le_bytes));
        word.extend([b'1', 0x93, 0xA0]);
        let wide = Piece { first: 0, end: 3, offset: 4, narrow: false, modifier: 0 };
        let narrow = Piece { first: 3, end: 9, offset: 10, narrow: true, modifier: 0 };
        let found: Vec<_> = [wide, narrow].iter().flat_map(|piece| piece.characters(&word, 9)).collect();
        let expected = [(0, 4, '甲'), (1, 6, '𠮷'), (3, 10, '1'), (4, 11, '“'), (5, 12, '\u{A0}')];
        assert_eq!(found, expected.map(|(position, offset, value)| Character { position, offset, value }));
        assert_eq!(wide.characters(&word, 1).count(), 1);
        assert_eq!(wide.characters(&word[..5], 3).count(), 0);
    }

    #[test]
    fn a_table_is_read_with_its_lists() {
        let mut bytes = vec![PROPERTY_LIST, 3, 0, 0x00, 0x08, 1, TABLE, 28, 0, 0, 0];
        for position in [0_u32, 5, 9] {
            bytes.extend(position.to_le_bytes());
        }
        for (offset, modifier) in [(0x600_u32, 1_u16), (NARROW | 0x1000, (0x18 << 1) | 0x0100)] {
            bytes.extend([0, 0]);
            bytes.extend(offset.to_le_bytes());
            bytes.extend(modifier.to_le_bytes());
        }
        let table = PieceTable::read(&bytes);
        let places: Vec<_> = table.pieces.iter().map(|p| (p.first, p.end, p.offset, p.narrow)).collect();
        assert_eq!(places, [(0, 5, 0x600, false), (5, 9, 0x800, true)]);
        let changes: Vec<_> = table.pieces.iter().map(|piece| table.changes(piece).into_owned()).collect();
        assert_eq!(changes, [vec![0x00, 0x08, 1], vec![0x16, 0x24, 1]]);
        for end in 0..bytes.len() {
            assert!(PieceTable::read(&bytes[..end]).pieces.len() <= 2, "cut at {end}");
        }
    }
}
