//! What property lists say of characters and paragraphs, as far as it matters for reading.

use super::row_shape::RowShape;
use super::sprm::{Sprm, Sprms};
use crate::bytes::{slice_at, u16_at, u32_at};
use crate::headings::outline_level;

/// Lists that are too long for their page lie in the data stream, and may refer on once more.
const REFERENCES: [u16; 3] = [0x6645, 0x6646, 0x646B];
const REFERENCES_MAX: u32 = 3;
const TABLE_GROUP: u16 = 5;
/// Greater numbers say where a list number was before it was taken away.
const LIST_MAX: u16 = 0x7FE;

/// Goes through property lists under a cap: a hostile file may refer a million times to its longest list.
pub(crate) struct Lists<'a> {
    data: &'a [u8],
    left_bytes: u64,
}

impl<'a> Lists<'a> {
    pub(crate) fn new(data: &'a [u8], cap_bytes: u64) -> Self {
        Self { data, left_bytes: cap_bytes }
    }

    /// The cap was reached, so properties are missing.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.left_bytes == 0
    }

    /// Hands each entry of the list to `change`, also those of the lists it refers to.
    pub(crate) fn visit(&mut self, list: &[u8], change: &mut dyn FnMut(Sprm<'_>)) {
        self.visit_within(list, REFERENCES_MAX, change);
    }

    fn visit_within(&mut self, list: &[u8], references: u32, change: &mut dyn FnMut(Sprm<'_>)) {
        self.left_bytes = self.left_bytes.saturating_sub(list.len() as u64);
        if self.left_bytes == 0 {
            return;
        }
        for sprm in Sprms::new(list) {
            if !REFERENCES.contains(&sprm.code) {
                change(sprm);
            } else if let Some(further) = references.checked_sub(1).and_then(|_| self.referred(sprm)) {
                self.visit_within(further, references - 1, change);
            }
        }
    }

    fn referred(&self, sprm: Sprm<'_>) -> Option<&'a [u8]> {
        let at = u32_at(sprm.operand, 0)? as usize;
        slice_at(self.data, at.checked_add(2)?, usize::from(u16_at(self.data, at)?))
    }
}

/// What a mark ends beside its paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ends {
    /// A row, where the mark is that of a cell.
    pub(crate) row: bool,
    /// A cell of a table in a cell.
    pub(crate) inner_cell: bool,
    pub(crate) inner_row: bool,
}

/// Properties of a paragraph, or of the mark that ends a row.
#[derive(Debug, Default)]
pub(crate) struct ParagraphLook {
    pub(crate) style: u16,
    /// Heading level from 1, or 0 for body text.
    pub(crate) outline: Option<u8>,
    pub(crate) list: Option<bool>,
    pub(crate) ends: Ends,
    in_table: bool,
    depth: u32,
    pub(crate) row: RowShape,
}

impl ParagraphLook {
    /// Tables around the paragraph.
    pub(crate) fn table_depth(&self) -> u32 {
        self.depth.max(u32::from(self.in_table))
    }

    pub(crate) fn apply(&mut self, sprm: Sprm<'_>) {
        match sprm.code {
            0x4600 => self.style = sprm.word(),
            0x2416 => self.in_table = sprm.is_on(),
            0x2417 => self.ends.row = sprm.is_on(),
            0x244B => self.ends.inner_cell = sprm.is_on(),
            0x244C => self.ends.inner_row = sprm.is_on(),
            0x6649 => self.depth = u32_at(sprm.operand, 0).unwrap_or_default(),
            0x664A => self.depth = self.depth.wrapping_add(u32_at(sprm.operand, 0).unwrap_or_default()),
            0x2640 => self.outline = outline_level(Some(u32::from(sprm.byte()))),
            0x460B => self.list = Some((1..=LIST_MAX).contains(&sprm.word())),
            code if code >> 10 & 7 == TABLE_GROUP => self.row.apply(sprm),
            _ => {}
        }
    }
}

/// A property that a style may have set already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toggle {
    Off,
    On,
    /// As the style has it.
    Style,
    /// The opposite of what the style has.
    NotStyle,
}

impl Toggle {
    pub(crate) fn from_operand(operand: u8) -> Self {
        match operand {
            0 => Self::Off,
            0x80 => Self::Style,
            0x81 => Self::NotStyle,
            _ => Self::On,
        }
    }

    /// On or off, when the style says `by_style`.
    pub(crate) fn is_on(self, by_style: bool) -> bool {
        match self {
            Self::Off => false,
            Self::On => true,
            Self::Style => by_style,
            Self::NotStyle => !by_style,
        }
    }
}

/// Properties of characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct CharacterLook {
    pub(crate) hidden: Option<Toggle>,
    pub(crate) style: Option<u16>,
    /// Deleted under tracked changes.
    pub(crate) deleted: bool,
    /// The character stands for something else.
    pub(crate) special: bool,
    /// A character of a symbol font.
    pub(crate) symbol: Option<char>,
}

impl CharacterLook {
    pub(crate) fn apply(&mut self, sprm: Sprm<'_>) {
        match sprm.code {
            0x0800 => self.deleted = sprm.is_on(),
            0x083C => self.hidden = Some(Toggle::from_operand(sprm.byte())),
            0x0855 => self.special = sprm.is_on(),
            0x2A33 => self.hidden = None,
            0x4A30 => self.style = Some(sprm.word()),
            0x6A09 => self.symbol = u16_at(sprm.operand, 2).and_then(|code| char::from_u32(u32::from(code))),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_followed_into_the_data_stream() {
        let mut data = vec![3, 0, 0x17, 0x24, 1];
        data.extend([9, 0, 0x46, 0x66, 0, 0, 0, 0, 0x16, 0x24, 1]);
        // A list that refers to itself.
        data.extend([6, 0, 0x46, 0x66, 16, 0, 0, 0]);
        for (at, cap, expected) in
            [(5_u8, 100, (true, 1)), (16, 100, (false, 0)), (5, 8, (false, 0)), (99, 100, (false, 0))]
        {
            let mut lists = Lists::new(&data, cap);
            let mut look = ParagraphLook::default();
            lists.visit(&[0x46, 0x66, at, 0, 0, 0], &mut |sprm| look.apply(sprm));
            assert_eq!((look.ends.row, look.table_depth()), expected, "{at} within {cap}");
            assert_eq!(lists.is_exhausted(), cap == 8);
        }
    }
}
