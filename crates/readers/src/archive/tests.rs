use std::io::Cursor;

use super::*;
use crate::testing::{DOCX_MAIN, numbered, zip_of};

fn open(bytes: &[u8], limits: &Limits) -> Result<Archive<Cursor<Vec<u8>>>, ArchiveError> {
    Archive::open(Cursor::new(bytes.to_vec()), limits)
}

fn paths(archive: &Archive<Cursor<Vec<u8>>>) -> Vec<&str> {
    archive.members().iter().map(|member| member.path.as_str()).collect()
}

#[test]
fn members_come_in_the_order_of_their_bytes_and_give_their_content() {
    let zip = zip_of(&[("b.txt", "2"), ("乙/甲.txt", "4"), ("a/c.txt", "1"), ("b/a.txt", "3")]);
    let archive = open(&zip, &Limits::default()).unwrap();
    assert_eq!(paths(&archive), ["a/c.txt", "b.txt", "b/a.txt", "乙/甲.txt"]);
    let contents: Vec<_> = archive.members().iter().map(|member| archive.read(member, 10).unwrap()).collect();
    assert_eq!(contents, [b"1", b"2", b"3", b"4"]);
    assert!(archive.names_unique() && !archive.is_document());
}

#[test]
fn a_document_is_no_collection_of_documents() {
    for (name, is_document) in
        [("word/document.xml", true), ("[Content_Types].xml", true), ("mimetype", true), ("word/报告.txt", false)]
    {
        let archive = open(&zip_of(&[(name, DOCX_MAIN)]), &Limits::default()).unwrap();
        assert_eq!(archive.is_document(), is_document, "{name}");
    }
}

#[test]
fn what_exceeds_a_limit_is_refused_before_anything_is_inflated() {
    let long = "x".repeat(40_000);
    let zip = zip_of(&[("a.txt", &long), ("b.txt", &long)]);
    let generous = Limits::default();
    let cases = [
        (Limits { archive_entries: 1, ..generous.clone() }, "too-large"),
        (Limits { archive_bytes: 70_000, ..generous.clone() }, "zip-bomb"),
        (Limits { ratio: 10, ratio_floor_bytes: 1_000, ..generous.clone() }, "zip-bomb"),
        (Limits { ratio: 10, ratio_floor_bytes: 100_000, ..generous.clone() }, "fine"),
        (generous, "fine"),
    ];
    for (limits, expected) in cases {
        assert_eq!(open(&zip, &limits).as_ref().map_or_else(ArchiveError::kind, |_| "fine"), expected, "{limits:?}");
    }
    let archive = open(&zip, &Limits::default()).unwrap();
    assert_eq!(archive.read(&archive.members()[0], 39_999).unwrap_err().kind(), "too-large");
}

#[test]
fn damage_refuses_the_zip_or_only_the_member() {
    let text = numbered(300, |n| format!("第{n}行"));
    let zip = zip_of(&[("a.txt", &text), ("b.txt", &text)]);
    assert_eq!(open(&zip[..zip.len() - 30], &Limits::default()).unwrap_err(), ArchiveError::Truncated);
    assert_eq!(open(b"PK\x03\x04", &Limits::default()).unwrap_err(), ArchiveError::Truncated);
    let mut scratched = zip.clone();
    scratched[60] ^= 0x55;
    let archive = open(&scratched, &Limits::default()).unwrap();
    let [first, second] = [0, 1].map(|n| archive.read(&archive.members()[n], 1 << 20));
    assert_eq!(first, Err(ArchiveError::Damaged));
    assert_eq!(second.as_deref(), Ok(text.as_bytes()));
}

#[test]
fn a_size_that_was_declared_too_small_is_damage() {
    let mut zip = zip_of(&[("a.txt", "0123456789")]);
    let directory = zip.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    zip[directory + 24] = 5;
    let archive = open(&zip, &Limits::default()).unwrap();
    assert_eq!(archive.members()[0].size(), 5);
    assert_eq!(archive.read(&archive.members()[0], 100), Err(ArchiveError::Damaged));
}

#[test]
fn a_password_is_named_as_the_reason() {
    let mut zip = zip_of(&[("a.txt", "0123456789")]);
    let directory = zip.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    zip[6] |= 1;
    zip[directory + 8] |= 1;
    let archive = open(&zip, &Limits::default()).unwrap();
    assert_eq!(archive.read(&archive.members()[0], 100), Err(ArchiveError::Encrypted));
}
