//! The official form: a page of `documents` to the values of its template.

use jiheng_documents::page::{Cell, Grid, Kind, Page, Paragraph, Piece, Row};
use typst::foundations::{Array, Dict, IntoValue, Value, dict};

use crate::compile::compile;
use crate::error::TypesetError;
use crate::fonts::Fonts;

/// Characters of a cell that is kept on one page; more may need several.
const WHOLE_CHARS_MAX: usize = 400;

const TEMPLATE: &str = include_str!("form.typ");

/// The form as PDF.
///
/// # Errors
/// When a character has no glyph in the fonts, or the page cannot be set.
pub fn form(page: &Page, fonts: &Fonts) -> Result<Vec<u8>, TypesetError> {
    let inputs = dict! {
        "title" => page.title.as_str(),
        "cover" => matches!(page.pieces.first(), Some(Piece::Cover(_))),
        "footer" => page.footer.as_str(),
        "pieces" => page.pieces.iter().map(piece).collect::<Array>(),
    };
    compile(fonts, TEMPLATE, inputs)
}

fn piece(piece: &Piece) -> Value {
    let value: Dict = match piece {
        Piece::Cover(cover) => dict! {
            "kind" => "cover",
            "title" => cover.title.as_str(),
            "lines" => cover.lines.iter().map(|(label, value)| texts([label, value])).collect::<Array>(),
            "issuer" => cover.issuer.as_str(),
        },
        Piece::Grid(table) => grid("grid", table),
        Piece::Inset(table) => grid("inset", table),
        Piece::Line(text) => dict! { "kind" => "line", "text" => text.as_str() },
        Piece::Narrative(paragraphs) => running("narrative", paragraphs),
        Piece::Prose(paragraphs) => running("prose", paragraphs),
        Piece::Annex(above, table) => {
            let mut value = grid("annex", table);
            value.insert("above".into(), texts(above));
            value
        }
    };
    value.into_value()
}

fn texts<'a>(texts: impl IntoIterator<Item = &'a String>) -> Value {
    texts.into_iter().map(|text| text.as_str().into_value()).collect::<Array>().into_value()
}

fn running(kind: &str, paragraphs: &[Paragraph]) -> Dict {
    dict! { "kind" => kind, "paragraphs" => paragraphs.iter().map(paragraph).collect::<Array>() }
}

/// Level 0 is running text.
fn paragraph(paragraph: &Paragraph) -> Value {
    let level = paragraph.heading.map_or(0, |level| i64::from(level.max(1)));
    dict! { "level" => level, "text" => paragraph.text.as_str() }.into_value()
}

/// Cells with their rows; those of the rows that open the table apart.
fn grid(kind: &str, grid: &Grid) -> Dict {
    let repeated = grid.rows.iter().take_while(|row| row.header).count();
    let is_banner = |row: &&Row| row.cells.iter().any(|cell| cell.kind == Kind::Banner);
    let opening = if repeated > 0 { repeated } else { grid.rows.iter().take_while(is_banner).count() };
    let mut headers = Array::new();
    let mut cells = Array::new();
    for (at, row) in grid.rows.iter().enumerate() {
        // Figures and headers stay whole; a cell of many lines may go on overleaf.
        let is_long = |cell: &Cell| cell.kind == Kind::Text || cell.text.chars().nth(WHOLE_CHARS_MAX).is_some();
        let whole = !row.cells.iter().any(is_long);
        let part = if at < opening { &mut headers } else { &mut cells };
        for it in &row.cells {
            part.push(cell(it, at, row.height_mm, !whole || it.row_span > 1));
        }
    }
    dict! {
        "kind" => kind,
        "weights" => grid.weights.iter().map(|weight| i64::from(*weight).into_value()).collect::<Array>(),
        "repeats" => repeated > 0,
        "headers" => headers,
        "cells" => cells,
    }
}

fn cell(cell: &Cell, row: usize, height_mm: u32, breaks: bool) -> Value {
    let kind = match cell.kind {
        Kind::Banner => "banner",
        Kind::Label => "label",
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Sign => "sign",
    };
    dict! {
        "kind" => kind,
        "row" => row,
        "column" => i64::from(cell.column),
        "rows" => i64::from(cell.row_span),
        "columns" => i64::from(cell.column_span),
        "breaks" => breaks,
        "height" => i64::from(height_mm),
        "text" => cell.text.as_str(),
    }
    .into_value()
}
