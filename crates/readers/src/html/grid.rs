//! Where cells of a page's table come to stand when rows and columns are spanned.

use crate::flow::{Grid, GridCell, Item};

/// As in the HTML standard.
const COLUMN_SPAN_MAX: u32 = 1000;
/// Wider than any form. Cells beyond stack at the last column instead of costing memory.
const COLUMNS_MAX: u32 = 4096;

/// A table that is being read.
#[derive(Debug, Default)]
pub(crate) struct TableFrame {
    grid: Grid,
    /// For each column: the first row that is free again.
    free_from: Vec<u32>,
    row: u32,
    column: u32,
    in_row: bool,
    /// First cell of the row group; spans end with their group.
    group_start: usize,
}

impl TableFrame {
    pub(crate) fn start_row(&mut self) {
        self.finish_row();
        self.row = self.grid.rows;
        self.grid.rows = self.grid.rows.saturating_add(1);
        self.column = 0;
        self.in_row = true;
    }

    pub(crate) fn finish_row(&mut self) {
        self.in_row = false;
    }

    /// Places a cell. A row span of 0 reaches to the end of the group.
    pub(crate) fn place(&mut self, spans: (u32, u32), flow: Vec<Item>) {
        if !self.in_row {
            self.start_row();
        }
        let row = self.row;
        let free = self.free_from.iter().skip(index(self.column)).take_while(|free| **free > row).count();
        let column = self.column.saturating_add(crate::piece::to_u32(free)).min(COLUMNS_MAX - 1);
        let column_span = spans.1.clamp(1, COLUMN_SPAN_MAX).min(COLUMNS_MAX - column);
        let row_span = if spans.0 == 0 { u32::MAX } else { spans.0 };
        self.column = column + column_span;
        self.grid.columns = self.grid.columns.max(self.column);
        if self.free_from.len() < index(self.column) {
            self.free_from.resize(index(self.column), 0);
        }
        for free in self.free_from.iter_mut().skip(index(column)).take(index(column_span)) {
            *free = row.saturating_add(row_span);
        }
        self.grid.cells.push(GridCell { row, column, row_span, column_span, flow });
    }

    /// Ends a row group: spans are cut at its last row.
    pub(crate) fn finish_group(&mut self) {
        self.finish_row();
        let rows = self.grid.rows;
        for cell in self.grid.cells.iter_mut().skip(self.group_start) {
            cell.row_span = cell.row_span.min(rows.saturating_sub(cell.row)).max(1);
        }
        self.group_start = self.grid.cells.len();
        self.free_from.clear();
    }

    pub(crate) fn finish(mut self) -> Grid {
        self.finish_group();
        self.grid
    }
}

fn index(column: u32) -> usize {
    usize::try_from(column).unwrap_or(usize::MAX)
}
