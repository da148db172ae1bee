//! Small files written by hand, broken files, and the printed sample cut and bent at random.

use std::fmt::Write as _;

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::Block;

use crate::Limits;
use crate::testing::{note_kinds, read, read_tree, tree_error};

/// A file with these objects, numbered from 1; the first is the catalogue.
fn file(objects: &[String]) -> Vec<u8> {
    let mut text = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(text.len());
        write!(text, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let start = text.len();
    write!(text, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    for place in &places {
        writeln!(text, "{place:010} 00000 n ").unwrap();
    }
    write!(text, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", places.len() + 1).unwrap();
    text.into_bytes()
}

fn stream(content: &str) -> String {
    format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// Pages with these contents, 200 points wide and high, in Helvetica.
fn pages(contents: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|index| format!("{} 0 R", 4 + index * 2)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]/MediaBox[0 0 200 200]/Resources<</Font<</F 3 0 R>>>>>>",
            kids.len(),
            kids.join(" ")
        ),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (index, content) in contents.iter().enumerate() {
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 5 + index * 2));
        objects.push(stream(content));
    }
    file(&objects)
}

const TABLE: &str = "0 0 m 20 20 160 60 re S 20 50 m 180 50 l S 100 20 m 100 50 l S \
    BT /F 10 Tf 30 60 Td (Title) Tj 0 -30 Td (one) Tj 80 0 Td (12.5) Tj ET";

#[test]
fn lines_make_a_table_with_merged_cells() {
    assert_eq!(read_tree(&pages(&[TABLE])), "t 2x2\n0,0+1x2 Title\n1,0 one\n1,1 12.5\n");
}

#[test]
fn a_number_carries_its_page_and_box() {
    let document = read(&pages(&["", TABLE]));
    let Block::Table(table) = &document.blocks[0] else { panic!("a table was expected") };
    let source = document.anchor((0, Some((1, 1))), &table.cells[2].text, (0, 4)).source.unwrap();
    let SourceRef::Pdf { page, area } = source else { panic!("a place on a page was expected") };
    assert_eq!(page, 2);
    assert!(area[0] == 1100 && area[2] < 1320 && area[1] > 1580 && area[3] < 1730, "{area:?}");
}

#[test]
fn what_has_no_text_is_refused_or_noted() {
    let scan = "q 200 0 0 200 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q";
    assert_eq!(tree_error(&pages(&[scan])), "scanned-pdf");
    let text = "BT /F 10 Tf 20 100 Td (Total 12.5 of it) Tj ET";
    let document = read(&pages(&[text, scan]));
    assert_eq!(note_kinds(&document), ["scanned-pages"]);
}

#[test]
fn hostile_files_are_refused() {
    let circle = file(&["<</Type/Catalog/Pages 2 0 R>>".to_owned(), "<</Type/Pages/Kids[2 0 R]>>".to_owned()]);
    assert_eq!(tree_error(&circle), "damaged-pdf");
    let nested = file(&[format!("<</Type/Catalog/Pages {}", "[".repeat(10_000))]);
    assert_eq!(tree_error(&nested), "too-deep");
    assert_eq!(tree_error(b"%PDF-1.7 and nothing more"), "damaged-pdf");
    let few = Limits { pdf_pages: 1, ..Limits::default() };
    assert_eq!(crate::read(&pages(&[TABLE, TABLE]), &few).unwrap_err().kind(), "too-large");
}

#[test]
fn what_a_file_would_do_or_carries_is_noted() {
    for (entries, kinds) in [
        ("/Lang(zh-CN)/OpenAction[4 0 R/Fit]", [].as_slice()),
        ("/OpenAction<</S/URI/URI(http://127.0.0.1)>>", &[]),
        ("/OpenAction<</S/JavaScript/JS(app.alert)>>", &["active-content"]),
        ("/AA<</O<</S/Launch/F(a.exe)>>>>", &["active-content"]),
        ("/AcroForm<</Fields[]/XFA[(a)3 0 R]>>", &["active-content"]),
        ("/Names<</EmbeddedFiles<</Names[]>>>>", &["attachments"]),
    ] {
        let bytes = String::from_utf8(pages(&[TABLE])).unwrap();
        let with = bytes.replace("/Type/Catalog", &format!("/Type/Catalog{entries}"));
        assert_eq!(note_kinds(&read(with.as_bytes())), kinds, "{entries}");
    }
}

#[test]
fn a_page_that_draws_too_much_is_left_out() {
    let busy = "q ".repeat(600) + TABLE;
    assert_eq!(note_kinds(&read(&pages(&[&busy, TABLE]))), ["busy-pages"]);
}

#[test]
fn broken_files_are_errors_and_never_panics() {
    let sample = include_bytes!("../../../../fixtures/pdf/faulty-reportlab.pdf");
    let mut seed: u64 = 1;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for _ in 0..60 {
        let mut bytes = sample.to_vec();
        for _ in 0..=next(40) {
            let at = next(bytes.len());
            bytes[at] = u8::try_from(next(256)).unwrap();
        }
        bytes.truncate(bytes.len() - next(2) * next(4000));
        let _ = crate::read(&bytes, &Limits::default());
    }
}
