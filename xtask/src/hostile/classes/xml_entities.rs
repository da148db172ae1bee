//! P3: document types, entities and inclusions.

use crate::hostile::case::{Answer, Case, Trap, noted, read, refused};
use crate::hostile::write::bytes::utf16;
use crate::hostile::write::markup::{SENTENCE, numbered, page, paragraph};
use crate::hostile::write::office::{
    CONTENT, DOCUMENT, DOCUMENT_RELATIONS, PACKAGE_RELATIONS, SHEET, STRINGS, TYPES, WORKBOOK, document, docx_of,
    docx_with, odt, open_content, open_document, relations, replaced, sheet, word_parts, workbook_parts, xlsx_with,
};
use crate::hostile::write::zip::Entry;

/// All files of the class.
pub fn cases(trap: &Trap) -> Vec<Case> {
    [in_documents(trap), in_other_parts(trap), without_types(trap), in_pages(trap)].concat()
}

fn dtd() -> Answer {
    refused("xml-dtd")
}

/// A document type in front of a main part that uses it.
fn typed(dtd: &str, used: &str) -> String {
    format!("<?xml version=\"1.0\"?>{dtd}{}", document(&format!("{}{}", paragraph(SENTENCE), paragraph(used))))
}

fn in_documents(trap: &Trap) -> Vec<Case> {
    let laughs = numbered(12, |level| format!("<!ENTITY a{} \"{}\">", level + 1, format!("&a{level};").repeat(10)));
    let long = format!("<!DOCTYPE x [<!ENTITY a \"{}\">]>", "9".repeat(100_000));
    let (url, file) = (trap.url("x.dtd"), trap.file_url());
    let case = |name: &str, text: &str| Case::new(name, docx_of(text), dtd());
    let wide = |text: &str| [&[0xFF, 0xFE], utf16(text).as_slice()].concat();
    let mut parts = word_parts("");
    parts.retain(|part| part.name != DOCUMENT.as_bytes());
    let in_utf16 = Entry::stored(DOCUMENT, &wide(&typed(&format!("<!DOCTYPE x SYSTEM \"{url}\">"), "")));
    vec![
        case("entities-of-entities.docx", &typed(&format!("<!DOCTYPE x [<!ENTITY a0 \"9\">{laughs}]>"), "&a12;")),
        case("one-long-entity-many-times.docx", &typed(&long, &"&a;".repeat(50_000))),
        case("entity-is-the-canary.docx", &typed(&format!("<!DOCTYPE x [<!ENTITY a SYSTEM \"{file}\">]>"), "&a;")),
        case("entity-is-an-address.docx", &typed(&format!("<!DOCTYPE x [<!ENTITY a SYSTEM \"{url}\">]>"), "&a;")),
        case("parameter-entity.docx", &typed(&format!("<!DOCTYPE x [<!ENTITY % a SYSTEM \"{url}\">%a;]>"), "")),
        case("type-at-an-address.docx", &typed(&format!("<!DOCTYPE x SYSTEM \"{url}\">"), "")),
        case("type-is-public.docx", &typed(&format!("<!DOCTYPE x PUBLIC \"-//X//Y\" \"{url}\">"), "")),
        case(
            "type-after-comments.docx",
            &typed(&format!("{}<!doctype x SYSTEM \"{url}\">", "<!-- -->".repeat(1000)), ""),
        ),
        case("entity-refers-to-itself.docx", &typed("<!DOCTYPE x [<!ENTITY a \"&a;\">]>", "&a;")),
        Case::new(
            "type-never-ends.docx",
            docx_of(&typed(&format!("<!DOCTYPE x [{}", "<!ELEMENT a (b)>".repeat(1000)), "")),
            refused("damaged-xml"),
        ),
        Case::new("type-in-utf-16.docx", replaced(parts, in_utf16), dtd()),
    ]
}

fn in_other_parts(trap: &Trap) -> Vec<Case> {
    let typed = format!("<!DOCTYPE x [<!ENTITY a SYSTEM \"{}\">]><x>&a;</x>", trap.file_url());
    let url = trap.url("x");
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>概况</w:t></w:r></w:p>";
    let styles = Entry::text(DOCUMENT_RELATIONS, &relations(&[("styles", "styles.xml", false)]));
    let part = |name: &str| Entry::text(name, &typed);
    let word = |name: &str| replaced(word_parts(&document(&paragraph(SENTENCE))), part(name));
    let book = |name: &str| replaced(workbook_parts(&sheet("<sheetData/>")), part(name));
    vec![
        Case::new("styles.docx", docx_with(styled, vec![styles, part("word/styles.xml")]), dtd()),
        Case::new("relationships.docx", word(PACKAGE_RELATIONS), dtd()),
        Case::new("relationships-of-a-picture.docx", word("word/media/_rels/a.png.rels"), dtd()),
        Case::new("types.docx", word(TYPES), read()),
        Case::new("properties.docx", word("docProps/core.xml"), read()),
        Case::new("workbook.xlsx", book(WORKBOOK), dtd()),
        Case::new("shared-strings.xlsx", book(STRINGS), dtd()),
        Case::new("sheet.xlsx", book(SHEET), dtd()),
        Case::new(
            "content.odt",
            open_document("text", &format!("<!DOCTYPE x SYSTEM \"{url}\">{}", open_content("office:text", "")), vec![]),
            dtd(),
        ),
        Case::new("styles.odt", odt("", vec![part("styles.xml")]), read()),
        Case::new("manifest.odt", odt("", vec![part("META-INF/manifest.xml")]), read()),
    ]
}

fn without_types(trap: &Trap) -> Vec<Case> {
    let include = format!(
        "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"{}\" parse=\"text\"/>",
        trap.file_url()
    );
    let instruction =
        format!("<?xml version=\"1.0\"?><?xml-stylesheet type=\"text/xsl\" href=\"{}\"?>", trap.url("x.xsl"));
    let schema = format!(
        "<w:p xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a {}\"/>",
        trap.url("x.xsd")
    );
    vec![
        Case::new("inclusion.docx", docx_with(&include, vec![]), read()),
        Case::new(
            "style-sheet-instruction.docx",
            docx_of(&format!("{instruction}{}", document(&paragraph(SENTENCE)))),
            read(),
        ),
        Case::new("place-of-a-schema.docx", docx_with(&schema, vec![]), read()),
        Case::new("entity-that-nobody-declared.docx", docx_with(&paragraph("&nbsp;"), vec![]), refused("damaged-xml")),
        Case::new(
            "drawing-with-a-type.xlsx",
            xlsx_with("<sheetData/>", vec![Entry::text("xl/drawings/drawing1.xml", "<!DOCTYPE x><x/>")]),
            refused("xml-dtd"),
        ),
    ]
}

fn in_pages(trap: &Trap) -> Vec<Case> {
    let (url, file) = (trap.url("x"), trap.file_url());
    let typed =
        format!("<!DOCTYPE html [<!ENTITY a SYSTEM \"{file}\">]><html><body><p>{SENTENCE}&a;</p></body></html>");
    let fetching = format!(
        "<script src=\"{url}\"></script><link rel=\"stylesheet\" href=\"{url}\"><img src=\"{url}\"><iframe src=\"{file}\"></iframe>\
         <object data=\"{file}\"></object><embed src=\"{url}\"><meta http-equiv=\"refresh\" content=\"0;url={url}\">\
         <video src=\"{url}\"></video><base href=\"{url}\"><svg><use href=\"{file}#a\"/></svg>"
    );
    let flat = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"{url}\"><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"/>"
    );
    vec![
        Case::new("entity-in-a-page.html", typed.into_bytes(), read()),
        Case::new("page-that-fetches.html", page(&fetching), noted(&["embedded-objects"])),
        Case::new("flat-document-with-a-type.odt", flat.into_bytes(), refused("format-not-supported")),
        Case::new(
            "content-named-only.ods",
            open_document("spreadsheet", "", vec![Entry::text(CONTENT, "<!DOCTYPE x><x/>")]),
            refused("repeated-parts"),
        ),
    ]
}
