//! Rows with edges of their own become one grid: this format has no columns, only widths in each row.

use super::row_shape::RowShape;
use crate::flow::{Grid, Item};
use crate::piece::to_u32;
use crate::rows::{Container, TableFrame};

/// Edges of different rows that lie this near, in twentieths of a point, are one: nobody can see half a
/// point, and programs round differently.
const TOLERANCE: i32 = 10;

/// A row that has ended.
#[derive(Debug)]
pub(crate) struct Row {
    /// What each cell holds.
    pub(crate) cells: Vec<Vec<Item>>,
    pub(crate) shape: RowShape,
}

/// The grid of a table.
pub(crate) fn grid_of(rows: Vec<Row>) -> Grid {
    let columns = Columns::of(&rows);
    let mut frame = TableFrame::default();
    for row in rows {
        if row.cells.is_empty() {
            continue;
        }
        frame.start_row();
        let mut shapes = row.shape.cells();
        let mut column: u32 = 0;
        for flow in row.cells {
            let mut cell = Container::new();
            cell.flow = flow;
            // A cell without a shape stands beside the one before it.
            let (mut start, mut end) = (column, column.saturating_add(1));
            if let Some(shape) = shapes.next() {
                start = columns.index(shape.left).max(column);
                end = columns.index(shape.right).max(start.saturating_add(1));
                cell.horizontal = shape.horizontal;
                cell.vertical = shape.vertical;
            }
            frame.skip_columns(start - column);
            cell.column_span = end - start;
            frame.place(cell);
            column = end;
        }
        frame.finish_row();
    }
    frame.finish()
}

/// The left edges of the columns.
struct Columns {
    edges: Vec<i32>,
}

impl Columns {
    fn of(rows: &[Row]) -> Self {
        let shapes = || rows.iter().flat_map(|row| row.shape.cells().take(row.cells.len()));
        // The two edges of a cell are never one.
        let narrowest = shapes().map(|cell| cell.right - cell.left).filter(|width| *width > 0).min();
        let tolerance = TOLERANCE.min(narrowest.unwrap_or(0) - 1);
        let mut all: Vec<i32> = shapes().flat_map(|cell| [cell.left, cell.right]).collect();
        all.sort_unstable();
        let mut edges: Vec<i32> = Vec::new();
        for edge in all {
            if edges.last().is_none_or(|last| edge.saturating_sub(*last) > tolerance) {
                edges.push(edge);
            }
        }
        Self { edges }
    }

    fn index(&self, edge: i32) -> u32 {
        to_u32(self.edges.partition_point(|known| *known <= edge).saturating_sub(1))
    }
}
