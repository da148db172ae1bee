//! Rows of a word processor's table put on their grid, one after the other.

use std::collections::BTreeMap;

use jiheng_model::document::ParagraphKind;

use crate::flow::{Grid, GridCell, Item};
use crate::piece::Piece;

/// Wider than any form; what claims more is damaged or hostile.
const SPAN_MAX: u32 = 1024;

/// How a cell takes part in a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merge {
    None,
    Restart,
    Continue,
}

impl Merge {
    /// Without a value the property continues the merge.
    pub(crate) fn from_value(value: Option<&str>) -> Self {
        if value == Some("restart") { Self::Restart } else { Self::Continue }
    }
}

/// A place that takes paragraphs and tables: the body or a cell.
#[derive(Debug)]
pub(crate) struct Container {
    pub(crate) flow: Vec<Item>,
    /// Text of paragraphs not yet ended.
    pub(crate) pending: Piece,
    pub(crate) column_span: u32,
    pub(crate) vertical: Merge,
    pub(crate) horizontal: Merge,
}

impl Container {
    pub(crate) fn new() -> Self {
        Self {
            flow: Vec::new(),
            pending: Piece::default(),
            column_span: 1,
            vertical: Merge::None,
            horizontal: Merge::None,
        }
    }

    /// Ends the pending paragraph.
    pub(crate) fn finish_paragraph(&mut self, kind: ParagraphKind) {
        let piece = std::mem::take(&mut self.pending);
        if !piece.is_blank() {
            self.flow.push(Item::Paragraph(piece, kind));
        }
    }
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(crate) struct TableFrame {
    grid: Grid,
    column: u32,
    /// Vertically merged cells of the row above, by column: their index.
    open: BTreeMap<u32, usize>,
    open_next: BTreeMap<u32, usize>,
    /// Cells of the row before this one and above.
    row_start: usize,
    /// The row was deleted under tracked changes.
    pub(crate) row_deleted: bool,
}

impl TableFrame {
    pub(crate) fn start_row(&mut self) {
        self.column = 0;
        self.row_start = self.grid.cells.len();
        self.row_deleted = false;
    }

    /// Grid columns left out before the first cell.
    pub(crate) fn skip_columns(&mut self, count: u32) {
        self.column = self.column.saturating_add(count.min(SPAN_MAX));
    }

    pub(crate) fn place(&mut self, mut cell: Container) {
        if self.row_deleted {
            return;
        }
        cell.finish_paragraph(ParagraphKind::Body);
        let column = self.column;
        let column_span = if cell.column_span > SPAN_MAX { 1 } else { cell.column_span.max(1) };
        self.column = column.saturating_add(column_span);
        self.grid.columns = self.grid.columns.max(self.column);
        if cell.horizontal == Merge::Continue
            && let Some(left) = self.grid.cells.get_mut(self.row_start..).and_then(<[GridCell]>::last_mut)
        {
            left.column_span = left.column_span.saturating_add(column_span);
            return;
        }
        // What a continued cell holds is never shown.
        if cell.vertical == Merge::Continue
            && let Some(index) = self.open.get(&column).copied()
            && let Some(above) = self.grid.cells.get_mut(index)
        {
            above.row_span = above.row_span.saturating_add(1);
            self.open_next.insert(column, index);
            return;
        }
        if cell.vertical != Merge::None {
            self.open_next.insert(column, self.grid.cells.len());
        }
        let row = self.grid.rows;
        self.grid.cells.push(GridCell { row, column, row_span: 1, column_span, flow: cell.flow });
    }

    pub(crate) fn finish_row(&mut self) {
        if self.row_deleted {
            return;
        }
        self.grid.rows = self.grid.rows.saturating_add(1);
        self.open = std::mem::take(&mut self.open_next);
    }

    pub(crate) fn finish(self) -> Grid {
        self.grid
    }
}
