//! One row for each way in which web sites and word processors write the same page.

use crate::testing::{note_kinds, read, tree};

fn page(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><head><title>题目</title></head><body>{body}</body></html>").into_bytes()
}

/// Name, body, tree, kinds of the notes.
type Row<'a> = (&'a str, &'a str, &'a str, &'a [&'a str]);

fn check(rows: &[Row<'_>]) {
    for (name, body, expected, notes) in rows {
        let document = read(&page(body));
        assert_eq!(tree(&document), *expected, "{name}");
        assert_eq!(note_kinds(&document), *notes, "{name}");
    }
}

const REPORT: &str = "<p>全年支出2855.53万元，其中基本支出1243.40万元、项目支出1612.13万元，机关运转和各项任务得到保障，资金专款专用。</p>";

#[test]
fn what_a_site_puts_around_a_report_is_left_out() {
    let shown = "p 全年支出2855.53万元，其中基本支出1243.40万元、项目支出1612.13万元，机关运转和各项任务得到保障，资金专款专用。\n";
    let links = "<li><a href='/a'>2020年预算</a></li><li><a href='/b'>决算</a></li><li><a href='/c'>公告</a></li>";
    let left_out = [
        ("nav", "<nav>2020年 首页</nav>".to_owned()),
        ("footer", "<footer>电话8880000</footer>".to_owned()),
        ("aside", "<aside>支出1.00万元</aside>".to_owned()),
        ("header", "<header>今天12℃</header>".to_owned()),
        ("role", "<div role='navigation'>首页</div>".to_owned()),
        ("class", "<div class='main-nav'>首页</div>".to_owned()),
        ("id", "<div id='footer'>电话8880000</div>".to_owned()),
        ("the way to the page", "<div class='dqwz'>当前位置：2020年度决算</div>".to_owned()),
        ("about the page", "<p class='article-info'>发布时间：2022-03-25 浏览312次</p>".to_owned()),
        ("links beside links", format!("<ul>{links}</ul>")),
        ("links in a division", format!("<div><ul>{links}</ul></div>")),
        ("share", "<div class='bdsharebuttonbox'>分享到3个</div>".to_owned()),
    ];
    for (name, around) in &left_out {
        for body in [format!("{around}{REPORT}"), format!("<div>{REPORT}</div>{around}")] {
            let document = read(&page(&body));
            assert_eq!((tree(&document).as_str(), note_kinds(&document)), (shown, vec!["page-furniture"]), "{name}");
        }
    }
}

#[test]
fn what_only_looks_like_furniture_is_kept() {
    check(&[
        (
            "the title of the report",
            &format!("<header><h1>自评报告</h1></header>{REPORT}"),
            &format!("h1 自评报告\n{}", tree(&read(&page(REPORT)))),
            &[],
        ),
        ("the report itself", &format!("<div class='footer'>{REPORT}</div>"), &tree(&read(&page(REPORT))), &[]),
        ("nothing but links", "<p><a href=1>甲</a><a href=2>乙</a><a href=3>丙</a></p>", "p 甲乙丙\n", &[]),
        (
            "a row called header",
            "<table><tr class='header'><td>甲<td>1<tr><td>乙<td>2</table>",
            "t 2x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2\n",
            &[],
        ),
        (
            "links within a sentence",
            "<p>见<a href=1>附件1</a>、<a href=2>附件2</a>和<a href=3>附件3</a>，其中列明了全部支出的明细和依据。</p>",
            "p 见附件1、附件2和附件3，其中列明了全部支出的明细和依据。\n",
            &[],
        ),
    ]);
}

#[test]
fn forms_show_what_was_filled_in() {
    check(&[
        ("text", "<p>支出<input value='719.70'>万元</p>", "p 支出719.70万元\n", &[]),
        ("number", "<p><input type=number value=12></p>", "p 12\n", &[]),
        (
            "what nobody sees",
            "<p>甲<input type=hidden value=1><input type=submit value=提交><button>保存2</button></p>",
            "p 甲\n",
            &[],
        ),
        ("boxes", "<p><input type=checkbox checked>是<input type=radio>否</p>", "p ☑是☐否\n", &[]),
        ("a list", "<p><select><option>优<option selected>良<option>中</select></p>", "p 良\n", &[]),
        ("a list without a choice", "<p><select><optgroup><option>优<option>良</optgroup></select></p>", "p 优\n", &[]),
        ("a field of lines", "<p><textarea>支出12万元</textarea></p>", "p 支出12万元\n", &[]),
        ("proposals", "<p>甲<datalist><option>1<option>2</datalist></p>", "p 甲\n", &[]),
    ]);
}

#[test]
fn numbers_are_what_a_reader_sees() {
    check(&[
        ("raised", "<p>719.70<sup>1</sup>、151万m<sup>2</sup></p>", "p 719.70¹、151万m²\n", &[]),
        ("lowered", "<p>CO<sub>2</sub></p>", "p CO₂\n", &[]),
        ("invisible", "<p>12&shy;34<wbr>.5</p>", "p 1234.5\n", &[]),
        (
            "struck",
            "<p><s>1</s><strike>2</strike><del>3</del><span style='text-decoration:line-through'>4</span>5</p>",
            "p 5\n",
            &["struck-text"],
        ),
        ("inserted", "<p><ins>5</ins></p>", "p 5\n", &[]),
        (
            "hidden in other ways",
            "<p>甲<b style='visibility:hidden'>1</b><i style='mso-hide:all'>2</i></p>",
            "p 甲\n",
            &["hidden-text"],
        ),
    ]);
}

#[test]
fn what_word_leaves_behind_is_no_text() {
    check(&[
        (
            "conditional comments",
            "<!--[if gte mso 9]><xml><w:Zoom>100</w:Zoom></xml><![endif]--><p class=MsoNormal>甲<o:p></o:p></p>",
            "p 甲\n",
            &[],
        ),
        ("an island of data", "<xml><w:Zoom>100</w:Zoom></xml><p>甲</p>", "p 甲\n", &[]),
        (
            "numbers of a list",
            "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>甲</p>",
            "p 1. 甲\n",
            &[],
        ),
        (
            "comments",
            "<p>12<span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1'>[A1]</a></span></p>\
             <div style='mso-element:comment-list'><div style='mso-element:comment'><p>应为13</p></div></div>",
            "p 12\n",
            &["comments"],
        ),
        (
            "footnotes",
            "<p>12<a style='mso-footnote-id:ftn1' href='#f'>[1]</a></p><div style='mso-element:footnote-list'><p>注13</p></div>",
            "p 12[1]\n",
            &["footnotes"],
        ),
        (
            "a comment of LibreOffice",
            "<table><tr><td><a class='comment-indicator'></a><comment>应为13</comment>12<td>甲<tr><td>1<td>2</table>",
            "t 2x2\n0,0 12\n0,1 甲\n1,0 1\n1,1 2\n",
            &["comments"],
        ),
        ("a page in the page", "<iframe src='/a.pdf'></iframe><p>甲</p>", "p 甲\n", &["embedded-objects"]),
    ]);
}

#[test]
fn lists_show_their_numbers() {
    check(&[
        ("numbers", "<ol><li>甲<li><p>乙12</p></ol>", "l 1. 甲\nl 2. 乙12\n", &[]),
        ("letters from the third", "<ol type=a start=3><li>甲</ol>", "l c. 甲\n", &[]),
        ("a number of its own", "<ol><li value=5>甲<li>乙</ol>", "l 5. 甲\nl 6. 乙\n", &[]),
        ("a list in a list", "<ol><li>甲<ul><li>子</ul><li>乙</ol>", "l 1. 甲\nl 子\nl 2. 乙\n", &[]),
        ("numbers that are not shown", "<ol style='list-style: none'><li>甲</ol>", "l 甲\n", &[]),
    ]);
}

#[test]
fn odd_spans_are_read_as_browsers_do() {
    check(&[
        ("units", "<table><tr><td colspan='2px'>甲<tr><td>1<td>2</table>", "t 2x2\n0,0+1x2 甲\n1,0 1\n1,1 2\n", &[]),
        (
            "a percentage",
            "<table><tr><td rowspan=' +2%'>甲<td>1<tr><td>2</table>",
            "t 2x2\n0,0+2x1 甲\n0,1 1\n1,1 2\n",
            &[],
        ),
        ("no number", "<table><tr><td colspan=''>甲<td colspan='x'>1</table>", "t 1x2\n0,0 甲\n0,1 1\n", &[]),
        ("nothing", "<table><tr><td colspan=0>甲<td>1</table>", "t 1x2\n0,0 甲\n0,1 1\n", &[]),
        ("over the end", "<table><tr><td rowspan=9>甲<td>1<tr><td>2</table>", "t 2x2\n0,0+2x1 甲\n0,1 1\n1,1 2\n", &[]),
        (
            "an empty row",
            "<table><tr><td>甲<td>1<tr></tr><tr><td>乙<td>2</table>",
            "t 3x2\n0,0 甲\n0,1 1\n2,0 乙\n2,1 2\n",
            &[],
        ),
        (
            "a hidden column",
            "<table><tr><td>甲<td style='display:none'>x<td>1<tr><td>乙<td style='display:none'>y<td>2</table>",
            "t 2x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2\n",
            &["hidden-text"],
        ),
    ]);
}

#[test]
fn tables_lay_out_or_hold_data() {
    let rows = "<tr><td>甲<td>1<tr><td>乙<td>2";
    check(&[
        (
            "a small table in a form",
            &format!("<table>{rows}<tr><td>丙<td><table><tr><td>3<td>万元</table></table>"),
            "t 3x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2\n2,0 丙\n2,1 3⏎万元\n",
            &[],
        ),
        (
            "a form beside a menu",
            &format!("<table><tr><td>栏目<td><table>{rows}</table></table>"),
            "p 栏目\nt 2x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2\n",
            &[],
        ),
        (
            "a form below a title",
            &format!("<table><tr><td>题<tr><td><table>{rows}</table></table>"),
            "p 题\nt 2x2\n0,0 甲\n0,1 1\n1,0 乙\n1,1 2\n",
            &[],
        ),
    ]);
}
