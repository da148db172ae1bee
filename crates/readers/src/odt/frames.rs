//! The open paragraphs and tables while a document streams by.

use jiheng_model::document::ParagraphKind;

use crate::flow::{Grid, GridCell, Item};
use crate::opendocument::Line;
use crate::piece::Piece;

/// Wider or higher than any form; what claims more is damaged or hostile.
const SPAN_MAX: u32 = 1024;
/// Repeated blanks up to this many are cells of a form, more only fill a page.
const BLANKS_MAX: u32 = 64;

/// A paragraph that is being read.
#[derive(Debug)]
pub(crate) struct ParagraphFrame {
    pub(crate) piece: Piece,
    pub(crate) kind: ParagraphKind,
    pub(crate) line: Line,
    /// How many containers were open when it began.
    pub(crate) level: usize,
    pub(crate) hidden: bool,
    /// What stands in text boxes that hang on it.
    pub(crate) after: Vec<Item>,
}

/// A place that takes paragraphs and tables: the body, a cell, a text box.
#[derive(Debug, Default)]
pub(crate) struct Container {
    pub(crate) flow: Vec<Item>,
    /// Lists around the next paragraph.
    pub(crate) lists: u32,
}

/// A cell that is being read, as far as the grid goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CellFrame {
    pub(crate) row_span: u32,
    pub(crate) column_span: u32,
    pub(crate) repeated: u32,
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(crate) struct TableFrame {
    grid: Grid,
    column: u32,
    /// Cells of the rows above this one.
    row_start: usize,
    row_repeated: u32,
    pub(crate) cells: Vec<CellFrame>,
}

impl TableFrame {
    pub(crate) fn start_row(&mut self, repeated: u32) {
        self.column = 0;
        self.row_start = self.grid.cells.len();
        self.row_repeated = repeated.max(1);
    }

    /// Places that a merged cell covers.
    pub(crate) fn cover(&mut self, repeated: u32) {
        self.column = self.column.saturating_add(repeated.clamp(1, SPAN_MAX));
    }

    /// Puts a cell onto the grid; `spend` is told what each cell holds beyond what the file itself holds.
    pub(crate) fn place<E>(
        &mut self,
        flow: Vec<Item>,
        frame: CellFrame,
        mut spend: impl FnMut(&[Item]) -> Result<(), E>,
    ) -> Result<(), E> {
        let span = |claimed: u32| if claimed > SPAN_MAX { 1 } else { claimed.max(1) };
        let (row_span, column_span) = (span(frame.row_span), span(frame.column_span));
        let count = frame.repeated.max(1);
        if flow.is_empty() && count > BLANKS_MAX {
            self.column = self.column.saturating_add(count.min(SPAN_MAX));
            return Ok(());
        }
        for _ in 1..count {
            spend(&flow)?;
            self.push(GridCell { row: 0, column: 0, row_span, column_span, flow: flow.clone() });
        }
        spend(&[])?;
        self.push(GridCell { row: 0, column: 0, row_span, column_span, flow });
        Ok(())
    }

    fn push(&mut self, cell: GridCell) {
        let (row, column) = (self.grid.rows, self.column);
        // The other places of a merged cell follow as covered ones.
        self.column = column.saturating_add(1);
        self.grid.columns = self.grid.columns.max(column.saturating_add(cell.column_span));
        self.grid.cells.push(GridCell { row, column, ..cell });
    }

    pub(crate) fn finish_row<E>(&mut self, mut spend: impl FnMut(&[Item]) -> Result<(), E>) -> Result<(), E> {
        self.grid.rows = self.grid.rows.saturating_add(1);
        let cells = self.grid.cells.get(self.row_start..).unwrap_or_default();
        let is_filler = self.row_repeated > BLANKS_MAX && cells.iter().all(|cell| cell.flow.is_empty());
        if self.row_repeated == 1 || is_filler {
            return Ok(());
        }
        let cells = cells.to_vec();
        for _ in 1..self.row_repeated {
            for cell in &cells {
                spend(&cell.flow)?;
                self.grid.cells.push(GridCell { row: self.grid.rows, ..cell.clone() });
            }
            self.grid.rows = self.grid.rows.saturating_add(1);
        }
        Ok(())
    }

    /// The table; no cell reaches below its last row.
    pub(crate) fn finish(mut self) -> Grid {
        for cell in &mut self.grid.cells {
            cell.row_span = cell.row_span.min(self.grid.rows.saturating_sub(cell.row)).max(1);
        }
        self.grid
    }
}
