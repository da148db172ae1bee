//! Rows and columns as read, before anybody knows what they mean: a register, a workbook of final accounts.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::note::Note;

/// A file of sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// Format it was read as: `csv`, `xlsx` …
    pub format: String,
    /// Encoding of a text file.
    pub encoding: Option<String>,
    /// Sheets in their order; a text file is one without a name.
    pub sheets: Vec<Sheet>,
    /// What was left out while reading.
    pub notes: Vec<Note>,
}

/// One sheet. Rows may be of different length; all text lies in one arena, so that a hundred thousand rows cost little.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Name of the sheet; empty in a text file.
    pub name: String,
    /// Merged cells.
    pub merges: Vec<Merge>,
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
    /// Line of the file and number of the first cell, for each row.
    rows: Vec<(u32, u32)>,
}

/// Merged cells: the row and column of the upper left one, from 0, and how far they reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// Index of the first row.
    pub row: u32,
    /// First column.
    pub column: u32,
    /// Number of rows.
    pub rows: u32,
    /// Number of columns.
    pub columns: u32,
}

/// A row too many, or too much text: the arena counts in 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl Sheet {
    /// A sheet without rows.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Opens a row that stands in this line of the file, from 1.
    ///
    /// # Errors
    /// When there are more cells than 32 bits count.
    pub fn open_row(&mut self, line: u32) -> Result<(), Full> {
        self.rows.push((line, u32::try_from(self.ends.len()).map_err(|_| Full)?));
        Ok(())
    }

    /// Adds a cell to the last row.
    ///
    /// # Errors
    /// When there is more text than 32 bits count.
    pub fn push(&mut self, cell: &str) -> Result<(), Full> {
        self.text.push_str(cell.trim());
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| Full)?);
        Ok(())
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Number of cells.
    pub fn cells(&self) -> usize {
        self.ends.len()
    }

    /// Number of cells of a row.
    pub fn width(&self, row: usize) -> usize {
        let (from, to) = self.span(row);
        to.saturating_sub(from)
    }

    /// Line of the file that a row begins in, from 1.
    pub fn line(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |(line, _)| *line)
    }

    /// The text of a cell; empty where there is none.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let (from, to) = self.span(row);
        let at = from.saturating_add(column);
        if at >= to {
            return "";
        }
        let end = |index: usize| self.ends.get(index).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).map_or(0, end);
        self.text.get(start..end(at)).unwrap_or_default()
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.width(row)).map(move |column| self.cell(row, column))
    }

    /// The place of a cell for people: `第7行` in a text, `台账!D7` in a workbook.
    pub fn place(&self, row: usize, column: Option<usize>) -> Place<'_> {
        Place { sheet: &self.name, line: self.line(row), column }
    }

    fn span(&self, row: usize) -> (usize, usize) {
        let first = |row: usize| self.rows.get(row).map_or(self.ends.len(), |(_, first)| *first as usize);
        (first(row), first(row.saturating_add(1)))
    }
}

/// A place in a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    sheet: &'a str,
    line: u32,
    column: Option<usize>,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.sheet, self.column) {
            ("", None) => write!(f, "第{}行", self.line),
            ("", Some(column)) => write!(f, "第{}行第{}列", self.line, column.saturating_add(1)),
            (sheet, None) => write!(f, "{sheet}第{}行", self.line),
            (sheet, Some(column)) => write!(f, "{sheet}!{}{}", letters(column), self.line),
        }
    }
}

/// The letters of a column, from 0: A … Z, AA …
pub fn letters(column: usize) -> String {
    let mut text = Vec::new();
    let mut left = column.saturating_add(1);
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        text.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    text.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_different_length_keep_their_cells_and_lines() {
        let mut sheet = Sheet::new("");
        for (line, row) in [(1, &["宗地", "面积"][..]), (3, &["甲"]), (4, &[])] {
            sheet.open_row(line).unwrap();
            row.iter().try_for_each(|cell| sheet.push(cell)).unwrap();
        }
        assert_eq!((sheet.rows(), sheet.width(0), sheet.width(1), sheet.width(2)), (3, 2, 1, 0));
        assert_eq!((sheet.cell(0, 1), sheet.cell(1, 0), sheet.cell(1, 1), sheet.cell(9, 9)), ("面积", "甲", "", ""));
        assert_eq!(sheet.place(1, None).to_string(), "第3行");
    }

    #[test]
    fn columns_of_a_workbook_have_letters() {
        for (column, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), expected);
        }
    }
}
