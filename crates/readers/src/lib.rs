//! Bytes of a published report to a document tree, one module per format.
//!
//! Documents come from strangers: every format is read with absolute caps ([`Limits`]), nothing outside the
//! file is ever fetched, and no input makes it panic. What could not be read becomes a note of the document
//! or a [`ReadError`] that says what happened and what to do.
// Tests may index: there a panic is a failure and nothing else.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

pub mod archive;
mod bytes;
mod compound;
mod csv;
mod doc;
mod docx;
mod encoding;
mod error;
mod extent;
mod flow;
mod headings;
mod html;
mod invisible;
mod json;
mod left_out;
mod limits;
mod numbers_lost;
mod numerals;
mod ods;
mod odt;
mod ooxml;
mod opendocument;
mod pdf;
mod piece;
mod rows;
mod scripts;
mod sheets;
mod sniff;
#[cfg(test)]
mod testing;
mod txt;
mod unseen;
mod workbook;
mod xls;
mod xlsx;

use jiheng_model::document::{Document, DocumentBuilder, Format};
use jiheng_model::note::Note;
use jiheng_model::text::Bilingual;

pub use error::{Measure, ReadError};
pub use limits::Limits;
pub use sheets::read_sheets;
pub use sniff::sniff;
use workbook::Numbers;

/// File extensions that a walk through a folder considers, in lower case. What a file really is, [`sniff`] decides.
/// Our own JSON is read where it is named; most JSON in a folder is something else.
pub const EXTENSIONS: &[&str] = &["txt", "htm", "html", "docx", "xlsx", "doc", "wps", "xls", "et", "odt", "ods", "pdf"];

/// Reads a document of any known format.
///
/// # Errors
///
/// When the file cannot be opened at all, is of another format, or exceeds a limit.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let cap = match bytes {
        _ if sniff::is_zip(bytes) || compound::is_compound(bytes) => limits.package_bytes,
        _ if sniff::is_pdf(bytes) => limits.pdf_bytes,
        _ => limits.text_bytes,
    };
    if bytes.len() as u64 > cap {
        return Err(ReadError::TooLarge { what: Measure::FileBytes, limit: cap });
    }
    let format = sniff::sniff_within(bytes, limits)?;
    if format == Format::Txt {
        extent::check_plain(bytes, limits)?;
    }
    let mut builder = DocumentBuilder::new(format);
    match format {
        Format::Doc => doc::read(bytes, limits, &mut builder)?,
        Format::Docx => docx::read(bytes, limits, &mut builder)?,
        Format::Xlsx => xlsx::read(bytes, limits, Numbers::Shown, &mut builder)?,
        Format::Xls => xls::read(bytes, limits, Numbers::Shown, &mut builder)?,
        Format::Odt => odt::read(bytes, limits, &mut builder)?,
        Format::Ods => ods::read(bytes, limits, &mut builder)?,
        Format::Json => json::read(bytes, limits, &mut builder)?,
        Format::Html => html::read(bytes, limits, &mut builder)?,
        Format::Pdf => pdf::read(bytes, limits, &mut builder)?,
        Format::Txt => txt::read(bytes, &mut builder)?,
    }
    let mut document = builder.finish();
    numbers_lost::check(&document)?;
    extent::check(&document, limits)?;
    if document.blocks.is_empty() {
        document.notes.push(note(
            "no-text",
            "文件里没有可读的文字，可能全是图片或空白，没有可核对的内容。",
            "the file holds no readable text (only pictures or blanks), so there is nothing to check",
        ));
    }
    unseen::note_unseen(&mut document);
    Ok(document)
}

/// A note without a place.
fn note(kind: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Note {
    Note { kind: kind.into(), message: Bilingual::new(zh, en), anchor: None }
}
