//! A table of a text while it is being read.

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::{Cell, DocumentBuilder, Table};

use super::line::Line;
use crate::piece::{Piece, to_u32};

/// The table that is being read; a cell takes lines until its row ends.
#[derive(Debug, Default)]
pub(super) struct Dump {
    pub(super) rows: Vec<Vec<Piece>>,
    pub(super) in_row: bool,
}

impl Dump {
    pub(super) fn open_cell(&mut self, line: &Line<'_>) {
        let piece = line.piece();
        match self.rows.last_mut() {
            Some(row) if self.in_row => row.push(piece),
            _ => self.rows.push(vec![piece]),
        }
        self.in_row = true;
    }

    pub(super) fn continue_cell(&mut self, line: &Line<'_>) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            line.append_to(cell);
        }
    }

    /// A row on one line. Where the line was broken off in a number, the first cell goes on with the last one.
    pub(super) fn add_row(&mut self, line: &Line<'_>, cells: Vec<(&str, u32)>) {
        let piece = |(text, column): (&str, u32)| cell_piece(text, SourceRef::Text { line: line.number, column });
        let mut pieces = cells.into_iter().map(piece);
        if line.continues
            && let Some(row) = self.rows.last_mut()
            && let (Some(open), Some(rest)) = (row.last_mut(), pieces.next())
        {
            open.append(rest);
            row.extend(pieces);
            return;
        }
        self.rows.push(pieces.collect());
    }

    pub(super) fn finish_table(&mut self, builder: &mut DocumentBuilder) {
        let rows = std::mem::take(&mut self.rows);
        self.in_row = false;
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let height = rows.len();
        let mut cells = Vec::new();
        for (row, pieces) in rows.into_iter().enumerate() {
            for (column, piece) in pieces.into_iter().enumerate() {
                let text = piece.into_span(builder);
                let (row, column) = (to_u32(row), to_u32(column));
                cells.push(Cell { row, column, row_span: 1, column_span: 1, text });
            }
        }
        builder.table(Table { rows: to_u32(height), columns: to_u32(columns), cells, ragged: true, name: None });
    }
}

/// A cell whose line breaks are written as in pages.
fn cell_piece(text: &str, source: SourceRef) -> Piece {
    if !text.contains("<br") {
        return Piece::from(text, source);
    }
    let mut piece = Piece::from("", source.clone());
    let mut rest = text;
    let mut at = 0;
    let SourceRef::Text { line, column } = source else { return Piece::from(text, source) };
    while let Some((head, tail)) = rest.split_once("<br") {
        let Some((inside, after)) = tail.split_once('>') else { break };
        piece.push(head);
        piece.push("\n");
        at += to_u32(head.chars().count()).saturating_add(to_u32(inside.chars().count())).saturating_add(4);
        piece.mark(SourceRef::Text { line, column: column.saturating_add(at) });
        rest = after;
    }
    piece.push(rest);
    piece
}
