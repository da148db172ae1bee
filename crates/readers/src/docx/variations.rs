//! One row for each way in which word processors and their users write the same thing.

use crate::testing::{docx_of, note_kinds, read, read_tree, tree, zip_of};

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn tc(text: &str) -> String {
    format!("<w:tc>{}</w:tc>", p(text))
}

fn tbl(rows: &[&str]) -> String {
    format!(
        "<w:tbl><w:tblGrid>{}</w:tblGrid><w:tr>{}</w:tr></w:tbl>",
        "<w:gridCol w:w='500'/>".repeat(2),
        rows.join("</w:tr><w:tr>")
    )
}

fn mark(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>")
}

fn code(text: &str) -> String {
    format!("<w:r><w:instrText>{text}</w:instrText></w:r>")
}

fn paragraph(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

/// Name, body, tree, kinds of the notes.
type Row = (&'static str, String, &'static str, &'static [&'static str]);

fn check(rows: Vec<Row>) {
    for (name, body, expected, notes) in rows {
        let document = read(&docx_of(&body));
        assert_eq!(tree(&document), expected, "{name}");
        assert_eq!(note_kinds(&document), notes, "{name}");
    }
}

#[test]
fn tracked_changes_are_read_as_if_accepted() {
    let pair = tc("甲") + &tc("1");
    check(vec![
        (
            "a number replaced",
            paragraph(&format!(
                "{}<w:del w:id='1'><w:r><w:delText>721.85</w:delText></w:r></w:del><w:ins w:id='2'>{}</w:ins>{}",
                r("支出"),
                r("719.70"),
                r("万元")
            )),
            "p 支出719.70万元\n",
            &["tracked-changes"],
        ),
        (
            "text moved",
            format!(
                "<w:p><w:moveFromRangeStart w:id='1'/><w:moveFrom w:id='2'>{}</w:moveFrom><w:moveFromRangeEnd w:id='1'/></w:p>\
                 <w:p><w:moveTo w:id='3'>{}</w:moveTo></w:p>",
                r("支出12万元"),
                r("支出12万元")
            ),
            "p 支出12万元\n",
            &["tracked-changes"],
        ),
        (
            "a paragraph moved with its mark",
            format!(
                "<w:p><w:pPr><w:rPr><w:moveFrom w:id='1'/></w:rPr></w:pPr><w:moveFrom w:id='2'>{}</w:moveFrom></w:p>{}",
                r("旧"),
                p("新")
            ),
            "p 新\n",
            &["tracked-changes"],
        ),
        (
            "rows inserted and deleted",
            tbl(&[
                &pair,
                &("<w:trPr><w:ins w:id='1'/></w:trPr>".to_owned() + &tc("乙") + &tc("2")),
                &("<w:trPr><w:del w:id='2'/></w:trPr>".to_owned() + &tc("丙") + &tc("3")),
            ]),
            "t 2x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2\n",
            &["tracked-changes"],
        ),
        (
            "a column deleted",
            tbl(&[
                &format!("{}<w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr>{}</w:tc>{}", tc("甲"), p("旧"), tc("1")),
                &format!("{}<w:tc><w:tcPr><w:cellDel w:id='2'/></w:tcPr>{}</w:tc>{}", tc("乙"), p("旧"), tc("2")),
            ]),
            "t 2x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2\n",
            &["tracked-changes"],
        ),
        (
            "an inserted number that was deleted again",
            paragraph(&format!(
                "<w:ins w:id='1'><w:del w:id='2'><w:r><w:delText>9</w:delText></w:r></w:del></w:ins>{}",
                r("12")
            )),
            "p 12\n",
            &["tracked-changes"],
        ),
    ]);
}

#[test]
fn what_hangs_on_the_text_is_told_apart_from_it() {
    let box_of = |inside: &str| {
        format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
             <mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    };
    let old_box = |inside: &str| {
        format!("<w:r><w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></w:r>")
    };
    check(vec![
        ("footnote", paragraph(&(r("719.70") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + &r("万元"))), "p 719.70万元\n", &["footnotes"]),
        ("endnote", paragraph(&(r("719.70") + "<w:r><w:endnoteReference w:id='2'/></w:r>")), "p 719.70\n", &["footnotes"]),
        (
            "comment",
            paragraph(&format!("<w:commentRangeStart w:id='1'/>{}<w:commentRangeEnd w:id='1'/><w:r><w:commentReference w:id='1'/></w:r>", r("719.70"))),
            "p 719.70\n",
            &["comments"],
        ),
        ("text box in both branches", paragraph(&(r("前") + &box_of(&(p("支出") + &p("12"))) + &r("后"))), "p 前后\np 支出\np 12\n", &[]),
        ("text box of old", paragraph(&(old_box(&p("支出12")) + &r("正文"))), "p 正文\np 支出12\n", &[]),
        ("text box alone in its paragraph", paragraph(&old_box(&p("支出12"))), "p 支出12\n", &[]),
        ("table in a text box", paragraph(&box_of(&tbl(&[&(tc("甲") + &tc("1")), &(tc("乙") + &tc("2"))]))), "t 2x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2\n", &[]),
        (
            "text box in a cell",
            tbl(&[&(tc("甲") + &format!("<w:tc><w:p>{}{}</w:p></w:tc>", r("1"), box_of(&p("注")))), &(tc("乙") + &tc("2"))]),
            "t 2x2\n0,0 甲\n0,1 1⏎注\n1,0 乙\n1,1 2\n",
            &[],
        ),
        ("text box that was deleted", paragraph(&format!("<w:del>{}</w:del>{}", box_of(&p("旧")), r("新"))), "p 新\n", &["tracked-changes"]),
        ("text after a box in the same run", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:pict><w:txbxContent><w:p><w:r><w:t>显</w:t></w:r></w:p></w:txbxContent></w:pict><w:t>隐</w:t></w:r></w:p>".to_owned(), "p 显\n", &["hidden-text"]),
        ("what Word 2007 calls alternate content", format!("<w:p><w:r><mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent></w:r></w:p>", "<w:t>甲</w:t>"), "p 甲\n", &[]),
        ("picture", paragraph(&(r("见图") + "<w:r><w:drawing><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></w:drawing></w:r>")), "p 见图\n", &["pictures"]),
        ("picture of old", paragraph(&(r("见图") + "<w:r><w:pict><v:shape><v:imagedata r:id='x'/></v:shape></w:pict></w:r>")), "p 见图\n", &["pictures"]),
        ("embedded workbook", paragraph(&(r("见表") + "<w:r><w:object><v:shape><v:imagedata r:id='x'/></v:shape><o:OLEObject/></w:object></w:r>")), "p 见表\n", &["embedded-objects"]),
        ("chart", paragraph(&(r("见图") + "<w:r><w:drawing><a:graphicData><c:chart r:id='x'/></a:graphicData></w:drawing></w:r>")), "p 见图\n", &["embedded-objects"]),
    ]);
}

#[test]
fn fields_show_their_result_only() {
    let nested = [
        mark("begin"),
        code("IF "),
        mark("begin"),
        code("MERGEFIELD a"),
        mark("separate"),
        r("77"),
        mark("end"),
        code(" = 1"),
        mark("separate"),
        r("42"),
        mark("end"),
        r("万元"),
    ]
    .concat();
    let form = |data: &str, kind: &str| {
        let begin = format!("<w:r><w:fldChar w:fldCharType='begin'><w:ffData>{data}</w:ffData></w:fldChar></w:r>");
        paragraph(&[begin, code(kind), mark("separate"), mark("end")].concat())
    };
    let list = "<w:ddList><w:result w:val='1'/><w:listEntry w:val='优'/><w:listEntry w:val='良'/></w:ddList>";
    check(vec![
        ("a field in the code of another", paragraph(&nested), "p 42万元\n", &[]),
        (
            "a simple field around a number",
            paragraph(&format!("<w:fldSimple w:instr=' =SUM(ABOVE) '>{}</w:fldSimple>", r("42"))),
            "p 42\n",
            &[],
        ),
        (
            "a field without its end",
            paragraph(&(mark("begin") + &code("DATE") + &r("码"))) + &p("正文12"),
            "p 正文12\n",
            &[],
        ),
        ("an end without a field", paragraph(&(mark("end") + &r("12"))), "p 12\n", &[]),
        (
            "a field over two paragraphs",
            paragraph(&(mark("begin") + &code("TOC") + &mark("separate") + &r("一")))
                + &paragraph(&(r("二") + &mark("end"))),
            "p 一\np 二\n",
            &[],
        ),
        (
            "a box that is ticked",
            form("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "FORMCHECKBOX"),
            "p ☑\n",
            &[],
        ),
        (
            "a box that is not",
            form("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "FORMCHECKBOX"),
            "p ☐\n",
            &[],
        ),
        ("a list of which one is chosen", form(list, "FORMDROPDOWN"), "p 良\n", &[]),
    ]);
}

#[test]
fn characters_are_what_a_reader_sees() {
    check(vec![
        ("soft hyphen", "<w:p><w:r><w:t>12</w:t><w:softHyphen/><w:t>34.5</w:t></w:r></w:p>".to_owned(), "p 1234.5\n", &[]),
        ("invisible characters", p("12\u{AD}34"), "p 1234\n", &[]),
        ("the end of a page inside a number", "<w:p><w:r><w:t>12</w:t><w:lastRenderedPageBreak/><w:t>34</w:t></w:r></w:p>".to_owned(), "p 1234\n", &[]),
        ("tab and break part numbers", "<w:p><w:r><w:t>12</w:t><w:tab/><w:t>34</w:t><w:br/><w:t>56</w:t></w:r></w:p>".to_owned(), "p 12\t34⏎56\n", &[]),
        ("a raised mark", paragraph(&(r("719.70") + "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>")), "p 719.70¹\n", &[]),
        ("a square metre", paragraph(&(r("151万m") + "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>")), "p 151万m²\n", &[]),
        ("a lowered digit", paragraph(&(r("CO") + "<w:r><w:rPr><w:vertAlign w:val='subscript'/></w:rPr><w:t>2</w:t></w:r>")), "p CO₂\n", &[]),
        ("a tick of a symbol font", "<w:p><w:r><w:sym w:font='Wingdings 2' w:char='F052'/><w:t>良</w:t></w:r></w:p>".to_owned(), "p ☑良\n", &[]),
        (
            "struck through by hand",
            paragraph(
                "<w:r><w:rPr><w:strike/></w:rPr><w:t>721.85</w:t></w:r><w:r><w:rPr><w:dstrike w:val='0'/></w:rPr><w:t>719.70</w:t></w:r>",
            ),
            "p 719.70\n",
            &["struck-text"],
        ),
        ("a list that the package does not define", "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>编制规划</w:t></w:r></w:p>".to_owned(), "l 编制规划\n", &[]),
    ]);
}

#[test]
fn automatic_numbers_stand_before_their_paragraphs() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/>\
        <w:suff w:val='nothing'/><w:lvlText w:val='%1、'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl></w:abstractNum>\
        <w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let styles =
        "<w:styles><w:style w:styleId='n'><w:pPr><w:numPr><w:numId w:val='7'/></w:numPr></w:pPr></w:style></w:styles>";
    let numbered = |level: u32, inside: &str| {
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='7'/></w:numPr></w:pPr>{inside}</w:p>")
    };
    let styled = |inside: &str| format!("<w:p><w:pPr><w:pStyle w:val='n'/></w:pPr>{inside}</w:p>");
    for (name, body, shown) in [
        (
            "two levels",
            numbered(0, &r("概况")) + &numbered(1, &r("2021年")) + &numbered(1, &r("2022年")) + &styled(&r("收支")),
            "l 一、概况\nl 1. 2021年\nl 2. 2022年\nl 二、收支\n",
        ),
        ("over several runs", numbered(0, &(r("支出") + &r("12"))), "l 一、支出12\n"),
        ("a blank one counts", numbered(0, "") + &numbered(0, &r("乙")), "l 二、乙\n"),
        (
            "switched off",
            format!(
                "<w:p><w:pPr><w:pStyle w:val='n'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>{}</w:p>",
                r("甲")
            ),
            "p 甲\n",
        ),
        (
            "a deleted paragraph",
            format!(
                "<w:p><w:pPr><w:pStyle w:val='n'/><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:del w:id='2'>{}</w:del></w:p>",
                r("旧")
            ) + &styled(&r("新")),
            "l 一、新\n",
        ),
    ] {
        let main = format!("<w:document><w:body>{body}</w:body></w:document>");
        let package = zip_of(&[
            ("word/document.xml", &main),
            (
                "word/_rels/document.xml.rels",
                "<Relationships><Relationship Id='a' Type='t/numbering' Target='numbering.xml'/><Relationship Id='b' Type='t/styles' Target='styles.xml'/></Relationships>",
            ),
            ("word/numbering.xml", numbering),
            ("word/styles.xml", styles),
        ]);
        assert_eq!(read_tree(&package), shown, "{name}");
    }
}

#[test]
fn odd_grids_come_out_straight() {
    let tc_with = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    check(vec![
        (
            "no span",
            tbl(&[&(tc_with("<w:gridSpan w:val='0'/>", "甲") + &tc("1")), &(tc("乙") + &tc("2"))]),
            "t 2x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2\n",
            &[],
        ),
        (
            "wider than the table",
            tbl(&[&tc_with("<w:gridSpan w:val='9'/>", "题"), &(tc("乙") + &tc("2"))]),
            "t 2x9\n0,0+1x9 题\n1,0 乙\n1,1 2\n",
            &[],
        ),
        (
            "cells missing at the end",
            tbl(&[&(tc("甲") + &tc("1")), &("<w:trPr><w:gridAfter w:val='1'/></w:trPr>".to_owned() + &tc("乙"))]),
            "t 2x2\n0,0 甲\n0,1 1\n1,0 乙\n",
            &[],
        ),
        (
            "a row without cells",
            tbl(&[&(tc("甲") + &tc("1")), "", &(tc("乙") + &tc("2"))]),
            "t 3x2\n0,0 甲\n0,1 1\n2,0 乙\n2,1 2\n",
            &[],
        ),
        (
            "a hidden row",
            tbl(&[&(tc("甲") + &tc("1")), &("<w:trPr><w:hidden/></w:trPr>".to_owned() + &tc("乙") + &tc("2"))]),
            "t 1x2\n0,0 甲\n0,1 1\n",
            &["hidden-text"],
        ),
        (
            "merged across and down in the old way",
            tbl(&[
                &(tc_with("<w:hMerge w:val='restart'/><w:vMerge w:val='restart'/>", "甲")
                    + &tc_with("<w:hMerge/><w:vMerge w:val='restart'/>", "")
                    + &tc("1")),
                &(tc_with("<w:hMerge w:val='restart'/><w:vMerge/>", "")
                    + &tc_with("<w:hMerge/><w:vMerge/>", "")
                    + &tc("2")),
                &(tc("丙") + &tc("丁") + &tc("3")),
            ]),
            "t 3x3\n0,0+2x2 甲\n0,2 1\n1,2 2\n2,0 丙\n2,1 丁\n2,2 3\n",
            &[],
        ),
    ]);
}

#[test]
fn tables_that_frame_others_lay_out_the_page() {
    let form = tbl(&[&(tc("甲") + &tc("1")), &(tc("乙") + &tc("2")), &(tc("丙") + &tc("3"))]);
    let shown = "t 3x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2\n2,0 丙\n2,1 3\n";
    let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
    let titled = tbl(&[&tc("附件"), &cell(&form)]);
    let framed = tbl(&[&(tc("") + &cell(&form) + &tc(""))]);
    let twice = tbl(&[&tc(""), &cell(&tbl(&[&tc(""), &cell(&form)]))]);
    let small =
        tbl(&[&(tc("甲") + &tc("1")), &(tc("乙") + &cell(&tbl(&[&(tc("2") + &tc("万元"))]))), &(tc("丙") + &tc("3"))]);
    for (name, body, expected) in [
        ("title above", &titled, format!("p 附件\n{shown}")),
        ("margins", &framed, shown.to_owned()),
        ("twice", &twice, shown.to_owned()),
        ("a small table in a cell", &small, "t 3x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2⏎万元\n2,0 丙\n2,1 3\n".to_owned()),
    ] {
        assert_eq!(read_tree(&docx_of(body)), expected, "{name}");
    }
}

#[test]
fn a_table_parted_by_the_end_of_a_page_is_one() {
    let head = tc("机构") + &tc("支出");
    let first = tbl(&[&head, &(tc("甲") + &tc("1"))]);
    let rest = tbl(&[&(tc("乙") + &tc("2"))]);
    let again = tbl(&[&head, &(tc("乙") + &tc("2"))]);
    let page = "<w:p><w:r><w:br w:type='page'/></w:r></w:p>";
    let whole = "t 3x2\n0,0 机构\n0,1 支出\n1,0 甲\n1,1 1\n2,0 乙\n2,1 2\n";
    let two = "t 2x2\n0,0 机构\n0,1 支出\n1,0 甲\n1,1 1\nt 1x2\n0,0 乙\n0,1 2\n";
    let wider = rest.replace("w:w='500'", "w:w='700'");
    let title = two.replace("\nt 1x2", "\np 附表\nt 1x2");
    let titled =
        tbl(&[&format!("<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{}</w:tc>", p("题")), &(tc("甲") + &tc("1"))]);
    let merged = |text: &str, kind: &str| format!("<w:tc><w:tcPr><w:vMerge{kind}/></w:tcPr>{}</w:tc>", p(text));
    let restart = tbl(&[&(merged("机构", " w:val='restart'") + &tc("1"))]);
    let go_on = tbl(&[&(merged("", "") + &tc("2"))]);
    for (name, body, expected) in [
        ("a break", first.clone() + page + &rest, whole),
        ("nothing", first.clone() + &rest, whole),
        ("the head again", first.clone() + page + &again, whole),
        ("the end of a section", format!("{first}<w:p><w:pPr><w:sectPr/></w:pPr></w:p>{rest}"), whole),
        ("a merged cell goes on", restart + page + &go_on, "t 2x2\n0,0+2x1 机构\n0,1 1\n1,1 2\n"),
        (
            "a title row again",
            titled.clone() + page + &titled.replace('甲', "乙"),
            "t 2x2\n0,0+1x2 题\n1,0 甲\n1,1 1\nt 2x2\n0,0+1x2 题\n1,0 乙\n1,1 1\n",
        ),
        ("a blank line", first.clone() + "<w:p/>" + &rest, two),
        ("other columns", first.clone() + page + &wider, two),
        ("a title", first + page + &p("附表") + &rest, &title),
    ] {
        assert_eq!(read_tree(&docx_of(&body)), expected, "{name}");
    }
}

#[test]
fn names_of_namespaces_do_not_matter() {
    let transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let alternates = |mc: &str| {
        format!(
            "<{mc}:AlternateContent><{mc}:Choice Requires='wps'><w:t>甲</w:t></{mc}:Choice><{mc}:Fallback><w:t>乙</w:t></{mc}:Fallback></{mc}:AlternateContent>"
        )
    };
    let compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    let plain = |namespace: &str, mc: &str| {
        format!(
            "<w:document xmlns:w='{namespace}' xmlns:{mc}='{compatibility}'><w:body><w:p><w:r>{}</w:r></w:p></w:body></w:document>",
            alternates(mc)
        )
    };
    let default_namespace = format!(
        "<document xmlns='{transitional}' xmlns:w='{transitional}'><body><p><pPr><outlineLvl w:val='0'/></pPr><r><t>甲</t></r></p></body></document>"
    );
    for (name, main, shown) in [
        ("transitional", plain(transitional, "mc"), "p 甲\n"),
        ("strict", plain(strict, "mc"), "p 甲\n"),
        ("Word 2007", plain(transitional, "ve"), "p 甲\n"),
        ("no prefix", default_namespace, "h1 甲\n"),
    ] {
        let relations = "<Relationships><Relationship Id='a' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument' Target='word/main.xml'/></Relationships>";
        let package =
            zip_of(&[("[Content_Types].xml", "<Types/>"), ("_rels/.rels", relations), ("word/main.xml", &main)]);
        assert_eq!(read_tree(&package), shown, "{name}");
    }
}

#[test]
fn content_controls_stand_around_anything() {
    let control = |inside: &str| {
        format!("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
    };
    let row = |cells: &str| format!("<w:tr>{cells}</w:tr>");
    let table = |rows: &str| format!("<w:tbl>{rows}</w:tbl>");
    let shown = "t 2x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2\n";
    let rows = [row(&(tc("甲") + &tc("1"))), row(&(tc("乙") + &tc("2")))];
    for (name, body, expected) in [
        ("a block", control(&p("甲")), "p 甲\n"),
        ("a run", paragraph(&(r("支出") + &control(&r("12")) + &r("万元"))), "p 支出12万元\n"),
        ("a table", control(&table(&rows.concat())), shown),
        ("a row", table(&(rows[0].clone() + &control(&rows[1]))), shown),
        ("a cell", table(&(row(&(tc("甲") + &control(&tc("1")))) + &rows[1])), shown),
        (
            "a list to choose from",
            format!(
                "<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='优' w:value='1'/><w:listItem w:displayText='良' w:value='2'/></w:dropDownList></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                p("良")
            ),
            "p 良\n",
        ),
        (
            "a box to tick",
            paragraph(&format!(
                "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='1'/></w14:checkbox></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                r("☒")
            )),
            "p ☒\n",
        ),
        ("one in another", control(&control(&paragraph(&control(&r("甲"))))), "p 甲\n"),
    ] {
        assert_eq!(read_tree(&docx_of(&body)), expected, "{name}");
    }
}
