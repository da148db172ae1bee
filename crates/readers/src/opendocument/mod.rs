//! What OpenDocument texts and spreadsheets share: the package, and how the text of a paragraph is written.

mod line;

use jiheng_model::document::Format;

use crate::error::ReadError;
use crate::ooxml::Package;

pub(crate) use line::{Line, is_never_text};

/// The part that holds the document.
pub(crate) const CONTENT: &str = "content.xml";

/// Which OpenDocument a package holds, `None` when it is none.
pub(crate) fn format_of(package: &mut Package<'_>) -> Result<Option<Format>, ReadError> {
    let declared = package.text("mimetype")?.unwrap_or_default();
    if let Some((_, kind)) = declared.trim().split_once("application/vnd.oasis.opendocument.") {
        // Templates are named after what they are templates of.
        return match kind.split('-').next() {
            Some("text") => Ok(Some(Format::Odt)),
            Some("spreadsheet") => Ok(Some(Format::Ods)),
            _ => Err(ReadError::FormatNotSupported { name: "OpenDocument (odp, odg)" }),
        };
    }
    // Some programs leave the declaration out.
    let content = package.text(CONTENT)?.unwrap_or_default();
    let holds = [("<office:text", Format::Odt), ("<office:spreadsheet", Format::Ods)];
    Ok(holds.into_iter().find(|(element, _)| content.contains(element)).map(|(_, format)| format))
}

/// The text of the part that holds the document.
pub(crate) fn content(package: &mut Package<'_>) -> Result<String, ReadError> {
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ReadError::Encrypted);
    }
    package.text(CONTENT)?.ok_or_else(|| ReadError::MissingPart { part: CONTENT.to_owned() })
}
