//! P9: old Office files whose tables run in circles, lie beyond the end, or claim terabytes.

use crate::hostile::case::{Answer, Case, Trap, noted, read, refused};
use crate::hostile::write::bytes::{noise, u32_bytes};
use crate::hostile::write::compound::{
    Bent, CHILD, DIRECTORY, FIRST, LEFT, RIGHT, SECTOR_SHIFT, SIZE, SMALL_LIMIT, SMALL_SHIFT, SMALL_TABLE, TABLE,
    TABLE_COUNT, compound,
};
use crate::hostile::write::excel97;
use crate::hostile::write::markup::SENTENCE;
use crate::hostile::write::word97::{CHARACTERS, MAIN_CHARS, PARAGRAPHS, PIECES, STYLES, TEXT_AT, Word};

/// All files of the class.
pub fn cases(_: &Trap) -> Vec<Case> {
    [tables(), directories(), sizes(), words(), books()].concat()
}

/// A text long enough for sectors of the usual size.
fn text() -> String {
    format!("{SENTENCE}\r").repeat(60)
}

fn doc() -> Bent {
    Bent(Word::of(&text()).bytes())
}

fn damaged() -> Answer {
    refused("damaged-compound")
}

fn tables() -> Vec<Case> {
    let main = doc().first(1).max(doc().first(2));
    let first = doc().end();
    let endless = (0..200).fold(doc().list(first, u32::MAX), |file, _| {
        let next = u32::try_from(file.end() + 1).unwrap_or(u32::MAX);
        file.sector(&[vec![0; 127], vec![next]].concat())
    });
    vec![
        Case::new(
            "stream-runs-in-a-circle.doc",
            doc().follows(main + 3, u32::try_from(main).unwrap_or(0)).0,
            damaged(),
        ),
        Case::new("sector-follows-itself.doc", doc().follows(main, u32::try_from(main).unwrap_or(0)).0, damaged()),
        Case::new("sector-lies-beyond-the-end.doc", doc().follows(main + 1, 0x00FF_FFFF).0, damaged()),
        Case::new("table-lies-beyond-the-end.doc", doc().header(TABLE, &[0xF0, 0xFF, 0xFF, 0x0F]).0, damaged()),
        Case::new("table-has-countless-sectors.doc", doc().header(TABLE_COUNT, &[0xFF; 4]).0, read()),
        Case::new("list-of-the-table-is-endless.doc", endless.0, damaged()),
        Case::new(
            "list-of-the-table-runs-in-a-circle.doc",
            doc().list(first, 2).sector(&[0, u32::try_from(first).unwrap_or(0)]).0,
            damaged(),
        ),
        Case::new("list-of-the-table-lies-beyond-the-end.doc", doc().list(0x0FFF_FFFF, 5).0, damaged()),
        Case::new(
            "small-table-runs-in-a-circle.doc",
            Bent(compound(&[("WordDocument", &Word::of("12.5\r").main), ("1Table", &Word::of("12.5\r").table)]))
                .header(SMALL_TABLE, &[0, 0, 0, 0])
                .0,
            damaged(),
        ),
    ]
}

fn directories() -> Vec<Case> {
    vec![
        Case::new("directory-lies-beyond-the-end.doc", doc().header(DIRECTORY, &[0xF0, 0xFF, 0xFF, 0x0F]).0, damaged()),
        Case::new("directory-is-empty.doc", doc().entry(0, CHILD, &[0xFF; 4]).0, refused("legacy-office")),
        Case::new(
            "entry-is-its-own-neighbour.doc",
            doc().entry(1, LEFT, &[1, 0, 0, 0]).entry(1, RIGHT, &[1, 0, 0, 0]).0,
            damaged(),
        ),
        Case::new("root-holds-itself.doc", doc().entry(0, CHILD, &[0, 0, 0, 0]).0, damaged()),
        Case::new("neighbour-that-is-not-there.doc", doc().entry(1, RIGHT, &[0, 0xFF, 0, 0]).0, damaged()),
        Case::new("entries-are-noise.doc", doc().entry(1, 0, &noise(5, 128)).0, damaged()),
        Case::new("root-is-no-root.doc", doc().entry(0, 0x42, &[2]).0, damaged()),
    ]
}

fn sizes() -> Vec<Case> {
    vec![
        Case::new("stream-of-terabytes.doc", doc().entry(1, SIZE, &[0xFF, 0xFF, 0xFF, 0x7F, 0, 2, 0, 0]).0, damaged()),
        Case::new("stream-begins-beyond-the-end.doc", doc().entry(1, FIRST, &[0xFF, 0xFF, 0, 0]).0, damaged()),
        Case::new("sectors-of-two-to-the-63.doc", doc().header(SECTOR_SHIFT, &[63, 0]).0, damaged()),
        Case::new("sectors-of-one-byte.doc", doc().header(SECTOR_SHIFT, &[0, 0]).0, damaged()),
        Case::new("small-sectors-larger-than-large-ones.doc", doc().header(SMALL_SHIFT, &[31, 0]).0, damaged()),
        Case::new("everything-is-small.doc", doc().header(SMALL_LIMIT, &[0xFF; 4]).0, damaged()),
        Case::new("only-a-header.doc", doc().0[..512].to_vec(), damaged()),
        Case::new("header-of-noise.doc", [&doc().0[..8], noise(8, 20_000).as_slice()].concat(), damaged()),
    ]
}

fn words() -> Vec<Case> {
    let word = || Word::of(&text());
    let (all, none) = ([0xFF; 4], [0; 4]);
    let count = text().encode_utf16().count();
    let repeated: Vec<(usize, usize)> = (0..50_000).map(|index| (index * count, TEXT_AT)).collect();
    let backwards: Vec<(usize, usize)> = (0..1000).map(|index| (count.saturating_sub(index), TEXT_AT)).collect();
    let pages: Vec<u8> = [vec![0; 4], all.to_vec(), u32_bytes(0xFFFF_FFFF).to_vec()].concat();
    let styles = [&[18, 0, 0xFF, 0xFF, 10, 0], [0; 14].as_slice(), &[0xFF; 64]].concat();
    vec![
        Case::new("text-of-two-to-the-32.doc", word().patched(MAIN_CHARS, &all).bytes(), noted(&["damaged-text"])),
        Case::new("pieces-lie-beyond-the-end.doc", word().pair(PIECES, all, all).bytes(), damaged()),
        Case::new("pieces-are-missing.doc", word().pair(PIECES, none, none).bytes(), damaged()),
        Case::new(
            "one-piece-again-and-again.doc",
            word().pieces(&repeated, 50_000 * count).patched(MAIN_CHARS, &u32_bytes(50_000 * count)).bytes(),
            noted(&["damaged-text"]),
        ),
        Case::new("pieces-run-backwards.doc", word().pieces(&backwards, count).bytes(), damaged()),
        Case::new(
            "piece-lies-beyond-the-end.doc",
            word().pieces(&[(0, 0x3FFF_FFFF)], count).bytes(),
            noted(&["damaged-text", "no-text"]),
        ),
        Case::new(
            "formatting-lies-beyond-the-end.doc",
            word().part(CHARACTERS, &pages).part(PARAGRAPHS, &pages).bytes(),
            noted(&["damaged-format"]),
        ),
        Case::new("styles-are-all-ones.doc", word().part(STYLES, &styles).bytes(), read()),
        Case::new("main-stream-is-empty.doc", compound(&[("WordDocument", b""), ("1Table", b"")]), damaged()),
        Case::new(
            "main-stream-is-noise.doc",
            compound(&[("WordDocument", &noise(6, 9000)), ("1Table", &noise(7, 900))]),
            damaged(),
        ),
    ]
}

fn books() -> Vec<Case> {
    let stream = || excel97::stream(&[], &excel97::sheet(&[excel97::label(0, 0, SENTENCE)]));
    let listing = |places: &[u32]| {
        let sheets: Vec<Vec<u8>> = places.iter().map(|place| excel97::listed(*place, "a")).collect();
        excel97::workbook(&[excel97::begin(5), sheets.concat(), excel97::end()].concat())
    };
    let more = excel97::record(excel97::CONTINUE, &[]).repeat(500_000);
    let cut = [stream(), vec![4, 2, 0xFF, 0xFF, 1]].concat();
    vec![
        Case::new("sheet-begins-where-the-list-does.xls", listing(&[0]), noted(&["no-text"])),
        Case::new(
            "sheets-lie-beyond-the-end.xls",
            listing(&[u32::MAX, 0x7FFF_FFFF]),
            noted(&["damaged-part", "no-text"]),
        ),
        Case::new("one-sheet-again-and-again.xls", listing(&[60; 100]), noted(&["damaged-part", "no-text"])),
        Case::new("more-sheets-than-are-read.xls", listing(&[60; 101]), refused("too-large")),
        Case::new(
            "record-that-never-ends.xls",
            excel97::workbook(&excel97::stream(&more, &excel97::sheet(&[excel97::label(0, 0, SENTENCE)]))),
            read(),
        ),
        Case::new("record-longer-than-the-file.xls", excel97::workbook(&cut), read()),
        Case::new("stream-without-its-container.xls", stream(), read()),
        Case::new("stream-of-zeros.xls", excel97::workbook(&[0; 20_000]), damaged()),
        Case::new("no-sheets.xls", excel97::workbook(&[excel97::begin(5), excel97::end()].concat()), damaged()),
    ]
}
