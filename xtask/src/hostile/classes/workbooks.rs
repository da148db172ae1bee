//! P8: workbooks that claim far more than they hold, or hold it in the wrong place.

use crate::hostile::case::{Case, Trap, noted, read, refused};
use crate::hostile::write::excel97;
use crate::hostile::write::markup::{SENTENCE, numbered};
use crate::hostile::write::office::{SHEET, STRINGS, ods, sheet, text_cell, workbook_parts, xlsx, xlsx_with};
use crate::hostile::write::packed::Packed;
use crate::hostile::write::zip::{Entry, Zip};

/// All files of the class.
pub fn cases(_: &Trap) -> Vec<Case> {
    [places(), claims(), formats(), many(), open_sheets(), old_sheets()].concat()
}

/// A workbook with these rows.
fn rows(inside: &str) -> Vec<u8> {
    xlsx(&format!("<sheetData>{inside}</sheetData>"))
}

fn cell_at(place: &str) -> String {
    format!("<row>{}{}</row>", text_cell("A1", SENTENCE), text_cell(place, "12.5"))
}

fn places() -> Vec<Case> {
    vec![
        Case::new("first-and-last-cell.xlsx", rows(&cell_at("XFD1048576")), read()),
        Case::new("column-beyond-the-last.xlsx", rows(&cell_at("XFE1")), refused("too-large")),
        Case::new("row-beyond-the-last.xlsx", rows(&cell_at("A1048577")), refused("too-large")),
        Case::new(
            "row-of-sixteen-million.xlsx",
            rows("<row r=\"16777217\"><c><v>12.5</v></c></row>"),
            refused("too-large"),
        ),
        Case::new("column-of-many-letters.xlsx", rows(&cell_at("ZZZZZZZZZZZZZZZZ9")), refused("too-large")),
        Case::new("row-zero.xlsx", rows(&cell_at("A0")), refused("too-large")),
        Case::new("place-is-no-place.xlsx", rows(&cell_at("第一格")), refused("too-large")),
        Case::new(
            "rows-upside-down.xlsx",
            rows(&numbered(5000, |n| format!("<row r=\"{0}\"><c r=\"A{0}\"><v>1</v></c></row>", 5000 - n))),
            read(),
        ),
        Case::new(
            "one-cell-again-and-again.xlsx",
            rows(&format!("<row>{}</row>", text_cell("A1", "12.5").repeat(50_000))),
            read(),
        ),
        Case::new(
            "a-cell-in-every-thousandth-row.xlsx",
            rows(&numbered(1048, |n| format!("<row r=\"{0}\"><c r=\"XFD{0}\"><v>1</v></c></row>", (n + 1) * 1000))),
            read(),
        ),
    ]
}

fn claims() -> Vec<Case> {
    let cell = format!("<sheetData><row>{}</row></sheetData>", text_cell("A1", SENTENCE));
    let strings = |head: &str, list: &str| Entry::text(STRINGS, &format!("<sst {head}>{list}</sst>"));
    let shared = |index: &str| {
        format!("<sheetData><row><c r=\"A1\" t=\"s\"><v>{index}</v></c><c r=\"B1\"><v>12.5</v></c></row></sheetData>")
    };
    let one = "<si><t>合计</t></si>";
    let columns = "<cols><col min=\"1\" max=\"4294967295\" hidden=\"1\"/></cols>";
    vec![
        Case::new("dimension-is-everything.xlsx", xlsx(&format!("<dimension ref=\"A1:XFD1048576\"/>{cell}")), read()),
        Case::new(
            "dimension-is-beyond-everything.xlsx",
            xlsx(&format!("<dimension ref=\"A1:ZZZZZ4294967295\"/>{cell}")),
            read(),
        ),
        Case::new(
            "countless-shared-strings.xlsx",
            xlsx_with(&shared("0"), vec![strings("count=\"4294967295\" uniqueCount=\"4294967295\"", one)]),
            read(),
        ),
        Case::new(
            "shared-string-that-is-not-there.xlsx",
            xlsx_with(&shared("4294967295"), vec![strings("", one)]),
            read(),
        ),
        Case::new("shared-string-below-zero.xlsx", xlsx_with(&shared("-1"), vec![strings("", one)]), read()),
        Case::new("columns-without-end.xlsx", xlsx(&format!("{columns}{cell}")), noted(&["hidden-cells"])),
        Case::new(
            "rows-of-any-height.xlsx",
            xlsx(
                "<sheetFormatPr defaultRowHeight=\"1e308\"/><sheetData><row r=\"1\" ht=\"-1e308\" spans=\"1:99999999\"><c><v>12.5</v></c></row></sheetData>",
            ),
            read(),
        ),
    ]
}

fn formats() -> Vec<Case> {
    let value = |value: &str, style: &str| {
        format!("<sheetData><row><c r=\"A1\" s=\"{style}\"><v>{value}</v></c></row></sheetData>")
    };
    let styles = |format: &str| {
        Entry::text(
            "xl/styles.xml",
            &format!(
                "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"{format}\"/></numFmts><cellXfs><xf numFmtId=\"200\"/></cellXfs></styleSheet>"
            ),
        )
    };
    let with = |text: &str, format: &str| xlsx_with(&value(text, "0"), vec![styles(format)]);
    let many = Entry::text(
        "xl/styles.xml",
        &format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf numFmtId=\"14\"/>".repeat(200_000)),
    );
    vec![
        Case::new("number-beyond-all-numbers.xlsx", xlsx(&value("1e999999999", "0")), read()),
        Case::new("number-with-a-huge-exponent.xlsx", with("1e308", "#,##0.00"), read()),
        Case::new("number-with-a-tiny-exponent.xlsx", with("1e-308", "0.00%"), read()),
        Case::new("number-of-a-hundred-thousand-digits.xlsx", xlsx(&value(&"9".repeat(100_000), "0")), read()),
        Case::new("number-that-is-none.xlsx", xlsx(&value("NaN", "0")), read()),
        Case::new("format-of-sixty-thousand-places.xlsx", with("12.5", &format!("0.{}", "0".repeat(60_000))), read()),
        Case::new("format-of-many-sections.xlsx", with("12.5", &"0;".repeat(30_000)), read()),
        Case::new("format-of-open-brackets.xlsx", with("12.5", &"[".repeat(30_000)), read()),
        Case::new("date-before-all-dates.xlsx", with("-99999999999", "yyyy-mm-dd"), read()),
        Case::new("style-that-is-not-there.xlsx", xlsx(&value("12.5", "4294967295")), read()),
        Case::new("hundreds-of-thousands-of-styles.xlsx", xlsx_with(&value("12.5", "199999"), vec![many]), read()),
    ]
}

fn many() -> Vec<Case> {
    let grid = |rows: usize, columns: usize| {
        let row = "<c><v>1</v></c>".repeat(columns);
        let row = format!("<row>{row}</row>");
        let packed =
            Packed::default().repeated(b"<worksheet><sheetData>", 1).repeated(row.repeat(rows / 100).as_bytes(), 100);
        let packed = packed.repeated(b"</sheetData></worksheet>", 1).end();
        let mut parts = workbook_parts("");
        parts.retain(|part| part.name != SHEET.as_bytes());
        parts.push(Entry::of(SHEET, packed));
        Zip::of(parts).bytes()
    };
    let storm = numbered(30_000, |n| {
        format!(
            "<row><c r=\"A{0}\"><f t=\"shared\" si=\"{n}\" ref=\"A1:XFD1048576\">A{0}+1</f><v>1</v></c></row>",
            n + 1
        )
    });
    let long = "合".repeat(400);
    let shared = format!(
        "<sheetData>{}</sheetData>",
        format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(100)).repeat(2000)
    );
    let mut repeated = workbook_parts(&sheet(&shared));
    repeated.push(Entry::text(STRINGS, &format!("<sst><si><t>{long}</t></si></sst>")));
    vec![
        Case::new("more-than-a-million-cells.xlsx", grid(10_100, 100), refused("too-large")),
        Case::new("hundreds-of-thousands-of-numbers.xlsx", grid(5_000, 100), refused("too-large")),
        Case::new("formulas-that-share-everything.xlsx", rows(&storm), read()),
        Case::new("one-long-text-in-every-cell.xlsx", Zip::of(repeated).bytes(), refused("too-large")),
        Case::new("empty-rows-without-end.xlsx", rows(&"<row/>".repeat(1_100_000)), refused("too-large")),
    ]
}

fn open_sheets() -> Vec<Case> {
    let table = |inside: &str| ods(&format!("<table:table table:name=\"a\">{inside}</table:table>"), vec![]);
    let cell = |attributes: &str| {
        format!("<table:table-cell {attributes} office:value-type=\"string\"><text:p>12.5</text:p></table:table-cell>")
    };
    let row = |attributes: &str, cell: &str| format!("<table:table-row {attributes}>{cell}</table:table-row>");
    vec![
        Case::new(
            "rows-repeated-without-end.ods",
            table(&row("table:number-rows-repeated=\"4294967295\"", &cell(""))),
            refused("too-large"),
        ),
        Case::new(
            "cells-repeated-without-end.ods",
            table(&row("", &cell("table:number-columns-repeated=\"4294967295\""))),
            refused("too-large"),
        ),
        Case::new(
            "empty-cells-repeated-without-end.ods",
            table(&row(
                "table:number-rows-repeated=\"99999999999\"",
                "<table:table-cell table:number-columns-repeated=\"99999999999\"/>",
            )),
            noted(&["no-text"]),
        ),
        Case::new(
            "span-over-everything.ods",
            table(&row(
                "",
                &cell("table:number-columns-spanned=\"4294967295\" table:number-rows-spanned=\"4294967295\""),
            )),
            refused("too-large"),
        ),
        Case::new(
            "spaces-without-end.ods",
            table(&row(
                "",
                "<table:table-cell office:value-type=\"string\"><text:p>1<text:s text:c=\"4294967295\"/>2</text:p></table:table-cell>",
            )),
            read(),
        ),
    ]
}

fn old_sheets() -> Vec<Case> {
    let strings = |count: u32, data: &[u8]| {
        excel97::record(excel97::STRINGS, &[&count.to_le_bytes(), &count.to_le_bytes(), data].concat())
    };
    let sheet = excel97::sheet(&[excel97::label(0, 0, SENTENCE), excel97::label(65_535, 255, "12.5")]);
    let storm: Vec<Vec<u8>> = (0..60_000).map(|row| excel97::label(row, 0, "1")).collect();
    vec![
        Case::new("first-and-last-cell.xls", excel97::workbook(&excel97::stream(&[], &sheet)), read()),
        Case::new(
            "countless-shared-strings.xls",
            excel97::workbook(&excel97::stream(&strings(u32::MAX, &[]), &sheet)),
            read(),
        ),
        Case::new(
            "string-longer-than-the-file.xls",
            excel97::workbook(&excel97::stream(&strings(1, &[0xFF, 0xFF, 1, 0x4E]), &sheet)),
            noted(&["damaged-part"]),
        ),
        Case::new("cells-in-every-row.xls", excel97::workbook(&excel97::stream(&[], &excel97::sheet(&storm))), read()),
    ]
}
