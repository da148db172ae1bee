use crate::testing::{read_tree, tree_error};

#[test]
fn plain_text_is_one_paragraph_per_line() {
    for text in ["一、概况\n\n  支出12万元\n", "一、概况\r\n\r\n  支出12万元", "一、概况\r支出12万元\r"]
    {
        assert_eq!(read_tree(text.as_bytes()), "p 一、概况\np 支出12万元\n", "{text:?}");
    }
    // Two indented lines are not yet a dump.
    assert_eq!(read_tree("\t甲\n\t乙\n丙".as_bytes()), "p 甲\np 乙\np 丙\n");
}

#[test]
fn a_dump_is_a_ragged_table() {
    let dump = " \t一、概况\n\n\t单位\n\t公共\n拨款\n\t\n\n\t汇总\n\t12.50\n\t\n\n\t组长：\n\n\n          年  月\n\n填报人：某\n\t五、综述\n（一）甲\n\n   乙\n";
    assert_eq!(
        read_tree(dump.as_bytes()),
        "t 4x3 ragged\n\
         0,0 一、概况\n\
         1,0 单位\n1,1 公共⏎拨款\n1,2 \n\
         2,0 汇总\n2,1 12.50\n2,2 \n\
         3,0 组长：⏎          年  月\n\
         p 填报人：某\np 五、综述\np （一）甲\np 乙\n"
    );
}

#[test]
fn places_are_lines_and_columns_from_one() {
    use jiheng_model::anchor::SourceRef;
    use jiheng_model::document::Block;
    let document = crate::read("\t甲\n\t乙\n\t支出\n 合计12万元\n".as_bytes(), &crate::Limits::default()).unwrap();
    let Block::Table(table) = &document.blocks[0] else { panic!("a table was expected") };
    let cell = &table.cells[2];
    assert_eq!(document.text(&cell.text), "支出\n 合计12万元");
    let at = |chars| document.anchor((0, Some((0, 2))), &cell.text, chars).source.unwrap();
    assert_eq!(at((0, 2)), SourceRef::Text { line: 3, column: 2 });
    assert_eq!(at((6, 10)), SourceRef::Text { line: 4, column: 4 });
}

#[test]
fn what_is_not_text_is_refused() {
    assert_eq!(tree_error(b"abc\0def"), "not-text");
    assert_eq!(tree_error(&[1, 2, 3, 4, b'a', 5, 6]), "not-text");
}

#[test]
fn cells_between_bars_are_a_table() {
    for text in [
        "支出表\n| 项目 | 支出 |\n|---|---|\n| 堤防<br>工程 | 12.5 |\n\n合计见上",
        "支出表\n项目｜支出\n堤防<br>工程｜12.5\n合计见上",
        "支出表\n┌──┬──┐\n│项目│支出│\n├──┼──┤\n│堤防<br>工程│12.5│\n└──┴──┘\n合计见上",
    ] {
        let tree = read_tree(text.as_bytes());
        let table = "t 2x2 ragged\n0,0 项目\n0,1 支出\n1,0 堤防⏎工程\n1,1 12.5\np 合计见上\n";
        assert!(tree.ends_with(table) && tree.starts_with("p 支出表\n"), "{text}\n{tree}");
    }
    // A bar in one line is no table, unless it opens and closes the line.
    for (text, tree) in [
        ("甲|乙\n丙", "p 甲|乙\np 丙\n"),
        ("| 甲 | 乙 |\n丙", "p | 甲 | 乙 |\np 丙\n"),
        ("| 甲<br>乙 |\n丙", "p 甲\np 乙\np 丙\n"),
    ] {
        assert_eq!(read_tree(text.as_bytes()), tree, "{text}");
    }
}

#[test]
fn lines_broken_at_the_edge_are_joined_again() {
    let broken = "全年支出合计2855.53万元，其中基本支出\n1243.40万元、项目支出1612.1\n3万元；年末结转结余40.43万元，比\n上年减少12.5万元，下降23.6%，主要是因\n为项目进度加快。\n二、其他";
    let long: String = broken.replace("1612.1\n3万元", "1612.13万元").replace('\n', "");
    let wrapped: String = long
        .chars()
        .enumerate()
        .flat_map(|(at, c)| (at > 0 && at % 20 == 0).then_some('\n').into_iter().chain([c]))
        .collect();
    assert_eq!(read_tree(wrapped.as_bytes()), format!("p {long}\n"));
    // Lines of different lengths are paragraphs of their own.
    assert_eq!(read_tree("甲乙丙\n丁戊己庚\n辛".as_bytes()), "p 甲乙丙\np 丁戊己庚\np 辛\n");
    assert_eq!(read_tree("支出2855.\n53万元".as_bytes()), "p 支出2855.53万元\n");
    assert_eq!(read_tree("1.\n2021年支出".as_bytes()), "p 1.\np 2021年支出\n");
}

#[test]
fn furniture_of_pages_goes_and_what_it_divided_is_one_again() {
    let text = "某局自评报告\n全年完成造林1.2万亩，其中人\n— 1 —\n某局自评报告\n工造林0.8万亩。\n二、其他\n— 2 —\n某局自评报告\n无\n";
    assert_eq!(
        read_tree(text.as_bytes()),
        "p 某局自评报告\np 全年完成造林1.2万亩，其中人工造林0.8万亩。\np 二、其他\np 无\n"
    );
    let table = "项目\t支出\n甲\t1\n第 1 页 共 2 页\n项目\t支出\n乙\t2\n丙\t3\n";
    assert_eq!(
        read_tree(table.as_bytes()),
        "t 4x2 ragged\n0,0 项目\n0,1 支出\n1,0 甲\n1,1 1\n2,0 乙\n2,1 2\n3,0 丙\n3,1 3\n"
    );
    // A number beside a form feed is a page's; elsewhere it is a number.
    assert_eq!(read_tree("甲\n3\n\u{c}乙\n4\n丙".as_bytes()), "p 甲\np 乙\np 4\np 丙\n");
}

#[test]
fn cells_on_lines_of_their_own_come_back_where_rows_are_alike() {
    let text = "单位：万元\n单位名称\n收入\n支出\n局机关\n12.5\n11.0\n水库\n3.2\n3.0\n灌区\n2.1\n/\n合计\n17.8\n14.0\n说明：见下。\n";
    let tree = read_tree(text.as_bytes());
    assert!(tree.starts_with("p 单位：万元\nt 5x3 ragged\n0,0 单位名称\n0,1 收入\n0,2 支出\n1,0 局机关\n"), "{tree}");
    assert!(tree.ends_with("4,2 14.0\np 说明：见下。\n"), "{tree}");
    // One figure less somewhere, and nobody knows the rows.
    let broken = read_tree(text.replace("/\n", "").as_bytes());
    assert!(!broken.contains("ragged"), "{broken}");
}

#[test]
fn a_row_printed_twice_is_read_once_unless_the_total_counts_both() {
    let row = "局机关\t12.5\t11.0\n";
    let head = "单位\t收入\t支出\n";
    for (text, rows) in [
        (format!("{head}{row}{row}水库\t3.2\t3.0\n"), 3),
        (format!("{head}{row}{row}水库\t3.2\t3.0\n合计\t15.7\t14.0\n"), 4),
        (format!("{head}{row}{row}水库\t3.2\t3.0\n合计\t28.2\t25.0\n"), 5),
        (format!("{head}合计\t28.2\t25.0\n{row}{row}水库\t3.2\t3.0\n"), 5),
        (format!("{head}灌区\t1.0\t1.0\n小计\t1.0\t1.0\n{row}{row}小计\t25.0\t22.0\n合计\t26.0\t23.0\n"), 7),
        // A total that fits neither tells nothing.
        (format!("{head}{row}{row}水库\t3.2\t3.0\n合计\t30.0\t25.1\n"), 4),
    ] {
        let tree = read_tree(text.replace('\t', "|").as_bytes());
        assert!(tree.starts_with(&format!("t {rows}x3 ragged\n")), "{text}\n{tree}");
    }
}
