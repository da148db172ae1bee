use jiheng_model::anchor::SourceRef;
use jiheng_model::document::Block;

use crate::testing::{docx_of, note_kinds, read, read_tree, tree_error, zip_of};

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn tbl(rows: &[String]) -> String {
    format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", rows.join("</w:tr><w:tr>"))
}

#[test]
fn paragraphs_keep_what_a_reader_sees() {
    let cases = [
        ("<w:p><w:r><w:t>人员</w:t></w:r><w:r><w:t xml:space='preserve'> 经费</w:t></w:r></w:p>", "p 人员 经费\n"),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r></w:p>", "p 甲⏎乙⏎丙\n"),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>", "p 甲\t乙\n"),
        ("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>", "p 甲\n"),
        ("<w:p><w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>5</w:t></w:r></w:p>", "p 3-5\n"),
        ("<w:p><w:r><w:sym w:font='x' w:char='2611'/></w:r></w:p>", "p ☑\n"),
        ("<w:p/><w:p><w:r><w:t>  </w:t></w:r></w:p>", ""),
        (
            "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>",
            "p 新\n",
        ),
        (
            "<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>",
            "p 新\n",
        ),
        ("<w:p><w:hyperlink r:id='a'><w:r><w:t>链</w:t></w:r></w:hyperlink></w:p>", "p 链\n"),
        ("<w:p><w:smartTag><w:r><w:t>12</w:t></w:r></w:smartTag></w:p>", "p 12\n"),
        ("<w:p><w:fldSimple w:instr='DATE'><w:r><w:t>2021</w:t></w:r></w:fldSimple></w:p>", "p 2021\n"),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>SUM(1)</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>42</w:t></w:r></w:p>",
            "p 42\n",
        ),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>", "p 控件\n"),
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>zhì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>治</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            "p 治\n",
        ),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>甲</w:t></mc:Choice>\
             <mc:Fallback><w:t>乙</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "p 甲\n",
        ),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>乙</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "p 乙\n",
        ),
        (
            "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict><w:t>正文</w:t></w:r></w:p>",
            "p 正文\np 框\n",
        ),
        (
            "<w:p><w:r><w:drawing><a:p><a:r><a:t>图</a:t></a:r></a:p></w:drawing><w:footnoteReference w:id='1'/><w:t>正文</w:t></w:r></w:p>",
            "p 正文\n",
        ),
        (
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上</w:t></w:r></w:p><w:p><w:r><w:t>下</w:t></w:r></w:p>",
            "p 上下\n",
        ),
        ("<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>题</w:t></w:r></w:p>", "h2 题\n"),
        (
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>项</w:t></w:r></w:p>",
            "l 项\n",
        ),
        ("<w:p><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>项</w:t></w:r></w:p>", "p 项\n"),
        (
            "<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>显</w:t></w:r></w:p>",
            "p 显\n",
        ),
        ("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r></w:p>", "p 显\n"),
    ];
    for (body, expected) in cases {
        assert_eq!(read_tree(&docx_of(body)), expected, "{body}");
    }
}

#[test]
fn what_is_left_out_is_noted() {
    let cases = [
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>",
            "p 显\n",
            "hidden-text",
        ),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>请输入</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p><w:r><w:t>显</w:t></w:r></w:p>",
            "p 显\n",
            "placeholder-text",
        ),
        ("<w:altChunk r:id='x'/><w:p><w:r><w:t>显</w:t></w:r></w:p>", "p 显\n", "altchunk"),
        ("<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><w:r><w:t>显</w:t></w:r></w:p>", "p 显\n", "formula-object"),
        ("<w:p/>", "", "no-text"),
    ];
    for (body, tree, kind) in cases {
        let document = read(&docx_of(body));
        assert_eq!((crate::testing::tree(&document).as_str(), note_kinds(&document)), (tree, vec![kind]), "{body}");
    }
}

#[test]
fn tables_stand_on_their_grid() {
    let cases = [
        (
            "spans across",
            tbl(&[tc("<w:gridSpan w:val='2'/>", "甲") + &tc("", "乙"), tc("", "1") + &tc("", "") + &tc("", "3")]),
            "t 2x3\n0,0+1x2 甲\n0,2 乙\n1,0 1\n1,1 \n1,2 3\n",
        ),
        (
            "spans down",
            tbl(&[
                tc("<w:vMerge w:val='restart'/>", "甲") + &tc("", "乙"),
                tc("<w:vMerge/>", "") + &tc("", "丙"),
                tc("<w:vMerge w:val='continue'/>", "") + &tc("", "丁"),
                tc("<w:vMerge w:val='restart'/>", "戊") + &tc("", "己"),
            ]),
            "t 4x2\n0,0+3x1 甲\n0,1 乙\n1,1 丙\n2,1 丁\n3,0 戊\n3,1 己\n",
        ),
        (
            "continues nothing",
            tbl(&[tc("<w:vMerge/>", "甲") + &tc("", "乙"), tc("<w:vMerge/>", "") + &tc("", "丙")]),
            "t 2x2\n0,0+2x1 甲\n0,1 乙\n1,1 丙\n",
        ),
        (
            "legacy merge across",
            tbl(&[tc("<w:hMerge w:val='restart'/>", "甲") + &tc("<w:hMerge/>", "") + &tc("", "乙")]),
            "t 1x3\n0,0+1x2 甲\n0,2 乙\n",
        ),
        (
            "columns left out before",
            tbl(&["<w:trPr><w:gridBefore w:val='2'/></w:trPr>".to_owned() + &tc("", "甲"), tc("", "1") + &tc("", "2")]),
            "t 2x3\n0,2 甲\n1,0 1\n1,1 2\n",
        ),
        (
            "deleted row",
            tbl(&[
                tc("", "甲") + &tc("", "乙"),
                "<w:trPr><w:del/></w:trPr>".to_owned() + &tc("", "旧") + &tc("", "旧"),
                tc("", "丙") + &tc("", "丁"),
            ]),
            "t 2x2\n0,0 甲\n0,1 乙\n1,0 丙\n1,1 丁\n",
        ),
        (
            "lines of a cell",
            format!("<w:tbl><w:tr><w:tc>{}<w:p/>{}</w:tc>{}</w:tr></w:tbl>", p("公共"), p("拨款"), tc("", "乙")),
            "t 1x2\n0,0 公共⏎拨款\n0,1 乙\n",
        ),
        ("one cell", tbl(&[tc("<w:gridSpan w:val='24'/>", "综述") + ""]), "p 综述\n"),
        ("no text", tbl(&[tc("", "") + &tc("", "")]), ""),
        (
            "control around a cell",
            format!(
                "<w:tbl><w:tr>{}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr></w:tbl>",
                tc("", "甲"),
                tc("", "请输入")
            ),
            "t 1x2\n0,0 甲\n0,1 \n",
        ),
    ];
    for (name, body, expected) in cases {
        assert_eq!(read_tree(&docx_of(&body)), expected, "{name}");
    }
}

#[test]
fn absurd_spans_count_as_one() {
    for value in ["0", "-1", "abc", "2147483648", "99999"] {
        let body = tbl(&[tc(&format!("<w:gridSpan w:val='{value}'/>"), "甲") + &tc("", "乙")]);
        assert_eq!(read_tree(&docx_of(&body)), "t 1x2\n0,0 甲\n0,1 乙\n", "{value}");
    }
}

#[test]
fn a_table_in_a_cell_joins_its_text() {
    let inner = tbl(&[tc("", "内1") + &tc("", "内2")]);
    let cell = |inside: &str| format!("<w:tc>{}{inside}{}</w:tc>", p("前"), p("后"));
    let pair = tc("", "甲") + &tc("", "1");
    let outer = tbl(&[pair.clone(), cell(&inner) + &tc("", "乙"), pair]);
    assert_eq!(read_tree(&docx_of(&outer)), "t 3x2\n0,0 甲\n0,1 1\n1,0 前⏎内1⏎内2⏎后\n1,1 乙\n2,0 甲\n2,1 1\n");
    // A frame around everything is no table; what it holds is.
    let frame = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(&inner));
    assert_eq!(read_tree(&docx_of(&frame)), "p 前\nt 1x2\n0,0 内1\n0,1 内2\np 后\n");
    // Deeper than anyone nests tables, the text is left out with a note.
    let deep = (0..12).fold(p("底"), |inside, _| format!("<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"));
    let document = read(&docx_of(&(p("顶") + &deep)));
    assert_eq!(note_kinds(&document), ["nested-tables"]);
}

#[test]
fn places_are_paragraphs_and_runs_of_the_part() {
    let body = format!(
        "{}<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>支出</w:t></w:r>\
         <w:hyperlink><w:r><w:t>12</w:t></w:r></w:hyperlink><w:r><w:t>万元</w:t></w:r></w:p>{}</w:tc></w:tr></w:tbl>",
        p("首"),
        p("甲"),
        p("次")
    );
    let document = read(&docx_of(&body));
    let Block::Table(table) = &document.blocks[1] else { panic!("a table was expected") };
    let text = &table.cells[1].text;
    assert_eq!(document.text(text), "支出12万元\n次");
    let places: Vec<_> = [0, 2, 4, 7]
        .map(|at| match document.anchor((1, Some((0, 1))), text, (at, at + 1)).source {
            Some(SourceRef::Docx { part, paragraph, run }) => {
                assert_eq!(&*part, "word/document.xml");
                (paragraph, run)
            }
            other => panic!("{other:?}"),
        })
        .into();
    assert_eq!(places, [(2, 1), (2, 2), (2, 3), (3, 0)]);
}

#[test]
fn a_text_box_counts_its_paragraphs_and_runs() {
    let body = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>\
                <w:r><w:t>正文</w:t></w:r></w:p><w:p><w:r><w:t>后</w:t></w:r></w:p>";
    let document = read(&docx_of(body));
    let places: Vec<_> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => match document.anchor((0, None), &paragraph.text, (0, 1)).source {
                Some(SourceRef::Docx { paragraph, run, .. }) => (paragraph, run),
                other => panic!("{other:?}"),
            },
            Block::Table(_) => panic!("no table"),
        })
        .collect();
    assert_eq!(places, [(0, 2), (1, 0), (2, 0)]);
}

const STYLES: &str = "<w:styles><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style>\
    <w:style w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";

#[test]
fn a_whole_package_is_read_with_its_relationships() {
    let main = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>题</w:t></w:r>\
                <w:r><w:rPr><w:rStyle w:val='h'/></w:rPr><w:t>隐</w:t></w:r></w:p></w:body></w:document>";
    let package = zip_of(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='/word/document2.xml'/></Relationships>",
        ),
        (
            "word/_rels/document2.xml.rels",
            "<Relationships><Relationship Id='s' Type='x/styles' Target='styles.xml'/>\
             <Relationship Id='t' Type='x/attachedTemplate' Target='http://example.invalid/t.dotm' TargetMode='External'/></Relationships>",
        ),
        ("word/document2.xml", main),
        ("word/styles.xml", STYLES),
        ("word/vbaProject.bin", "x"),
        ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>"),
    ]);
    let document = read(&package);
    assert_eq!(crate::testing::tree(&document), "h1 题\n");
    assert_eq!(note_kinds(&document), ["hidden-text", "external-relationship", "macros"]);
    assert!(document.notes[1].message.zh.contains("http://example.invalid/t.dotm"));
}

#[test]
fn damaged_packages_are_refused_with_a_reason() {
    let with_main = |main: &str| zip_of(&[("word/document.xml", main)]);
    let deep = format!("<w:document>{}</w:document>", "<w:a>".repeat(100_000));
    let cases = [
        (zip_of(&[("word/styles.xml", STYLES)]), "missing-part"),
        (with_main("<!DOCTYPE w:document [<!ENTITY a 'b'>]><w:document/>"), "xml-dtd"),
        (with_main("<w:document><w:body>"), "damaged-xml"),
        (with_main(&deep), "too-deep"),
        (with_main(""), "damaged-xml"),
    ];
    for (package, kind) in cases {
        assert_eq!(tree_error(&package), kind);
    }
}

#[test]
fn no_cut_or_changed_package_panics() {
    let body = tbl(&[tc("<w:gridSpan w:val='2'/>", "甲"), tc("", "1") + &tc("<w:vMerge/>", "2")]);
    let whole = docx_of(&body.repeat(20));
    for end in (0..whole.len()).step_by(97) {
        assert!(crate::read(&whole[..end], &crate::Limits::default()).is_err(), "cut at {end}");
    }
    for at in (0..whole.len()).step_by(7) {
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        let _outcome = crate::read(&changed, &crate::Limits::default());
    }
}

#[test]
fn no_cut_part_panics() {
    let body = tbl(&[tc("<w:gridSpan w:val='2'/>", "甲"), tc("", "1") + &tc("<w:vMerge/>", "2")]);
    let main = format!("<w:document><w:body>{body}</w:body></w:document>");
    for (end, _) in main.char_indices() {
        assert_eq!(tree_error(&zip_of(&[("word/document.xml", &main[..end])])), "damaged-xml", "cut at {end}");
    }
}
