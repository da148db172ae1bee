//! OpenDocument spreadsheets: every sheet is a table of what a reader saw in it.

mod sheets;

use jiheng_model::document::DocumentBuilder;

use crate::error::ReadError;
use crate::left_out;
use crate::limits::Limits;
use crate::ooxml::Package;
use crate::opendocument;
use crate::workbook;

/// Reads a package into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let mut package = Package::open(bytes, limits)?;
    let content = opendocument::content(&mut package)?;
    let (sheets, comments) = sheets::read(&content, opendocument::CONTENT, limits)?;
    for entry in sheets {
        workbook::add_sheet(&entry.name, entry.hidden, entry.sheet, limits, builder);
    }
    left_out::comments(comments, builder);
    opendocument::notes_on_package(&package, &content, builder);
    Ok(())
}

#[cfg(test)]
mod tests;
