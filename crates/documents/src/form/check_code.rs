//! A short code over everything the form says, so that a signed print can be told from another version.

use jiheng_model::text::hexadecimal;
use sha2::{Digest, Sha256};

use crate::page::{Grid, Piece};

/// Groups of the code, of four hexadecimal digits each.
const GROUPS: usize = 4;

/// The first digits of the SHA-256 over all texts in order, each ended by a line feed, in groups of four.
pub(super) fn of(pieces: &[Piece]) -> String {
    let mut hash = Sha256::new();
    for text in pieces.iter().flat_map(texts) {
        hash.update(text.as_bytes());
        hash.update(b"\n");
    }
    let digits = hexadecimal(&hash.finalize()).to_uppercase();
    let groups: Vec<&str> = (0..GROUPS).filter_map(|group| digits.get(group * 4..group * 4 + 4)).collect();
    groups.join("-")
}

fn texts(piece: &Piece) -> Vec<&str> {
    match piece {
        Piece::Cover(cover) => {
            let lines = cover.lines.iter().flat_map(|(label, value)| [label.as_str(), value.as_str()]);
            std::iter::once(cover.title.as_str()).chain(lines).collect()
        }
        Piece::Grid(grid) | Piece::Inset(grid) => cells(grid).collect(),
        Piece::Annex(above, grid) => above.iter().map(String::as_str).chain(cells(grid)).collect(),
        Piece::Line(line) => vec![line],
        Piece::Narrative(paragraphs) | Piece::Prose(paragraphs) => {
            paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
        }
    }
}

fn cells(grid: &Grid) -> impl Iterator<Item = &str> {
    grid.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str())
}
