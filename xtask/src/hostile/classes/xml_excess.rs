//! P4: too many attributes, namespaces and levels, endless text, and bytes that are no text.

use crate::hostile::case::{Answer, Case, Trap, noted, read, refused};
use crate::hostile::write::bytes::{letters, utf16};
use crate::hostile::write::markup::{SENTENCE, numbered, page, paragraph};
use crate::hostile::write::office::{DOCUMENT, document, docx, odt, replaced, text_cell, word_parts, xlsx};
use crate::hostile::write::packed::Packed;
use crate::hostile::write::zip::Entry;

/// All files of the class.
pub fn cases(_: &Trap) -> Vec<Case> {
    [attributes(), depth(), long_text(), encodings(), pages(), texts()].concat()
}

fn too_large() -> Answer {
    refused("too-large")
}

fn attributes() -> Vec<Case> {
    let with = |count: usize, one: fn(usize) -> String| docx(&format!("<w:p {}/>", numbered(count, one)));
    vec![
        Case::new("hundreds-of-attributes.docx", with(300, |n| format!("a{n}=\"\" ")), too_large()),
        Case::new("tens-of-thousands-of-attributes.docx", with(80_000, |n| format!("a{n}=\"\" ")), too_large()),
        Case::new("one-attribute-again-and-again.docx", with(80_000, |_| "a=\"\" ".to_owned()), too_large()),
        Case::new("a-hundred-thousand-namespaces.docx", with(100_000, |n| format!("xmlns:n{n}=\"u\" ")), too_large()),
        Case::new(
            "namespaces-level-by-level.docx",
            docx(&format!(
                "{}{}",
                numbered(250, |n| format!("<n{n}:a xmlns:n{n}=\"u\">")),
                numbered(250, |n| format!("</n{}:a>", 249 - n))
            )),
            read(),
        ),
        Case::new(
            "an-attribute-of-ten-megabytes.docx",
            docx(&format!("<w:p a=\"{}\"/>", "x".repeat(10 << 20))),
            read(),
        ),
        Case::new("a-name-of-a-megabyte.docx", docx(&format!("<{0}/>", "x".repeat(1 << 20))), read()),
        Case::new(
            "attributes-of-a-cell.xlsx",
            xlsx(&format!(
                "<sheetData><row r=\"1\"><c {}/></row></sheetData>",
                numbered(5000, |n| format!("a{n}=\"\" "))
            )),
            too_large(),
        ),
    ]
}

fn depth() -> Vec<Case> {
    let nested = |name: &str, times: usize| {
        format!("{}{}", format!("<{name}>").repeat(times), format!("</{name}>").repeat(times))
    };
    let tables = |times: usize| {
        format!(
            "{}{}{}",
            "<w:tbl><w:tr><w:tc>".repeat(times),
            paragraph("12.5"),
            "</w:tc></w:tr></w:tbl>".repeat(times)
        )
    };
    vec![
        Case::new("a-hundred-thousand-levels.docx", docx(&nested("w:p", 100_000)), refused("too-deep")),
        Case::new("levels-that-never-end.docx", docx(&"<w:p>".repeat(100_000)), refused("too-deep")),
        Case::new("levels-within-the-limit.docx", docx(&nested("w:sdt", 250)), read()),
        Case::new("paragraphs-in-paragraphs.docx", docx(&nested("w:p", 250)), read()),
        Case::new("tables-in-tables.docx", docx(&tables(60)), noted(&["nested-tables"])),
        Case::new("a-hundred-thousand-levels.odt", odt(&nested("text:section", 100_000), vec![]), refused("too-deep")),
        Case::new("a-hundred-thousand-levels.xlsx", xlsx(&nested("sheetData", 100_000)), refused("too-deep")),
    ]
}

fn long_text() -> Vec<Case> {
    let around = |middle: &[u8], times: usize| {
        let main = document("<w:p><w:r><w:t>|</w:t></w:r></w:p>");
        let (before, after) = main.split_once('|').unwrap_or_default();
        let packed = Packed::default().repeated(b"<!--", 1).ballast(letters(1, 1 << 20).as_bytes());
        let packed = packed.repeated(format!("-->{before}").as_bytes(), 1).repeated(middle, times);
        let packed = packed.repeated(after.as_bytes(), 1).end();
        replaced(word_parts(""), Entry::of(DOCUMENT, packed))
    };
    let million = "九".repeat(350_000);
    let lines = format!("{}</w:t></w:r></w:p><w:p><w:r><w:t>", "支出合计12.5万元。".repeat(20));
    vec![
        Case::new("five-megabytes-of-text.docx", around(million.as_bytes(), 5), too_large()),
        Case::new("sixty-megabytes-of-text.docx", around(million.as_bytes(), 57), too_large()),
        Case::new("sixty-megabytes-of-paragraphs.docx", around(lines.repeat(2000).as_bytes(), 55), too_large()),
        Case::new(
            "sixty-megabytes-of-empty-paragraphs.docx",
            around("</w:t></w:r></w:p><w:p><w:r><w:t>".repeat(30_000).as_bytes(), 55),
            noted(&["no-text"]),
        ),
        Case::new(
            "twenty-megabytes-of-comment.docx",
            docx(&format!("<!--{}-->", "x".repeat(20 << 20))),
            refused("zip-bomb"),
        ),
        Case::new(
            "data-that-is-no-markup.docx",
            docx(&format!("<w:p><w:r><w:t><![CDATA[{}]]></w:t></w:r></w:p>", "x".repeat(5 << 20))),
            too_large(),
        ),
        Case::new(
            "a-cell-of-five-megabytes.xlsx",
            xlsx(&format!("<sheetData><row r=\"1\">{}</row></sheetData>", text_cell("A1", &"9".repeat(5 << 20)))),
            too_large(),
        ),
    ]
}

fn encodings() -> Vec<Case> {
    let part = |bytes: &[u8]| replaced(word_parts(""), Entry::stored(DOCUMENT, bytes));
    let main = document(&paragraph(SENTENCE));
    let gb = encoding_rs::GB18030.encode(&main).0.into_owned();
    let declared = [b"<?xml version=\"1.0\" encoding=\"gb2312\"?>".as_slice(), &gb].concat();
    let wide = utf16(&main);
    let overlong = main
        .replace("431", "\u{1}")
        .into_bytes()
        .into_iter()
        .flat_map(|byte| if byte == 1 { vec![0xC0, 0xAF] } else { vec![byte] });
    let damaged = || refused("damaged-xml");
    vec![
        Case::new("utf-16.docx", part(&[&[0xFF, 0xFE], wide.as_slice()].concat()), read()),
        Case::new(
            "utf-16-cut-within-a-character.docx",
            part(&[&[0xFF, 0xFE], &wide[..wide.len() - 1]].concat()),
            damaged(),
        ),
        Case::new("utf-16-without-a-mark.docx", part(&wide), damaged()),
        Case::new("gb2312-not-declared.docx", part(&gb), damaged()),
        Case::new("gb2312-declared.docx", part(&declared), damaged()),
        Case::new("overlong-utf-8.docx", part(&overlong.collect::<Vec<u8>>()), damaged()),
        Case::new("zeros-in-the-text.docx", docx(&paragraph("12\0.5")), read()),
        Case::new("characters-that-are-none.docx", docx(&paragraph("&#0;&#xFFFFFFFF;&#xD800;")), damaged()),
    ]
}

fn pages() -> Vec<Case> {
    vec![
        Case::new("a-hundred-thousand-levels.html", page(&"<div>".repeat(100_000)), refused("too-deep")),
        Case::new("millions-of-elements.html", page(&"<b>".repeat(3_000_000)), refused("too-deep")),
        Case::new(
            "tens-of-thousands-of-attributes.html",
            page(&format!("<p {}>x</p>", numbered(80_000, |n| format!("a{n}=1 ")))),
            refused("too-large"),
        ),
        Case::new("tables-in-tables.html", page(&"<table><tr><td>12.5".repeat(400)), refused("too-deep")),
        Case::new(
            "cells-over-everything.html",
            page("<table><tr><td colspan=1000 rowspan=65534>1</td><td rowspan=65534>2</td></tr></table>"),
            read(),
        ),
        Case::new("formatting-that-never-ends.html", page(&"<b><i><u><a>x<p>".repeat(20_000)), read()),
    ]
}

fn texts() -> Vec<Case> {
    let dense = |unit: &str, bytes: usize| unit.repeat(bytes / unit.len()).into_bytes();
    vec![
        Case::new("one-line-of-numbers.txt", dense("1,", 4 << 20), too_large()),
        Case::new("one-line-of-percentages.txt", dense("1%2%3%4%", 300 << 10), too_large()),
        Case::new("lines-of-numbers.txt", dense("1 2 3 4 5 6 7 8\n", 4 << 20), too_large()),
        Case::new("one-number-of-a-megabyte.txt", dense("9", 1 << 20), read()),
        Case::new("one-line-of-amounts.txt", dense("其中1万元，2万元，", 500 << 10), read()),
        Case::new("twenty-megabytes-of-sentences.txt", dense(&format!("{SENTENCE}\n"), 20 << 20), too_large()),
        Case::new("a-table-of-narrow-cells.txt", dense("\t1\n\t2\n\t3\n\n", 4 << 20), too_large()),
        Case::new("brackets-that-never-close.txt", dense("（", 2 << 20), read()),
        Case::new("one-line-of-spelled-numbers.txt", dense("三人，四人，", 1 << 20), read()),
        Case::new("sixty-thousand-numbers-in-a-line.txt", dense("1%2%3%4%", 120_000), read()),
        Case::new("one-line-of-places.txt", dense("一、（一）1.", 2 << 20), too_large()),
    ]
}
