//! What a word processor or a page holds before its nested tables are settled: paragraphs and tables in order.

use std::collections::BTreeMap;

use jiheng_model::document::{Cell, DocumentBuilder, ParagraphKind, Table};

use crate::piece::Piece;

/// One thing in the flow of a page or a cell.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A paragraph with the way it is set.
    Paragraph(Piece, ParagraphKind),
    /// A table on its grid.
    Table(Grid),
}

/// A table whose cells may hold tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    /// Grid rows.
    pub(crate) rows: u32,
    /// Grid columns.
    pub(crate) columns: u32,
    /// Cells in document order.
    pub(crate) cells: Vec<GridCell>,
}

/// A cell at its top left grid position.
#[derive(Clone, Debug)]
pub(crate) struct GridCell {
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) row_span: u32,
    pub(crate) column_span: u32,
    pub(crate) flow: Vec<Item>,
}

/// Turns a flow into blocks. Recursion is as deep as tables were kept nested, which readers bound.
pub(crate) fn emit(builder: &mut DocumentBuilder, items: Vec<Item>) {
    for item in items {
        match item {
            Item::Paragraph(piece, kind) => {
                let span = piece.into_span(builder);
                builder.paragraph(span, kind);
            }
            Item::Table(grid) if is_transparent(&grid) => {
                for cell in grid.cells {
                    emit(builder, cell.flow);
                }
            }
            Item::Table(grid) => emit_table(builder, grid),
        }
    }
}

/// A frame around text is no table, and one that only lays out the page is none either.
fn is_transparent(grid: &Grid) -> bool {
    grid.cells.len() <= 1 || is_layout(grid)
}

/// A table of data has rows with text side by side. One that holds a far larger table is no such thing, whatever
/// stands beside it: the menu of a page, the title above a form.
fn is_layout(grid: &Grid) -> bool {
    const MUCH: usize = 4;
    let held: usize = grid.cells.iter().flat_map(|cell| &cell.flow).map(held_cells).sum();
    if held == 0 {
        return false;
    }
    let mut own: usize = 0;
    let mut in_row: BTreeMap<u32, usize> = BTreeMap::new();
    for cell in grid.cells.iter().filter(|cell| is_plain_text(&cell.flow)) {
        own += 1;
        *in_row.entry(cell.row).or_default() += 1;
    }
    let full_rows = in_row.values().filter(|count| **count > 1).count();
    full_rows < 2 || held > own.saturating_mul(MUCH)
}

/// Cells of a table in a cell; none where it is but a frame.
fn held_cells(item: &Item) -> usize {
    match item {
        Item::Paragraph(..) => 0,
        Item::Table(grid) if grid.cells.len() > 1 => grid.cells.len(),
        Item::Table(grid) => grid.cells.iter().flat_map(|cell| &cell.flow).map(held_cells).sum(),
    }
}

fn is_plain_text(items: &[Item]) -> bool {
    !items.is_empty() && items.iter().all(|item| matches!(item, Item::Paragraph(..)))
}

fn emit_table(builder: &mut DocumentBuilder, grid: Grid) {
    let mut cells = Vec::with_capacity(grid.cells.len());
    for cell in grid.cells {
        let mut piece = Piece::default();
        join(&mut piece, &cell.flow);
        let text = piece.into_span(builder);
        let GridCell { row, column, row_span, column_span, .. } = cell;
        cells.push(Cell { row, column, row_span, column_span, text });
    }
    builder.table(Table { rows: grid.rows, columns: grid.columns, cells, ragged: false, name: None });
}

/// The text of a cell: its lines joined by line feeds.
pub(crate) fn text_of(items: &[Item]) -> String {
    let mut piece = Piece::default();
    join(&mut piece, items);
    piece.into_text()
}

/// How long the text of a cell is, as the file has it.
pub(crate) fn text_bytes(items: &[Item]) -> u64 {
    let bytes = |item: &Item| match item {
        Item::Paragraph(piece, _) => piece.bytes(),
        Item::Table(grid) => grid.cells.iter().map(|cell| text_bytes(&cell.flow)).sum(),
    };
    items.iter().map(bytes).sum()
}

fn join(into: &mut Piece, items: &[Item]) {
    for item in items {
        match item {
            Item::Paragraph(piece, _) => into.push_lines(piece),
            Item::Table(grid) => grid.cells.iter().for_each(|cell| join(into, &cell.flow)),
        }
    }
}
