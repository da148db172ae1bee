use jiheng_model::anchor::SourceRef;
use jiheng_model::document::Block;

use crate::Limits;
use crate::testing::{note_kinds, numbered, read, read_tree, tree, tree_error};

fn page(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><head><title>题目</title></head><body>{body}</body></html>").into_bytes()
}

#[test]
fn text_is_what_a_browser_shows() {
    for (body, expected) in [
        ("<p>甲</p><p> 乙 <b>丙</b>\n丁</p>", "p 甲\np 乙 丙丁\n"),
        ("甲<div>乙</div>丙", "p 甲\np 乙\np 丙\n"),
        ("<h1>一</h1><h3>三</h3><ul><li>项</li></ul>", "h1 一\nh3 三\nl 项\n"),
        ("<p>甲<br>乙<br/><br/>丙</p>", "p 甲⏎乙⏎丙\n"),
        ("<p>甲&nbsp;&nbsp;乙&amp;</p>", "p 甲 乙&\n"),
        ("<script>x</script><style>y</style><noscript>z</noscript><template><p>t</p></template><p>甲</p>", "p 甲\n"),
        ("<pre>甲\n乙</pre>", "p 甲⏎乙\n"),
        ("<p>&nbsp;</p><div></div>", ""),
        ("<p>甲<ruby>治<rt>zhi</rt></ruby></p>", "p 甲治\n"),
    ] {
        assert_eq!(read_tree(&page(body)), expected, "{body}");
    }
}

#[test]
fn tables_stand_on_their_grid() {
    for (body, expected) in [
        (
            "<table><tr><th rowspan=2>甲<th colspan=2>乙<tr><td>1<td>2</table>",
            "t 2x3\n0,0+2x1 甲\n0,1+1x2 乙\n1,1 1\n1,2 2\n",
        ),
        (
            "<table><thead><tr><td>甲<td>乙</thead><tbody><tr><td rowspan=0>丙<td>1<tr><td>2</tbody><tfoot><tr><td>末<td>3</tfoot></table>",
            "t 4x2\n0,0 甲\n0,1 乙\n1,0+2x1 丙\n1,1 1\n2,1 2\n3,0 末\n3,1 3\n",
        ),
        (
            "<table><thead><tr><td rowspan=9>甲<td>乙</thead><tbody><tr><td>丙<td>丁</tbody></table>",
            "t 2x2\n0,0 甲\n0,1 乙\n1,0 丙\n1,1 丁\n",
        ),
        ("<table><tr><td>公共<br>拨款<td><p>甲</p><p>乙</p></table>", "t 1x2\n0,0 公共⏎拨款\n0,1 甲⏎乙\n"),
        ("<table><caption>表一</caption><tr><td>1<td>2</table>", "p 表一\nt 1x2\n0,0 1\n0,1 2\n"),
        ("<table><tr><td colspan=3><p>综述</p><h2>一</h2></td></tr></table>", "p 综述\nh2 一\n"),
        ("<table><tr><td colspan=99999999>甲<td rowspan=-1>乙</table>", "t 1x1001\n0,0+1x1000 甲\n0,1000 乙\n"),
    ] {
        assert_eq!(read_tree(&page(body)), expected, "{body}");
    }
}

#[test]
fn nested_tables_join_or_lay_out() {
    for (body, expected) in [
        ("<table><tr><td>甲<table><tr><td>内</table><td>乙</table>", "t 1x2\n0,0 甲⏎内\n0,1 乙\n"),
        ("<table><tr><td>左<td>右<table><tr><td>1<td>2</table></table>", "p 左\np 右\nt 1x2\n0,0 1\n0,1 2\n"),
    ] {
        assert_eq!(read_tree(&page(body)), expected, "{body}");
    }
    let deep = "<table><tr><td>".repeat(20) + "底";
    let document = read(&page(&deep));
    assert_eq!((tree(&document).as_str(), note_kinds(&document)), ("p 底\n", vec!["nested-tables"]));
}

#[test]
fn hidden_text_is_left_out_with_a_note() {
    for body in ["<p style='color:red; DISPLAY : none'>隐</p><p>显</p>", "<p hidden>隐<b>隐</b></p><p>显</p>"] {
        let document = read(&page(body));
        assert_eq!((tree(&document).as_str(), note_kinds(&document)), ("p 显\n", vec!["hidden-text"]), "{body}");
    }
}

#[test]
fn a_place_is_the_ordinal_of_the_innermost_element() {
    // html 0, head 1, title 2, body 3, table 4, tbody 5, tr 6, td 7, td 8, p 9, b 10.
    let document = read(&page("<table><tr><td>甲</td><td><p>支出<b>12</b>万元</p></td></tr></table>"));
    let Block::Table(table) = &document.blocks[0] else { panic!("a table was expected") };
    let elements: Vec<_> = [0, 2, 4]
        .map(|at| match document.anchor((0, Some((0, 1))), &table.cells[1].text, (at, at + 1)).source {
            Some(SourceRef::Html { element }) => element,
            other => panic!("{other:?}"),
        })
        .into();
    assert_eq!(elements, [9, 10, 9]);
}

#[test]
fn a_page_may_declare_its_encoding() {
    let source = "<html><head><meta charset=gb2312></head><body><p>支出合计</p></body></html>";
    let (bytes, _, _) = encoding_rs::GB18030.encode(source);
    assert_eq!(read_tree(&bytes), "p 支出合计\n");
}

#[test]
fn hostile_pages_are_refused_or_bounded() {
    let unclosed = numbered(100_000, |n| format!("<font id={n}>"));
    let reopened = numbered(50_000, |n| format!("<p><font id={n}></p>"));
    let escaping = numbered(5_000, |n| format!("<font id={n}><table><tr><td></font></td></tr></table>"));
    let wide = numbered(3_000, |n| format!(" a{n}"));
    for (body, kind) in [
        ("<div>".repeat(100_000), "too-deep"),
        ("<table><tr><td>".repeat(100_000), "too-deep"),
        (unclosed, "too-deep"),
        (reopened, "too-deep"),
        (escaping, "too-deep"),
        (format!("<p{wide}>"), "too-large"),
    ] {
        assert_eq!(tree_error(&page(&body)), kind, "{body:.40}");
    }
    let few = Limits { table_cells: 3, ..Limits::default() };
    assert_eq!(crate::read(&page("<table><tr><td>1<td>2<td>3<td>4</table>"), &few).unwrap_err().kind(), "too-large");
    let wide_rows = "<tr><td colspan=1000 rowspan=60000>1".repeat(60);
    assert_eq!(read(&page(&format!("<table>{wide_rows}</table>"))).blocks.len(), 1);
}

#[test]
fn no_cut_page_panics() {
    let whole = page("<table><tr><th rowspan=2>甲<th colspan=2>乙<tr><td>1<td>2</table><p style='display:none'>x</p>");
    for end in 1..whole.len() {
        let _outcome = crate::read(&whole[..end], &Limits::default());
    }
}
