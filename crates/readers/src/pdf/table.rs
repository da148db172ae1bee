//! A table that may run over several pages, and its way into the flow of the document.

use super::grid::{Grid, Region};
use super::line::Line;
use super::page::{Area, Length, POINT};
use super::paragraph::{Column, paragraphs};
use crate::flow::{Grid as FlowGrid, GridCell, Item};
use crate::piece::to_u32;
use jiheng_model::document::ParagraphKind;

/// Borders this near are one.
pub(super) const SAME: Length = 3 * POINT;
/// No table keeps its text farther from its lines than this, when all of it is set against them.
const WIDEST_PADDING: Length = 8 * POINT;

/// A cell, its columns still as places on the page.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) row_span: usize,
    pub(super) left: Length,
    pub(super) right: Length,
    pub(super) lines: Vec<Line>,
}

/// The table of one page, or what was joined to it.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Ordered by row, then place.
    pub(super) cells: Vec<Cell>,
    pub(super) rows: usize,
    /// Of the last part.
    pub(super) page: u32,
    pub(super) area: Area,
    /// Height of the first row.
    pub(super) first_row: Length,
    pub(super) open_above: bool,
    pub(super) open_below: bool,
}

impl Cell {
    pub(super) fn is_blank(&self) -> bool {
        self.lines.is_empty()
    }

    /// Stands in the same columns.
    pub(super) fn is_under(&self, other: &Self) -> bool {
        (self.left - other.left).abs() <= SAME && (self.right - other.right).abs() <= SAME
    }

    pub(super) fn text(&self) -> String {
        self.lines.iter().map(Line::text).collect()
    }

    pub(super) fn end(&self) -> usize {
        self.row + self.row_span
    }
}

impl Sheet {
    /// The table of a page; `texts` are the lines of each region.
    pub(super) fn of(page: u32, grid: &Grid, texts: Vec<Vec<Line>>) -> Self {
        let cell = |(region, lines): (&Region, Vec<Line>)| {
            let area = grid.area_of(region);
            Cell { row: region.row, row_span: region.row_span, left: area.left, right: area.right, lines }
        };
        let first_row = grid.down.get(1).zip(grid.down.first()).map_or(0, |(end, start)| end - start);
        Self {
            cells: grid.regions.iter().zip(texts).map(cell).collect(),
            rows: grid.rows(),
            page,
            area: grid.area(),
            first_row,
            open_above: grid.open_above,
            open_below: grid.open_below,
        }
    }

    /// The table as it goes into the document.
    pub(super) fn into_item(self) -> Item {
        let padding = self.padding();
        let mut places: Vec<Length> = self.cells.iter().flat_map(|cell| [cell.left, cell.right]).collect();
        places.sort_unstable();
        let mut borders: Vec<Length> = Vec::new();
        let mut last: Option<Length> = None;
        for place in places {
            if last.is_none_or(|last| place - last > SAME) {
                borders.push(place);
            }
            last = Some(place);
        }
        let index = |place: Length| borders.partition_point(|border| *border <= place).saturating_sub(1);
        let mut cells = Vec::with_capacity(self.cells.len());
        for cell in self.cells {
            let (from, to) = (index(cell.left), index(cell.right));
            // Marks that hang over the edge must not make the column seem wider.
            let column = Column { left: cell.left + padding, right: cell.right - padding };
            let pieces = paragraphs(&cell.lines, column).into_iter();
            cells.push(GridCell {
                row: to_u32(cell.row),
                column: to_u32(from),
                row_span: to_u32(cell.row_span),
                column_span: to_u32(to.saturating_sub(from).max(1)),
                flow: pieces.map(|piece| Item::Paragraph(piece, ParagraphKind::Body)).collect(),
            });
        }
        let columns = borders.len().saturating_sub(1);
        Item::Table(FlowGrid { rows: to_u32(self.rows), columns: to_u32(columns), cells })
    }

    /// How far its text keeps from the lines.
    pub(super) fn padding(&self) -> Length {
        let gap = |cell: &Cell| cell.lines.iter().map(|line| line.area.left - cell.left).min();
        let gaps = self.cells.iter().filter_map(gap).filter(|gap| *gap >= 0);
        gaps.min().unwrap_or(0).min(WIDEST_PADDING)
    }
}
