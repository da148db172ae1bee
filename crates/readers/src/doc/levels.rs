//! Tables inside tables while the text streams by: the body, then the open cell of each table around a paragraph.

use jiheng_model::document::ParagraphKind;

use super::row_shape::RowShape;
use super::table_grid::{Row, grid_of};
use crate::error::{Measure, ReadError};
use crate::flow::Item;
use crate::limits::Limits;
use crate::piece::Piece;

/// An open table.
#[derive(Debug, Default)]
struct Level {
    rows: Vec<Row>,
    /// Ended cells of the open row.
    cells: Vec<Vec<Item>>,
    /// What the open cell holds so far.
    cell: Vec<Item>,
    /// The mark of a cell of the open row stands, so the row does too: some programs mark the end of the row
    /// before a deleted one.
    has_kept_cell: bool,
}

impl Level {
    fn finish_row(&mut self, shape: RowShape) {
        if !self.cell.is_empty() {
            self.cells.push(std::mem::take(&mut self.cell));
        }
        self.rows.push(Row { cells: std::mem::take(&mut self.cells), shape });
        self.has_kept_cell = false;
    }
}

/// The body and the open tables.
pub(crate) struct Levels<'l> {
    limits: &'l Limits,
    body: Vec<Item>,
    tables: Vec<Level>,
    cells: u64,
    /// The paragraph before this one lay deeper than tables are kept.
    was_too_deep: bool,
    deep_tables: u32,
}

impl<'l> Levels<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self { limits, body: Vec::new(), tables: Vec::new(), cells: 0, was_too_deep: false, deep_tables: 0 }
    }

    /// A paragraph with so many tables around it.
    pub(crate) fn paragraph(&mut self, text: Piece, kind: ParagraphKind, depth: u32) {
        let is_too_deep = u64::from(depth) > self.limits.nested_tables;
        if is_too_deep {
            let is_new = !std::mem::replace(&mut self.was_too_deep, true);
            self.deep_tables = self.deep_tables.saturating_add(u32::from(is_new));
            return;
        }
        self.was_too_deep = false;
        self.go_to(depth as usize);
        if !text.is_blank() {
            self.flow().push(Item::Paragraph(text, kind));
        }
    }

    /// The innermost open cell ends; its mark may be deleted under tracked changes.
    pub(crate) fn finish_cell(&mut self, deleted: bool) -> Result<(), ReadError> {
        if self.was_too_deep {
            return Ok(());
        }
        self.cells += 1;
        if self.cells > self.limits.table_cells {
            return Err(ReadError::TooLarge { what: Measure::Cells, limit: self.limits.table_cells });
        }
        if let Some(table) = self.tables.last_mut() {
            table.cells.push(std::mem::take(&mut table.cell));
            table.has_kept_cell |= !deleted;
        }
        Ok(())
    }

    /// The innermost open row ends; a row deleted under tracked changes is none.
    pub(crate) fn finish_row(&mut self, shape: RowShape, deleted: bool) {
        if self.was_too_deep {
            return;
        }
        if let Some(table) = self.tables.last_mut() {
            if deleted && !table.has_kept_cell {
                table.cells.clear();
                table.cell.clear();
            } else {
                table.finish_row(shape);
            }
        }
    }

    /// Ends everything; gives the flow of the body and how many tables lay too deep.
    pub(crate) fn finish(mut self, rest: Piece) -> (Vec<Item>, u32) {
        if !rest.is_blank() {
            self.flow().push(Item::Paragraph(rest, ParagraphKind::Body));
        }
        self.go_to(0);
        (self.body, self.deep_tables)
    }

    fn flow(&mut self) -> &mut Vec<Item> {
        self.tables.last_mut().map_or(&mut self.body, |table| &mut table.cell)
    }

    fn go_to(&mut self, depth: usize) {
        while self.tables.len() > depth {
            let Some(mut table) = self.tables.pop() else { break };
            // A row without its end, in a damaged file.
            if !table.cells.is_empty() || !table.cell.is_empty() {
                table.finish_row(RowShape::default());
            }
            if !table.rows.is_empty() {
                self.flow().push(Item::Table(grid_of(table.rows)));
            }
        }
        while self.tables.len() < depth {
            self.tables.push(Level::default());
        }
    }
}
