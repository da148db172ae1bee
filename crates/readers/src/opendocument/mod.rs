//! What OpenDocument texts and spreadsheets share: the package, and how the text of a paragraph is written.

mod line;

use jiheng_model::document::{DocumentBuilder, Format};

use crate::error::ReadError;
use crate::left_out;
use crate::note;
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

/// What a document carries or points to, and nobody carried out or followed.
pub(crate) fn notes_on_package(package: &Package<'_>, content: &str, builder: &mut DocumentBuilder) {
    // Libraries without a module are listed even where there is no macro.
    let is_module = |name: &str| {
        name.starts_with("Basic/") && !name.ends_with("/script-lb.xml") && !name.ends_with("/script-lc.xml")
    };
    if package.names().any(|name| (is_module(name) || name.starts_with("Scripts/")) && !name.ends_with('/')) {
        left_out::macros(builder);
    }
    let sources = ["<text:section-source", "<table:table-source", "<office:dde-source", "<table:cell-range-source"];
    let sources: usize = sources.iter().map(|source| content.matches(source).count()).sum();
    let drawn = ["<draw:image", "<draw:object", "<draw:object-ole", "<draw:plugin"];
    let count = sources + drawn.iter().map(|element| outside(content, element)).sum::<usize>();
    if count > 0 {
        builder.note(note(
            "external-relationship",
            format!("有 {count} 处内容链接到别的文件，未访问，按上次保存的内容核对。"),
            format!("{count} parts are linked to other files; they were not followed, what was last saved is checked"),
        ));
    }
}

/// Elements of this name whose address has a scheme; what lies in the package has none.
fn outside(content: &str, element: &str) -> usize {
    let elements = content.split(element).skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace()));
    elements
        .filter_map(|rest| rest.split('>').next()?.split_once("xlink:href="))
        .filter(|(_, address)| address.split(['"', '\'']).nth(1).is_some_and(|address| address.contains(':')))
        .count()
}

/// The text of the part that holds the document.
pub(crate) fn content(package: &mut Package<'_>) -> Result<String, ReadError> {
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ReadError::Encrypted);
    }
    package.text(CONTENT)?.ok_or_else(|| ReadError::MissingPart { part: CONTENT.to_owned() })
}

#[cfg(test)]
mod tests {
    use crate::testing::{note_kinds, read, zip_of};

    #[test]
    fn what_a_document_carries_or_points_to_is_noted() {
        for (part, inside, kinds) in [
            ("Pictures/a.png", "<draw:image xlink:href=\"Pictures/a.png\"/>", ["pictures"].as_slice()),
            ("Basic/Standard/script-lb.xml", "", &[]),
            ("Basic/Standard/Module1.xml", "", &["macros"]),
            ("Scripts/python/a.py", "", &["macros"]),
            ("a", "<draw:image xlink:href=\"http://127.0.0.1/a\"/>", &["pictures", "external-relationship"]),
            ("a", "<draw:image-map xlink:href=\"http://127.0.0.1/a\"/><text:a xlink:href=\"http://127.0.0.1\"/>", &[]),
            (
                "a",
                "<text:section><text:section-source xlink:href=\"../b.odt\"/></text:section>",
                &["external-relationship"],
            ),
        ] {
            let content = format!(
                "<office:document-content><office:body><office:text><text:p>12万元</text:p>{inside}</office:text></office:body></office:document-content>"
            );
            let zip = zip_of(&[
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", &content),
                (part, "x"),
            ]);
            assert_eq!(note_kinds(&read(&zip)), kinds, "{part} {inside}");
        }
    }
}
