//! P5: templates, pictures, frames and links outside the file. Honest files of an institution carry some, so they are
//! read; nothing is fetched, and the result says what was not.

use crate::hostile::case::{Answer, Case, Trap, noted};
use crate::hostile::write::markup::{SENTENCE, numbered};
use crate::hostile::write::office::{DOCUMENT_RELATIONS, docx_with, ods, odt, relations, text_cell, xlsx_with};
use crate::hostile::write::zip::Entry;

/// All files of the class.
pub fn cases(trap: &Trap) -> Vec<Case> {
    [of_documents(trap), of_places(trap), of_workbooks(trap)].concat()
}

fn external() -> Answer {
    noted(&["external-relationship"])
}

/// A word document whose main part has this relationship.
fn document(name: &str, kind: &str, target: &str) -> Case {
    let part = Entry::text(DOCUMENT_RELATIONS, &relations(&[(kind, target, true)]));
    Case::new(&format!("{name}.docx"), docx_with("", vec![part]), external())
}

fn of_documents(trap: &Trap) -> Vec<Case> {
    let template = Entry::text(
        "word/_rels/settings.xml.rels",
        &relations(&[("attachedTemplate", &trap.url("macros.dotm"), true)]),
    );
    let settings = "<w:settings><w:attachedTemplate r:id=\"rId1\"/></w:settings>";
    let picture = "<w:p><w:r><w:drawing><a:blip r:link=\"rId1\"/></w:drawing></w:r></w:p>";
    let linked = Entry::text(DOCUMENT_RELATIONS, &relations(&[("image", &trap.url("p.png"), true)]));
    let many = numbered(2_000, |n| {
        format!("<Relationship Id=\"r{n}\" Type=\"x/image\" Target=\"{}\" TargetMode=\"External\"/>", trap.url("x"))
    });
    let many = Entry::text(DOCUMENT_RELATIONS, &format!("<Relationships>{many}</Relationships>"));
    vec![
        Case::new(
            "template.docx",
            docx_with("", vec![template, Entry::text("word/settings.xml", settings)]),
            external(),
        ),
        Case::new("picture.docx", docx_with(picture, vec![linked]), external()),
        Case::new("thousands-of-pictures.docx", docx_with("", vec![many]), external()),
        document("linked-object", "oleObject", &trap.url("x.xlsx")),
        document("frame", "frame", &trap.url("x.html")),
        document("chunk", "aFChunk", &trap.url("x.html")),
        document("sub-document", "subDocument", &trap.file_url()),
        document("font", "font", &trap.url("x.odttf")),
    ]
}

fn of_places(trap: &Trap) -> Vec<Case> {
    vec![
        document("on-a-server", "image", "\\\\127.0.0.1\\share\\p.png"),
        document("on-a-server-as-address", "image", "file://127.0.0.1/share/p.png"),
        document("the-canary", "image", &trap.file_url()),
        document("the-canary-as-path", "image", &trap.path()),
        document("a-script", "hyperlink", "javascript:alert(1)"),
        document("a-handler", "hyperlink", "ms-msdt:/id PCWDiagnostic /param x"),
        document("a-target-of-a-megabyte", "image", &trap.url(&"x".repeat(1 << 20))),
        document("a-target-that-acts-on-terminals", "image", "http://127.0.0.1/\u{202e}gnp.\u{7}\u{9b}2J"),
    ]
}

fn of_workbooks(trap: &Trap) -> Vec<Case> {
    let sheet = format!("<sheetData><row>{}</row></sheetData>", text_cell("A1", SENTENCE));
    let part = |name: &str, kind: &str| Entry::text(name, &relations(&[(kind, &trap.url("x.xlsx"), true)]));
    let book = |name: &str, file: &str, kind: &str| {
        Case::new(&format!("{name}.xlsx"), xlsx_with(&sheet, vec![part(file, kind)]), external())
    };
    let url = trap.url("x");
    let image = format!("<text:p><draw:frame><draw:image xlink:href=\"{url}\"/></draw:frame></text:p>");
    let object = format!("<text:p><draw:frame><draw:object xlink:href=\"{url}\"/></draw:frame></text:p>");
    let cell = format!(
        "<table:table><table:table-row><table:table-cell><text:p>{SENTENCE}</text:p><draw:image xlink:href=\"{url}\"/></table:table-cell></table:table-row></table:table>"
    );
    vec![
        book("other-workbook", "xl/externalLinks/_rels/externalLink1.xml.rels", "externalLinkPath"),
        book("data-connection", "xl/_rels/connections.xml.rels", "connections"),
        book("picture-on-a-sheet", "xl/drawings/_rels/drawing1.xml.rels", "image"),
        Case::new("picture.odt", odt(&image, vec![]), noted(&["external-relationship", "pictures"])),
        Case::new("object.odt", odt(&object, vec![]), noted(&["embedded-objects", "external-relationship"])),
        Case::new("picture.ods", ods(&cell, vec![]), external()),
    ]
}
