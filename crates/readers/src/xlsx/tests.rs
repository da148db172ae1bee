use jiheng_model::anchor::SourceRef;
use jiheng_model::document::Block;

use crate::testing::{note_kinds, numbered, read, read_tree, tree, tree_error, zip_of};
use crate::{Limits, ReadError};

const STYLES: &str = "<styleSheet><numFmts count='1'><numFmt numFmtId='164' formatCode='0.00&quot;万元&quot;'/></numFmts>\
    <cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>\
    <cellXfs><xf numFmtId='0'/><xf numFmtId='2'/><xf numFmtId='164'/><xf numFmtId='10'/><xf numFmtId='31'/></cellXfs></styleSheet>";
const STRINGS: &str = "<sst uniqueCount='4294967295'><si><t>机构名称</t></si>\
    <si><r><t>公共财</t></r><r><t xml:space='preserve'>\n政拨款</t></r><rPh><t>ギ</t></rPh></si></sst>";

fn package(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let count = u32::try_from(sheets.len()).unwrap();
    let entries: Vec<String> = (0..)
        .zip(sheets)
        .map(|(n, (name, state, _))| format!("<sheet name='{name}' sheetId='{n}' state='{state}' r:id='r{n}'/>"))
        .collect();
    let entries = entries.concat();
    let relations =
        numbered(count, |n| format!("<Relationship Id='r{n}' Type='x/worksheet' Target='worksheets/s{n}.xml'/>"))
            + "<Relationship Id='st' Type='x/styles' Target='styles.xml'/>\
           <Relationship Id='ss' Type='x/sharedStrings' Target='/xl/sharedStrings.xml'/>";
    let parts: Vec<(String, String)> = (0..)
        .zip(sheets)
        .map(|(n, (_, _, data))| {
            let text = format!("<worksheet><dimension ref='A1:XFD1048576'/>{data}</worksheet>");
            (format!("xl/worksheets/s{n}.xml"), text)
        })
        .collect();
    let workbook = format!("<workbook><sheets>{entries}</sheets></workbook>");
    let relations = format!("<Relationships>{relations}</Relationships>");
    let mut all = vec![
        ("xl/workbook.xml", workbook.as_str()),
        ("xl/_rels/workbook.xml.rels", relations.as_str()),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", STRINGS),
    ];
    all.extend(parts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    zip_of(&all)
}

fn sheet(data: &str) -> Vec<u8> {
    package(&[("表", "visible", data)])
}

#[test]
fn cells_show_what_a_reader_saw() {
    for (cell, shown) in [
        ("<c r='A1' t='s'><v>0</v></c>", "机构名称"),
        ("<c r='A1' t='s'><v>1</v></c>", "公共财⏎政拨款"),
        ("<c r='A1' t='inlineStr'><is><t>甲</t></is></c>", "甲"),
        ("<c r='A1' t='inlineStr'><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>x</t></rPh></is></c>", "甲乙"),
        ("<c r='A1' t='str'><f>A2</f><v>合计</v></c>", "合计"),
        ("<c r='A1' t='b'><v>1</v></c>", "TRUE"),
        ("<c r='A1' t='e'><v>#DIV/0!</v></c>", "#DIV/0!"),
        ("<c r='A1'><v>82800.92000000001</v></c>", "82800.92"),
        ("<c r='A1' t='n' s='1'><f>B1-C1</f><v>-89.56999999999999</v></c>", "-89.57"),
        ("<c r='A1' s='2'><v>12.5</v></c>", "12.50万元"),
        ("<c r='A1' s='3'><v>0.94736842</v></c>", "94.74%"),
        ("<c r='A1' s='4'><v>44561</v></c>", "2021年12月31日"),
        ("<c r='A1' s='99'><v>7</v></c>", "7"),
        ("<c><v>61</v></c>", "61"),
    ] {
        let bytes = sheet(&format!("<sheetData><row>{cell}</row></sheetData>"));
        assert_eq!(read_tree(&bytes), format!("t 1x1 表\n0,0 {shown}\n"), "{cell}");
    }
}

#[test]
fn merged_cells_stand_once_and_blanks_of_the_form_are_kept() {
    let data = "<sheetData>\
        <row r='2'><c r='B2' t='str'><v>机构</v></c><c r='C2' s='1'/><c r='D2' t='str'><v>其中</v></c></row>\
        <row r='3'><c r='B3'/><c r='D3' t='str'><v>甲</v></c><c r='E3' t='str'><v>乙</v></c></row>\
        <row r='4'><c r='B4' t='str'><v>汇总</v></c><c r='C4'><v>99</v></c><c r='E4'><v>5</v></c><c r='XFD4' s='1'/></row>\
        <row r='9'><c r='B9' s='1'/></row>\
        </sheetData><mergeCells><mergeCell ref='B2:C3'/><mergeCell ref='D2:E2'/><mergeCell ref='B4:C4'/>\
        <mergeCell ref='B2:E9'/><mergeCell ref='G1:H1'/></mergeCells>";
    assert_eq!(
        read_tree(&sheet(data)),
        "t 4x5 表\n1,1+2x2 机构\n1,3+1x2 其中\n2,3 甲\n2,4 乙\n3,1+1x2 汇总\n3,3 \n3,4 5\n"
    );
}

#[test]
fn the_place_is_the_address_of_the_top_left_cell() {
    let document = read(&sheet(
        "<sheetData><row r='12'><c r='AB12' t='str'><v>支出</v></c></row></sheetData><mergeCells><mergeCell ref='AB12:AC12'/></mergeCells>",
    ));
    let Block::Table(table) = &document.blocks[0] else { panic!("a table was expected") };
    let cell = &table.cells[0];
    assert_eq!((cell.row, cell.column, cell.column_span), (11, 27, 2));
    let source = document.anchor((0, Some((11, 27))), &cell.text, (0, 1)).source;
    assert_eq!(source, Some(SourceRef::Sheet { sheet: "表".into(), cell: "AB12".into() }));
}

#[test]
fn every_sheet_with_text_is_a_block_and_hidden_ones_are_noted() {
    let data = |text: &str| format!("<sheetData><row><c t='str'><v>{text}</v></c></row></sheetData>");
    let document = read(&package(&[
        ("甲", "visible", &data("1")),
        ("空", "visible", "<sheetData/>"),
        ("乙", "hidden", &data("2")),
        (
            "丙",
            "visible",
            "<cols><col min='2' max='3' hidden='1'/></cols><sheetData><row r='1' hidden='1'><c r='B1'><v>3</v></c></row></sheetData>",
        ),
        (
            "丁",
            "visible",
            "<sheetData><row r='1'><c r='A1'><v>4</v></c><c r='B1'><f>SUM(A1)</f></c><c r='C1'><v>5</v></c></row></sheetData>",
        ),
    ]));
    assert_eq!(tree(&document), "t 1x1 甲\n0,0 1\nt 1x2 丙\n0,1 3\nt 1x3 丁\n0,0 4\n0,1 \n0,2 5\n");
    assert_eq!(note_kinds(&document), ["hidden-sheet", "hidden-cells", "formula-without-value"]);
}

#[test]
fn prefixed_workbooks_are_read_too() {
    let bytes = zip_of(&[
        ("xl/workbook.xml", "<x:workbook><x:sheets><x:sheet name='甲' r:id='a'/></x:sheets></x:workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='a' Type='t/worksheet' Target='s.xml'/></Relationships>",
        ),
        (
            "xl/s.xml",
            "<x:worksheet><x:sheetData><x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>",
        ),
    ]);
    assert_eq!(read_tree(&bytes), "t 1x1 甲\n0,0 1\n");
}

#[test]
fn hostile_workbooks_are_refused_or_bounded() {
    let row = |address: &str| format!("<sheetData><row><c r='{address}'><v>1</v></c></row></sheetData>");
    let corners = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData>";
    assert_eq!(tree_error(&sheet(&row("XFE1"))), "too-large");
    assert_eq!(tree_error(&sheet(&row("A1048577"))), "too-large");
    assert_eq!(tree_error(&sheet("<sheetData><row r='16777217'><c><v>1</v></c></row></sheetData>")), "too-large");
    assert_eq!(tree_error(&sheet("<mergeCells><mergeCell ref='A1:B0'/></mergeCells>")), "too-large");
    assert_eq!(tree_error(&sheet("<!DOCTYPE x><sheetData/>")), "xml-dtd");
    let document = read(&sheet(corners));
    let Block::Table(table) = &document.blocks[0] else { panic!("a table was expected") };
    assert_eq!((table.rows, table.columns), (1_048_576, 16_384));
    let whole = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>";
    assert_eq!(read_tree(&sheet(whole)), "t 1048576x16384 表\n0,0+1048576x16384 1\n");
    let few = Limits { sheet_cells: 3, ..Limits::default() };
    let cells = "<sheetData><row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c><c><v>4</v></c></row></sheetData>";
    assert_eq!(crate::read(&sheet(cells), &few).unwrap_err().kind(), "too-large");
    let many: Vec<(&str, &str, &str)> = vec![("甲", "visible", "<sheetData/>"); 101];
    assert!(matches!(crate::read(&package(&many), &Limits::default()), Err(ReadError::TooLarge { .. })));
}

#[test]
fn a_long_text_that_many_cells_share_is_bounded() {
    let long = "长".repeat(2_000);
    let cells = format!("<row><c t='inlineStr'><is><t>{long}</t></is></c></row>").repeat(4);
    let bytes = sheet(&format!("<sheetData>{cells}</sheetData>"));
    let limits = |total_bytes| Limits { total_bytes, ..Limits::default() };
    assert!(crate::read(&bytes, &limits(60_000)).is_ok());
    // The parts fit, what the cells show does not.
    let shared = format!("<sst><si><t>{long}</t></si></sst>");
    let bytes = zip_of(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name='甲' r:id='a'/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='a' Type='t/worksheet' Target='s.xml'/>\
             <Relationship Id='b' Type='t/sharedStrings' Target='t.xml'/></Relationships>",
        ),
        ("xl/t.xml", &shared),
        (
            "xl/s.xml",
            &format!("<worksheet><sheetData><row>{}</row></sheetData></worksheet>", "<c t='s'><v>0</v></c>".repeat(9)),
        ),
    ]);
    assert_eq!(crate::read(&bytes, &limits(20_000)).unwrap_err().kind(), "too-large");
    assert!(crate::read(&bytes, &Limits::default()).is_ok());
}

#[test]
fn no_cut_or_changed_workbook_panics() {
    let whole = sheet(
        "<sheetData><row r='1'><c r='A1' s='1'><v>1.005</v></c><c r='B1' t='s'><v>1</v></c></row></sheetData><mergeCells><mergeCell ref='A1:A2'/></mergeCells>",
    );
    for end in (0..whole.len()).step_by(97) {
        assert!(crate::read(&whole[..end], &Limits::default()).is_err(), "cut at {end}");
    }
    for at in (0..whole.len()).step_by(7) {
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        let _outcome = crate::read(&changed, &Limits::default());
    }
}
