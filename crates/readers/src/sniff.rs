//! What a file is, by its content. Names lie: a docx may be a picture, an xls may be a page.

use jiheng_model::document::Format;

use crate::compound::{self, Compound};
use crate::error::ReadError;
use crate::json;
use crate::limits::Limits;
use crate::ooxml::{self, Package};
use crate::xls;

/// How a package under rights management is transformed; one behind a password has another transform here.
const RIGHTS_OF_PACKAGES: &str = "\u{6}DataSpaces/TransformInfo/DRMEncryptedTransform";

/// How much of a text file is looked at.
const HEAD_BYTES: usize = 4096;

/// The header of a PDF stands within this many bytes.
const HEADER_WITHIN: usize = 1024;

/// Other formats by their first bytes.
const MAGIC: &[(&[u8], ReadError)] = &[
    (b"\x89PNG", ReadError::Picture { name: "PNG" }),
    (b"\xFF\xD8\xFF", ReadError::Picture { name: "JPEG" }),
    (b"GIF87a", ReadError::Picture { name: "GIF" }),
    (b"GIF89a", ReadError::Picture { name: "GIF" }),
    (b"II*\0", ReadError::Picture { name: "TIFF" }),
    (b"MM\0*", ReadError::Picture { name: "TIFF" }),
    (b"Rar!", ReadError::UnknownArchive),
    (b"7z\xBC\xAF\x27\x1C", ReadError::UnknownArchive),
    (b"\x1F\x8B", ReadError::UnknownArchive),
    (b"{\\rtf", ReadError::FormatNotSupported { name: "RTF" }),
];

/// Office documents that are one XML file, by the namespace of their root.
const XML_OFFICE: &[(&str, &str)] = &[
    ("\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"", "flat OpenDocument (fodt, fods)"),
    ("\"urn:schemas-microsoft-com:office:spreadsheet\"", "Excel 2003 XML"),
    ("\"http://schemas.microsoft.com/office/word/2003/wordml\"", "Word 2003 XML"),
];

/// What the content is.
///
/// # Errors
///
/// When it is a format that cannot be read, or nothing known.
pub fn sniff(bytes: &[u8]) -> Result<Format, ReadError> {
    sniff_within(bytes, &Limits::default())
}

pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

pub(crate) fn sniff_within(bytes: &[u8], limits: &Limits) -> Result<Format, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if is_zip(bytes) {
        return ooxml::format_of(&mut Package::open(bytes, limits)?);
    }
    if compound::is_compound(bytes) {
        return compound_format(&Compound::open(bytes)?);
    }
    if xls::is_bare_stream(bytes) {
        return Ok(Format::Xls);
    }
    if is_pdf(bytes) {
        return Ok(Format::Pdf);
    }
    if let Some((_, error)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(error.clone());
    }
    if is_bitmap(bytes) {
        return Err(ReadError::Picture { name: "BMP" });
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Err(ReadError::Picture { name: "WEBP" });
    }
    text_format(bytes)
}

/// Some mail programs and scanners put bytes in front of the header; readers accept that.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEADER_WITHIN).unwrap_or(bytes);
    bytes.starts_with(b"%PDF") || (!head.is_ascii() && head.windows(7).any(|window| window == b"%PDF-1."))
}

/// "BM" alone could begin a text; a bitmap has zeros in its reserved field.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0, 0, 0, 0])
}

/// An old document, or a new one behind a password, by the streams at the root.
fn compound_format(compound: &Compound<'_>) -> Result<Format, ReadError> {
    if compound.has_stream("\u{9}DRMContent") || compound.has_storage(RIGHTS_OF_PACKAGES) {
        Err(ReadError::RightsManaged)
    } else if compound.has_stream("EncryptedPackage") {
        Err(ReadError::Encrypted)
    } else if compound.has_stream("WordDocument") {
        Ok(Format::Doc)
    } else if compound.has_stream("Workbook") || compound.has_stream("Book") {
        Ok(Format::Xls)
    } else {
        Err(ReadError::LegacyOffice { name: "OLE" })
    }
}

/// Page or plain text.
fn text_format(bytes: &[u8]) -> Result<Format, ReadError> {
    if json::is_form(bytes.get(..HEAD_BYTES).unwrap_or(bytes)) {
        return Ok(Format::Json);
    }
    if is_plain(bytes.get(..HEAD_BYTES).unwrap_or(bytes)) {
        return Ok(Format::Txt);
    }
    let head = head_text(bytes);
    let trimmed = head.trim_start();
    let lower = trimmed.to_ascii_lowercase();
    if lower.starts_with("mime-version:") && lower.contains("multipart/related") {
        return Err(ReadError::FormatNotSupported { name: "MHTML" });
    }
    // Before pages: `<style:style>` and `<Styles>` would pass for one.
    if let Some((_, name)) = XML_OFFICE.iter().find(|(namespace, _)| lower.contains(namespace)) {
        return Err(ReadError::FormatNotSupported { name });
    }
    let page =
        ["<!doctype html", "<html", "<head", "<body", "<table", "<meta ", "<title", "<div", "<style", "<p>", "<p "];
    if lower.starts_with('<') && page.iter().any(|tag| lower.contains(tag)) {
        return Ok(Format::Html);
    }
    if lower.contains("<!doctype html") || lower.contains("<html") {
        return Ok(Format::Html);
    }
    if lower.starts_with("<?xml") {
        return Err(ReadError::FormatNotSupported { name: "XML" });
    }
    Ok(Format::Txt)
}

/// Most texts show at a glance that they are neither markup nor the M of a MIME head, in any encoding.
fn is_plain(head: &[u8]) -> bool {
    let first = head.iter().find(|byte| byte.is_ascii_graphic());
    !head.contains(&b'<') && !first.is_some_and(|byte| byte.eq_ignore_ascii_case(&b'm'))
}

/// The beginning as text good enough to find ASCII markup in.
fn head_text(bytes: &[u8]) -> String {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(head).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{DOCX_MAIN, XLSX_MAIN, compound_of, zip_of};

    #[test]
    fn a_format_is_known_by_its_content() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let docx = zip_of(&[("word/document.xml", DOCX_MAIN)]);
        let xlsx = zip_of(&[("xl/workbook.xml", XLSX_MAIN)]);
        let doc = compound_of(&[("WordDocument", b"x"), ("1Table", b"x")]);
        let mimetype = |kind: &str| zip_of(&[("mimetype", &format!("application/vnd.oasis.opendocument.{kind}\n"))]);
        let (odt, ods) = (mimetype("text"), mimetype("spreadsheet-template"));
        let bare_ods =
            zip_of(&[("content.xml", "<office:document-content><office:spreadsheet/></office:document-content>")]);
        let xls = compound_of(&[("WORKBOOK", b"x")]);
        let cases: &[(&[u8], Format)] = &[
            (&doc, Format::Doc),
            (&docx, Format::Docx),
            (&xlsx, Format::Xlsx),
            (&xls, Format::Xls),
            (&odt, Format::Odt),
            (&ods, Format::Ods),
            (&bare_ods, Format::Ods),
            (&[9, 8, 16, 0, 0, 6, 5, 0], Format::Xls),
            (b"<!DOCTYPE html><title>x</title>", Format::Html),
            (b"\xEF\xBB\xBF\n <HTML><body>", Format::Html),
            (b"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html>", Format::Html),
            (b"%PDF-1.7", Format::Pdf),
            (b"\x00\xFF\n%PDF-1.4", Format::Pdf),
            (b"<table><tr><td>1</td></tr></table>", Format::Html),
            (b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>", Format::Html),
            (&[&[0xFF, 0xFE][..], &utf16("\u{5408}\t1\n")].concat(), Format::Txt),
            ("一、概况".as_bytes(), Format::Txt),
            (b"BMW 3", Format::Txt),
            (b"a < b", Format::Txt),
        ];
        for (bytes, format) in cases {
            assert_eq!(sniff(bytes).unwrap(), *format, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let locked = compound_of(&[("EncryptedPackage", b"x"), ("EncryptionInfo", b"x")]);
        let other_compound = compound_of(&[("CONTENTS", b"x")]);
        let viewer = compound_of(&[("WordDocument", b"x"), ("\u{9}DRMContent", b"x")]);
        let mut rights = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        rights.create_storage_all(RIGHTS_OF_PACKAGES).unwrap();
        rights.create_stream("EncryptedPackage").unwrap();
        let rights = rights.into_inner().into_inner();
        let slides =
            zip_of(&[("mimetype", "application/vnd.oasis.opendocument.presentation"), ("content.xml", "<a/>")]);
        let other_zip = zip_of(&[("a.txt", "x")]);
        let bitmap = [b"BM".as_slice(), &[70, 0, 0, 0], &[0; 20]].concat();
        let cases: &[(&[u8], &str)] = &[
            (b"", "empty"),
            (&other_compound, "legacy-office"),
            (&other_compound[..1000], "damaged-compound"),
            (&locked, "encrypted"),
            (&rights, "rights-managed"),
            (&viewer, "rights-managed"),
            (&slides, "format-not-supported"),
            (&other_zip, "unknown-archive"),
            (b"Rar!\x1a\x07", "unknown-archive"),
            (b"\x89PNG\r\n\x1a\n", "picture"),
            (b"\xFF\xD8\xFF\xE0", "picture"),
            (b"GIF89a", "picture"),
            (b"II*\0", "picture"),
            (&bitmap, "picture"),
            (b"{\\rtf1", "format-not-supported"),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "format-not-supported"),
            (b"<?xml version=\"1.0\"?><w:wordDocument/>", "format-not-supported"),
            (b"<?xml?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"><office:styles><style:style/>", "format-not-supported"),
            (b"<?xml?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles/><Table/>", "format-not-supported"),
            (b"PK\x03\x04rest", "truncated"),
        ];
        for (bytes, kind) in cases {
            let error = sniff(bytes).unwrap_err();
            assert_eq!(error.kind(), *kind, "{}", String::from_utf8_lossy(bytes));
            let message = error.message();
            assert!(!message.zh.is_empty() && !message.en.is_empty());
        }
    }
}
