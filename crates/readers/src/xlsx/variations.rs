//! One row for each way in which workbooks are filled in.

use crate::testing::{note_kinds, read, tree, zip_of};

const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='0!.0000&quot;万元&quot;'/><numFmt numFmtId='171' formatCode='0.00;-0.00;&quot;—&quot;'/></numFmts>\
    <cellXfs><xf numFmtId='0'/><xf numFmtId='2'/><xf numFmtId='9'/><xf numFmtId='31'/><xf numFmtId='170'/><xf numFmtId='171'/></cellXfs></styleSheet>";

fn book(sheet: &str, further: &[(&str, &str)]) -> Vec<u8> {
    let rels = "<Relationships><Relationship Id='a' Type='t/worksheet' Target='s.xml'/><Relationship Id='b' Type='t/styles' Target='styles.xml'/></Relationships>";
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    let mut parts = vec![
        ("xl/workbook.xml", "<workbook><sheets><sheet name='表' r:id='a'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", rels),
        ("xl/styles.xml", STYLES),
        ("xl/s.xml", sheet.as_str()),
    ];
    parts.extend(further);
    zip_of(&parts)
}

fn inline(text: &str) -> String {
    format!("<c t='inlineStr'><is><t xml:space='preserve'>{text}</t></is></c>")
}

#[test]
fn cells_show_what_a_reader_saw() {
    for (name, cell, shown) in [
        ("noise of binary numbers", "<c><v>82800.92000000001</v></c>".to_owned(), "82800.92"),
        ("two places", "<c s='1'><v>719.70000000000005</v></c>".to_owned(), "719.70"),
        ("a whole as percentage", "<c s='2'><v>1</v></c>".to_owned(), "100%"),
        ("a share as percentage", "<c s='2'><v>0.88</v></c>".to_owned(), "88%"),
        ("a share without a format", "<c><v>0.88</v></c>".to_owned(), "0.88"),
        ("a percentage as text", inline("88%"), "88%"),
        ("a unit in the cell", inline("719.70万元"), "719.70万元"),
        ("blanks around", inline("  719.70 "), "719.70"),
        ("a day", "<c s='3'><v>44561</v></c>".to_owned(), "2021年12月31日"),
        ("a day in the strict form", "<c s='3' t='d'><v>2021-12-31T00:00:00</v></c>".to_owned(), "2021年12月31日"),
        ("a day without a format", "<c t='d'><v>2021-12-31</v></c>".to_owned(), "2021-12-31"),
        ("ten thousands by the format", "<c s='4'><v>27659600</v></c>".to_owned(), "2765.9600万元"),
        ("a dash for nothing", "<c s='5'><v>0</v></c>".to_owned(), "—"),
        ("text of a formula", "<c t='str'><f>A1&amp;\"万元\"</f><v>12万元</v></c>".to_owned(), "12万元"),
        ("a raised digit", "<c t='inlineStr'><is><r><t>151万m</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r><r><t>整</t></r></is></c>".to_owned(), "151万m²整"),
        ("invisible characters", inline("12\u{AD}34"), "1234"),
    ] {
        let bytes = book(&format!("<sheetData><row>{cell}</row></sheetData>"), &[]);
        assert_eq!(tree(&read(&bytes)), format!("t 1x1 表\n0,0 {shown}\n"), "{name}");
    }
}

#[test]
fn what_lies_over_the_cells_is_noted() {
    let data = "<sheetData><row><c><v>1</v></c></row></sheetData>";
    let anchor = "<xdr:from><xdr:col>1</xdr:col><xdr:row>12</xdr:row></xdr:from>";
    let drawing =
        |inside: &str| format!("<xdr:wsDr><xdr:twoCellAnchor>{anchor}{inside}</xdr:twoCellAnchor></xdr:wsDr>");
    for (name, part, text, kinds) in [
        (
            "a text box",
            "xl/drawings/drawing1.xml",
            drawing("<xdr:sp><xdr:txBody><a:p><a:r><a:t>支出12万元</a:t></a:r></a:p></xdr:txBody></xdr:sp>"),
            vec!["text-boxes"],
        ),
        ("a box without text", "xl/drawings/drawing1.xml", drawing("<xdr:sp/>"), vec![]),
        ("a picture", "xl/drawings/drawing1.xml", drawing("<xdr:pic/>"), vec!["pictures"]),
        (
            "a chart",
            "xl/drawings/drawing1.xml",
            drawing("<xdr:graphicFrame><c:chart r:id='x'/></xdr:graphicFrame>"),
            vec!["embedded-objects"],
        ),
        (
            "a comment",
            "xl/comments1.xml",
            "<comments><commentList><comment ref='A1'><text><t>应为13</t></text></comment></commentList></comments>"
                .to_owned(),
            vec!["comments"],
        ),
        ("a damaged drawing", "xl/drawings/drawing1.xml", "<xdr:wsDr>".to_owned(), vec![]),
    ] {
        let document = read(&book(data, &[(part, &text)]));
        assert_eq!((tree(&document).as_str(), note_kinds(&document)), ("t 1x1 表\n0,0 1\n", kinds), "{name}");
    }
}
