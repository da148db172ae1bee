//! What a word processor or a page holds before its nested tables are settled: paragraphs and tables in order.

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

/// What a table inside a table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nesting {
    /// Its text belongs to the cell around it (Word).
    Joins,
    /// When it has more than one cell, the outer table only lays out the page (HTML).
    IsLayout,
}

/// Turns a flow into blocks. Recursion is as deep as tables were kept nested, which readers bound.
pub(crate) fn emit(builder: &mut DocumentBuilder, items: Vec<Item>, nesting: Nesting) {
    for item in items {
        match item {
            Item::Paragraph(piece, kind) => {
                let span = piece.into_span(builder);
                builder.paragraph(span, kind);
            }
            Item::Table(grid) if is_transparent(&grid, nesting) => {
                for cell in grid.cells {
                    emit(builder, cell.flow, nesting);
                }
            }
            Item::Table(grid) => emit_table(builder, grid),
        }
    }
}

/// A frame around text is no table, and a page layout is none either.
fn is_transparent(grid: &Grid, nesting: Nesting) -> bool {
    let layout = || grid.cells.iter().any(|cell| cell.flow.iter().any(holds_cells));
    grid.cells.len() <= 1 || (nesting == Nesting::IsLayout && layout())
}

fn holds_cells(item: &Item) -> bool {
    match item {
        Item::Paragraph(..) => false,
        Item::Table(grid) => grid.cells.len() > 1 || grid.cells.iter().any(|cell| cell.flow.iter().any(holds_cells)),
    }
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

fn join(into: &mut Piece, items: &[Item]) {
    for item in items {
        match item {
            Item::Paragraph(piece, _) => into.push_lines(piece),
            Item::Table(grid) => grid.cells.iter().for_each(|cell| join(into, &cell.flow)),
        }
    }
}
