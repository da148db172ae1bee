//! A table that may run over several pages, and its way into the flow of the document.

use super::grid::{Grid, Region};
use super::line::Line;
use super::page::{Area, Length, POINT};
use super::paragraph::{Column, paragraphs};
use super::pitch::Usual;
use crate::flow::{Grid as FlowGrid, GridCell, Item};
use crate::piece::{Piece, to_u32};
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
    /// Where its text begins and ends, when that is known better than from borders.
    pub(super) column: Option<Column>,
    /// Text that runs up or down in it, and from where to where it may run.
    pub(super) turned: Vec<(Line, Column)>,
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
    /// The first and the last of the tables that touch in it.
    pub(super) first: Area,
    pub(super) last: Area,
    /// Height of the first row.
    pub(super) first_row: Length,
    pub(super) open_above: bool,
    pub(super) open_below: bool,
    /// Where columns meet in a table without lines between them; none in others.
    pub(super) seams: Vec<Length>,
}

impl Cell {
    pub(super) fn is_blank(&self) -> bool {
        self.lines.is_empty() && self.turned.is_empty()
    }

    /// Marks that hang over the edge must not make the column seem wider.
    pub(super) fn text_column(&self, padding: Length) -> Column {
        self.column.unwrap_or(Column { left: self.left + padding, right: self.right - padding })
    }

    fn pieces(&self, padding: Length) -> Vec<Piece> {
        let column = stack(&self.lines).unwrap_or_else(|| self.text_column(padding));
        let mut pieces = paragraphs(self.lines.iter().map(|line| (line, column)), &Usual::default());
        pieces.extend(paragraphs(self.turned.iter().map(|(line, column)| (line, *column)), &Usual::default()));
        pieces
    }

    /// Stands in the same columns.
    pub(super) fn is_under(&self, other: &Self) -> bool {
        (self.left - other.left).abs() <= SAME && (self.right - other.right).abs() <= SAME
    }

    pub(super) fn text(&self) -> String {
        self.lines.iter().chain(self.turned.iter().map(|(line, _)| line)).map(Line::text).collect()
    }

    pub(super) fn end(&self) -> usize {
        self.row + self.row_span
    }
}

/// The lines of a cell: upright ones, and turned ones with the column that they stand in.
pub(super) type Texts = (Vec<Line>, Vec<(Line, Column)>);

/// A word whose characters stand below each other, one in a line: how wide it is.
fn stack(lines: &[Line]) -> Option<Column> {
    let first = lines.first().filter(|_| lines.len() > 1)?;
    let middle = |line: &Line| line.area.left.midpoint(line.area.right);
    let is_one = |line: &Line| line.visible().count() == 1 && !line.first().is_ascii();
    let is_below = |line: &Line| (middle(line) - middle(first)).abs() * 3 < line.size;
    let is_near = |(before, line): (&Line, &Line)| (line.baseline - before.baseline) * 5 < line.size * 9;
    let is_stack =
        lines.iter().all(|line| is_one(line) && is_below(line)) && lines.iter().zip(lines.iter().skip(1)).all(is_near);
    let left = lines.iter().map(|line| line.area.left).min()?;
    let right = lines.iter().map(|line| line.area.right).max()?;
    is_stack.then_some(Column { left, right })
}

impl Sheet {
    /// The table of a page; `texts` are the lines of each region, upright and turned ones.
    pub(super) fn of(page: u32, grid: &Grid, texts: Vec<Texts>) -> Self {
        let cell = |(region, (lines, turned)): (&Region, Texts)| {
            let Area { left, right, .. } = grid.area_of(region);
            Cell { row: region.row, row_span: region.row_span, left, right, lines, column: None, turned }
        };
        let first_row = grid.down.get(1).zip(grid.down.first()).map_or(0, |(end, start)| end - start);
        let mut sheet = Self {
            cells: grid.regions.iter().zip(texts).map(cell).collect(),
            rows: grid.rows(),
            page,
            area: grid.area(),
            first: grid.area(),
            last: grid.area(),
            first_row,
            open_above: grid.open_above,
            open_below: grid.open_below,
            seams: Vec::new(),
        };
        sheet.drop_strips();
        sheet
    }

    /// A row of one cell without text that reaches into no other row.
    fn is_strip(&self, row: usize) -> bool {
        let mut cells = self.cells.iter().filter(|cell| cell.row <= row && row < cell.end());
        let is_blank = cells.next().is_some_and(|cell| cell.is_blank() && cell.row_span == 1);
        is_blank && cells.next().is_none() && self.rows > 1
    }

    /// The outer lines of a table may run on to the end of the page below its last row, and begin above its first
    /// one on the next page; between them is no row.
    fn drop_strips(&mut self) {
        let last = self.rows.saturating_sub(1);
        if self.open_below && self.is_strip(last) {
            self.cells.retain(|cell| cell.row < last);
            self.rows = last;
            self.open_below = false;
        }
        if self.open_above && self.is_strip(0) {
            self.cells.retain(|cell| cell.row > 0);
            self.cells.iter_mut().for_each(|cell| cell.row -= 1);
            self.rows -= 1;
            self.open_above = false;
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
        let columns = borders.len().saturating_sub(1);
        for cell in self.cells {
            // A gap between two lines may be narrower than what counts as one.
            let (from, to) = (index(cell.left).min(columns.saturating_sub(1)), index(cell.right));
            if to <= from && cell.is_blank() {
                continue;
            }
            let pieces = cell.pieces(padding).into_iter();
            cells.push(GridCell {
                row: to_u32(cell.row),
                column: to_u32(from),
                row_span: to_u32(cell.row_span),
                column_span: to_u32(to.saturating_sub(from).max(1)),
                flow: pieces.map(|piece| Item::Paragraph(piece, ParagraphKind::Body)).collect(),
            });
        }
        Item::Table(FlowGrid { rows: to_u32(self.rows), columns: to_u32(columns), cells })
    }

    /// How far its text keeps from the lines.
    pub(super) fn padding(&self) -> Length {
        let gap = |cell: &Cell| cell.lines.iter().map(|line| line.area.left - cell.left).min();
        let gaps = self.cells.iter().filter_map(gap).filter(|gap| *gap >= 0);
        gaps.min().unwrap_or(0).min(WIDEST_PADDING)
    }
}
