use crate::testing::{note_kinds, read, tree};

/// One spreadsheet, written by LibreOffice in three formats.
#[test]
fn a_workbook_is_the_same_in_every_format() {
    let xlsx = read(include_bytes!("../../../../fixtures/workbooks/features.xlsx"));
    let xls = read(include_bytes!("../../../../fixtures/workbooks/features.xls"));
    let ods = read(include_bytes!("../../../../fixtures/workbooks/features.ods"));
    let shown = tree(&xlsx);
    for line in [
        "0,3 -89.57",
        "3,5 1,234,567.89",
        "4,2 88%",
        "5,7 58.50%",
        "6,4 719.70万元",
        "7,0 2021年12月31日",
        "8,1 1999-01-05",
        "9,1 #DIV/0!",
        "9,2 0.3",
        "9,3 合计",
        "10,0+2x3 合并 甲⏎第二行",
        "11,3 “引号”①Ⅱ𠮷",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line} is missing in\n{shown:.3000}");
    }
    assert_eq!(note_kinds(&xlsx), ["hidden-cells", "hidden-sheet"]);
    for other in [xls, ods] {
        assert_eq!((tree(&other), note_kinds(&other)), (shown.clone(), note_kinds(&xlsx)), "{}", other.format.name());
    }
}
