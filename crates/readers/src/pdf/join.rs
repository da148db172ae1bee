//! What a page break parted: tables that go on, rows that go on, header rows that are printed again.

use super::line::Line;
use super::page::{Length, POINT};
use super::paragraph::{Column, ends_sentence, is_full};
use super::table::{Cell, SAME, Sheet};

/// At most this many rows of a table are printed again on each page.
const HEADER_ROWS: usize = 6;
/// A table that leaves more room than its next row needs, and this, has ended.
const SPARE: Length = 20 * POINT;

/// How a row of the page before and the first row of the next hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// A sentence runs on.
    Strong,
    /// It may, or may not.
    Open,
    /// Nothing to go on.
    Neutral,
    /// Two rows.
    Parted,
}

/// Is `next`, the first thing on its page, the rest of `table`, the last thing on the page before?
/// `bottom` is how far down text and tables reach on any page.
pub(super) fn goes_on(table: &Sheet, next: &Sheet, bottom: Length) -> bool {
    let (one, other) = (table.area, next.area);
    if next.page != table.page + 1 || (one.left - other.left).abs() > SAME || (one.right - other.right).abs() > SAME {
        return false;
    }
    let has_room = bottom - one.bottom > next.first_row + SPARE;
    !has_room || same_columns(table, next)
}

/// The last row and the next one are divided at the same places.
fn same_columns(table: &Sheet, next: &Sheet) -> bool {
    let last = table.last_row();
    let first = next.first_row_cells();
    last.len() == first.len() && last.len() > 1 && last.iter().zip(&first).all(|(one, other)| one.is_under(other))
}

/// Adds the rest of a table.
pub(super) fn add(table: &mut Sheet, mut next: Sheet) {
    drop_header(table, &mut next);
    let is_open = table.open_below || next.open_above;
    let joins = next.rows > 0 && row_goes_on(table, &next, is_open);
    if !joins {
        extend_labels(table, &mut next);
    }
    let first_row = table.rows;
    let offset = if joins { first_row.saturating_sub(1) } else { first_row };
    for mut cell in std::mem::take(&mut next.cells) {
        let above = |other: &&mut Cell| joins && cell.row == 0 && other.end() == first_row && cell.is_under(other);
        if let Some(above) = table.cells.iter_mut().rev().find(above) {
            above.row_span += cell.row_span - 1;
            above.lines.append(&mut cell.lines);
        } else {
            cell.row += offset;
            table.cells.push(cell);
        }
    }
    table.rows = offset + next.rows;
    table.page = next.page;
    table.area = next.area;
    table.open_below = next.open_below;
    table.cells.sort_by_key(|cell| (cell.row, cell.left));
}

impl Sheet {
    /// Cells that reach the last row, from left to right.
    fn last_row(&self) -> Vec<&Cell> {
        let mut cells: Vec<&Cell> = self.cells.iter().filter(|cell| cell.end() == self.rows).collect();
        cells.sort_by_key(|cell| cell.left);
        cells
    }

    fn first_row_cells(&self) -> Vec<&Cell> {
        self.cells.iter().filter(|cell| cell.row == 0).collect()
    }
}

/// Takes away the rows at the top that repeat the first rows of the table.
fn drop_header(table: &Sheet, next: &mut Sheet) {
    let repeated = (1..=HEADER_ROWS.min(next.rows)).rev().find(|rows| is_header(table, next, *rows));
    let Some(rows) = repeated else { return };
    next.cells.retain(|cell| cell.row >= rows);
    for cell in &mut next.cells {
        cell.row -= rows;
    }
    next.rows -= rows;
    next.open_above = false;
}

fn is_header(table: &Sheet, next: &Sheet, rows: usize) -> bool {
    let head = |sheet: &Sheet| -> Option<Vec<(usize, Length, Length, String)>> {
        let cells = sheet.cells.iter().filter(|cell| cell.row < rows);
        cells
            .map(|cell| (cell.end() <= rows).then(|| (cell.row, cell.left / SAME, cell.right / SAME, cell.text())))
            .collect()
    };
    match (head(table), head(next)) {
        (Some(one), Some(other)) => {
            let near = |a: Length, b: Length| (a - b).abs() <= 1;
            one.len() == other.len()
                && one.iter().any(|cell| !cell.3.is_empty())
                && one.iter().zip(&other).all(|(a, b)| {
                    a.0 == b.0 && near(a.1, b.1) && near(a.2, b.2) && a.3 == b.3
                })
        }
        _ => false,
    }
}

/// Does the page break run through a row?
fn row_goes_on(table: &Sheet, next: &Sheet, is_open: bool) -> bool {
    let (last, first) = (table.last_row(), next.first_row_cells());
    let is_alike = last.len() == first.len() && last.iter().zip(&first).all(|(one, other)| one.is_under(other));
    if !is_alike || last.is_empty() {
        return false;
    }
    let padding = table.padding();
    let links: Vec<Link> = last.iter().zip(&first).map(|(one, other)| link(one, other, padding)).collect();
    let count = |wanted: Link| links.iter().filter(|link| **link == wanted).count();
    if count(Link::Parted) > 0 {
        return false;
    }
    // Where every cell starts anew and none runs on, only the missing line tells.
    let is_prose = count(Link::Open) > 0 && count(Link::Neutral) > 0 && last.iter().all(|cell| !cell.is_blank());
    count(Link::Strong) > 0 || (is_open && count(Link::Open) > 0) || is_prose
}

fn link(one: &Cell, other: &Cell, padding: Length) -> Link {
    let (Some(last), Some(first)) = (one.lines.last(), other.lines.first()) else {
        return if one.is_blank() && !other.is_blank() { Link::Parted } else { Link::Neutral };
    };
    let column = Column { left: one.left + padding, right: one.right - padding };
    if is_signature(last) && is_date(other) {
        return Link::Strong;
    }
    if is_full(last, first, column) && !ends_sentence(last) && is_prose(&one.lines) {
        Link::Strong
    } else if is_prose(&one.lines) {
        Link::Open
    } else {
        Link::Parted
    }
}

/// A place to sign ends with a colon; the date below it belongs to it.
fn is_signature(line: &Line) -> bool {
    matches!(line.last(), '：' | ':')
}

fn is_date(cell: &Cell) -> bool {
    let text = cell.text();
    text.contains('年') && text.chars().all(|character| "年月日".contains(character) || !character.is_alphabetic())
}

/// More than a name or a number: a cell that a page break can run through.
fn is_prose(lines: &[Line]) -> bool {
    lines.len() >= 3
}

/// A label that stands for many rows is printed once; on the next page its cell is blank and goes on.
fn extend_labels(table: &mut Sheet, next: &mut Sheet) {
    let filled = next.cells.iter().filter(|cell| !cell.is_blank() && cell.row == 0).map(|cell| cell.left).min();
    let Some(filled) = filled else { return };
    let rows = table.rows;
    let mut kept = Vec::with_capacity(next.cells.len());
    for cell in std::mem::take(&mut next.cells) {
        let is_label = cell.row == 0 && cell.is_blank() && cell.left < filled;
        let above = |other: &&mut Cell| is_label && other.end() == rows && cell.is_under(other) && !other.is_blank();
        match table.cells.iter_mut().rev().find(above) {
            Some(above) => above.row_span += cell.row_span,
            None => kept.push(cell),
        }
    }
    next.cells = kept;
}
