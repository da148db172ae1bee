use jiheng_model::anchor::SourceRef;
use jiheng_model::document::Block;

use crate::Limits;
use crate::testing::{mutated, note_kinds, read, read_tree, tree, tree_error, zip_of};

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const STYLES: &str =
    "<style:style style:name='ta2' style:family='table'><style:table-properties table:display='false'/></style:style>";

fn content(sheets: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles>{STYLES}</office:automatic-styles>\
         <office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
}

fn ods(sheets: &str) -> Vec<u8> {
    zip_of(&[("mimetype", MIMETYPE), ("content.xml", &content(sheets))])
}

fn sheet(rows: &str) -> String {
    format!("<table:table table:name='表'>{rows}</table:table>")
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn cell(text: &str) -> String {
    format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>")
}

#[test]
fn cells_show_what_a_reader_saw() {
    for (cell, shown) in [
        (
            "<table:table-cell office:value-type='float' office:value='719.7'><text:p>719.70</text:p></table:table-cell>",
            "719.70",
        ),
        (
            "<table:table-cell office:value-type='percentage' office:value='0.88'><text:p>88%</text:p></table:table-cell>",
            "88%",
        ),
        (
            "<table:table-cell><text:p>公共财</text:p><text:p>政<text:span>拨</text:span>款</text:p></table:table-cell>",
            "公共财⏎政拨款",
        ),
        ("<table:table-cell><text:p>年    月<text:s text:c='2'/>日</text:p></table:table-cell>", "年    月  日"),
        (
            "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>甲</text:p><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></table:table-cell>",
            "甲",
        ),
        // Some programs write no text.
        ("<table:table-cell office:value-type='float' office:value='82800.92000000001'/>", "82800.92"),
        ("<table:table-cell office:value-type='percentage' office:value='0.8849999999999999'/>", "88.5%"),
        ("<table:table-cell office:value-type='currency' office:value='12.50'/>", "12.5"),
        ("<table:table-cell office:value-type='date' office:date-value='2021-12-31T00:00:00'/>", "2021-12-31"),
        ("<table:table-cell office:value-type='boolean' office:boolean-value='true'/>", "TRUE"),
        ("<table:table-cell office:value-type='string' office:string-value='合计'/>", "合计"),
        ("<table:table-cell office:value-type='float' office:value='abc'/>", "abc"),
    ] {
        assert_eq!(read_tree(&ods(&sheet(&row(cell)))), format!("t 1x1 表\n0,0 {shown}\n"), "{cell}");
    }
}

#[test]
fn merged_cells_stand_once_and_blanks_of_the_form_are_kept() {
    let covered =
        "<table:covered-table-cell table:number-columns-repeated='2'><text:p>隐</text:p></table:covered-table-cell>";
    let styled = "<table:table-cell table:style-name='ce1' table:number-columns-repeated='2'/>";
    let rows = [
        row("<table:table-cell table:number-columns-repeated='16384'/>"),
        row(&format!(
            "<table:table-cell/><table:table-cell table:number-columns-spanned='3' table:number-rows-spanned='2'><text:p>机构</text:p></table:table-cell>{covered}{}",
            cell("甲")
        )),
        row(&format!("<table:table-cell/>{}{}", covered.replace('2', "3"), cell("乙"))),
        row(&format!("<table:table-cell/>{styled}")),
        row(&format!("<table:table-cell/>{}<table:table-cell/><table:table-cell/><table:table-cell table:number-columns-repeated='16380'/>", cell("完"))),
        "<table:table-row table:number-rows-repeated='1048570'><table:table-cell table:style-name='ce1' table:number-columns-repeated='16384'/></table:table-row>".to_owned(),
    ];
    let document = read(&ods(&sheet(&rows.concat())));
    assert_eq!(tree(&document), "t 5x5 表\n1,1+2x3 机构\n1,4 甲\n2,4 乙\n3,1 \n3,2 \n4,1 完\n4,2 \n4,3 \n4,4 \n");
    let Block::Table(table) = &document.blocks[0] else { panic!("a table was expected") };
    let source = document.anchor((0, Some((2, 4))), &table.cells[2].text, (0, 1)).source;
    assert_eq!(source, Some(SourceRef::Sheet { sheet: "表".into(), cell: "E3".into() }));
}

#[test]
fn every_sheet_with_text_is_a_block_and_hidden_ones_are_noted() {
    let named = |name: &str, style: &str, rows: &str| {
        format!("<table:table table:name='{name}' table:style-name='{style}'>{rows}</table:table>")
    };
    let sheets = [
        "<table:tracked-changes><table:table-cell><text:p>旧</text:p></table:table-cell></table:tracked-changes>".to_owned(),
        named("甲", "ta1", &row(&cell("1"))),
        named("空", "ta1", &row("<table:table-cell/>")),
        named("乙", "ta2", &row(&cell("2"))),
        named(
            "丙",
            "ta1",
            "<table:shapes><draw:frame><text:p>图</text:p></draw:frame></table:shapes><table:table-column/>\
             <table:table-column table:visibility='collapse' table:number-columns-repeated='2'/>\
             <table:table-row table:visibility='filter'><table:table-cell/><table:table-cell><text:p>3</text:p></table:table-cell></table:table-row>\
             <table:table-row table:visibility='collapse' table:number-rows-repeated='1000000'><table:table-cell/></table:table-row>",
        ),
        named("丁", "ta1", &row(&format!("{}<table:table-cell table:formula='of:=1'/>{}", cell("4"), cell("5")))),
        "<table:dde-links><table:table><table:table-row><table:table-cell><text:p>6</text:p></table:table-cell></table:table-row></table:table></table:dde-links>".to_owned(),
    ];
    let document = read(&ods(&sheets.concat()));
    assert_eq!(tree(&document), "t 1x1 甲\n0,0 1\nt 1x2 丙\n0,1 3\nt 1x3 丁\n0,0 4\n0,1 \n0,2 5\n");
    assert_eq!(note_kinds(&document), ["hidden-sheet", "hidden-cells", "formula-without-value"]);
    let hidden = &document.notes[1].message.zh;
    assert!(hidden.contains("1 个隐藏行、1 个隐藏列"), "{hidden}");
}

#[test]
fn repetition_is_bounded() {
    let repeated = |rows: u32, columns: u32, text: &str| {
        format!(
            "<table:table-row table:number-rows-repeated='{rows}'><table:table-cell table:number-columns-repeated='{columns}'><text:p>{text}</text:p></table:table-cell></table:table-row>"
        )
    };
    assert_eq!(read_tree(&ods(&sheet(&repeated(2, 2, "1")))), "t 2x2 表\n0,0 1\n0,1 1\n1,0 1\n1,1 1\n");
    for (rows, columns) in [(1_048_576, 16_384), (1, 16_385), (1_048_577, 1), (u32::MAX, u32::MAX)] {
        assert_eq!(tree_error(&ods(&sheet(&repeated(rows, columns, "1")))), "too-large", "{rows} {columns}");
    }
    assert_eq!(tree_error(&ods(&sheet(&repeated(1, 10_000, &"长".repeat(10_000))))), "too-large");
    let far = repeated(u32::MAX, u32::MAX, "") + &row(&cell("1"));
    assert_eq!(tree_error(&ods(&sheet(&far))), "too-large");
    assert_eq!(tree_error(&ods(&sheet("").repeat(101))), "too-large");
}

#[test]
fn no_changed_spreadsheet_panics() {
    let rows = [
        row(&format!(
            "{}<table:table-cell table:number-columns-spanned='3' table:number-rows-spanned='2'><text:p>机<text:s/>构</text:p></table:table-cell>",
            cell("1")
        )),
        row(
            "<table:table-cell office:value-type='percentage' office:value='0.88' table:formula='of:=1'/><table:covered-table-cell table:number-columns-repeated='2'/>",
        ),
    ];
    let sheets = sheet(&format!("<table:table-column table:visibility='collapse'/>{}", rows.concat()));
    let whole = content(&sheets);
    for bytes in mutated(whole.as_bytes(), 2000) {
        let text = String::from_utf8_lossy(&bytes);
        let _outcome = crate::read(&zip_of(&[("mimetype", MIMETYPE), ("content.xml", &text)]), &Limits::default());
    }
    for bytes in mutated(&ods(&sheets), 1000) {
        let _outcome = crate::read(&bytes, &Limits::default());
    }
}
