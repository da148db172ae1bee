//! What word and sheet packages share: the zip, its XML parts, their relationships. All of it within limits.

mod package;
mod relations;
mod walk;
mod xml;

use jiheng_model::document::Format;

pub(crate) use package::{END_SEARCH_BYTES, Package, declared_entries};
pub(crate) use relations::{main_part, notes_on_package, relationships};
pub(crate) use walk::{Walk, walk};
pub(crate) use xml::{Space, Tag, Token, Xml};

use crate::error::ReadError;
use crate::opendocument;

/// Which format a package holds, by its main part.
pub(crate) fn format_of(package: &mut Package<'_>) -> Result<Format, ReadError> {
    if package.names().any(|name| name.starts_with("word/")) {
        return Ok(Format::Docx);
    }
    if package.names().any(|name| name == "xl/workbook.bin") {
        return Err(ReadError::FormatNotSupported { name: "XLSB" });
    }
    if package.names().any(|name| name.starts_with("xl/")) {
        return Ok(Format::Xlsx);
    }
    if package.names().any(|name| name.starts_with("ppt/")) {
        return Err(ReadError::FormatNotSupported { name: "PPTX" });
    }
    // Folders are only a custom; what counts is the content type.
    let types = package.text("[Content_Types].xml")?.unwrap_or_default();
    if types.contains("wordprocessingml.document.main") {
        return Ok(Format::Docx);
    }
    if types.contains("spreadsheetml.sheet.main") {
        return Ok(Format::Xlsx);
    }
    opendocument::format_of(package)?.ok_or(ReadError::UnknownArchive)
}
