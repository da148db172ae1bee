//! The page as a Word document: one table for each grid, so that its header rows are repeated on each page.

mod parts;
mod table;
mod text;

use crate::package::{self, PROLOG};
use crate::page::{Cover, Page, Paragraph, Piece};
use crate::xml::{each, escape};
use text::{Look, Start, paragraph};

/// Namespaces of the main part.
const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// Width of the text in twentieths of a point: A4 less 20 mm on either side.
const TEXT_WIDTH: u32 = 11_906 - 2 * 1_134;

/// Writes a page as docx.
///
/// # Errors
/// When the archive cannot be written to memory.
pub fn write(page: &Page) -> Result<Vec<u8>, zip::result::ZipError> {
    package::zip(&[
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relationships()),
        ("docProps/core.xml", parts::core(&page.title)),
        ("word/document.xml", document(page)),
        ("word/_rels/document.xml.rels", parts::document_relationships()),
        ("word/styles.xml", parts::styles()),
        ("word/footer1.xml", parts::footer(&page.footer)),
        ("word/footer2.xml", parts::empty_footer()),
    ])
}

fn document(page: &Page) -> String {
    let body = each(&page.pieces, piece);
    format!(
        "{PROLOG}<w:document {NAMESPACES}><w:body>{body}{}</w:body></w:document>",
        parts::section(matches!(page.pieces.first(), Some(Piece::Cover(_))))
    )
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Cover(lines) => cover(lines),
        // Two tables without anything between them would be one, and its later headers not be repeated.
        Piece::Annex(above, grid) => {
            let lines =
                each(above, |line| paragraph(line, &Look { before: 240, after: 60, bold: true, ..Look::default() }));
            format!("{lines}{}<w:p/>", table::table(grid))
        }
        Piece::Inset(grid) => format!("{}<w:p/>", table::table(grid)),
        Piece::Grid(grid) => format!("{}{}", table::table(grid), text::hairline()),
        Piece::Line(line) => paragraph(line, &Look { before: 120, ..Look::default() }),
        Piece::Prose(paragraphs) => each(paragraphs, prose),
        Piece::Narrative(paragraphs) => table::framed(&each(paragraphs, narrative)),
    }
}

fn cover(cover: &Cover) -> String {
    let title = paragraph(
        &cover.title,
        &Look { half_points: 36, bold: true, start: Start::Centred, before: 2_400, after: 1_800, ..Look::default() },
    );
    let line = |(label, value): &(String, String)| {
        paragraph(
            &format!("{label}：{value}"),
            &Look { half_points: 30, start: Start::At(1_400), before: 240, after: 240, ..Look::default() },
        )
    };
    let lines = each(&cover.lines, line);
    let issuer =
        paragraph(&cover.issuer, &Look { half_points: 30, start: Start::Centred, before: 2_400, ..Look::default() });
    format!(r#"{title}{lines}{issuer}<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#)
}

/// A title stands in the middle, an empty line stays one.
fn prose(written: &Paragraph) -> String {
    let look = match written.heading {
        Some(0) => Look { half_points: 32, bold: true, start: Start::Centred, after: 240, ..Look::default() },
        Some(1) => Look { half_points: 24, bold: true, before: 160, after: 60, keep_next: true, ..Look::default() },
        Some(_) => Look { bold: true, before: 120, after: 40, keep_next: true, ..Look::default() },
        None => Look { start: Start::TwoLetters, after: 20, ..Look::default() },
    };
    paragraph(&written.text, &look)
}

fn narrative(written: &Paragraph) -> String {
    let look = match written.heading {
        Some(_) => Look { bold: true, before: 80, after: 40, keep_next: true, ..Look::default() },
        None => Look { start: Start::TwoLetters, ..Look::default() },
    };
    paragraph(&written.text, &look)
}

/// The text of a run; blanks at its ends are kept.
fn run_text(text: &str) -> String {
    format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(text))
}
