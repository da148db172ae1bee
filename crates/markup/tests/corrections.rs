//! Corrections are tracked changes: rejected they leave the document as it was, accepted they leave it as it should be.

use std::io::{Cursor, Read as _, Write as _};

use jiheng_markup::{Edit, Remark, Settled, Spot, settle, write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const MAIN: &str = "word/document.xml";
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn package(body: &str) -> Vec<u8> {
    let document = format!(r#"<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>"#);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", TYPES), (MAIN, document.as_str())] {
        writer.start_file(name, SimpleFileOptions::default()).expect("a package in memory");
        writer.write_all(text.as_bytes()).expect("a package in memory");
    }
    writer.finish().expect("a package in memory").into_inner()
}

fn body(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package in memory");
    let mut text = String::new();
    archive.by_name(MAIN).expect("a package in memory").read_to_string(&mut text).expect("a package in memory");
    let text = text.split("<w:body>").nth(1).expect("a package in memory");
    text.split("</w:body>").next().expect("a package in memory").to_owned()
}

/// All that is read, and the runs with what they are set in, one as the other.
fn read(bytes: &[u8]) -> String {
    let document = jiheng_readers::read(bytes, &jiheng_readers::Limits::default()).expect("a package in memory");
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            jiheng_model::document::Block::Paragraph(paragraph) => text += document.text(&paragraph.text),
            jiheng_model::document::Block::Table(table) => {
                for cell in &table.cells {
                    text += document.text(&cell.text);
                    text.push('|');
                }
            }
        }
        text.push('\n');
    }
    text
}

fn edit(from: (u32, u32, u32), to: (u32, u32, u32), text: &str, replacement: &str) -> Edit {
    let spot = |(paragraph, run, offset)| Spot { paragraph, run, offset };
    Edit {
        part: MAIN.to_owned(),
        from: spot(from),
        to: spot(to),
        text: text.to_owned(),
        replacement: replacement.to_owned(),
    }
}

fn shown(body: &str) -> String {
    let mut body = body.replace("w:", "").replace(r#" xml:space="preserve""#, "_");
    for id in 0..20 {
        body = body.replace(&format!(r#" id="{id}" author="绩衡""#), "");
    }
    body
}

#[test]
fn old_characters_are_deleted_and_new_ones_inserted() {
    let b = "<w:rPr><w:b/></w:rPr>";
    let cases: [(&str, String, Edit, String); 8] = [
        (
            "a number within a run",
            "<w:p><w:r><w:t>共719.70元</w:t></w:r></w:p>".to_owned(),
            edit((0, 0, 1), (0, 0, 6), "719.70", "721.85"),
            "<p><r><t>共</t></r><del><r><delText_>719.70</delText></r></del><ins><r><t_>721.85</t></r></ins><r><t_>元</t></r></p>".to_owned(),
        ),
        (
            "a whole run in a merged cell",
            format!("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r>{b}<w:t>719.70</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
            edit((0, 0, 0), (0, 0, 5), "719.70", "721.85"),
            "<tbl><tr><tc><tcPr><gridSpan val=\"2\"/></tcPr><p><del><r><rPr><b/></rPr><delText>719.70</delText></r></del><ins><r><rPr><b/></rPr><t_>721.85</t></r></ins></p></tc></tr><tr><tc><p><r><t>1</t></r></p></tc><tc><p/></tc></tr></tbl>".to_owned(),
        ),
        (
            "split over three runs, with a mark between them",
            format!("<w:p><w:r><w:t>共7</w:t></w:r><w:r>{b}<w:t>19</w:t></w:r><w:bookmarkStart w:id=\"3\"/><w:r><w:t>.70元</w:t></w:r></w:p>"),
            edit((0, 0, 1), (0, 2, 2), "719.70", "8"),
            "<p><r><t>共</t></r><del><r><delText_>7</delText></r></del><del><r><rPr><b/></rPr><delText>19</delText></r></del><bookmarkStart id=\"3\"/><del><r><delText>.70</delText></r></del><ins><r><t_>8</t></r></ins><r><t_>元</t></r></p>".to_owned(),
        ),
        (
            "in two texts of one run",
            "<w:p><w:r><w:t>71</w:t><w:t>9.7元</w:t></w:r></w:p>".to_owned(),
            edit((0, 0, 0), (0, 0, 4), "719.7", "1"),
            "<p><del><r><delText>71</delText><delText>9.7</delText></r></del><ins><r><t_>1</t></r></ins><r><t_>元</t></r></p>".to_owned(),
        ),
        (
            "blanks beside the number are kept",
            "<w:p><w:r><w:t>共 719.70 元</w:t></w:r></w:p>".to_owned(),
            edit((0, 0, 2), (0, 0, 7), "719.70", "1"),
            "<p><r><t_>共 </t></r><del><r><delText_>719.70</delText></r></del><ins><r><t_>1</t></r></ins><r><t_> 元</t></r></p>".to_owned(),
        ),
        (
            "inside what somebody else inserted",
            "<w:p><w:ins w:author=\"甲\"><w:r><w:t>共9元</w:t></w:r></w:ins></w:p>".to_owned(),
            edit((0, 0, 1), (0, 0, 1), "9", "8"),
            "<p><ins author=\"甲\"><r><t>共</t></r><del><r><delText_>9</delText></r></del></ins><ins><r><t_>8</t></r></ins><ins author=\"甲\"><r><t_>元</t></r></ins></p>".to_owned(),
        ),
        (
            "other characters than expected are left alone",
            "<w:p><w:r><w:t>共9元</w:t></w:r></w:p>".to_owned(),
            edit((0, 0, 1), (0, 0, 1), "7", "8"),
            "<p><r><t>共9元</t></r></p>".to_owned(),
        ),
        (
            "of two that look the same none is guessed",
            "<w:p><w:r><w:t>共9元9</w:t></w:r></w:p>".to_owned(),
            edit((0, 0, 0), (0, 0, 0), "9", "8"),
            "<p><r><t>共9元9</t></r></p>".to_owned(),
        ),
    ];
    for (what, before, edit, expected) in cases {
        let bytes = package(&before);
        let made = write(&bytes, &[], std::slice::from_ref(&edit)).unwrap();
        assert_eq!(shown(&body(&made.bytes)), expected, "{what}");
        let [accepted, rejected] =
            [Settled::Accepted, Settled::Rejected].map(|how| settle(&made.bytes, MAIN, how).unwrap());
        assert_eq!(read(&rejected), read(&bytes), "{what}");
        assert_eq!(read(&accepted), read(&made.bytes), "{what}: a reader takes corrections as accepted");
        let corrected =
            if made.edits == 1 { read(&bytes).replacen(&edit.text, &edit.replacement, 1) } else { read(&bytes) };
        assert_eq!(read(&accepted), corrected, "{what}");
    }
}

#[test]
fn comments_and_corrections_share_a_place() {
    let bytes = package("<w:p><w:r><w:t>共719.70万元和5元</w:t></w:r></w:p>");
    let remark = |from, to, text: &str| Remark {
        part: MAIN.to_owned(),
        from: Spot { paragraph: 0, run: 0, offset: from },
        to: Spot { paragraph: 0, run: 0, offset: to },
        text: text.to_owned(),
        lines: vec!["甲".to_owned()],
    };
    // One around the number and its unit, one that begins within the number.
    let remarks = [remark(1, 8, "719.70万元"), remark(5, 10, "70万元和5")];
    let edits = [
        edit((0, 0, 1), (0, 0, 6), "719.70", "721.85"),
        edit((0, 0, 10), (0, 0, 10), "5", "6"),
        edit((0, 0, 3), (0, 0, 10), "9.70万元和5", "x"),
    ];
    let made = write(&bytes, &remarks, &edits).unwrap();
    assert_eq!((made.comments, made.edits), (2, 2), "an edit that meets another is not made");
    assert_eq!(read(&made.bytes), "共721.85万元和6元\n");
    let rejected = settle(&made.bytes, MAIN, Settled::Rejected).unwrap();
    assert_eq!(read(&rejected), read(&bytes));
    let text = body(&made.bytes);
    let starts = text.find("<w:commentRangeStart w:id=\"0\"/>").unwrap();
    let ends = text.find("<w:commentRangeEnd w:id=\"0\"/>").unwrap();
    assert!(starts < text.find("<w:del ").unwrap() && text.find("721.85").unwrap() < ends, "{text}");
}
