//! P7: packages that are not what they say, point in circles, or claim spans that no table has.

use crate::hostile::case::{Case, Trap, noted, read, refused};
use crate::hostile::write::bytes::noise;
use crate::hostile::write::markup::{SENTENCE, numbered, paragraph, table};
use crate::hostile::write::office::{
    DOCUMENT, DOCUMENT_RELATIONS, PACKAGE_RELATIONS, SHEET, TYPES, WORKBOOK, document, docx, docx_of, docx_with,
    relations, replaced, sheet, text_cell, types, word_parts, workbook, workbook_parts, xlsx,
};
use crate::hostile::write::zip::{Entry, Zip};

/// All files of the class.
pub fn cases(trap: &Trap) -> Vec<Case> {
    [types_and_parts(), places_of_parts(trap), circles(), spans(), sheets()].concat()
}

fn word(part: Entry) -> Vec<u8> {
    replaced(word_parts(&document(&paragraph(SENTENCE))), part)
}

fn without(name: &str) -> Vec<u8> {
    let mut parts = word_parts(&document(&paragraph(SENTENCE)));
    parts.retain(|part| part.name != name.as_bytes());
    Zip::of(parts).bytes()
}

fn types_and_parts() -> Vec<Case> {
    let sheets = types(DOCUMENT, "openxmlformats-officedocument.spreadsheetml.sheet.main");
    let empty = || refused("damaged-xml");
    let picture = [b"\x89PNG\r\n\x1a\n".as_slice(), &noise(9, 2000)].concat();
    let both = [word_parts(&document(&paragraph(SENTENCE))), workbook_parts(&sheet("<sheetData/>"))].concat();
    vec![
        Case::new("types-say-workbook.docx", word(Entry::text(TYPES, &sheets)), read()),
        Case::new("types-are-empty.docx", word(Entry::text(TYPES, "")), read()),
        Case::new("types-are-missing.docx", without(TYPES), read()),
        Case::new("relationships-are-missing.docx", without(PACKAGE_RELATIONS), read()),
        Case::new("main-part-is-missing.docx", replaced(word_parts(""), Entry::text(DOCUMENT, "")), empty()),
        Case::new(
            "main-part-is-not-there.docx",
            word(Entry::text(PACKAGE_RELATIONS, &relations(&[("officeDocument", "word/none.xml", false)]))),
            refused("missing-part"),
        ),
        Case::new("main-part-is-a-picture.docx", word(Entry::stored(DOCUMENT, &picture)), empty()),
        Case::new(
            "main-part-is-a-page.docx",
            docx_of(&format!("<html><body><p>{SENTENCE}</p></body></html>")),
            noted(&["no-text"]),
        ),
        Case::new("main-part-has-no-body.docx", docx_of("<w:document/>"), noted(&["no-text"])),
        Case::new(
            "main-part-is-a-sheet.docx",
            docx_of(&sheet(&format!("<sheetData><row>{}</row></sheetData>", text_cell("A1", SENTENCE)))),
            noted(&["no-text"]),
        ),
        Case::new("document-and-workbook.docx", Zip::of(both).bytes(), refused("repeated-parts")),
        Case::new(
            "workbook-named-document.docx",
            xlsx(&format!("<sheetData><row>{}</row></sheetData>", text_cell("A1", SENTENCE))),
            read(),
        ),
    ]
}

fn places_of_parts(trap: &Trap) -> Vec<Case> {
    let main = |target: &str, outside| {
        word(Entry::text(PACKAGE_RELATIONS, &relations(&[("officeDocument", target, outside)])))
    };
    let many = numbered(20_000, |n| format!("<Relationship Id=\"r{n}\" Type=\"x/image\" Target=\"a{n}.png\"/>"));
    vec![
        Case::new("main-part-is-its-relationships.docx", main("_rels/.rels", false), noted(&["no-text"])),
        Case::new(
            "main-part-is-outside.docx",
            main(&trap.url("document.xml"), true),
            noted(&["external-relationship"]),
        ),
        Case::new("main-part-climbs-up.docx", main("../../../../etc/passwd", false), refused("missing-part")),
        Case::new(
            "relationships-of-relationships.docx",
            docx_with(
                "",
                vec![
                    Entry::text(
                        "word/_rels/document.xml.rels",
                        &relations(&[("officeDocument", "document.xml", false), ("styles", "document.xml", false)]),
                    ),
                    Entry::text(
                        "word/_rels/_rels/document.xml.rels.rels",
                        &relations(&[("x", "document.xml.rels", false)]),
                    ),
                ],
            ),
            read(),
        ),
        Case::new(
            "tens-of-thousands-of-relationships.docx",
            docx_with("", vec![Entry::text(DOCUMENT_RELATIONS, &format!("<Relationships>{many}</Relationships>"))]),
            read(),
        ),
    ]
}

fn circles() -> Vec<Case> {
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>12.5</w:t></w:r></w:p>";
    let styles = |text: &str| {
        vec![
            Entry::text(DOCUMENT_RELATIONS, &relations(&[("styles", "styles.xml", false)])),
            Entry::text("word/styles.xml", text),
        ]
    };
    let style = |id: &str, base: &str| format!("<w:style w:styleId=\"{id}\"><w:basedOn w:val=\"{base}\"/></w:style>");
    let chain = numbered(50_000, |n| style(&format!("s{n}"), &format!("s{}", n + 1)));
    let list = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"4294967295\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>12.5</w:t></w:r></w:p>";
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"a\"/></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";
    vec![
        Case::new(
            "styles-in-a-circle.docx",
            docx_with(styled, styles(&format!("<w:styles>{}{}</w:styles>", style("a", "b"), style("b", "a")))),
            read(),
        ),
        Case::new(
            "style-rests-on-itself.docx",
            docx_with(styled, styles(&format!("<w:styles>{}</w:styles>", style("a", "a")))),
            read(),
        ),
        Case::new(
            "a-long-chain-of-styles.docx",
            docx_with(&styled.replace("\"a\"", "\"s0\""), styles(&format!("<w:styles>{chain}</w:styles>"))),
            read(),
        ),
        Case::new(
            "styles-are-the-main-part.docx",
            docx_with(styled, vec![Entry::text(DOCUMENT_RELATIONS, &relations(&[("styles", "document.xml", false)]))]),
            read(),
        ),
        Case::new(
            "lists-in-a-circle.docx",
            docx_with(list, vec![Entry::text("word/numbering.xml", numbering)]),
            read(),
        ),
    ]
}

fn spans() -> Vec<Case> {
    let spanned = |property: &str, value: &str| {
        docx(&format!(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:{property} w:val=\"{value}\"/></w:tcPr>{0}</w:tc><w:tc>{0}</w:tc></w:tr></w:tbl>",
            paragraph("12.5")
        ))
    };
    let skipped = docx(&format!(
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"4294967295\"/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph("12.5")
    ));
    let wide = docx(&format!(
        "<w:tbl><w:tr>{}</w:tr></w:tbl>",
        "<w:tc><w:tcPr><w:gridSpan w:val=\"1000\"/></w:tcPr><w:p/></w:tc>".repeat(50_000)
    ));
    let cells = docx(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(200_001)));
    let merged = docx(&format!(
        "<w:tbl>{}</w:tbl>",
        format!("<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc></w:tr>", paragraph("1")).repeat(20_000)
    ));
    let loose = docx(&format!("<w:tc>{0}</w:tc><w:tr>{0}</w:tr><w:tbl>{0}</w:tbl>", paragraph("12.5")));
    vec![
        Case::new("span-of-two-to-the-31.docx", spanned("gridSpan", "2147483648"), read()),
        Case::new("span-beyond-two-to-the-32.docx", spanned("gridSpan", "4294967297"), read()),
        Case::new("negative-span.docx", spanned("gridSpan", "-5"), read()),
        Case::new("cells-left-out-beyond-measure.docx", skipped, read()),
        Case::new("fifty-thousand-wide-cells.docx", wide, read()),
        Case::new("too-many-cells.docx", cells, refused("too-large")),
        Case::new("merged-without-a-beginning.docx", merged, read()),
        Case::new("cells-without-a-table.docx", loose, read()),
        Case::new(
            "a-table-of-empty-rows.docx",
            docx(&format!("<w:tbl>{}</w:tbl>{}", "<w:tr/>".repeat(100_000), table(&[&["项目", "12.5"]]))),
            read(),
        ),
    ]
}

fn sheets() -> Vec<Case> {
    let cell = format!("<sheetData><row r=\"1\">{}</row></sheetData>", text_cell("A1", SENTENCE));
    let merges = |text: &str| xlsx(&format!("{cell}<mergeCells>{text}</mergeCells>"));
    let book = |sheets: &str| replaced(workbook_parts(&sheet(&cell)), Entry::text(WORKBOOK, &workbook(sheets)));
    let same = |count: usize| numbered(count, |n| format!("<sheet name=\"s{n}\" sheetId=\"{n}\" r:id=\"rId1\"/>"));
    vec![
        Case::new("merged-over-everything.xlsx", merges("<mergeCell ref=\"A1:XFD1048576\"/>"), read()),
        Case::new(
            "merged-across-each-other.xlsx",
            merges(&numbered(50_000, |n| format!("<mergeCell ref=\"A1:Z{}\"/>", n + 2))),
            read(),
        ),
        Case::new(
            "merged-beyond-the-sheet.xlsx",
            merges("<mergeCell ref=\"A1:ZZZZ99999999\"/><mergeCell ref=\":\"/><mergeCell ref=\"B2:A1\"/>"),
            refused("too-large"),
        ),
        Case::new("one-part-as-a-hundred-sheets.xlsx", book(&same(100)), read()),
        Case::new("more-sheets-than-are-read.xlsx", book(&same(101)), refused("too-large")),
        Case::new("sheet-without-a-part.xlsx", book("<sheet name=\"a\" r:id=\"rId77\"/>"), noted(&["no-text"])),
        Case::new("no-sheets.xlsx", book(""), noted(&["no-text"])),
        Case::new(
            "sheet-is-not-there.xlsx",
            replaced(workbook_parts(""), Entry::text("xl/x.xml", "")),
            refused("damaged-xml"),
        ),
        Case::new(
            "sheet-is-a-document.xlsx",
            replaced(workbook_parts(""), Entry::text(SHEET, &document(&paragraph(SENTENCE)))),
            noted(&["no-text"]),
        ),
    ]
}
