//! PDF files with a text layer: characters and ruling lines at places on pages, made into paragraphs and tables.
//!
//! A PDF knows neither words nor tables. Characters that stand on one height make a line; lines that fill their
//! column go on in the next; ruling lines make a grid, and where one is missing, cells are merged. Where nothing
//! is ruled, rows whose amounts stand below each other make a table, and lines beside each other two columns.

mod active;
mod aligned;
mod apart;
mod columns;
mod device;
mod frame;
mod furniture;
mod garbage;
mod grid;
mod guard;
mod join;
mod layout;
mod line;
mod notes;
mod page;
mod paragraph;
mod pitch;
mod radicals;
mod rules;
mod segment;
mod spans;
mod stacked;
mod streams;
mod stretches;
mod table;
mod title;
mod turned;
mod vertical;
mod zones;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings, RenderContent};
use jiheng_model::document::DocumentBuilder;

use crate::error::{Measure, ReadError};
use crate::flow;
use crate::limits::Limits;
use device::Room;
use notes::LeftOut;
use page::Page;
use streams::Operations;

/// Reads a file into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let counted = guard::check(bytes, limits)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => ReadError::RightsManaged,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => ReadError::DamagedPdf,
    })?;
    streams::check(&pdf, &counted, limits)?;
    let mut left_out = LeftOut::default();
    let mut pages = pages(&pdf, limits, &mut left_out)?;
    notes::judge(&mut pages, &mut left_out)?;
    let items = layout::blocks(&pages, limits, &mut left_out)?;
    if items.is_empty() && is_cut(bytes) {
        return Err(ReadError::DamagedPdf);
    }
    flow::emit(builder, items);
    left_out.tell(builder);
    active::Active::find(&pdf).tell(builder);
    Ok(())
}

/// Without the mark that ends every file; programs read those that are otherwise whole.
fn is_cut(bytes: &[u8]) -> bool {
    !bytes.windows(b"%%EOF".len()).any(|window| window == b"%%EOF")
}

fn pages(pdf: &Pdf, limits: &Limits, left_out: &mut LeftOut) -> Result<Vec<Page>, ReadError> {
    let source = pdf.pages();
    if source.len() as u64 > limits.pdf_pages {
        return Err(ReadError::TooLarge { what: Measure::Pages, limit: limits.pdf_pages });
    }
    let cache = InterpreterCache::new();
    // What is filled into a form or written beside the text is drawn as an annotation.
    let settings = InterpreterSettings { render_content: RenderContent::all(), ..InterpreterSettings::default() };
    let mut operations = Operations::new(limits);
    let mut room = Room { characters: limits.pdf_characters, lines: limits.pdf_lines };
    let mut pages = Vec::with_capacity(source.len());
    for (number, page) in (1..).zip(source.iter()) {
        if !operations.count(page) {
            left_out.busy.push(number);
            continue;
        }
        let mut page = device::read(page, number, &cache, &settings, room);
        room = room.without(&page, limits)?;
        vertical::lift(&mut page);
        pages.push(page.stood_up());
    }
    Ok(pages)
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests;
