//! What tables cost: repeated cells are written once and held many times.

use crate::error::{Measure, ReadError};
use crate::flow::Item;
use crate::limits::Limits;

/// Cells so far, and the text in those that are repeated.
#[derive(Debug, Default)]
pub(super) struct Spent {
    cells: u64,
    text_bytes: u64,
}

impl Spent {
    /// Counts a cell, and what it holds of repeated cells and their text.
    pub(super) fn cell(&mut self, repeated: &[Item], limits: &Limits) -> Result<(), ReadError> {
        self.cells = self.cells.saturating_add(1);
        for item in repeated {
            self.item(item);
        }
        if self.cells > limits.table_cells {
            return Err(ReadError::TooLarge { what: Measure::Cells, limit: limits.table_cells });
        }
        if self.text_bytes > limits.total_bytes {
            return Err(ReadError::TooLarge { what: Measure::TextBytes, limit: limits.total_bytes });
        }
        Ok(())
    }

    /// Tables are nested no deeper than the limits allow.
    fn item(&mut self, item: &Item) {
        match item {
            Item::Paragraph(piece, _) => self.text_bytes = self.text_bytes.saturating_add(piece.bytes()),
            Item::Table(grid) => {
                self.cells = self.cells.saturating_add(grid.cells.len() as u64);
                for item in grid.cells.iter().flat_map(|cell| &cell.flow) {
                    self.item(item);
                }
            }
        }
    }
}
