//! The page as JSON, for programs: the same pieces, one after another. `readers` reads it back.

use serde::Serialize;

use crate::page::{Cell, Grid, Kind, Page, Piece};

/// What marks the file as ours, at its beginning.
const FORMAT: &str = "jiheng.form";

/// Changes when a reader of the last one would misread the next.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Form<'a> {
    format: &'static str,
    version: u32,
    title: &'a str,
    footer: &'a str,
    blocks: Vec<Block<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Block<'a> {
    Paragraph {
        #[serde(skip_serializing_if = "Option::is_none")]
        heading: Option<u8>,
        text: &'a str,
    },
    Field {
        label: &'a str,
        value: &'a str,
    },
    Table {
        #[serde(skip_serializing_if = "str::is_empty")]
        name: &'a str,
        rows: usize,
        columns: u32,
        cells: Vec<Place<'a>>,
    },
}

#[derive(Serialize)]
struct Place<'a> {
    row: usize,
    column: u32,
    row_span: u32,
    column_span: u32,
    role: &'static str,
    text: &'a str,
    /// As text, so that no program makes a float of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
}

/// Writes a page as JSON.
///
/// # Errors
/// When it cannot be written to memory, which would be a fault of ours.
pub fn write(page: &Page) -> Result<Vec<u8>, serde_json::Error> {
    let blocks = page.pieces.iter().flat_map(blocks).collect();
    let form = Form { format: FORMAT, version: VERSION, title: &page.title, footer: &page.footer, blocks };
    let mut bytes = serde_json::to_vec_pretty(&form)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn blocks(piece: &Piece) -> Vec<Block<'_>> {
    let line = |text| Block::Paragraph { heading: None, text };
    match piece {
        Piece::Cover(cover) => {
            let fields = cover.lines.iter().map(|(label, value)| Block::Field { label, value });
            std::iter::once(line(&cover.title)).chain(fields).chain([line(&cover.issuer)]).collect()
        }
        Piece::Grid(grid) | Piece::Inset(grid) => vec![table(grid)],
        Piece::Annex(above, grid) => above.iter().map(|text| line(text)).chain([table(grid)]).collect(),
        Piece::Line(text) => vec![line(text)],
        Piece::Narrative(paragraphs) | Piece::Prose(paragraphs) => {
            paragraphs.iter().map(|it| Block::Paragraph { heading: it.heading, text: &it.text }).collect()
        }
    }
}

fn table(grid: &Grid) -> Block<'_> {
    let cells = grid.rows.iter().enumerate().flat_map(|(at, row)| row.cells.iter().map(move |cell| place(at, cell)));
    Block::Table { name: &grid.name, rows: grid.rows.len(), columns: grid.columns(), cells: cells.collect() }
}

fn place(row: usize, cell: &Cell) -> Place<'_> {
    Place {
        row,
        column: cell.column,
        row_span: cell.row_span,
        column_span: cell.column_span,
        role: match cell.kind {
            Kind::Banner => "banner",
            Kind::Label => "label",
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::Sign => "sign_off",
        },
        text: &cell.text,
        number: cell.number.map(|number| number.to_string()),
    }
}
