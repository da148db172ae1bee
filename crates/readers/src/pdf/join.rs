//! What a page break parted: tables that go on, rows that go on, header rows that are printed again.

use super::line::Line;
use super::page::{Length, POINT};
use super::paragraph::{ends_sentence, is_full};
use super::table::{Cell, SAME, Sheet};

/// At most this many rows of a table are printed again on each page.
const HEADER_ROWS: usize = 6;
/// A table that leaves more room than its next row needs, and this, has ended.
const SPARE: Length = 20 * POINT;

/// More than a name or a number: a cell that a page break can run through.
const PROSE_LINES: usize = 3;

/// So many columns with an amount on either side of the page break show two rows, whatever lines are missing.
const AMOUNTS: usize = 2;

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
    if !table.seams.is_empty() || !next.seams.is_empty() {
        return next.page == table.page + 1 && seams_agree(table, next);
    }
    if next.page != table.page + 1 || !(one.is_under(other, SAME) || table.last.is_under(next.first, SAME)) {
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

/// Columns that only their text shows are as wide as that text; they are the same when as many overlap.
fn seams_agree(table: &Sheet, next: &Sheet) -> bool {
    let stretches = |sheet: &Sheet| -> Vec<(Length, Length)> {
        sheet.seams.iter().copied().zip(sheet.seams.iter().skip(1).copied()).collect()
    };
    let (one, other) = (stretches(table), stretches(next));
    // Most of each stretch is common to both.
    let is_same = |((left, right), (other_left, other_right)): (&(Length, Length), &(Length, Length))| {
        let common = right.min(other_right) - left.max(other_left);
        common * 3 > (right - left).max(other_right - other_left) * 2
    };
    one.len() == other.len() && !one.is_empty() && one.iter().zip(&other).all(is_same)
}

/// Adds the rest of a table; `bottom` as for [`goes_on`].
pub(super) fn add(table: &mut Sheet, mut next: Sheet, bottom: Length) {
    next.take_seams(&table.seams);
    drop_header(table, &mut next);
    // Some programs leave the line out between rows too, but only a row that goes on fills its page.
    let is_open = table.open_below && next.open_above && table.area.bottom + SAME > bottom;
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
            above.take_text(&mut cell);
        } else {
            cell.row += offset;
            table.cells.push(cell);
        }
    }
    table.rows = offset + next.rows;
    table.page = next.page;
    table.area = next.area;
    table.last = next.last;
    table.open_below = next.open_below;
    table.cells.sort_by_key(|cell| (cell.row, cell.left));
}

impl Cell {
    fn take_text(&mut self, next: &mut Self) {
        self.lines.append(&mut next.lines);
        self.turned.append(&mut next.turned);
    }
}

impl Sheet {
    /// Takes over where columns meet; there are as many of its own.
    fn take_seams(&mut self, seams: &[Length]) {
        let own = std::mem::replace(&mut self.seams, seams.to_vec());
        let moved = |place: Length| own.iter().position(|seam| *seam == place).and_then(|index| seams.get(index));
        for cell in &mut self.cells {
            cell.left = moved(cell.left).copied().unwrap_or(cell.left);
            cell.right = moved(cell.right).copied().unwrap_or(cell.right);
        }
    }

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

/// Do the first rows of `next` say again what the first rows of the table say?
pub(super) fn repeats_header(table: &Sheet, next: &Sheet) -> bool {
    let mut next = next.clone();
    next.take_seams(&table.seams);
    (1..=HEADER_ROWS.min(next.rows)).any(|rows| is_header(table, &next, rows))
}

fn is_header(table: &Sheet, next: &Sheet, rows: usize) -> bool {
    let head = |sheet: &Sheet| -> Option<Vec<(usize, Length, Length, String)>> {
        let cells = sheet.cells.iter().take_while(|cell| cell.row < rows);
        cells
            .map(|cell| (cell.end() <= rows).then(|| (cell.row, cell.left / SAME, cell.right / SAME, cell.text())))
            .collect()
    };
    match (head(table), head(next)) {
        (Some(one), Some(other)) => {
            let near = |a: Length, b: Length| (a - b).abs() <= 1;
            one.len() == other.len()
                && one.iter().any(|cell| !cell.3.is_empty())
                && one.iter().zip(&other).all(|(a, b)| a.0 == b.0 && near(a.1, b.1) && near(a.2, b.2) && a.3 == b.3)
        }
        _ => false,
    }
}

/// Does the page break run through a row?
fn row_goes_on(table: &Sheet, next: &Sheet, is_open: bool) -> bool {
    let (last, first) = (table.last_row(), next.first_row_cells());
    let is_alike = last.len() == first.len() && last.iter().zip(&first).all(|(one, other)| one.is_under(other));
    let is_filled = |cell: &Cell| !cell.is_blank() && is_amount(cell);
    let amounts = last.iter().zip(&first).filter(|(one, other)| is_filled(one) && is_filled(other)).count();
    if !is_alike || last.is_empty() || amounts >= AMOUNTS {
        return false;
    }
    // A high row that a page break parts leaves its text on one side of it.
    let is_empty = |cells: &[&Cell]| cells.iter().all(|cell| cell.is_blank());
    if is_open || is_empty(&last) != is_empty(&first) {
        return true;
    }
    let is_single = last.len() == 1;
    let padding = table.padding();
    let links: Vec<Link> = last.iter().zip(&first).map(|(one, other)| link(one, other, padding, is_single)).collect();
    let count = |wanted: Link| links.iter().filter(|link| **link == wanted).count();
    if count(Link::Parted) > 0 {
        return false;
    }
    let is_prose = last.iter().any(|cell| cell.lines.len() >= PROSE_LINES);
    // What does not run on must at least have ended before: beside a label, a row has more than one text.
    let is_rest = count(Link::Neutral) > 0 && last.iter().all(|cell| !cell.is_blank());
    match (count(Link::Strong), count(Link::Open)) {
        (0, 0) => false,
        (0, _) => is_prose && is_rest,
        (_, 0) => true,
        (_, _) => is_prose,
    }
}

fn link(one: &Cell, other: &Cell, padding: Length, is_single: bool) -> Link {
    let (Some(last), Some(first)) = (one.lines.last(), other.lines.first()) else {
        // The text of a cell that stands for many rows may come at its middle.
        let is_parted = one.is_blank() && !other.is_blank() && one.row_span.max(other.row_span) == 1;
        return if is_parted { Link::Parted } else { Link::Neutral };
    };
    let column = one.text_column(padding);
    if is_single && last.text().contains(['：', ':']) && other.lines.last().is_some_and(is_date) {
        return Link::Strong;
    }
    let runs_on = is_full(last, first, column) && !ends_sentence(last);
    if runs_on && first.after_number().is_none() && !first.is_item() && !is_amount(other) {
        Link::Strong
    } else if one.lines.len() >= PROSE_LINES {
        Link::Open
    } else {
        Link::Parted
    }
}

/// The date below a place to sign belongs to it.
fn is_date(line: &Line) -> bool {
    let text = line.text();
    text.contains('年') && text.chars().all(|character| "年月日".contains(character) || !character.is_alphabetic())
}

/// A cell of an amount begins a row of its own; it is not the rest of another.
fn is_amount(cell: &Cell) -> bool {
    cell.text().chars().all(|character| !character.is_alphabetic())
}

/// A label that stands for many rows is printed once; on the next page its cell is blank and goes on.
/// Beside it, in a header of two rows, a heading may be parted between its lines.
fn extend_labels(table: &mut Sheet, next: &mut Sheet) {
    let filled = next.cells.iter().filter(|cell| !cell.is_blank() && cell.row == 0).map(|cell| cell.left).min();
    let Some(filled) = filled else { return };
    let divided = divided_heading(table, next);
    let rows = table.rows;
    let mut is_parted = false;
    let mut kept = Vec::with_capacity(next.cells.len());
    for mut cell in std::mem::take(&mut next.cells) {
        let is_label = cell.row == 0 && cell.is_blank() && cell.left < filled;
        let is_heading = is_parted
            && cell.row == 0
            && divided.is_some_and(|divided| cell.right <= divided + SAME)
            && !is_amount(&cell);
        let above = |other: &&mut Cell| {
            (is_label || is_heading) && other.end() == rows && cell.is_under(other) && !other.is_blank()
        };
        match table.cells.iter_mut().rev().find(above) {
            Some(above) => {
                is_parted |= is_label;
                above.row_span += cell.row_span;
                above.take_text(&mut cell);
            }
            None => kept.push(cell),
        }
    }
    next.cells = kept;
}

/// Where the first cell of the last row begins that is divided further in the next row.
fn divided_heading(table: &Sheet, next: &Sheet) -> Option<Length> {
    let first = next.first_row_cells();
    let is_divided = |cell: &&Cell| {
        let below = |other: &&&Cell| other.left >= cell.left - SAME && other.right <= cell.right + SAME;
        !cell.is_blank() && first.iter().filter(below).count() > 1
    };
    table.last_row().into_iter().find(is_divided).map(|cell| cell.left)
}
