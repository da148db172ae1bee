//! One sheet with its cells, and what a reader should be told about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiheng_model::document::DocumentBuilder;

use super::{address, grid};
use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::note;

/// A cell that is written or formatted.
#[derive(Debug)]
pub(crate) struct SheetCell {
    pub(crate) row: u32,
    pub(crate) column: u32,
    /// What a reader saw; may be empty.
    pub(crate) text: String,
}

/// Merged cells, first and last row and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// What one sheet holds.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) cells: Vec<SheetCell>,
    pub(crate) merges: Vec<Merge>,
    pub(crate) hidden_rows: BTreeSet<u32>,
    /// First to last hidden column.
    pub(crate) hidden_columns: BTreeMap<u32, u32>,
    formulas_without_value: u64,
    first_without_value: Option<(u32, u32)>,
}

/// How much more of a workbook may be kept. A text that many cells share takes its room once for each of them.
#[derive(Debug)]
pub(crate) struct Budget {
    cells: u64,
    text_bytes: u64,
    limits: Limits,
}

impl Budget {
    /// All that the limits allow.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { cells: limits.sheet_cells, text_bytes: limits.total_bytes, limits: limits.clone() }
    }

    /// Takes a cell, a merged region or a hidden row off what is left.
    pub(crate) fn spend(&mut self) -> Result<(), ReadError> {
        let limit = self.limits.sheet_cells;
        self.cells = self.cells.checked_sub(1).ok_or(ReadError::TooLarge { what: Measure::Cells, limit })?;
        Ok(())
    }

    /// Takes the text of a cell off what is left.
    pub(crate) fn spend_text(&mut self, text: &str) -> Result<(), ReadError> {
        let limit = self.limits.total_bytes;
        let too_large = ReadError::TooLarge { what: Measure::TextBytes, limit };
        self.text_bytes = self.text_bytes.checked_sub(text.len() as u64).ok_or(too_large)?;
        Ok(())
    }
}

impl Sheet {
    /// A formula whose result is not in the file.
    pub(crate) fn formula_without_value(&mut self, row: u32, column: u32) {
        self.formulas_without_value += 1;
        self.first_without_value.get_or_insert((row, column));
    }

    /// How many hidden rows and columns hold text.
    fn hidden_counts(&self) -> (usize, usize) {
        if self.hidden_rows.is_empty() && self.hidden_columns.is_empty() {
            return (0, 0);
        }
        let written = || self.cells.iter().filter(|cell| !cell.text.trim().is_empty());
        let rows: BTreeSet<u32> = written().map(|cell| cell.row).filter(|row| self.hidden_rows.contains(row)).collect();
        let columns: BTreeSet<u32> =
            written().map(|cell| cell.column).filter(|column| self.is_hidden_column(*column)).collect();
        (rows.len(), columns.len())
    }

    fn is_hidden_column(&self, column: u32) -> bool {
        self.hidden_columns.range(..=column).next_back().is_some_and(|(_, last)| *last >= column)
    }

    /// How many formulas have no stored result, and the address of the first.
    fn unfinished_formulas(&self) -> Option<(u64, String)> {
        let (row, column) = self.first_without_value?;
        Some((self.formulas_without_value, address::format(row, column)))
    }
}

/// Adds the sheet as a table, with notes on what is hidden or missing in it. Hidden rows and columns belong to the
/// sums of those beside them, so they are read.
pub(crate) fn add_sheet(name: &str, hidden: bool, sheet: Sheet, limits: &Limits, builder: &mut DocumentBuilder) {
    // Hidden sheets hold lists to choose from and the figures of other years: what nobody sees is not asserted.
    if hidden {
        if sheet.cells.iter().any(|cell| !cell.text.trim().is_empty()) {
            builder.note(note(
                "hidden-sheet",
                format!("工作表“{name}”是隐藏的，未计入核对；如属于报告，请取消隐藏后再试。"),
                format!("the sheet “{name}” is hidden and was left out; show it if it belongs to the report"),
            ));
        }
        return;
    }
    let (rows, columns) = sheet.hidden_counts();
    if rows + columns > 0 {
        builder.note(note(
            "hidden-cells",
            format!("工作表“{name}”有 {rows} 个隐藏行、{columns} 个隐藏列含有内容，仍然读取并核对。"),
            format!("the sheet “{name}” has {rows} hidden rows and {columns} hidden columns with content; they were read and checked all the same"),
        ));
    }
    if let Some((count, first)) = sheet.unfinished_formulas() {
        builder.note(note(
            "formula-without-value",
            format!("工作表“{name}”有 {count} 个公式没有保存结果（如 {first}），按空白处理；请用 Excel 或 WPS 打开并保存后再试。"),
            format!("the sheet “{name}” has {count} formulas without a stored result (e.g. {first}), read as blank; open and save it in Excel or WPS"),
        ));
    }
    grid::add_table(&Arc::from(name), sheet, limits, builder);
}
