//! Property lists: each entry changes one property of a character, a paragraph or a table row.

use crate::bytes::{slice_at, u8_at, u16_at};

/// `sprmTDefTable` and its older form have a length of two bytes, one too large.
const LONG: [u16; 2] = [0xD608, 0xD606];
const CHANGED_TABS: u16 = 0xC615;
const VARIABLE: u16 = 6;

/// One entry of a property list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sprm<'a> {
    pub(crate) code: u16,
    /// Without the length, where the list carries one.
    pub(crate) operand: &'a [u8],
}

impl Sprm<'_> {
    /// The first byte of the operand.
    pub(crate) fn byte(&self) -> u8 {
        u8_at(self.operand, 0).unwrap_or_default()
    }

    /// The operand is not zero.
    pub(crate) fn is_on(&self) -> bool {
        self.byte() != 0
    }

    /// The first two bytes of the operand.
    pub(crate) fn word(&self) -> u16 {
        u16_at(self.operand, 0).unwrap_or_default()
    }
}

/// The entries of a list, up to the first that does not fit into it.
pub(crate) struct Sprms<'a> {
    rest: &'a [u8],
}

impl<'a> Sprms<'a> {
    pub(crate) fn new(list: &'a [u8]) -> Self {
        Self { rest: list }
    }
}

impl<'a> Iterator for Sprms<'a> {
    type Item = Sprm<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let code = u16_at(self.rest, 0)?;
        let (before, length) = operand_place(code, self.rest)?;
        let operand = slice_at(self.rest, 2 + before, length)?;
        self.rest = self.rest.get(2 + before + length..)?;
        Some(Sprm { code, operand })
    }
}

/// Bytes between code and operand, and bytes of the operand.
fn operand_place(code: u16, list: &[u8]) -> Option<(usize, usize)> {
    let fixed = match code >> 13 {
        0 | 1 => 1,
        3 => 4,
        7 => 3,
        VARIABLE if LONG.contains(&code) => return Some((2, usize::from(u16_at(list, 2)?).checked_sub(1)?)),
        VARIABLE => {
            let length = u8_at(list, 2)?;
            if code == CHANGED_TABS && length == u8::MAX {
                let deleted = usize::from(u8_at(list, 3)?) * 4;
                let added = usize::from(u8_at(list, 4 + deleted)?) * 3;
                return Some((1, 2 + deleted + added));
            }
            return Some((1, usize::from(length)));
        }
        _ => 2,
    };
    Some((0, fixed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_as_long_as_their_code_says() {
        let list = [
            [0x16, 0x24, 1].as_slice(),
            &[0x0B, 0x46, 2, 0],
            &[0x49, 0x66, 1, 0, 0, 0],
            &[0x08, 0xD6, 4, 0, 7, 8, 9],
            &[0x15, 0xC6, 255, 1, 0, 0, 0, 0, 1, 0, 0, 0],
            &[0x2B, 0xD6, 2, 3, 1],
        ]
        .concat();
        let found: Vec<(u16, usize)> = Sprms::new(&list).map(|sprm| (sprm.code, sprm.operand.len())).collect();
        assert_eq!(found, [(0x2416, 1), (0x460B, 2), (0x6649, 4), (0xD608, 3), (0xC615, 9), (0xD62B, 2)]);
        for end in 0..list.len() {
            assert!(Sprms::new(&list[..end]).count() < 6, "cut at {end}");
        }
    }
}
