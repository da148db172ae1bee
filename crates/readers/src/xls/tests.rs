use std::io::{Cursor, Write as _};

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::Block;

use crate::Limits;
use crate::testing::{compound_of, mutated, note_kinds, read, read_tree, tree, tree_error};

const WIDE: u8 = 1;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

fn numbers(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A string with its length of two bytes in front.
fn string(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [&u16::try_from(units.len()).unwrap().to_le_bytes()[..], &[WIDE], &numbers(&units)].concat()
}

/// The same with its length in one byte.
fn short_string(text: &str) -> Vec<u8> {
    let mut bytes = string(text);
    bytes.remove(1);
    bytes
}

/// A cell record at this row and column, of the format `style`.
fn cell(kind: u16, (row, column, style): (u16, u16, u16), data: &[u8]) -> Vec<u8> {
    record(kind, &[&numbers(&[row, column, style]), data].concat())
}

/// The bits of the double that stands for this decimal.
fn double(text: &str) -> [u8; 8] {
    #[expect(clippy::disallowed_types, reason = "the file holds binary numbers")]
    let number: f64 = text.parse().unwrap();
    number.to_bits().to_le_bytes()
}

fn number(place: (u16, u16, u16), text: &str) -> Vec<u8> {
    cell(0x0203, place, &double(text))
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    cell(0x0204, (row, column, 0), &string(text))
}

/// Formats 0 to 5: General, 0.00, 0.00万元, 0%, a date, 0.00%. Two shared strings.
fn shared_records() -> Vec<u8> {
    let format = |id: u16| record(0x00E0, &numbers(&[0, id, 0]));
    let mut strings = vec![0; 8];
    strings.extend(string("机构名称"));
    // Rich text with one run and an extension of three bytes.
    strings.extend([&numbers(&[5])[..], &[0x0C], &numbers(&[1, 3, 0]), b"a\r\nbc", &[9; 4 + 3]].concat());
    [
        record(0x041E, &[&numbers(&[164])[..], &string("0.00\"万元\"")].concat()),
        [0, 2, 164, 9, 31, 10].map(format).concat(),
        record(0x00FC, &strings),
    ]
    .concat()
}

/// A workbook stream of these sheets: name, state and kind, records.
fn stream(shared: &[u8], sheets: &[(&str, [u8; 2], &[u8])]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &numbers(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let end = record(0x000A, &[]);
    let bodies: Vec<Vec<u8>> = sheets.iter().map(|(_, _, records)| [&begin(0x10), *records, &end].concat()).collect();
    let entry = |at: usize, (name, state, _): &(&str, [u8; 2], &[u8])| {
        record(0x0085, &[&u32::try_from(at).unwrap().to_le_bytes(), &state[..], &short_string(name)].concat())
    };
    let list_bytes: usize = sheets.iter().map(|sheet| entry(0, sheet).len()).sum();
    let mut at = begin(5).len() + shared.len() + list_bytes + end.len();
    let mut globals = [begin(5), shared.to_vec()].concat();
    for (sheet, body) in sheets.iter().zip(&bodies) {
        globals.extend(entry(at, sheet));
        at += body.len();
    }
    [globals, end, bodies.concat()].concat()
}

fn workbook(records: &[u8]) -> Vec<u8> {
    compound_of(&[("Workbook", &stream(&shared_records(), &[("表", [0, 0], records)]))])
}

#[test]
fn cells_show_what_a_reader_saw() {
    let formula = |style: u16, result: &[u8]| cell(0x0006, (0, 0, style), &[result, &[0; 8]].concat());
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (cell(0x00FD, (0, 0, 0), &numbers(&[0, 0])), "机构名称"),
        (cell(0x00FD, (0, 0, 0), &numbers(&[1, 0])), "a⏎bc"),
        (label(0, 0, "甲\r\n乙"), "甲⏎乙"),
        (cell(0x0204, (0, 0, 0), b"\x02\x00\x00A\xA5"), "A¥"),
        (cell(0x00D6, (0, 0, 0), &[&string("甲")[..], &[1, 0, 0, 0, 0, 0]].concat()), "甲"),
        (number((0, 0, 0), "82800.92000000001"), "82800.92"),
        (number((0, 0, 1), "-89.56999999999999"), "-89.57"),
        (number((0, 0, 2), "12.5"), "12.50万元"),
        (number((0, 0, 3), "0.88"), "88%"),
        (number((0, 0, 5), "0.94736842"), "94.74%"),
        (number((0, 0, 4), "44561"), "2021年12月31日"),
        (number((0, 0, 99), "7"), "7"),
        (number((0, 0, 0), "NaN"), "#NUM!"),
        (cell(0x027E, (0, 0, 1), &0x004B_5647_u32.to_le_bytes()), "12343.21"),
        (cell(0x027E, (0, 0, 0), &0xFFFF_FFFA_u32.to_le_bytes()), "-2"),
        (cell(0x0205, (0, 0, 0), &[1, 0]), "TRUE"),
        (cell(0x0205, (0, 0, 0), &[0x07, 1]), "#DIV/0!"),
        (formula(1, &double("2.345")), "2.35"),
        ([formula(0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), record(0x0207, &string("合计"))].concat(), "合计"),
        (formula(0, &[1, 0, 1, 0, 0, 0, 0xFF, 0xFF]), "TRUE"),
        (formula(0, &[2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]), "#N/A"),
    ];
    for (records, shown) in cases {
        assert_eq!(read_tree(&workbook(&records)), format!("t 1x1 表\n0,0 {shown}\n"));
    }
}

#[test]
fn rows_of_numbers_and_blanks_and_merged_cells_make_a_table() {
    let packed = |value: u32, style: u16| [&style.to_le_bytes()[..], &(value << 2 | 2).to_le_bytes()].concat();
    let records = [
        label(1, 1, "机构"),
        record(0x00BD, &[&numbers(&[2, 1])[..], &packed(5, 0), &packed(70, 1), &numbers(&[2])].concat()),
        record(0x00BE, &numbers(&[3, 1, 0, 0, 2])),
        cell(0x0201, (4, 1, 0), &[]),
        label(4, 2, "完"),
        record(0x00E5, &numbers(&[1, 1, 1, 1, 2])),
    ]
    .concat();
    let document = read(&workbook(&records));
    assert_eq!(tree(&document), "t 5x3 表\n1,1+1x2 机构\n2,1 5\n2,2 70.00\n3,1 \n3,2 \n4,1 \n4,2 完\n");
    let Block::Table(table) = &document.blocks[0] else { panic!("a table was expected") };
    let source = document.anchor((0, Some((2, 2))), &table.cells[2].text, (0, 1)).source;
    assert_eq!(source, Some(SourceRef::Sheet { sheet: "表".into(), cell: "C3".into() }));
}

#[test]
fn strings_that_run_on_into_the_next_record_are_joined() {
    // Four of five characters by their lower bytes, the fifth at full width; the next string has its head split.
    let shared = [
        record(0x00FC, &[&[0; 8][..], &[5, 0, 0], b"abcd"].concat()),
        record(0x003C, &[&[WIDE][..], &numbers(&[0x4E2D]), &[2]].concat()),
        record(0x003C, &[&[0, 0][..], b"xy"].concat()),
    ]
    .concat();
    let records = [0, 1].map(|at: u16| cell(0x00FD, (at, 0, 0), &numbers(&[at, 0]))).concat();
    let bytes = compound_of(&[("Workbook", &stream(&shared, &[("表", [0, 0], &records)]))]);
    assert_eq!(read_tree(&bytes), "t 2x1 表\n0,0 abcd中\n1,0 xy\n");
}

#[test]
fn hidden_parts_are_noted_and_charts_and_macros_are_no_sheets() {
    let row = |flags: u16| record(0x0208, &numbers(&[0, 0, 1, 0, 0, 0, flags, 0]));
    let columns = record(0x007D, &numbers(&[0, 0, 0, 0, 1, 0]));
    let chart = [record(0x0809, &numbers(&[0x0600, 0x20])), label(7, 7, "图"), record(0x000A, &[])].concat();
    let awaiting = cell(0x0006, (0, 1, 0), &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]);
    let workbook = stream(
        &shared_records(),
        &[
            ("甲", [1, 0], &label(0, 0, "1")),
            ("乙", [0, 0], &[row(0x20), columns, label(0, 0, "2"), chart].concat()),
            ("图", [0, 2], &label(0, 0, "3")),
            ("丙", [0, 0], &[label(0, 0, "4"), awaiting, label(0, 2, "5")].concat()),
        ],
    );
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_storage("_VBA_PROJECT_CUR").unwrap();
    file.create_stream("Workbook").unwrap().write_all(&workbook).unwrap();
    let bytes = file.into_inner().into_inner();
    let document = read(&bytes);
    assert_eq!(tree(&document), "t 1x1 乙\n0,0 2\nt 1x3 丙\n0,0 4\n0,1 \n0,2 5\n");
    assert_eq!(note_kinds(&document), ["hidden-sheet", "hidden-cells", "formula-without-value", "macros"]);
}

#[test]
fn excel_95_and_streams_without_a_container_are_read() {
    let begin = |kind: u16| record(0x0809, &numbers(&[0x0500, kind, 0, 0]));
    let end = record(0x000A, &[]);
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let head = [begin(5), record(0x0042, &numbers(&[936])), record(0x0022, &numbers(&[1]))].concat();
    let formats = [31, 0].map(|id: u16| record(0x00E0, &numbers(&[0, id]))).concat();
    let entry =
        |at: usize| record(0x0085, &[&numbers(&[u16::try_from(at).unwrap(), 0, 0])[..], &[2], &gbk("表")].concat());
    let at = head.len() + formats.len() + entry(0).len() + end.len();
    let text = cell(0x0204, (0, 0, 1), &[&[4, 0][..], &gbk("支出")].concat());
    let old = [head, formats, entry(at), end.clone(), begin(0x10), text, number((0, 1, 0), "43099"), end].concat();
    let shown = "t 1x2 表\n0,0 支出\n0,1 2021年12月31日\n";
    assert_eq!(read_tree(&old), shown);
    assert_eq!(read_tree(&compound_of(&[("Book", &old)])), shown);
    let bare = stream(&shared_records(), &[("表", [0, 0], &label(0, 0, "甲"))]);
    assert_eq!(read_tree(&bare), "t 1x1 表\n0,0 甲\n");
    assert_eq!(tree_error(&compound_of(&[("Book", &record(0x0409, &numbers(&[0, 5])))])), "format-not-supported");
}

#[test]
fn what_is_locked_or_damaged_is_said() {
    let locked = stream(&record(0x002F, &[0; 6]), &[("表", [0, 0], &label(0, 0, "甲"))]);
    assert_eq!(tree_error(&compound_of(&[("Workbook", &locked)])), "encrypted");
    assert_eq!(tree_error(&compound_of(&[("Workbook", b"nothing")])), "damaged-compound");
    let whole = workbook(&label(0, 0, &"甲".repeat(5000)));
    assert_eq!(tree_error(&whole[..2000]), "damaged-compound");
    // The stream ends within the second sheet.
    let sheets: &[(&str, [u8; 2], &[u8])] = &[("甲", [0, 0], &label(0, 0, "1")), ("乙", [0, 0], &label(0, 0, "2"))];
    let whole = stream(&shared_records(), sheets);
    let document = read(&compound_of(&[("Workbook", &whole[..whole.len() - 8])]));
    assert_eq!((tree(&document).as_str(), note_kinds(&document)), ("t 1x1 甲\n0,0 1\n", vec!["damaged-part"]));
    // A shared string that is not there.
    let lost = cell(0x00FD, (0, 1, 0), &numbers(&[9, 0]));
    let document = read(&workbook(&[label(0, 0, "甲"), lost, label(0, 2, "乙")].concat()));
    assert_eq!(tree(&document), "t 1x3 表\n0,0 甲\n0,1 \n0,2 乙\n");
    assert_eq!(note_kinds(&document), ["damaged-part"]);
}

#[test]
fn hostile_workbooks_are_bounded() {
    let error = |bytes: &[u8], limits: Limits| crate::read(bytes, &limits).unwrap_err().kind();
    let row = record(0x00BE, &numbers(&[3, 0, 0, 0, 0, 0, 4]));
    assert_eq!(error(&workbook(&row), Limits { sheet_cells: 3, ..Limits::default() }), "too-large");
    let shared = cell(0x00FD, (0, 0, 0), &numbers(&[0, 0])).repeat(50);
    assert_eq!(error(&workbook(&shared), Limits { total_bytes: 500, ..Limits::default() }), "too-large");
    let many: Vec<(&str, [u8; 2], &[u8])> = vec![("甲", [0, 0], &[]); 101];
    assert_eq!(tree_error(&compound_of(&[("Workbook", &stream(&[], &many))])), "too-large");
    // A hundred sheets at the same place: what is there is read once.
    let body = label(0, 0, "甲").repeat(1000);
    let twins: Vec<(&str, [u8; 2], &[u8])> =
        (0..100).map(|n| ("甲", [0, 0], if n < 99 { &[][..] } else { &body })).collect();
    let mut bytes = stream(&[], &twins);
    let last = bytes.len() - body.len() - 24;
    for at in 0..bytes.len() - body.len() {
        if bytes[at..].starts_with(&[0x85, 0, 10, 0]) {
            bytes[at + 4..at + 8].copy_from_slice(&u32::try_from(last).unwrap().to_le_bytes());
        }
    }
    let document = read(&compound_of(&[("Workbook", &bytes)]));
    assert!(document.blocks.len() <= 2);
    assert_eq!(note_kinds(&document), ["damaged-part"]);
}

#[test]
fn no_cut_or_changed_workbook_panics() {
    let records = [
        label(0, 0, "甲"),
        number((0, 1, 1), "1.005"),
        cell(0x00FD, (1, 0, 0), &numbers(&[1, 0])),
        record(0x00BD, &[&numbers(&[2, 1, 0])[..], &[2; 4], &numbers(&[1])].concat()),
        record(0x00E5, &numbers(&[1, 0, 1, 0, 1])),
        record(0x0207, &string("合计")),
    ]
    .concat();
    let inner = stream(&shared_records(), &[("表", [0, 0], &records), ("乙", [0, 0], &records)]);
    let whole = compound_of(&[("Workbook", &inner), ("x", b"y")]);
    for bytes in mutated(&inner, 4000).chain(mutated(&whole, 2000)) {
        let _outcome = crate::read(&bytes, &Limits::default());
    }
}
