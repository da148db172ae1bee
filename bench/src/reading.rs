//! Reading alone: the sample as other programs wrote it, in the formats that are not derived here.

use std::path::Path;
use std::time::{Duration, Instant};

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::{Block, Document};
use jiheng_readers::{Limits, read};

use crate::Row;
use crate::checks::millis;

/// Every file is read this often; the fastest time counts.
const PASSES: usize = 20;

/// The files, and what wrote them where that matters.
const FILES: [(&str, &str); 9] = [
    ("docx", "examples/linjiang-2021/faulty/report.docx"),
    ("xlsx", "examples/linjiang-2021/faulty/report.xlsx"),
    ("doc", "fixtures/reports/linjiang-2021/faulty.doc"),
    ("xls", "fixtures/reports/linjiang-2021/faulty.xls"),
    ("odt", "fixtures/reports/linjiang-2021/faulty.odt"),
    ("ods", "fixtures/reports/linjiang-2021/faulty.ods"),
    ("pdf by LibreOffice", "fixtures/pdf/faulty-libreoffice.pdf"),
    ("pdf by Chromium", "fixtures/pdf/faulty-chromium.pdf"),
    ("pdf by reportlab", "fixtures/pdf/faulty-reportlab.pdf"),
];

/// One row for each file.
///
/// # Errors
/// When one cannot be read.
pub fn measure(root: &Path) -> Result<Vec<Row>, String> {
    FILES.iter().map(|(what, path)| row(what, &root.join(path))).collect()
}

/// One row for each PDF of a folder.
///
/// # Errors
/// When the folder or a file cannot be read.
pub fn measure_folder(folder: &Path) -> Result<Vec<Row>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")));
    paths.sort();
    paths.iter().map(|path| row(&path.file_name().unwrap_or_default().to_string_lossy(), path)).collect()
}

fn row(what: &str, path: &Path) -> Result<Row, String> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = std::fs::read(path).map_err(|error| named(&error))?;
    let limits = Limits::default();
    let mut fastest = Duration::MAX;
    let mut pages = 0;
    for _ in 0..PASSES {
        let start = Instant::now();
        let document = read(&bytes, &limits).map_err(|error| named(&error))?;
        fastest = fastest.min(start.elapsed());
        pages = last_page(&document);
    }
    let size = bytes.len() / 1_000;
    let of_pages = if pages > 0 { format!(", {pages} pages") } else { String::new() };
    let each = fastest.checked_div(pages).map(|each| format!(", {} a page", millis(each))).unwrap_or_default();
    let goal = if pages > 0 { "≤ 4 ms a page" } else { "" };
    Ok(Row::new(format!("reading {what} of {size} KB{of_pages}"), format!("{}{each}", millis(fastest)), goal))
}

/// The number of the last page that has text; 0 in formats without pages.
fn last_page(document: &Document) -> u32 {
    let page = |(index, block): (u32, &Block)| {
        let (cell, text) = match block {
            Block::Paragraph(paragraph) => (None, &paragraph.text),
            Block::Table(table) => {
                let last = table.cells.iter().rev().find(|cell| !document.text(&cell.text).is_empty())?;
                (Some((last.row, last.column)), &last.text)
            }
        };
        match document.anchor((index, cell), text, (0, 1)).source {
            Some(SourceRef::Pdf { page, .. }) => Some(page),
            _ => None,
        }
    };
    (0..).zip(&document.blocks).filter_map(page).max().unwrap_or(0)
}
