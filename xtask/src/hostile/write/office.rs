//! Word documents, workbooks and OpenDocument files of few parts.

use super::markup::{SENTENCE, paragraph};
use super::zip::{Entry, Zip};

/// Where the parts of a word document are.
pub const DOCUMENT: &str = "word/document.xml";
/// Its relationships.
pub const DOCUMENT_RELATIONS: &str = "word/_rels/document.xml.rels";
/// The relationships of a package.
pub const PACKAGE_RELATIONS: &str = "_rels/.rels";
/// The types of a package's parts.
pub const TYPES: &str = "[Content_Types].xml";
/// The first sheet of a workbook.
pub const SHEET: &str = "xl/worksheets/sheet1.xml";
/// The list of a workbook's sheets.
pub const WORKBOOK: &str = "xl/workbook.xml";
/// Texts that cells share.
pub const STRINGS: &str = "xl/sharedStrings.xml";
/// What an OpenDocument file says.
pub const CONTENT: &str = "content.xml";

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const SHEETS: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE_RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const OPEN_DOCUMENT: &str = "urn:oasis:names:tc:opendocument:xmlns";

/// The main part around a body.
pub fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE_RELATION}\"><w:body>{body}</w:body></w:document>")
}

/// A relationships part: kind, target, and whether it is outside.
pub fn relations(list: &[(&str, &str, bool)]) -> String {
    let one = |(index, (kind, target, is_outside)): (usize, &(&str, &str, bool))| {
        let mode = if *is_outside { " TargetMode=\"External\"" } else { "" };
        let target = target.replace('&', "&amp;").replace('"', "&quot;");
        format!("<Relationship Id=\"rId{}\" Type=\"{OFFICE_RELATION}/{kind}\" Target=\"{target}\"{mode}/>", index + 1)
    };
    let list: Vec<String> = list.iter().enumerate().map(one).collect();
    format!("<Relationships xmlns=\"{RELATIONS}\">{}</Relationships>", list.concat())
}

/// The types of the parts, for a main part of this kind.
pub fn types(main: &str, kind: &str) -> String {
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/{main}\" ContentType=\"application/vnd.{kind}+xml\"/></Types>"
    )
}

/// The parts of a word document whose main part is this text.
pub fn word_parts(main: &str) -> Vec<Entry> {
    vec![
        Entry::text(TYPES, &types(DOCUMENT, "openxmlformats-officedocument.wordprocessingml.document.main")),
        Entry::text(PACKAGE_RELATIONS, &relations(&[("officeDocument", DOCUMENT, false)])),
        Entry::text(DOCUMENT, main),
    ]
}

/// A word document with this body after an honest sentence.
pub fn docx(body: &str) -> Vec<u8> {
    docx_with(body, Vec::new())
}

/// The same with more parts.
pub fn docx_with(body: &str, more: Vec<Entry>) -> Vec<u8> {
    let mut parts = word_parts(&document(&format!("{}{body}", paragraph(SENTENCE))));
    parts.extend(more);
    Zip::of(parts).bytes()
}

/// A word document whose main part is this text.
pub fn docx_of(main: &str) -> Vec<u8> {
    Zip::of(word_parts(main)).bytes()
}

/// A sheet with this inside.
pub fn sheet(inside: &str) -> String {
    format!("<worksheet xmlns=\"{SHEETS}\">{inside}</worksheet>")
}

/// A cell with text of its own.
pub fn text_cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// The list of the sheets, so many of them.
pub fn workbook(sheets: &str) -> String {
    format!("<workbook xmlns=\"{SHEETS}\" xmlns:r=\"{OFFICE_RELATION}\"><sheets>{sheets}</sheets></workbook>")
}

/// The parts of a workbook whose only sheet is this text.
pub fn workbook_parts(sheet: &str) -> Vec<Entry> {
    vec![
        Entry::text(TYPES, &types(WORKBOOK, "openxmlformats-officedocument.spreadsheetml.sheet.main")),
        Entry::text(PACKAGE_RELATIONS, &relations(&[("officeDocument", WORKBOOK, false)])),
        Entry::text(WORKBOOK, &workbook("<sheet name=\"表一\" sheetId=\"1\" r:id=\"rId1\"/>")),
        Entry::text(
            "xl/_rels/workbook.xml.rels",
            &relations(&[
                ("worksheet", "worksheets/sheet1.xml", false),
                ("sharedStrings", "sharedStrings.xml", false),
                ("styles", "styles.xml", false),
            ]),
        ),
        Entry::text(SHEET, sheet),
    ]
}

/// A workbook whose sheet has this inside.
pub fn xlsx(inside: &str) -> Vec<u8> {
    xlsx_with(inside, Vec::new())
}

/// The same with more parts.
pub fn xlsx_with(inside: &str, more: Vec<Entry>) -> Vec<u8> {
    let mut parts = workbook_parts(&sheet(inside));
    parts.extend(more);
    Zip::of(parts).bytes()
}

/// Parts with those of the same name taken from `new`.
pub fn replaced(mut parts: Vec<Entry>, new: Entry) -> Vec<u8> {
    parts.retain(|part| part.name != new.name);
    parts.push(new);
    Zip::of(parts).bytes()
}

/// An OpenDocument text with this inside.
pub fn odt(inside: &str, more: Vec<Entry>) -> Vec<u8> {
    let inside = format!("<text:p>{SENTENCE}</text:p>{inside}");
    open_document("text", &open_content("office:text", &inside), more)
}

/// An OpenDocument spreadsheet with this inside.
pub fn ods(inside: &str, more: Vec<Entry>) -> Vec<u8> {
    open_document("spreadsheet", &open_content("office:spreadsheet", inside), more)
}

/// The part that holds the document.
pub fn open_content(kind: &str, inside: &str) -> String {
    format!(
        "<office:document-content xmlns:office=\"{OPEN_DOCUMENT}:office:1.0\" xmlns:text=\"{OPEN_DOCUMENT}:text:1.0\" \
         xmlns:table=\"{OPEN_DOCUMENT}:table:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         xmlns:draw=\"{OPEN_DOCUMENT}:drawing:1.0\" xmlns:script=\"{OPEN_DOCUMENT}:script:1.0\">\
         <office:body><{kind}>{inside}</{kind}></office:body></office:document-content>"
    )
}

/// An OpenDocument file with this content.
pub fn open_document(kind: &str, content: &str, more: Vec<Entry>) -> Vec<u8> {
    let mimetype = format!("application/vnd.oasis.opendocument.{kind}");
    let mut parts = vec![Entry::stored("mimetype", mimetype.as_bytes()), Entry::text(CONTENT, content)];
    parts.extend(more);
    Zip::of(parts).bytes()
}
