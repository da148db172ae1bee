use jiheng_model::anchor::SourceRef;
use jiheng_model::document::Block;

use crate::Limits;
use crate::testing::{mutated, note_kinds, read, read_tree, tree, tree_error, zip_of};

const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";

fn content(styles: &str, body: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

fn odt(body: &str) -> Vec<u8> {
    zip_of(&[("mimetype", MIMETYPE), ("content.xml", &content("", body))])
}

#[test]
fn paragraphs_are_read_as_they_were_seen() {
    for (body, shown) in [
        ("<text:p>一、概况</text:p><text:p/><text:p> </text:p><text:p>支出</text:p>", "p 一、概况\np 支出\n"),
        ("<text:h text:outline-level='2'>概况</text:h><text:h>甲</text:h>", "h2 概况\nh1 甲\n"),
        ("<text:p>支<text:span>出<text:span>12</text:span></text:span>\n  万 \t元</text:p>", "p 支出12 万 元\n"),
        ("<text:p>555\u{2011}0123</text:p>", "p 555-0123\n"),
        ("<text:p>年<text:s/><text:s text:c='3'/>月<text:tab/>日<text:line-break/>完</text:p>", "p 年    月\t日⏎完\n"),
        ("<text:p>年<text:s text:c='4000000000'/>月</text:p>", &format!("p 年{}月\n", " ".repeat(256))),
        (
            "<text:list><text:list-item><text:p>甲</text:p><text:list><text:list-item><text:h>乙</text:h><text:p>丙</text:p>\
             </text:list-item></text:list></text:list-item></text:list><text:p>丁</text:p>",
            "l 甲\nh1 乙\nl 丙\np 丁\n",
        ),
        (
            "<text:section><text:p>见<text:a xlink:href='x'>附<text:bookmark text:name='b'/>表</text:a></text:p></text:section>",
            "p 见附表\n",
        ),
        ("<text:p>第<text:page-number>3</text:page-number>页<text:date>2021年</text:date></text:p>", "p 第3页2021年\n"),
        (
            "<text:p><text:ruby><text:ruby-base>绩</text:ruby-base><text:ruby-text>jì</text:ruby-text></text:ruby></text:p>",
            "p 绩\n",
        ),
    ] {
        assert_eq!(read_tree(&odt(body)), shown, "{body}");
    }
}

#[test]
fn what_is_not_in_the_text_stays_out() {
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p></text:deletion></text:changed-region>\
        </text:tracked-changes><office:forms><text:p>控件</text:p></office:forms>\
        <text:p>甲<text:change text:change-id='1'/><text:change-start/>增<text:change-end/>\
        <office:annotation><dc:creator>某</dc:creator><text:p>批注</text:p></office:annotation>\
        <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body></text:note>\
        <draw:frame><draw:image><text:p>图</text:p></draw:image><svg:title>题</svg:title></draw:frame>乙</text:p>";
    let document = read(&odt(body));
    assert_eq!(tree(&document), "p 甲增乙\n");
    assert_eq!(note_kinds(&document), ["tracked-changes", "footnotes", "comments", "pictures"]);
}

#[test]
fn text_boxes_follow_the_paragraph_they_hang_on() {
    let frame = |inside: &str| format!("<draw:frame><draw:text-box>{inside}</draw:text-box></draw:frame>");
    let body = format!(
        "{}<text:p>甲{}乙</text:p><text:p>丙</text:p><draw:custom-shape><text:p>丁</text:p></draw:custom-shape>",
        frame("<text:p>页</text:p>"),
        frame(&format!(
            "<text:p>框<text:line-break/>内{}</text:p><table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>\
             <table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>",
            frame("<text:p>深</text:p>")
        ))
    );
    assert_eq!(read_tree(&odt(&body)), "p 页\np 甲乙\np 框⏎内\np 深\nt 1x2\n0,0 1\n0,1 2\np 丙\np 丁\n");
}

#[test]
fn hidden_text_is_left_out_and_counted() {
    let styles = "<style:style style:name='T1' style:family='text'><style:text-properties text:display='none'/></style:style>\
        <style:style style:name='P1' style:family='paragraph' style:parent-style-name='Quiet'/>\
        <style:style style:name='P2' style:family='paragraph' style:parent-style-name='P2'/>";
    let named = "<office:document-styles><style:style style:name='Quiet' style:family='paragraph'>\
        <style:text-properties text:display=\"none\"/></style:style></office:document-styles>";
    let body = "<text:p>甲<text:span text:style-name='T1'>隐</text:span>乙</text:p><text:p text:style-name='P1'>藏</text:p>\
        <text:section text:display='none'><text:p>节</text:p></text:section><text:p text:style-name='P2'>丙\
        <text:hidden-text text:is-hidden='true'>x</text:hidden-text>\
        <loext:content-control loext:showing-place-holder='true'>单击此处</loext:content-control></text:p>\
        <text:section text:display='condition'><text:p>丁</text:p></text:section>";
    let document =
        read(&zip_of(&[("mimetype", MIMETYPE), ("content.xml", &content(styles, body)), ("styles.xml", named)]));
    assert_eq!(tree(&document), "p 甲乙\np 丙\np 丁\n");
    let notes: Vec<&str> = document.notes.iter().map(|note| note.message.zh.as_str()).collect();
    assert_eq!(note_kinds(&document), ["hidden-text", "placeholder-text"]);
    assert!(notes[0].contains("4 处"), "{notes:?}");
}

#[test]
fn tables_stand_on_their_grid() {
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let table = |rows: &str| {
        format!("<table:table><table:table-column table:number-columns-repeated='4'/>{rows}</table:table>")
    };
    let covered = "<table:covered-table-cell/>";
    let nested = table(&row(&[cell("", "1"), cell("", "2")].concat()));
    let spans = "table:number-columns-spanned='2' table:number-rows-spanned='2'";
    let body = table(&[
        format!("<table:table-header-rows>{}</table:table-header-rows>", row(&[cell(spans, "机构"), covered.to_owned(), cell("", "甲")].concat())),
        row(&["<table:covered-table-cell table:number-columns-repeated='2'><text:p>隐</text:p></table:covered-table-cell>".to_owned(), cell("table:number-columns-repeated='2'", "乙")].concat()),
        row(&[cell("table:number-rows-spanned='9'", ""), format!("<table:table-cell><text:p>表</text:p>{nested}</table:table-cell>"), "<table:table-cell/>".to_owned()].concat()),
    ].concat());
    let shown = "t 3x4\n0,0+2x2 机构\n0,2 甲\n1,2 乙\n1,3 乙\n2,0 \n2,1 表⏎1⏎2\n2,2 \n";
    assert_eq!(read_tree(&odt(&body)), shown);
    let document = read(&odt(&body));
    let Block::Table(table) = &document.blocks[0] else { panic!("a table was expected") };
    let source = document.anchor((0, Some((0, 2))), &table.cells[1].text, (0, 1)).source;
    assert_eq!(source, Some(SourceRef::Odt { paragraph: 1 }));
    // One cell is no table.
    assert_eq!(read_tree(&odt(&format!("<table:table>{}</table:table>", row(&cell("", "甲"))))), "p 甲\n");
}

#[test]
fn repetition_is_bounded() {
    let table = |row: &str, cell: &str| {
        format!(
            "<table:table><table:table-row {row}>{cell}</table:table-row><table:table-row><table:table-cell><text:p>完</text:p></table:table-cell><table:table-cell/></table:table-row></table:table>"
        )
    };
    let far = "table:number-rows-repeated='4000000000'";
    let wide = "<table:table-cell table:number-columns-repeated='4000000000'/>";
    assert_eq!(read_tree(&odt(&table(far, wide))), "t 2x2\n1,0 完\n1,1 \n");
    let full = "<table:table-cell table:number-columns-repeated='1000'><text:p>甲</text:p></table:table-cell>";
    assert_eq!(tree_error(&odt(&table(far, full))), "too-large");
    assert_eq!(tree_error(&odt(&table("", &full.replace("1000", "4000000000")))), "too-large");
    let long = full.replace('甲', &"长".repeat(100_000));
    assert_eq!(tree_error(&odt(&table("", &long))), "too-large");
    // Each level repeats all below it.
    let mut nested = "<text:p>1</text:p>".to_owned();
    for _ in 0..7 {
        nested = format!(
            "<table:table><table:table-row><table:table-cell table:number-columns-repeated='99'>{nested}</table:table-cell></table:table-row></table:table>"
        );
    }
    assert_eq!(tree_error(&odt(&nested)), "too-large");
    let deep = format!(
        "{}<text:p>1</text:p>{}",
        "<table:table><table:table-row><table:table-cell>".repeat(12),
        "</table:table-cell></table:table-row></table:table>".repeat(12)
    );
    assert_eq!(note_kinds(&read(&odt(&format!("<text:p>甲</text:p>{deep}")))), ["nested-tables"]);
}

#[test]
fn what_cannot_be_opened_is_said() {
    let manifest =
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let locked = zip_of(&[("mimetype", MIMETYPE), ("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}")]);
    assert_eq!(tree_error(&locked), "encrypted");
    assert_eq!(tree_error(&zip_of(&[("mimetype", MIMETYPE)])), "missing-part");
    assert_eq!(tree_error(&zip_of(&[("mimetype", MIMETYPE), ("content.xml", "<!DOCTYPE a><a/>")])), "xml-dtd");
    assert_eq!(tree_error(&odt("<text:p>")), "damaged-xml");
    assert_eq!(note_kinds(&read(&odt(""))), ["no-text"]);
}

#[test]
fn no_changed_text_panics() {
    let styles =
        "<style:style style:name='T1' style:family='text'><style:text-properties text:display='none'/></style:style>";
    let body = "<text:h text:outline-level='2'>概况</text:h><text:list><text:list-item><text:p>甲<text:s text:c='2'/><text:span text:style-name='T1'>乙</text:span></text:p></text:list-item></text:list>\
        <table:table><table:table-column/><table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-spanned='2' table:number-rows-spanned='2'><text:p>1<draw:frame><draw:text-box><text:p>2</text:p></draw:text-box></draw:frame></text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>";
    let whole = content(styles, body);
    for bytes in mutated(whole.as_bytes(), 2000) {
        let text = String::from_utf8_lossy(&bytes);
        let _outcome = crate::read(&zip_of(&[("mimetype", MIMETYPE), ("content.xml", &text)]), &Limits::default());
    }
    for bytes in mutated(&odt(body), 1000) {
        let _outcome = crate::read(&bytes, &Limits::default());
    }
    // Elements where they do not belong.
    for inner in
        ["<table:table-row/>", "<table:table-cell/>", "<table:covered-table-cell/>", "<draw:frame/>", "<text:s/>", "x"]
    {
        for outer in
            ["text:p", "text:list", "table:table", "table:table-row", "table:table-cell", "draw:text-box", "text:note"]
        {
            let _outcome = crate::read(&odt(&format!("<{outer}>{inner}</{outer}>")), &Limits::default());
        }
    }
}

#[test]
fn looks_of_text_decide_what_is_read() {
    let styles = "<style:style style:name='U' style:family='text'><style:text-properties style:text-position='super 58%'/></style:style>\
        <style:style style:name='D' style:family='text'><style:text-properties style:text-position='-33% 58%'/></style:style>\
        <style:style style:name='N' style:family='text' style:parent-style-name='U'><style:text-properties style:text-position='0% 100%'/></style:style>\
        <style:style style:name='S' style:family='text'><style:text-properties style:text-line-through-style='solid'/></style:style>\
        <style:style style:name='O' style:family='text'><style:text-properties style:text-line-through-style='none'/></style:style>";
    let span = |style: &str, text: &str| format!("<text:span text:style-name='{style}'>{text}</text:span>");
    for (body, shown, notes) in [
        (format!("719.70{}", span("U", "1")), "p 719.70¹\n", vec![]),
        (format!("CO{}", span("D", "2")), "p CO₂\n", vec![]),
        (format!("12{}", span("N", "3")), "p 123\n", vec![]),
        (format!("{}719.70", span("S", "721.85")), "p 719.70\n", vec!["struck-text"]),
        (format!("{}70", span("O", "719.")), "p 719.70\n", vec![]),
        ("12\u{AD}34".to_owned(), "p 1234\n", vec![]),
        ("见表<draw:frame><draw:object/><draw:image/></draw:frame>".to_owned(), "p 见表\n", vec!["embedded-objects"]),
    ] {
        let content = content(styles, &format!("<text:p>{body}</text:p>"));
        let document = read(&zip_of(&[("mimetype", MIMETYPE), ("content.xml", &content)]));
        assert_eq!((tree(&document).as_str(), note_kinds(&document)), (shown, notes), "{body}");
    }
}
