use jiheng_model::anchor::SourceRef;
use jiheng_model::document::{Block, Format};

use super::is_form;
use crate::{Limits, read, sniff};

const FORM: &str = r#"{
  "format": "jiheng.form", "version": 1, "title": "t", "footer": "f",
  "blocks": [
    {"kind": "field", "label": "部门名称", "value": "甲局"},
    {"kind": "paragraph", "heading": 2, "text": "一、概况"},
    {"kind": "table", "name": "收入", "rows": 2, "columns": 2, "cells": [
      {"row": 0, "column": 0, "row_span": 1, "column_span": 2, "role": "label", "text": "收入"},
      {"row": 1, "column": 0, "row_span": 1, "column_span": 1, "role": "label", "text": "合计"},
      {"row": 1, "column": 1, "row_span": 1, "column_span": 1, "role": "number", "text": "12.50", "number": "12.50"}
    ]}
  ]
}"#;

#[test]
fn a_form_is_known_by_its_first_words() {
    for (head, expected) in [
        (FORM, true),
        ("{\"format\":\"jiheng.form\"", true),
        ("{\"format\": \"jiheng.results\"}", false),
        ("{\"title\": \"jiheng.form\"}", false),
        ("\"format\": \"jiheng.form\"", false),
        ("[]", false),
        ("", false),
    ] {
        assert_eq!(is_form(head.as_bytes()), expected, "{head}");
    }
    assert_eq!(sniff(FORM.as_bytes()), Ok(Format::Json));
    assert_eq!(sniff(b"{\"a\": 1}"), Ok(Format::Txt));
}

#[test]
fn a_form_is_read_with_its_places() {
    let document = read(FORM.as_bytes(), &Limits::default()).unwrap();
    let [Block::Paragraph(field), Block::Paragraph(heading), Block::Table(table)] = document.blocks.as_slice() else {
        panic!("{:?}", document.blocks)
    };
    assert_eq!(document.text(&field.text), "部门名称：甲局");
    assert_eq!(document.text(&heading.text), "一、概况");
    assert_eq!((table.rows, table.columns, table.cells.len()), (2, 2, 3));
    let amount = &table.cells[2];
    assert_eq!(document.text(&amount.text), "12.50");
    let place = document.anchor((2, Some((1, 1))), &amount.text, (0, 5));
    assert_eq!(place.source, Some(SourceRef::Json { pointer: "/blocks/2/cells/2/text".into() }));
    let value = document.anchor((0, None), &field.text, (5, 7));
    assert_eq!(value.source, Some(SourceRef::Json { pointer: "/blocks/0/value".into() }));
}

#[test]
fn what_is_no_form_of_ours_is_refused() {
    let changed = |from: &str, to: &str| FORM.replacen(from, to, 1);
    for (text, kind) in [
        (changed("\"version\": 1", "\"version\": 2"), "damaged-json"),
        (changed("\"rows\": 2", "\"rows\": 1"), "damaged-json"),
        (changed("\"rows\": 2", "\"rows\": 4000000000"), "too-large"),
        (changed("\"columns\": 2", "\"columns\": 4000000000"), "damaged-json"),
        (changed("\"column_span\": 2", "\"column_span\": 4294967295"), "damaged-json"),
        (changed("\"row\": 1", "\"row\": 0"), "damaged-json"),
        (changed("\"text\": \"12.50\",", ""), "damaged-json"),
        (FORM[..FORM.len() - 9].to_owned(), "damaged-json"),
        (format!("{{\"format\": \"jiheng.form\", \"blocks\": {}", "[".repeat(100_000)), "damaged-json"),
    ] {
        assert_eq!(
            read(text.as_bytes(), &Limits::default()).map_err(|error| error.kind()).err(),
            Some(kind),
            "{text:.200}"
        );
    }
    let few = Limits { table_cells: 2, ..Limits::default() };
    assert_eq!(read(FORM.as_bytes(), &few).map_err(|error| error.kind()).err(), Some("too-large"));
}
