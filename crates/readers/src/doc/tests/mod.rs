//! Documents written for one thing each; hostile ones stand in `hostile`.

mod hostile;
mod writer;

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::Block;

use crate::testing::{note_kinds, read, read_tree, tree, tree_error};
use writer::{CELL, Paragraph, Writer, at_depth, define, paragraph, plain, row, row_end, runs, style};

const DELETED: &[u8] = &[0x00, 0x08, 1];
const INSERTED: &[u8] = &[0x01, 0x08, 1];
const HIDDEN: &[u8] = &[0x3C, 0x08, 1];
const SPECIAL: &[u8] = &[0x55, 0x08, 1];

fn read_paragraphs(paragraphs: Vec<Paragraph>) -> String {
    read_tree(&Writer::new(paragraphs).file())
}

#[test]
fn paragraphs_keep_what_a_reader_sees() {
    let cases: Vec<(Vec<Paragraph>, &str)> = vec![
        (vec![plain("人员 经费")], "p 人员 经费\n"),
        (vec![plain(""), plain("  ")], ""),
        (vec![plain("甲\u{B}乙\t丙\u{E}丁")], "p 甲⏎乙\t丙⏎丁\n"),
        (vec![plain("3\u{1E}5\u{1F}6\u{A0}7")], "p 3-56\u{A0}7\n"),
        (vec![plain("上\u{C}下")], "p 上⏎下\n"),
        (vec![plain("𠮷\u{1}\u{2}\u{5}\u{8}12")], "p 𠮷12\n"),
        (vec![plain("\u{13} PAGE \u{14}42\u{15}页")], "p 42页\n"),
        (vec![runs(&[("新", INSERTED), ("旧", DELETED), ("\r", &[])], &[])], "p 新\n"),
        (vec![runs(&[("上", &[]), ("\r", DELETED)], &[]), plain("下")], "p 上下\n"),
        (vec![runs(&[("(", &[&[0x09, 0x6A, 0, 0, 0x11, 0x26], SPECIAL].concat()), ("\r", &[])], &[])], "p ☑\n"),
        (vec![plain("(一)")], "p (一)\n"),
        (vec![paragraph("题", "\r", &[0x40, 0x26, 1])], "h2 题\n"),
        (vec![paragraph("文", "\r", &[0x40, 0x26, 9])], "p 文\n"),
        (vec![paragraph("项", "\r", &[0x0B, 0x46, 3, 0])], "l 项\n"),
        (vec![paragraph("项", "\r", &[0x0B, 0x46, 0, 0])], "p 项\n"),
        (vec![paragraph("项", "\r", &[0x0B, 0x46, 0x03, 0xF8])], "p 项\n"),
        (vec![plain("甲"), paragraph("没有标记", "", &[])], "p 甲\np 没有标记\n"),
    ];
    for (paragraphs, expected) in cases {
        assert_eq!(read_paragraphs(paragraphs), expected);
    }
}

#[test]
fn a_section_mark_ends_its_paragraph() {
    let mut writer = Writer::new(vec![paragraph("第一节", "\u{C}", &[]), plain("分\u{C}页")]);
    writer.sections = vec![4, 8];
    assert_eq!(read_tree(&writer.file()), "p 第一节\np 分⏎页\n");
}

#[test]
fn styles_give_headings_lists_and_hidden_text() {
    let entries = [
        style(1, 0xFFF, "Normal", &[], &[]),
        style(1, 0, "heading 1,别名", &[], &[]),
        style(1, 0, "标题 2", &[], &[]),
        style(1, 2, "mine", &[], &[]),
        style(1, 0, "x", &[0x40, 0x26, 3], &[]),
        style(1, 4, "body again", &[0x40, 0x26, 9], &[]),
        style(1, 0, "items", &[0x0B, 0x46, 1, 0], &[]),
        style(1, 0, "unseen", &[], HIDDEN),
        style(2, 0xFFF, "unseen too", &[], HIDDEN),
        style(1, 10, "circle", &[], &[]),
        style(1, 9, "circle too", &[], &[]),
    ];
    let styled = |number: u16, mut paragraph: Paragraph| {
        paragraph.style = number;
        paragraph
    };
    let by_style = [1, 2, 3, 4, 5, 6, 7, 9, 10].map(|number| styled(number, plain(&format!("甲{number}")))).to_vec();
    let document = read(&Writer::new(by_style).styled(&entries).file());
    let expected = "h1 甲1\nh2 甲2\nh2 甲3\nh4 甲4\np 甲5\nl 甲6\np 甲9\np 甲10\n";
    assert_eq!((tree(&document).as_str(), note_kinds(&document)), (expected, vec!["hidden-text"]));
    // A style for characters hides, unless the characters say otherwise; 0x81 turns the style around.
    let hiding: &[u8] = &[0x30, 0x4A, 8, 0];
    let cases: [(u16, &[u8], &str); 6] = [
        (0, hiding, ""),
        (0, &[hiding, &[0x3C, 0x08, 0]].concat(), "p 乙\n"),
        (7, &[0x3C, 0x08, 0], "p 乙\n"),
        (7, &[0x3C, 0x08, 0x80], ""),
        (7, &[0x3C, 0x08, 0x81], "p 乙\n"),
        (0, &[0x3C, 0x08, 0x81], ""),
    ];
    for (number, look, expected) in cases {
        let writer = Writer::new(vec![styled(number, runs(&[("乙", look), ("\r", &[])], &[]))]).styled(&entries);
        assert_eq!(read_tree(&writer.file()), expected, "{number} {look:x?}");
    }
}

#[test]
fn what_is_left_out_is_noted() {
    let mut boxes = Writer::new(vec![plain("显")]);
    boxes.boxes = vec![plain("框里的字12"), plain("\u{13} PAGE \u{15}")];
    let deep: Vec<Paragraph> = (1..=9)
        .map(|depth| {
            paragraph(
                "底",
                if depth == 1 { CELL } else { "\r" },
                &[at_depth(depth).as_slice(), &[0x4B, 0x24, 1]].concat(),
            )
        })
        .collect();
    let cases = [
        (Writer::new(vec![runs(&[("隐", HIDDEN), ("藏", HIDDEN), ("显\r", &[])], &[])]), "p 显\n", "hidden-text"),
        (boxes, "p 显\n", "text-boxes"),
        (Writer::new(vec![plain("\u{13} EMBED Equation.3 \u{14}\u{1}\u{15}显")]), "p 显\n", "formula-object"),
        (Writer::new([vec![plain("显")], deep[8..].to_vec()].concat()), "p 显\n", "nested-tables"),
        (Writer::new(vec![plain("")]), "", "no-text"),
    ];
    for (writer, expected, kind) in cases {
        let document = read(&writer.file());
        assert_eq!((tree(&document).as_str(), note_kinds(&document)), (expected, vec![kind]));
    }
}

#[test]
fn tables_stand_on_their_grid() {
    let cases = [
        (
            "edges of all rows make the columns",
            [row(&["甲", "乙"], &[-10, 1990, 2990], &[]), row(&["1", "", "3"], &[-8, 995, 1995, 2990], &[])].concat(),
            "t 2x3\n0,0+1x2 甲\n0,2 乙\n1,0 1\n1,1 \n1,2 3\n",
        ),
        (
            "spans down",
            [
                row(&["甲", "乙"], &[0, 900, 1800], &[0x60, 0]),
                row(&["", "丙"], &[0, 901, 1800], &[0x20, 0]),
                row(&["", "丁"], &[0, 900, 1800], &[0x20, 0]),
                row(&["戊", "己"], &[0, 900, 1800], &[0x60, 0]),
            ]
            .concat(),
            "t 4x2\n0,0+3x1 甲\n0,1 乙\n1,1 丙\n2,1 丁\n3,0 戊\n3,1 己\n",
        ),
        ("continues nothing", row(&["甲", "乙"], &[0, 900, 1800], &[0x20, 0x20]), "t 1x2\n0,0 甲\n0,1 乙\n"),
        (
            "merged across",
            [
                row(&["甲", "", "乙"], &[0, 900, 1800, 2700], &[1, 2, 0]),
                row(&["1", "2", "3"], &[0, 900, 1800, 2700], &[]),
            ]
            .concat(),
            "t 2x3\n0,0+1x2 甲\n0,2 乙\n1,0 1\n1,1 2\n1,2 3\n",
        ),
        (
            "columns left out before",
            [row(&["甲"], &[900, 1800], &[]), row(&["1", "2"], &[0, 900, 1800], &[])].concat(),
            "t 2x2\n0,1 甲\n1,0 1\n1,1 2\n",
        ),
    ];
    for (name, paragraphs, expected) in cases {
        assert_eq!(read_paragraphs(paragraphs), expected, "{name}");
    }
}

#[test]
fn rows_and_cells_end_where_their_marks_say() {
    let deleted_cell = runs(&[("旧", DELETED), (CELL, DELETED)], &at_depth(1));
    let end = [at_depth(1).as_slice(), &[0x17, 0x24, 1], &define(&[0, 9, 18], &[])].concat();
    let deleted_end = runs(&[(CELL, DELETED)], &end);
    let cases = [
        (
            "deleted row",
            [
                row(&["甲", "乙"], &[0, 9, 18], &[]),
                vec![deleted_cell.clone(), deleted_cell, deleted_end.clone()],
                row(&["丙", "丁"], &[0, 9, 18], &[]),
            ]
            .concat(),
            "t 2x2\n0,0 甲\n0,1 乙\n1,0 丙\n1,1 丁\n",
        ),
        (
            "only the end of the row is deleted",
            vec![paragraph("甲", CELL, &at_depth(1)), paragraph("乙", CELL, &at_depth(1)), deleted_end],
            "t 1x2\n0,0 甲\n0,1 乙\n",
        ),
        (
            "lines of a cell",
            [
                vec![paragraph("公共", "\r", &at_depth(1)), paragraph("", "\r", &at_depth(1))],
                row(&["拨款", "乙"], &[0, 900, 1800], &[]),
            ]
            .concat(),
            "t 1x2\n0,0 公共⏎拨款\n0,1 乙\n",
        ),
        ("one cell", row(&["综述"], &[0, 9000], &[]), "p 综述\n"),
        ("no text", row(&["", ""], &[0, 900, 1800], &[]), ""),
        (
            "rows without shapes",
            [row(&["甲", "乙"], &[0], &[]), row(&["1", "2", "3"], &[0], &[])].concat(),
            "t 2x3\n0,0 甲\n0,1 乙\n1,0 1\n1,1 2\n1,2 3\n",
        ),
        (
            "more cells than the shape has",
            row(&["甲", "乙", "丙"], &[0, 900, 1800], &[]),
            "t 1x3\n0,0 甲\n0,1 乙\n0,2 丙\n",
        ),
        (
            "a row without its end",
            [row(&["甲", "乙"], &[0, 900, 1800], &[]), vec![paragraph("丙", CELL, &at_depth(1)), plain("后")]].concat(),
            "t 2x2\n0,0 甲\n0,1 乙\n1,0 丙\np 后\n",
        ),
        (
            "tables with a paragraph between",
            [row(&["甲", "乙"], &[0, 9, 18], &[]), vec![plain("")], row(&["丙", "丁"], &[0, 9, 18], &[])].concat(),
            "t 1x2\n0,0 甲\n0,1 乙\nt 1x2\n0,0 丙\n0,1 丁\n",
        ),
    ];
    for (name, paragraphs, expected) in cases {
        assert_eq!(read_paragraphs(paragraphs), expected, "{name}");
    }
}

#[test]
fn a_long_row_lies_in_the_data_stream() {
    // Newer versions put the row there and build it from inserted cells: two of 900, the second merged down.
    let list = [[0x17, 0x24, 1].as_slice(), &[0x21, 0x76, 0, 2, 0x84, 0x03], &[0x2B, 0xD6, 2, 1, 3]].concat();
    let refer = |code: u16, at: u32| [code.to_le_bytes().as_slice(), &at.to_le_bytes()].concat();
    let entry = |list: &[u8]| [&u16::try_from(list.len()).unwrap().to_le_bytes(), list].concat();
    let cell = |text: &str| paragraph(text, CELL, &at_depth(1));
    let second = row(&["丙", ""], &[0, 900, 1800], &[0, 0x20]);
    let mut writer = Writer::new(
        [vec![cell("甲"), cell("乙"), paragraph("", CELL, &[at_depth(1), refer(0x6646, 0)].concat())], second].concat(),
    );
    writer.data = [entry(&refer(0x646B, 8)), entry(&list)].concat();
    assert_eq!(read_tree(&writer.file()), "t 2x2\n0,0 甲\n0,1+2x1 乙\n1,0 丙\n");
}

#[test]
fn a_table_in_a_cell_joins_its_text() {
    let inner_cell = |text: &str| paragraph(text, "\r", &[at_depth(2).as_slice(), &[0x4B, 0x24, 1]].concat());
    let inner_end = [at_depth(2).as_slice(), &[0x4B, 0x24, 1, 0x4C, 0x24, 1], &define(&[0, 400, 800], &[])].concat();
    let inner = vec![
        paragraph("前", "\r", &at_depth(1)),
        inner_cell("内1"),
        inner_cell("内2"),
        paragraph("", "\r", &inner_end),
        paragraph("后", CELL, &at_depth(1)),
    ];
    let end = || row_end(&define(&[0, 900, 1800], &[]));
    let pair = || vec![paragraph("甲", CELL, &at_depth(1)), paragraph("1", CELL, &at_depth(1)), end()];
    let three = [pair(), inner.clone(), vec![paragraph("乙", CELL, &at_depth(1)), end()], pair()].concat();
    assert_eq!(read_paragraphs(three), "t 3x2\n0,0 甲\n0,1 1\n1,0 前⏎内1⏎内2⏎后\n1,1 乙\n2,0 甲\n2,1 1\n");
    // A frame around everything is no table; what it holds is.
    let frame = [inner, vec![row_end(&define(&[0, 900], &[]))]].concat();
    assert_eq!(read_paragraphs(frame), "p 前\nt 1x2\n0,0 内1\n0,1 内2\np 后\n");
}

#[test]
fn a_fast_saved_file_is_read_in_the_order_of_its_pieces() {
    let mut narrow = paragraph("3.14 “q”", "\r", &[]);
    narrow.narrow = true;
    let mut heading = plain("改成标题");
    heading.modifier = (0x78 << 1) | 0x0100;
    let mut gone = plain("删去");
    gone.modifier = 1 | 1 << 1;
    let mut none = plain("末");
    none.modifier = 1 | 9 << 1;
    let mut writer = Writer::new(vec![plain("甲"), narrow, heading, gone, none]);
    writer.lists = vec![vec![0x01, 0x08, 1], DELETED.to_vec()];
    for reversed in [false, true] {
        writer.reversed = reversed;
        assert_eq!(read_tree(&writer.file()), "p 甲\np 3.14 “q”\nh2 改成标题\np 末\n");
    }
}

#[test]
fn places_are_paragraphs_and_positions() {
    let cell =
        runs(&[("旧", DELETED), ("支出", &[]), ("隐", HIDDEN), ("12𠮷3\u{B}45", &[]), (CELL, &[])], &at_depth(1));
    let paragraphs = [
        vec![plain("首"), paragraph("甲", CELL, &at_depth(1)), cell, row_end(&define(&[0, 9, 18], &[]))],
        vec![plain(" 后文")],
    ];
    let document = read(&Writer::new(paragraphs.concat()).file());
    let Block::Table(table) = &document.blocks[1] else { panic!("a table was expected") };
    let text = &table.cells[1].text;
    assert_eq!(document.text(text), "支出12𠮷3\n45");
    let place = |block: u32, text, at| match document.anchor((block, None), text, (at, at + 1)).source {
        Some(SourceRef::Doc { paragraph, position }) => (paragraph, position),
        other => panic!("{other:?}"),
    };
    let places = [0, 1, 2, 3, 5, 7, 8].map(|at| place(1, text, at));
    assert_eq!(places, [(2, 5), (2, 6), (2, 8), (2, 9), (2, 12), (2, 14), (2, 15)]);
    let Block::Paragraph(last) = &document.blocks[2] else { panic!("a paragraph was expected") };
    assert_eq!(place(2, &last.text, 1), (3, 20));
}

#[test]
fn another_programs_document_gives_the_tree_of_its_docx() {
    let doc = read(include_bytes!("../../../../../fixtures/documents/features.doc"));
    let docx = read(include_bytes!("../../../../../fixtures/documents/features.docx"));
    // The older format keeps text boxes and the numbers of lists apart from the text.
    let of_text = tree(&docx).replace("p 框里的字12\n", "").replace("l 1. ", "l ");
    assert_eq!(tree(&doc), of_text);
    assert_eq!(note_kinds(&doc), ["hidden-text", "text-boxes"]);
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let writer = |version: u16, flags: u16| Writer { version, flags, ..Writer::new(vec![plain("甲")]) };
    let cases = [
        (writer(0xC1, 1 << 9).file(), "", "read"),
        (writer(0xC0, 0).file(), "", "read"),
        (writer(0xC1, 1 << 9 | 1 << 8).file(), "encrypted", ""),
        (writer(104, 0).file(), "legacy-office", ""),
        (crate::testing::compound_of(&[("WordDocument", &[0; 2000])]), "damaged-compound", ""),
        (crate::testing::compound_of(&[("WordDocument", &writer(0xC1, 0).streams().0)]), "damaged-compound", ""),
        (
            crate::testing::compound_of(&[("WordDocument", &writer(0xC1, 0).streams().0), ("0Table", b"")]),
            "damaged-compound",
            "",
        ),
    ];
    for (file, refused, was_read) in cases {
        if was_read.is_empty() {
            assert_eq!(tree_error(&file), refused);
        } else {
            assert_eq!(read_tree(&file), "p 甲\n");
        }
    }
}
