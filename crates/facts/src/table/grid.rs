//! Rows of a table with what each cell is: a number nobody has claimed, words, nothing.

use jiheng_model::document::{Cell, Document, Table};
use jiheng_model::statement::State;

use crate::cell::{self, CellValue};
use crate::lexicon::Lexicon;
use crate::passage::{Passage, Zone};

/// Longer texts, in bytes, are no numbers.
const NUMBER_MAX: usize = 64;

/// A cell with its place among the passages.
#[derive(Clone, Debug)]
pub(crate) struct Spot<'a> {
    pub(crate) cell: &'a Cell,
    pub(crate) text: &'a str,
    /// Column it stands in; in a dump where rows lost merged cells, the one it was found to stand in.
    pub(crate) column: u32,
    /// Index of its first passage; a blank cell has none.
    pub(crate) passage: Option<usize>,
    /// Its number, where it is one and no form claimed it.
    pub(crate) value: Option<CellValue>,
}

impl Spot<'_> {
    /// A dash or 无: nothing, said explicitly.
    pub(crate) fn is_nil(&self) -> bool {
        is_nil(self.text)
    }

    /// Words that are neither a number nor a dash.
    pub(crate) fn is_words(&self) -> bool {
        self.value.is_none() && !self.text.is_empty() && !self.is_nil()
    }
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Band<'a> {
    pub(crate) block: u32,
    pub(crate) row: u32,
    pub(crate) spots: Vec<Spot<'a>>,
}

impl<'a> Band<'a> {
    pub(crate) fn visible(&self) -> impl Iterator<Item = &Spot<'a>> {
        self.spots.iter().filter(|spot| !spot.text.is_empty())
    }

    pub(crate) fn numbers(&self) -> impl Iterator<Item = &Spot<'a>> {
        self.spots.iter().filter(|spot| spot.value.is_some())
    }

    /// The cell that begins in a grid column.
    pub(crate) fn at(&self, column: u32) -> Option<&Spot<'a>> {
        let index = self.spots.binary_search_by_key(&column, |spot| spot.column).ok()?;
        self.spots.get(index)
    }
}

impl<'a> Band<'a> {
    /// The cell that covers a grid column.
    pub(crate) fn over(&self, column: u32) -> Option<&Spot<'a>> {
        let after = self.spots.partition_point(|spot| spot.column <= column);
        let spot = self.spots.get(after.checked_sub(1)?)?;
        (column < spot.column + spot.cell.column_span).then_some(spot)
    }
}

/// The rows of a table. `cursor` runs over the passages, which stand in the order of the cells.
pub(crate) fn bands<'a>(
    document: &'a Document,
    table: &'a Table,
    block: u32,
    passages: &[Passage],
    cursor: &mut usize,
    lexicon: &Lexicon,
) -> Vec<Band<'a>> {
    let mut bands: Vec<Band<'a>> = (0..table.rows).map(|row| Band { block, row, spots: Vec::new() }).collect();
    for cell in &table.cells {
        let text = document.text(&cell.text);
        let place = (block, Some((cell.row, cell.column)));
        let found = passages.get(*cursor).filter(|p| (p.block, p.cell) == place);
        let passage = found.map(|_| *cursor);
        let free = found.is_some_and(|p| p.zone == Zone::Free);
        while passages.get(*cursor).is_some_and(|p| (p.block, p.cell) == place) {
            *cursor += 1;
        }
        let value = if free { number(text, lexicon) } else { None };
        if let Some(band) = bands.get_mut(cell.row as usize) {
            band.spots.push(Spot { cell, text, column: cell.column, passage, value });
        }
    }
    bands
}

/// A dash or 无.
pub(crate) fn is_nil(text: &str) -> bool {
    cell::is_nil(text)
}

/// The number a cell holds; 2021年 is no number but a heading.
fn number(text: &str, lexicon: &Lexicon) -> Option<CellValue> {
    let starts = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "-－−—△▲(（￥¥".contains(c);
    if text.len() > NUMBER_MAX || !text.starts_with(starts) || is_nil(text) {
        return None;
    }
    let value = cell::read(text, lexicon);
    let year = value.unit.as_ref().is_some_and(|unit| unit.symbol.starts_with('年')) && is_year(&value);
    (value.state == State::Number && !year && !is_item_number(text)).then_some(value)
}

/// `(1)` and `（二）` number an item; `(1,234.50)` is a negative amount.
fn is_item_number(text: &str) -> bool {
    text.starts_with(['(', '（']) && text.chars().filter(char::is_ascii_digit).count() <= 2 && !text.contains('.')
}

/// A whole number that can be a year.
pub(crate) fn is_year(value: &CellValue) -> bool {
    value.value.is_some_and(|v| v.scale() == 0 && (1990..2100).contains(&v.mantissa())) && !value.written.contains(',')
}
