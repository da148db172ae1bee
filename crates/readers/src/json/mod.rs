//! The official form as JSON, as `jiheng report` writes it. No other JSON is a document.

mod shape;
#[cfg(test)]
mod tests;

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::{Cell, DocumentBuilder, ParagraphKind, Table};

use crate::error::{Measure, ReadError};
use crate::limits::Limits;
use crate::piece::Piece;
use shape::{Block, Form, Place};

/// What the file says of itself.
const FORMAT: &str = "\"jiheng.form\"";

/// The version that is written.
const VERSION: u32 = 1;

/// True for a text that begins as our own JSON does.
pub(crate) fn is_form(head: &[u8]) -> bool {
    let mut visible = head.trim_ascii_start().strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    for token in [b"\"format\"".as_slice(), b":", FORMAT.as_bytes()] {
        let Some(rest) = visible.strip_prefix(token) else { return false };
        visible = rest.trim_ascii_start();
    }
    true
}

/// Reads a form into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let form: Form = serde_json::from_slice(bytes).map_err(|_| ReadError::DamagedJson)?;
    if form.version != VERSION {
        return Err(ReadError::DamagedJson);
    }
    within(Measure::Paragraphs, form.blocks.len() as u64, limits.paragraphs)?;
    // A row without cells takes no room in the file, yet it would be walked through.
    let mut rows_in_all: u64 = 0;
    for (at, block) in form.blocks.into_iter().enumerate() {
        let source = |part: &str| SourceRef::Json { pointer: format!("/blocks/{at}{part}").into() };
        match block {
            Block::Paragraph { heading, text } => {
                let span = Piece::from(&text, source("/text")).into_span(builder);
                builder.paragraph(span, heading.map_or(ParagraphKind::Body, ParagraphKind::Heading));
            }
            Block::Field { label, value } => {
                let mut piece = Piece::from(&format!("{label}："), source("/label"));
                piece.append(Piece::from(&value, source("/value")));
                let span = piece.into_span(builder);
                builder.paragraph(span, ParagraphKind::Body);
            }
            Block::Table { name, rows, columns, cells } => {
                rows_in_all = rows_in_all.saturating_add(rows.into());
                within(Measure::Cells, rows_in_all.max(cells.len() as u64), limits.table_cells)?;
                let table = table((rows, columns), cells, &source, builder)?;
                builder.table(Table { name: name.map(Into::into), ..table });
            }
        }
    }
    Ok(())
}

fn table(
    (rows, columns): (u32, u32),
    places: Vec<Place>,
    source: &dyn Fn(&str) -> SourceRef,
    builder: &mut DocumentBuilder,
) -> Result<Table, ReadError> {
    let mut cells = Vec::with_capacity(places.len());
    for (at, place) in places.into_iter().enumerate() {
        let inside =
            |from: u32, span: u32, size: u32| span >= 1 && from.checked_add(span).is_some_and(|end| end <= size);
        if !inside(place.row, place.row_span, rows) || !inside(place.column, place.column_span, columns) {
            return Err(ReadError::DamagedJson);
        }
        let text = Piece::from(&place.text, source(&format!("/cells/{at}/text"))).into_span(builder);
        let Place { row, column, row_span, column_span, .. } = place;
        cells.push(Cell { row, column, row_span, column_span, text });
    }
    let in_order = cells.is_sorted_by(|a, b| (a.row, a.column) < (b.row, b.column));
    if !in_order || columns > COLUMNS_MAX {
        return Err(ReadError::DamagedJson);
    }
    Ok(Table { rows, columns, cells, ragged: false, name: None })
}

/// More columns than the widest sheet has are no table.
const COLUMNS_MAX: u32 = 16_384;

fn within(what: Measure, count: u64, limit: u64) -> Result<(), ReadError> {
    if count > limit { Err(ReadError::TooLarge { what, limit }) } else { Ok(()) }
}
