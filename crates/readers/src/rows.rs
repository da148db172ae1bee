//! Rows of a word processor's table put on their grid, one after the other.

use std::collections::BTreeMap;

use jiheng_model::document::ParagraphKind;

use crate::flow::{Grid, GridCell, Item, text_bytes, text_of};
use crate::piece::Piece;

/// Wider than any form; what claims more is damaged or hostile.
const SPAN_MAX: u32 = 1024;
/// Rows at the head of a table that a page break repeats.
const HEAD_ROWS: u32 = 4;

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
    /// The cell was deleted under tracked changes.
    pub(crate) deleted: bool,
    /// What stands in text boxes that hang on the pending paragraph.
    pub(crate) after: Vec<Item>,
    /// The last thing in the flow, if it is a table that may go on.
    parted: Option<Parted>,
}

/// What stands between a table and its rest, where a writer split it by hand.
fn is_continuation(text: &str) -> bool {
    let text = text.trim().trim_matches(['（', '）', '(', ')']);
    matches!(text, "续" | "续表" | "续上表" | "接上表" | "接上页")
}

/// A table that has ended, and what stands between it and the next one.
#[derive(Debug)]
struct Parted {
    widths: Vec<u32>,
    open: BTreeMap<u32, usize>,
    has_paragraph: bool,
    has_page_break: bool,
}

impl Container {
    pub(crate) fn new() -> Self {
        Self {
            flow: Vec::new(),
            pending: Piece::default(),
            column_span: 1,
            vertical: Merge::None,
            horizontal: Merge::None,
            deleted: false,
            after: Vec::new(),
            parted: None,
        }
    }

    /// Ends the pending paragraph.
    pub(crate) fn finish_paragraph(&mut self, kind: ParagraphKind) {
        let piece = std::mem::take(&mut self.pending);
        if self.parted.is_some() && is_continuation(piece.as_str()) {
            self.pass_page_break();
        } else if !piece.is_blank() {
            self.parted = None;
            self.flow.push(Item::Paragraph(piece, kind));
        }
        if !self.after.is_empty() {
            self.parted = None;
            self.flow.append(&mut self.after);
        }
    }

    /// A paragraph without text ended here.
    pub(crate) fn pass_paragraph(&mut self) {
        if let Some(parted) = &mut self.parted {
            parted.has_paragraph = true;
        }
    }

    /// A page ended here.
    pub(crate) fn pass_page_break(&mut self) {
        if let Some(parted) = &mut self.parted {
            parted.has_page_break = true;
        }
    }

    /// Adds a table that has ended.
    pub(crate) fn push_table(&mut self, table: TableFrame) {
        let (before, TableFrame { grid, widths, open, .. }) = table.ended();
        self.flow.extend(before.map(Item::Table));
        self.flow.push(Item::Table(grid));
        self.parted = Some(Parted { widths, open, has_paragraph: false, has_page_break: false });
    }

    /// Two tables of the same columns with nothing or a page's end between them are one that was split: word
    /// processors show the former so, and writers split tables by hand for the latter.
    pub(crate) fn go_on(&mut self, table: &mut TableFrame) {
        let is_parted = |parted: &Parted| {
            let is_near = !parted.has_paragraph || parted.has_page_break;
            is_near && parted.widths.len() > 1 && parted.widths == table.widths
        };
        if !self.pending.is_blank() || !self.parted.as_ref().is_some_and(is_parted) {
            return;
        }
        if let (Some(parted), Some(Item::Table(grid))) = (self.parted.take(), self.flow.pop()) {
            table.resumed_at = Some(grid.rows);
            table.grid = grid;
            table.open = parted.open;
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
    left: Left,
    /// The row was deleted under tracked changes, or is hidden.
    pub(crate) row_deleted: bool,
    /// Widths of the columns, as the file declares them.
    widths: Vec<u32>,
    /// The first row after a page break.
    resumed_at: Option<u32>,
}

/// What stands to the left of the next cell of a row.
#[derive(Clone, Copy, Debug, Default)]
enum Left {
    #[default]
    Nothing,
    /// A cell of this row.
    Cell(usize),
    /// A cell that reaches down from above.
    Above,
}

impl TableFrame {
    pub(crate) fn start_row(&mut self) {
        self.column = 0;
        self.left = Left::Nothing;
        self.row_deleted = false;
    }

    /// The next column is this wide.
    pub(crate) fn declare_column(&mut self, width: u32) {
        if self.widths.len() < SPAN_MAX as usize {
            self.widths.push(width);
        }
    }

    /// No row has been met.
    pub(crate) fn is_new(&self) -> bool {
        self.grid.rows == 0 && self.grid.cells.is_empty()
    }

    /// Grid columns left out before the first cell.
    pub(crate) fn skip_columns(&mut self, count: u32) {
        self.column = self.column.saturating_add(count.min(SPAN_MAX));
    }

    pub(crate) fn place(&mut self, mut cell: Container) {
        if self.row_deleted || cell.deleted {
            return;
        }
        cell.finish_paragraph(ParagraphKind::Body);
        let column = self.column;
        let column_span = if cell.column_span > SPAN_MAX { 1 } else { cell.column_span.max(1) };
        self.column = column.saturating_add(column_span);
        self.grid.columns = self.grid.columns.max(self.column);
        match self.left {
            Left::Cell(index) if cell.horizontal == Merge::Continue => {
                if let Some(left) = self.grid.cells.get_mut(index) {
                    left.column_span = left.column_span.saturating_add(column_span);
                }
                return;
            }
            // The cell above is as wide as it was there.
            Left::Above if cell.horizontal == Merge::Continue => return,
            _ => {}
        }
        // What a continued cell holds is never shown.
        if cell.vertical == Merge::Continue
            && let Some(index) = self.open.get(&column).copied()
            && let Some(above) = self.grid.cells.get_mut(index)
        {
            above.row_span = above.row_span.saturating_add(1);
            self.open_next.insert(column, index);
            self.left = Left::Above;
            return;
        }
        if cell.vertical != Merge::None {
            self.open_next.insert(column, self.grid.cells.len());
        }
        let row = self.grid.rows;
        self.left = Left::Cell(self.grid.cells.len());
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
        self.ended().1.grid
    }

    /// The table, and the one before it where both turn out to be two after all.
    fn ended(mut self) -> (Option<Grid>, Self) {
        let Some(from) = self.resumed_at.take() else { return (None, self) };
        let most = HEAD_ROWS.min(from).min(self.grid.rows.saturating_sub(from));
        let repeated = (1..=most).rev().find(|count| self.repeats(from, *count));
        match repeated {
            // A title alone begins another table: the form of the next department.
            Some(1) if self.rows(from, 1).len() == 1 => return self.split(from),
            Some(count) => self.drop_rows(from, count),
            None => {}
        }
        (None, self)
    }

    /// The cells of some rows. They stand in the order of their rows.
    fn rows(&self, first: u32, count: u32) -> &[GridCell] {
        let start = |row: u32| self.grid.cells.partition_point(|cell| cell.row < row);
        self.grid.cells.get(start(first)..start(first.saturating_add(count))).unwrap_or_default()
    }

    /// The rows from here on are those of the head again.
    fn repeats(&self, from: u32, count: u32) -> bool {
        is_repeated(self.rows(0, count), self.rows(from, count), count, from)
    }

    fn split(mut self, from: u32) -> (Option<Grid>, Self) {
        let first = self.grid.cells.partition_point(|cell| cell.row < from);
        let mut rest = self.grid.cells.split_off(first);
        for cell in &mut rest {
            cell.row -= from;
        }
        for cell in &mut self.grid.cells {
            cell.row_span = cell.row_span.min(from - cell.row);
        }
        let (columns, rows) = (self.grid.columns, self.grid.rows - from);
        self.grid.rows = from;
        let before = std::mem::replace(&mut self.grid, Grid { rows, columns, cells: rest });
        self.open.retain(|_, index| *index >= first);
        self.open.values_mut().for_each(|index| *index -= first);
        (Some(before), self)
    }

    /// Takes away rows that repeat the head of the table after a page break.
    fn drop_rows(&mut self, from: u32, count: u32) {
        let start = |row: u32| self.grid.cells.partition_point(|cell| cell.row < row);
        let (first, last) = (start(from), start(from.saturating_add(count)));
        let gone = last - first;
        self.grid.cells.drain(first..last);
        for cell in self.grid.cells.iter_mut().skip(first) {
            cell.row = cell.row.saturating_sub(count);
        }
        self.grid.rows = self.grid.rows.saturating_sub(count);
        self.open.retain(|_, index| !(first..last).contains(index));
        self.open.values_mut().filter(|index| **index >= last).for_each(|index| *index -= gone);
    }
}

/// The rows of a head, and the rows that repeat it word for word.
fn is_repeated(head: &[GridCell], again: &[GridCell], rows: u32, from: u32) -> bool {
    let shape = |cell: &GridCell, from: u32| (cell.row - from, cell.column, cell.row_span, cell.column_span);
    let ends = |cell: &GridCell| cell.row.saturating_add(cell.row_span) <= rows;
    // Sizes first: many small tables may follow on one large head.
    let is_alike = |(one, other): (&GridCell, &GridCell)| {
        shape(one, 0) == shape(other, from)
            && text_bytes(&one.flow) == text_bytes(&other.flow)
            && text_of(&one.flow) == text_of(&other.flow)
    };
    head.len() == again.len()
        && head.iter().all(ends)
        && head.iter().zip(again).all(is_alike)
        && head.iter().any(|cell| !cell.flow.is_empty())
}
