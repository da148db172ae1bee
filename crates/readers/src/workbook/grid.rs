//! A sheet as a table: merged cells once, and blank cells where a form has its blanks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::{Cell, DocumentBuilder, Table};

use super::address;
use super::sheet::{Merge, Sheet, SheetCell};
use crate::invisible::seen;
use crate::limits::Limits;
use crate::piece::Piece;

/// Blank cells are added to rows with text up to this many; a sheet with larger gaps is no form.
const BLANKS_MAX: u64 = 200_000;

/// First to last row and column that are used.
#[derive(Clone, Copy, Debug)]
struct Range {
    top: u32,
    left: u32,
    bottom: u32,
    right: u32,
}

/// Adds the sheet as one block. A sheet without text adds nothing.
pub(crate) fn add_table(name: &Arc<str>, sheet: Sheet, limits: &Limits, builder: &mut DocumentBuilder) {
    let Sheet { cells, merges, .. } = sheet;
    let merges = Merges::new(merges);
    let Some(range) = used_range(&cells, &merges) else { return };
    let written_rows: BTreeSet<u32> = cells.iter().filter(|cell| has_text(cell)).map(|cell| cell.row).collect();
    let mut texts: BTreeMap<(u32, u32), String> = BTreeMap::new();
    for cell in cells {
        // Of cells that stand twice in the file the first is kept.
        if range.holds(cell.row, cell.column) {
            texts.entry((cell.row, cell.column)).or_insert(cell.text);
        }
    }
    for merge in merges.by_corner.values().filter(|merge| range.holds(merge.top, merge.left)) {
        texts.entry((merge.top, merge.left)).or_default();
    }
    add_blanks(&mut texts, &written_rows, range, limits);
    let mut table = Table { rows: 0, columns: 0, cells: Vec::new(), ragged: false, name: Some(name.clone()) };
    let mut cover = Cover::new(&merges);
    for ((row, column), text) in texts {
        if cover.hides(row, column) {
            continue;
        }
        let (row_span, column_span) = merges.spans(row, column);
        let source = SourceRef::Sheet { sheet: name.clone(), cell: Arc::from(address::format(row, column)) };
        let text = Piece::from(&seen(&text), source).into_span(builder);
        table.rows = table.rows.max(row + row_span);
        table.columns = table.columns.max(column + column_span);
        table.cells.push(Cell { row, column, row_span, column_span, text });
    }
    builder.table(table);
}

fn has_text(cell: &SheetCell) -> bool {
    !cell.text.trim().is_empty()
}

/// The rectangle around everything written, merged cells in full.
fn used_range(cells: &[SheetCell], merges: &Merges) -> Option<Range> {
    let mut used: Option<Range> = None;
    for cell in cells.iter().filter(|cell| has_text(cell)) {
        let (row_span, column_span) = merges.spans(cell.row, cell.column);
        let (bottom, right) = (cell.row + row_span - 1, cell.column + column_span - 1);
        let range = used.get_or_insert(Range { top: cell.row, left: cell.column, bottom, right });
        range.top = range.top.min(cell.row);
        range.left = range.left.min(cell.column);
        range.bottom = range.bottom.max(bottom);
        range.right = range.right.max(right);
    }
    used
}

impl Range {
    fn holds(self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

/// A blank between written cells is a blank of the form, formatted or not.
fn add_blanks(texts: &mut BTreeMap<(u32, u32), String>, rows: &BTreeSet<u32>, range: Range, limits: &Limits) {
    let width = u64::from(range.right - range.left) + 1;
    let blanks = width.saturating_mul(rows.len() as u64);
    if blanks > BLANKS_MAX.min(limits.sheet_cells) {
        return;
    }
    for row in rows {
        for column in range.left..=range.right {
            texts.entry((*row, column)).or_default();
        }
    }
}

/// Merged regions by their top left corner; of regions that overlap the one further up or left is kept.
#[derive(Debug)]
struct Merges {
    by_corner: BTreeMap<(u32, u32), Merge>,
}

impl Merges {
    fn new(mut merges: Vec<Merge>) -> Self {
        merges.sort_unstable();
        let mut kept = BTreeMap::new();
        let mut active = Active::default();
        for merge in merges {
            if active.add(merge) {
                kept.insert((merge.top, merge.left), merge);
            }
        }
        Self { by_corner: kept }
    }

    /// Rows and columns of the cell that starts here.
    fn spans(&self, row: u32, column: u32) -> (u32, u32) {
        self.by_corner
            .get(&(row, column))
            .map_or((1, 1), |merge| (merge.bottom - merge.top + 1, merge.right - merge.left + 1))
    }
}

/// The regions that cover the current row, by their left column; they never overlap.
#[derive(Debug, Default)]
struct Active {
    by_left: BTreeMap<u32, Merge>,
}

impl Active {
    /// Adds a region whose top is the current row, unless it would overlap another.
    fn add(&mut self, merge: Merge) -> bool {
        while let Some((left, other)) = self.by_left.range(..=merge.right).next_back().map(|(l, m)| (*l, *m)) {
            if other.bottom < merge.top {
                self.by_left.remove(&left);
            } else if other.right >= merge.left {
                return false;
            } else {
                break;
            }
        }
        self.by_left.insert(merge.left, merge);
        true
    }

    /// The region that covers this place.
    fn at(&mut self, row: u32, column: u32) -> Option<Merge> {
        while let Some((left, merge)) = self.by_left.range(..=column).next_back().map(|(l, m)| (*l, *m)) {
            if merge.bottom >= row {
                return (merge.right >= column).then_some(merge);
            }
            self.by_left.remove(&left);
        }
        None
    }
}

/// Walks down the rows with the regions that cover them.
struct Cover<'a> {
    waiting: std::iter::Peekable<std::collections::btree_map::Values<'a, (u32, u32), Merge>>,
    active: Active,
}

impl<'a> Cover<'a> {
    fn new(merges: &'a Merges) -> Self {
        Self { waiting: merges.by_corner.values().peekable(), active: Active::default() }
    }

    /// True for every place of a merged region but its corner. Places must come in order.
    fn hides(&mut self, row: u32, column: u32) -> bool {
        while let Some(merge) = self.waiting.next_if(|merge| merge.top <= row) {
            self.active.add(*merge);
        }
        self.active.at(row, column).is_some_and(|merge| (merge.top, merge.left) != (row, column))
    }
}
