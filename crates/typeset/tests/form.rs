//! What stands on a page that was set, read back from the file.

use jiheng_documents::page::{Cell, Grid, Kind, Page, Paragraph, Piece, Row};
use jiheng_model::document::{Block, Document};
use jiheng_readers::Limits;
use jiheng_typeset::{Fonts, TypesetError, form};

fn page(texts: &[&str]) -> Page {
    let cell = |(column, text): (u32, &str)| Cell {
        column,
        column_span: 1,
        row_span: 1,
        kind: Kind::Number,
        text: text.to_owned(),
        number: None,
    };
    let row = |text: &str| Row { cells: [(0, "甲"), (1, text)].map(cell).into(), ..Row::default() };
    let grid = Grid { name: String::new(), weights: vec![1, 1], rows: texts.iter().map(|text| row(text)).collect() };
    let narrative = texts.iter().map(|text| Paragraph { text: (*text).to_owned(), heading: None }).collect();
    let pieces = vec![Piece::Grid(grid), Piece::Narrative(narrative)];
    Page { title: "表".to_owned(), pieces, footer: "绩衡".to_owned() }
}

fn fonts() -> Fonts {
    Fonts::with(Vec::new()).expect("the fonts can be read")
}

fn read(bytes: &[u8]) -> Document {
    jiheng_readers::read(bytes, &Limits::default()).expect("the file can be read")
}

fn texts(document: &Document) -> Vec<&str> {
    let spans = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![document.text(&paragraph.text)],
        Block::Table(table) => table.cells.iter().map(|cell| document.text(&cell.text)).collect(),
    });
    spans.filter(|text| *text != "甲").collect()
}

#[test]
fn text_stays_text_whatever_it_looks_like() {
    let written = ["-89.57", "#panic()", "*粗* _斜_ $x^2$", "@a <b> // c", "\\u{41}", "☑☐", "<w:t>"];
    let bytes = form(&page(&written), &fonts()).expect("the page can be set");
    let document = read(&bytes);
    let found = texts(&document);
    assert_eq!(found[..written.len()], written, "in the table");
    let narrative = found[written.len()..].join("\n");
    for text in written {
        assert!(narrative.contains(text), "{text} in {narrative}");
    }
}

#[test]
fn the_same_page_is_the_same_file_and_archivable() {
    let page = page(&["12.50", "一"]);
    let bytes = form(&page, &fonts()).expect("the page can be set");
    assert_eq!(bytes, form(&page, &fonts()).expect("and again"));
    let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    assert!(holds(b"pdfaid:part") && holds(b"/StructTreeRoot") && holds(b"/Lang"));
}

#[test]
fn a_character_without_glyph_is_named_with_its_place() {
    let error = form(&page(&["姓名：王𠮷生"]), &fonts()).expect_err("no font has it");
    assert_eq!(error, TypesetError::NoGlyph { character: '𠮷', near: "姓名：王𠮷生".to_owned() });
    let told = error.to_string();
    assert!(told.contains("U+20BB7") && told.contains("--font"), "{told}");
}

#[test]
fn what_draws_nothing_is_left_out() {
    let bytes = form(&page(&["支\u{200b}出\u{202e}12\u{feff}"]), &fonts()).expect("the page can be set");
    assert_eq!(texts(&read(&bytes))[..2], ["支出12", "支出12"]);
}

#[test]
fn a_file_that_is_no_font_is_refused_by_its_number() {
    let refused = Fonts::with(vec![b"no font".to_vec()]).map(drop).expect_err("it is none");
    assert_eq!(refused, TypesetError::NotAFont { number: 1 });
}
