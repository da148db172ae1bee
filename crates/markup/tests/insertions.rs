//! Comments go where the characters are, and nothing of the document is lost.

use std::io::{Cursor, Read as _, Write as _};

use jiheng_markup::{Remark, Spot, write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const MAIN: &str = "word/document.xml";
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a package in memory");
        writer.write_all(text.as_bytes()).expect("a package in memory");
    }
    writer.finish().expect("a package in memory").into_inner()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package in memory");
    let mut text = String::new();
    archive.by_name(name).expect("a package in memory").read_to_string(&mut text).expect("a package in memory");
    text
}

fn document(body: &str) -> String {
    format!(r#"<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>"#)
}

fn remark(from: (u32, u32, u32), to: (u32, u32, u32), text: &str) -> Remark {
    let spot = |(paragraph, run, offset)| Spot { paragraph, run, offset };
    Remark {
        part: MAIN.to_owned(),
        from: spot(from),
        to: spot(to),
        text: text.to_owned(),
        lines: vec!["a<b".to_owned()],
    }
}

/// The body with comments shown as brackets: `[0` where one begins, `0]` where it ends.
fn marked(body: &str, remarks: &[Remark]) -> String {
    let text = document(body);
    let bytes = package(&[("[Content_Types].xml", TYPES), (MAIN, &text)]);
    let marked = write(&bytes, remarks, &[]).expect("the document can be marked");
    let after = part(&marked.bytes, MAIN);
    let mut rest = after.chars();
    assert!(text.chars().all(|c| rest.any(|other| other == c)), "something was taken away: {after}");
    let mut shown =
        after.replace(&document("").replace("</w:body></w:document>", ""), "").replace("</w:body></w:document>", "");
    for id in 0..marked.comments {
        shown = shown.replace(&format!(r#"<w:commentRangeStart w:id="{id}"/>"#), &format!("[{id}")).replace(
            &format!(r#"<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>"#),
            &format!("{id}]"),
        );
    }
    shown.replace(r#" xml:space="preserve""#, "_").replace("w:", "")
}

#[test]
fn markers_stand_around_the_characters() {
    let whole = "<w:p><w:r><w:t>共719.70元</w:t></w:r></w:p>";
    let cases: [(&str, &[Remark], &str); 10] = [
        (whole, &[remark((0, 0, 0), (0, 0, 7), "共719.70元")], "<p>[0<r><t>共719.70元</t></r>0]</p>"),
        (
            whole,
            &[remark((0, 0, 1), (0, 0, 6), "719.70")],
            "<p><r><t>共</t></r>[0<r><t_>719.70</t></r>0]<r><t_>元</t></r></p>",
        ),
        // A list number moved the count: the characters themselves are looked for.
        (
            whole,
            &[remark((0, 0, 4), (0, 0, 9), "719.70")],
            "<p><r><t>共</t></r>[0<r><t_>719.70</t></r>0]<r><t_>元</t></r></p>",
        ),
        // What cannot be found has the whole run.
        (whole, &[remark((0, 0, 1), (0, 0, 6), "88")], "<p>[0<r><t>共719.70元</t></r>0]</p>"),
        // Entities are one character, properties come along.
        (
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>A&amp;B12</w:t></w:r></w:p>",
            &[remark((0, 0, 3), (0, 0, 4), "12")],
            "<p><r><rPr><b/></rPr><t>A&amp;B</t></r>[0<r><rPr><b/></rPr><t_>12</t></r>0]</p>",
        ),
        // A tab is a character, and a run is not split where a blank would be lost.
        (
            "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>5 户</w:t></w:r></w:p>",
            &[remark((0, 0, 2), (0, 0, 2), "5")],
            "<p><r><t>甲</t><tab/></r>[0<r><t>5 户</t></r>0]</p>",
        ),
        // Over several runs.
        (
            "<w:p><w:r><w:t>共71</w:t></w:r><w:r><w:t>9.7元</w:t></w:r></w:p>",
            &[remark((0, 0, 1), (0, 1, 2), "719.7")],
            "<p><r><t>共</t></r>[0<r><t_>71</t></r><r><t>9.7</t></r>0]<r><t_>元</t></r></p>",
        ),
        // Two comments that meet.
        (
            "<w:p><w:r><w:t>12和34</w:t></w:r></w:p>",
            &[remark((0, 0, 0), (0, 0, 2), "12和"), remark((0, 0, 3), (0, 0, 4), "34")],
            "<p>[0<r><t>12和</t></r>0][1<r><t_>34</t></r>1]</p>",
        ),
        // A text box counts in the paragraph around it; other vocabularies have elements called p and r.
        (
            "<w:p><a:p/><w:r><w:pict><w:p><w:r><w:t>盒</w:t></w:r></w:p></w:pict></w:r><w:r><w:t>9</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>8</w:t></w:r></w:p>",
            &[remark((0, 2, 0), (0, 2, 0), "9"), remark((3, 0, 0), (3, 0, 0), "8"), remark((1, 0, 0), (1, 0, 0), "盒")],
            "<p><a:p/><r><pict><p>[2<r><t>盒</t></r>2]</p></pict></r>[0<r><t>9</t></r>0]</p><p/><p>[1<r><t>8</t></r>1]</p>",
        ),
        // A place that does not exist is left out.
        (whole, &[remark((7, 0, 0), (7, 0, 0), "9")], "<p><r><t>共719.70元</t></r></p>"),
    ];
    for (body, remarks, expected) in cases {
        assert_eq!(marked(body, remarks), expected, "{body}");
    }
}

#[test]
fn comments_that_are_there_are_kept_and_numbered_on() {
    let relations = r#"<Relationships xmlns="r"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="notes.xml"/></Relationships>"#;
    let existing = format!(r#"<x:comments xmlns:x="{W}"><x:comment x:id="7"><x:p/></x:comment></x:comments>"#);
    let text = document("<w:p><w:r><w:t>9</w:t></w:r></w:p>");
    let bytes = package(&[
        ("[Content_Types].xml", TYPES),
        (MAIN, &text),
        ("word/_rels/document.xml.rels", relations),
        ("word/notes.xml", &existing),
        ("word/media/picture.png", "not touched"),
    ]);
    let marked = write(&bytes, &[remark((0, 0, 0), (0, 0, 0), "9")], &[]).unwrap();
    let comments = part(&marked.bytes, "word/notes.xml");
    assert!(comments.starts_with(existing.trim_end_matches("</x:comments>")), "{comments}");
    assert!(comments.contains(r#"x:id="8""#) && comments.contains("a&lt;b"), "{comments}");
    assert!(part(&marked.bytes, MAIN).contains(r#"<w:commentRangeStart w:id="8"/>"#));
    for untouched in ["[Content_Types].xml", "word/_rels/document.xml.rels", "word/media/picture.png"] {
        assert_eq!(part(&marked.bytes, untouched), part(&bytes, untouched));
    }
}

#[test]
fn a_new_part_is_named_in_types_and_relationships() {
    let text = document("<w:p><w:r><w:t>9</w:t></w:r></w:p>");
    let bytes = package(&[("[Content_Types].xml", TYPES), (MAIN, &text), ("word/comments.xml", "somebody else's")]);
    let marked = write(&bytes, &[remark((0, 0, 0), (0, 0, 0), "9")], &[]).unwrap();
    assert_eq!(part(&marked.bytes, "word/comments.xml"), "somebody else's");
    assert!(part(&marked.bytes, "word/comments1.xml").contains("绩衡"));
    assert!(part(&marked.bytes, "[Content_Types].xml").contains(r#"PartName="/word/comments1.xml""#));
    assert!(part(&marked.bytes, "word/_rels/document.xml.rels").contains(r#"Target="comments1.xml""#));
}

#[test]
fn what_is_no_word_document_is_refused() {
    let remarks = [remark((0, 0, 0), (0, 0, 0), "9")];
    for bytes in [b"PK".to_vec(), package(&[("a.xml", "<a/>")]), package(&[(MAIN, "<w:document")])] {
        assert!(write(&bytes, &remarks, &[]).is_err());
    }
}
