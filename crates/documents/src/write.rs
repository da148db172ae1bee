//! One page in any of the formats.

use crate::page::Page;
use crate::{docx, html, json, xlsx};

/// Formats that a page can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Word document.
    Docx,
    /// Workbook.
    Xlsx,
    /// Web page.
    Html,
    /// For programs.
    Json,
}

/// Why a page could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The archive of a Word document.
    #[error("docx: {0}")]
    Docx(#[from] zip::result::ZipError),
    /// The workbook.
    #[error("xlsx: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The text for programs.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
}

/// Writes a page as a file.
///
/// # Errors
/// When the file cannot be written to memory, or a text is longer than the format allows.
pub fn write(page: &Page, format: Format) -> Result<Vec<u8>, WriteError> {
    Ok(match format {
        Format::Docx => docx::write(page)?,
        Format::Xlsx => xlsx::write(page)?,
        Format::Html => html::write(page).into_bytes(),
        Format::Json => json::write(page)?,
    })
}
