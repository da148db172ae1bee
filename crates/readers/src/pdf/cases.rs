//! Every file of `fixtures/pdf/cases` against what it is to be read as, which stands beside it.

use std::fmt::Write as _;
use std::path::PathBuf;

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::Block;

use crate::Limits;
use crate::testing::{read, tree};

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "..", "fixtures", "pdf", "cases"].iter().collect()
}

fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    files
}

/// The refusal, or the notes and the tree.
fn reading(bytes: &[u8]) -> String {
    match crate::read(bytes, &Limits::default()) {
        Err(refused) => format!("refused {}: {}\n", refused.kind(), refused.message().zh),
        Ok(document) => {
            let mut shown = String::new();
            for note in &document.notes {
                writeln!(shown, "note {}: {}", note.kind, note.message.zh).unwrap();
            }
            shown + &tree(&document)
        }
    }
}

#[test]
fn every_case_is_read_as_it_says() {
    let files = files();
    assert!(files.len() > 15);
    let mut different = String::new();
    for path in files {
        let expected_path = path.with_extension("txt");
        let actual = reading(&std::fs::read(&path).unwrap());
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&expected_path, &actual).unwrap();
        }
        if std::fs::read_to_string(&expected_path).unwrap_or_default() != actual {
            write!(different, "\n{}:\n{actual}", path.display()).unwrap();
        }
    }
    assert!(different.is_empty(), "look at the difference, then UPDATE_EXPECT=1{different}");
}

#[test]
fn every_text_has_its_page_and_its_box() {
    for path in files() {
        let Ok(document) = crate::read(&std::fs::read(&path).unwrap(), &Limits::default()) else { continue };
        for (index, block) in (0..).zip(&document.blocks) {
            let texts = match block {
                Block::Paragraph(paragraph) => vec![(None, &paragraph.text)],
                Block::Table(table) => {
                    table.cells.iter().map(|cell| (Some((cell.row, cell.column)), &cell.text)).collect()
                }
            };
            for (cell, text) in texts.into_iter().filter(|(_, text)| !document.text(text).is_empty()) {
                let source = document.anchor((index, cell), text, (0, 1)).source;
                let Some(SourceRef::Pdf { page, area: [left, top, right, bottom] }) = source else {
                    panic!("{} {index} {cell:?} has no place", path.display())
                };
                // A4, on its side or not, in tenths of a point.
                assert!(
                    page >= 1 && left < right && top < bottom && right <= 8420 && bottom <= 8420,
                    "{}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn the_boxes_of_a_turned_page_are_those_of_the_page_as_it_is_shown() {
    let document = read(&std::fs::read(folder().join("turned.pdf")).unwrap());
    let place = |wanted: &str, on_page: u32| {
        (0..).zip(&document.blocks).find_map(|(index, block)| {
            let Block::Table(table) = block else { return None };
            table.cells.iter().filter(|cell| document.text(&cell.text) == wanted).find_map(|cell| {
                match document.anchor((index, Some((cell.row, cell.column))), &cell.text, (0, 1)).source {
                    Some(SourceRef::Pdf { page, area }) if page == on_page => Some(area),
                    _ => None,
                }
            })
        })
    };
    let near = |one: [u32; 4], other: [u32; 4]| one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 3);
    let upright = place("1,200.50", 1).unwrap();
    for page in [2, 3] {
        assert!(near(place("1,200.50", page).unwrap(), upright), "page {page}");
    }
    // On its side, the table begins at the lower edge of the page and runs up.
    let [left, top, right, bottom] = place("1,200.50", 4).unwrap();
    let height = 8419;
    assert!(near([height - bottom, left, height - top, right], upright), "{left} {top} {right} {bottom}");
}
