//! The cells of one table row as its end mark describes them: widths and merges.

use super::sprm::Sprm;
use crate::bytes::{i16_at, u8_at, u16_at};
use crate::rows::Merge;

/// Bytes of a cell in the definition of a row.
const CELL_BYTES: usize = 20;
/// Word has 63; the count is one byte.
const CELLS_MAX: usize = 255;

/// One cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct CellShape {
    /// In twentieths of a point.
    width: i32,
    /// Zero for none. Which of the other values begins a merge is told in two ways by two descriptions of
    /// the format, so the first of a row of cells that have one begins it.
    horizontal: u16,
    /// 1 goes on, 3 begins.
    vertical: u16,
}

/// The cells of a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowShape {
    left: i32,
    gap_half: i32,
    cells: Vec<CellShape>,
}

/// A cell with its place across the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlacedCell {
    pub(crate) left: i32,
    pub(crate) right: i32,
    pub(crate) horizontal: Merge,
    pub(crate) vertical: Merge,
}

impl RowShape {
    /// Takes over a table property.
    pub(crate) fn apply(&mut self, sprm: Sprm<'_>) {
        let operand = sprm.operand;
        let byte = |at: usize| usize::from(u8_at(operand, at).unwrap_or_default());
        let word = |at: usize| i32::from(i16_at(operand, at).unwrap_or_default());
        match sprm.code {
            0xD608 => self.define(operand),
            0x7621 => self.insert(byte(0), byte(1), word(2)),
            0x5622 => {
                let lim = byte(1).min(self.cells.len());
                self.cells.drain(byte(0).min(lim)..lim);
            }
            0x7623 => self.range(byte(0), byte(1)).iter_mut().for_each(|cell| cell.width = word(2).max(0)),
            0x5624 => {
                self.range(byte(0), byte(1)).iter_mut().for_each(|cell| cell.horizontal = 2);
                self.range(byte(0), byte(0) + 1).iter_mut().for_each(|cell| cell.horizontal = 1);
            }
            0x5625 => self.range(byte(0), byte(1)).iter_mut().for_each(|cell| cell.horizontal = 0),
            0xD62B => {
                let vertical = u16::from(u8_at(operand, 1).unwrap_or_default());
                self.range(byte(0), byte(0) + 1).iter_mut().for_each(|cell| cell.vertical = vertical);
            }
            0x9601 => self.left = word(0) - self.gap_half,
            0x9602 => {
                let wider = word(0) - self.gap_half;
                self.gap_half = word(0);
                self.left -= wider;
                self.range(0, 1).iter_mut().for_each(|cell| cell.width += wider);
            }
            _ => {}
        }
    }

    fn range(&mut self, first: usize, lim: usize) -> &mut [CellShape] {
        let lim = lim.min(self.cells.len());
        self.cells.get_mut(first.min(lim)..lim).unwrap_or_default()
    }

    fn define(&mut self, operand: &[u8]) {
        let count = usize::from(u8_at(operand, 0).unwrap_or_default());
        let edge = |index: usize| i16_at(operand, 1 + index * 2).map(i32::from);
        let cells_at = 1 + (count + 1) * 2;
        self.left = edge(0).unwrap_or_default();
        self.cells.clear();
        for index in 0..count {
            let Some((left, right)) = edge(index).zip(edge(index + 1)) else { break };
            let bits = u16_at(operand, cells_at + index * CELL_BYTES).unwrap_or_default();
            let width = (right - left).max(0);
            self.cells.push(CellShape { width, horizontal: bits & 3, vertical: bits >> 5 & 3 });
        }
    }

    /// New cells before the cell `first`; cells that are missing before it come along.
    fn insert(&mut self, first: usize, count: usize, width: i32) {
        let missing = first.saturating_sub(self.cells.len());
        let count = (count + missing).min(CELLS_MAX.saturating_sub(self.cells.len()));
        let at = first.min(self.cells.len());
        let new = CellShape { width: width.max(0), ..CellShape::default() };
        self.cells.splice(at..at, std::iter::repeat_n(new, count));
    }

    /// The cells from left to right.
    pub(crate) fn cells(&self) -> impl Iterator<Item = PlacedCell> {
        let mut right = self.left;
        let mut first_of_merge = None;
        self.cells.iter().map(move |cell| {
            let left = right;
            right = right.saturating_add(cell.width);
            let horizontal = match (cell.horizontal, first_of_merge) {
                (0, _) => Merge::None,
                (value, Some(first)) if value != first => Merge::Continue,
                _ => Merge::Restart,
            };
            match horizontal {
                Merge::None => first_of_merge = None,
                Merge::Restart => first_of_merge = Some(cell.horizontal),
                Merge::Continue => {}
            }
            let vertical = match cell.vertical {
                1 => Merge::Continue,
                3 => Merge::Restart,
                _ => Merge::None,
            };
            PlacedCell { left, right, horizontal, vertical }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::doc::sprm::Sprms;

    fn shape(list: &[&[u8]]) -> String {
        let list = list.concat();
        let mut row = RowShape::default();
        Sprms::new(&list).for_each(|sprm| row.apply(sprm));
        let letter = |merge| match merge {
            Merge::None => '.',
            Merge::Restart => 'R',
            Merge::Continue => 'C',
        };
        let mut shown = String::new();
        for cell in row.cells() {
            let (horizontal, vertical) = (letter(cell.horizontal), letter(cell.vertical));
            write!(shown, "{}-{}{horizontal}{vertical} ", cell.left, cell.right).unwrap();
        }
        shown
    }

    fn define(edges: &[i16], bits: &[u16]) -> Vec<u8> {
        let mut operand = vec![u8::try_from(edges.len() - 1).unwrap()];
        operand.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
        for bits in bits {
            operand.extend(bits.to_le_bytes());
            operand.extend([0; CELL_BYTES - 2]);
        }
        let length = u16::try_from(operand.len() + 1).unwrap();
        [[0x08, 0xD6].as_slice(), &length.to_le_bytes(), &operand].concat()
    }

    #[test]
    fn rows_are_defined_and_changed() {
        let three = define(&[-10, 100, 200, 300], &[]);
        let insert: &[u8] = &[0x21, 0x76, 0, 2, 50, 0];
        let cases: &[(&[&[u8]], &str)] = &[
            (&[&three], "-10-100.. 100-200.. 200-300.. "),
            (&[&define(&[0, 9, 20, 30], &[0x60, 0x20])], "0-9.R 9-20.C 20-30.. "),
            (&[&define(&[0, 9, 20, 30], &[1, 2, 2])], "0-9R. 9-20C. 20-30C. "),
            (&[&define(&[0, 9, 20, 30], &[2, 1, 0])], "0-9R. 9-20C. 20-30.. "),
            (&[&define(&[0, 9, 20, 30], &[0, 1, 1])], "0-9.. 9-20R. 20-30R. "),
            (&[&three, &[0x24, 0x56, 1, 3]], "-10-100.. 100-200R. 200-300C. "),
            (&[&three, &[0x24, 0x56, 0, 9], &[0x25, 0x56, 2, 3]], "-10-100R. 100-200C. 200-300.. "),
            (&[&three, &[0x2B, 0xD6, 2, 1, 3]], "-10-100.. 100-200.R 200-300.. "),
            (&[&[0x02, 0x96, 7, 0], insert], "-7-43.. 43-93.. "),
            (&[insert, &[0x01, 0x96, 20, 0], &[0x23, 0x76, 1, 2, 9, 0]], "20-70.. 70-79.. "),
            (&[&three, insert, &[0x22, 0x56, 1, 4]], "-10-40.. 40-140.. "),
            (&[&[0x21, 0x76, 3, 1, 5, 0]], "0-5.. 5-10.. 10-15.. 15-20.. "),
            (&[&define(&[100, 50, 80], &[])], "100-100.. 100-130.. "),
            (&[&[0x08, 0xD6, 4, 0, 200, 0, 0]], ""),
            (&[&[0x22, 0x56, 9, 4], &[0x24, 0x56, 250, 3]], ""),
        ];
        for (list, expected) in cases {
            assert_eq!(shape(list), *expected, "{list:?}");
        }
    }
}
