//! P1: archives that inflate beyond all measure, or lie about what they hold.

use crate::hostile::case::{Answer, Case, Trap, noted, read, refused};
use crate::hostile::write::bytes::letters;
use crate::hostile::write::markup::{SENTENCE, paragraph};
use crate::hostile::write::office::{
    CONTENT, DOCUMENT, DOCUMENT_RELATIONS, PACKAGE_RELATIONS, SHEET, STRINGS, TYPES, document, open_content,
    open_document, relations, replaced, sheet, word_parts, workbook_parts, xlsx,
};
use crate::hostile::write::packed::Packed;
use crate::hostile::write::zip::{Entry, Zip, zip64_end, zip64_extra};

/// A megabyte that packs to a thousandth.
const MEGABYTE: usize = 1 << 20;

/// All files of the class.
pub fn cases(_: &Trap) -> Vec<Case> {
    [inflating(), lying(), zip64(), crowded(), of_documents()].concat()
}

/// A text around so many megabytes of blanks.
fn blown(before: &str, megabytes: usize, after: &str) -> Packed {
    let blanks = vec![b' '; MEGABYTE];
    Packed::default().repeated(before.as_bytes(), 1).repeated(&blanks, megabytes).repeated(after.as_bytes(), 1).end()
}

/// The same as a comment beside so much that does not pack, so that the ratio is a modest one.
fn modest(before: &str, megabytes: usize, after: &str) -> Packed {
    let packed = Packed::default().repeated(format!("{before}<!--").as_bytes(), 1);
    let packed = packed.ballast(letters(7, MEGABYTE + MEGABYTE / 2).as_bytes());
    packed.repeated(&vec![b' '; MEGABYTE], megabytes).repeated(format!("-->{after}").as_bytes(), 1).end()
}

/// A relationships part without its end.
fn before_end(relations: &str) -> &str {
    relations.trim_end_matches("</Relationships>")
}

fn docx_with_part(part: Entry) -> Vec<u8> {
    replaced(word_parts(&document(&paragraph(SENTENCE))), part)
}

fn inflating() -> Vec<Case> {
    let main = document(&paragraph(SENTENCE));
    let (before, after) = main.split_once("</w:body>").unwrap_or_default();
    let after = format!("</w:body>{after}");
    let bomb = || refused("zip-bomb");
    let relation = relations(&[("image", "a.png", false)]);
    let related = (0..4).map(|index| {
        let folder = if index == 0 { PACKAGE_RELATIONS.to_owned() } else { format!("x{index}/_rels/y.rels") };
        Entry::of(&folder, modest(before_end(&relation), 60, "</Relationships>"))
    });
    let mut many_parts = word_parts(&main);
    many_parts.retain(|part| part.name != PACKAGE_RELATIONS.as_bytes());
    many_parts.extend(related);
    let book = |name: &str, packed| replaced(workbook_parts(&sheet("<sheetData/>")), Entry::of(name, packed));
    vec![
        Case::new(
            "main-part-of-a-gigabyte.docx",
            docx_with_part(Entry::of(DOCUMENT, blown(before, 1024, &after))),
            bomb(),
        ),
        Case::new(
            "main-part-beyond-the-cap.docx",
            docx_with_part(Entry::of(DOCUMENT, modest(before, 70, &after))),
            bomb(),
        ),
        Case::new("parts-beyond-the-cap-together.docx", Zip::of(many_parts).bytes(), bomb()),
        Case::new(
            "types-of-a-gigabyte.zip",
            Zip::of(vec![Entry::of(TYPES, blown("<Types>", 1024, "</Types>"))]).bytes(),
            bomb(),
        ),
        Case::new(
            "relationships-of-a-gigabyte.docx",
            docx_with_part(Entry::of(DOCUMENT_RELATIONS, blown("<a>", 1024, "</a>"))),
            bomb(),
        ),
        Case::new("shared-strings-of-a-gigabyte.xlsx", book(STRINGS, blown("<sst>", 1024, "</sst>")), bomb()),
        Case::new("sheet-of-a-gigabyte.xlsx", book(SHEET, blown("<worksheet>", 1024, "</worksheet>")), bomb()),
        Case::new(
            "content-of-a-gigabyte.ods",
            open_document("spreadsheet", "", vec![Entry::of(CONTENT, blown("<a>", 1024, "</a>"))]),
            refused("repeated-parts"),
        ),
        Case::new(
            "only-content-of-a-gigabyte.ods",
            Zip::of(vec![
                Entry::stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                Entry::of(CONTENT, blown("<a>", 1024, "</a>")),
            ])
            .bytes(),
            bomb(),
        ),
        Case::new(
            "mimetype-of-a-gigabyte.odt",
            Zip::of(vec![
                Entry::of("mimetype", blown("application/", 1024, "")),
                Entry::text(CONTENT, &open_content("office:text", "")),
            ])
            .bytes(),
            bomb(),
        ),
    ]
}

fn lying() -> Vec<Case> {
    let main = document(&paragraph(SENTENCE));
    let (before, after) = main.split_once("</w:body>").unwrap_or_default();
    let honest = Entry::text(DOCUMENT, &main);
    let bomb = Entry::of(DOCUMENT, blown(before, 512, &format!("</w:body>{after}")));
    let docx = |part| docx_with_part(part);
    let text = Entry::text("报告.txt", SENTENCE);
    vec![
        Case::new("says-it-is-small.docx", docx(Entry { size: 10, ..bomb.clone() }), refused("damaged-archive")),
        Case::new("says-it-is-four-gigabytes.docx", docx(Entry { size: u32::MAX - 1, ..honest.clone() }), read()),
        Case::new("says-its-packing-is-huge.docx", docx(Entry { packed: u32::MAX - 1, ..bomb }), refused("zip-bomb")),
        Case::new(
            "says-its-packing-is-nothing.docx",
            docx(Entry { packed: 0, ..honest.clone() }),
            refused("damaged-archive"),
        ),
        Case::new("wrong-checksum.docx", docx(Entry { crc: 1, ..honest.clone() }), refused("damaged-archive")),
        Case::new("unknown-packing.docx", docx(Entry { method: 99, ..honest.clone() }), refused("damaged-archive")),
        Case::new(
            "packing-that-breaks-off.docx",
            docx(Entry { data: honest.data[..honest.data.len() / 2].to_vec(), ..honest.clone() }),
            refused("damaged-archive"),
        ),
        Case::new(
            "packing-is-noise.docx",
            docx(Entry { data: letters(3, 4000).into_bytes(), ..honest.clone() }),
            refused("damaged-archive"),
        ),
        Case::new(
            "header-lies-in-the-directory.docx",
            docx(Entry { place: Some(5000), ..honest.clone() }),
            refused("damaged-archive"),
        ),
        Case::new(
            "directory-lies-beyond-the-end.docx",
            Zip { directory: Some(u32::MAX - 1), ..Zip::of(vec![honest.clone()]) }.bytes(),
            refused("damaged-archive"),
        ),
        Case::new(
            "says-it-has-more-files.docx",
            Zip { declared: Some(1900), ..Zip::of(word_parts(&main)) }.bytes(),
            refused("damaged-archive"),
        ),
        Case::new(
            "says-it-has-no-files.docx",
            Zip { declared: Some(0), ..Zip::of(word_parts(&main)) }.bytes(),
            refused("empty-archive"),
        ),
        Case::new(
            "second-end-in-the-comment.docx",
            Zip { comment: Zip::of(vec![text.clone()]).bytes(), ..Zip::of(word_parts(&main)) }.bytes(),
            read(),
        ),
        Case::new(
            "megabytes-before-the-zip.docx",
            [
                b"PK\x03\x04".as_slice(),
                &Zip { prefix: letters(5, 2 * MEGABYTE).into_bytes(), ..Zip::of(word_parts(&main)) }.bytes(),
            ]
            .concat(),
            read(),
        ),
        Case::new("ends-in-the-middle.docx", Zip::of(word_parts(&main)).bytes()[..500].to_vec(), refused("truncated")),
    ]
}

fn zip64() -> Vec<Case> {
    let main = document(&paragraph(SENTENCE));
    let honest = Entry::text(DOCUMENT, &main);
    let lied =
        |numbers: &[u64]| Entry { size: u32::MAX, packed: u32::MAX, extra: zip64_extra(numbers), ..honest.clone() };
    let end = |record: Vec<u8>, declared| {
        Zip { before_end: record, declared: Some(declared), directory: Some(u32::MAX), ..Zip::of(word_parts(&main)) }
            .bytes()
    };
    vec![
        Case::new("zip64-sizes-of-exabytes.docx", docx_with_part(lied(&[1 << 63, 1 << 62])), read()),
        Case::new("zip64-size-without-numbers.docx", docx_with_part(lied(&[])), refused("damaged-archive")),
        Case::new(
            "zip64-says-countless-files.docx",
            end(zip64_end(u64::MAX, 100, 0, 0), u16::MAX),
            refused("too-large"),
        ),
        Case::new(
            "zip64-end-lies-beyond-the-end.docx",
            end(zip64_end(5, u64::MAX, u64::MAX, u64::MAX), 5),
            refused("damaged-archive"),
        ),
    ]
}

fn crowded() -> Vec<Case> {
    let main = document(&paragraph(SENTENCE));
    let mut parts = word_parts(&main);
    parts.extend((0..3_000).map(|index| Entry::stored(&format!("word/{index}.xml"), b"")));
    let listed = (0..65_000).map(|index| Entry {
        is_listed_only: true,
        place: Some(0),
        ..Entry::stored(&format!("{index}.txt"), b"")
    });
    let mut self_contained = Entry::stored("self.zip", b"");
    self_contained.size = 700;
    self_contained.packed = 700;
    vec![
        Case::new("thousands-of-parts.docx", Zip::of(parts).bytes(), refused("too-large")),
        Case::new(
            "listed-in-tens-of-thousands.zip",
            Zip::of([Entry::stored("a.txt", b"")].into_iter().chain(listed).collect()).bytes(),
            refused("too-large"),
        ),
        Case::many(
            "holds-itself.zip",
            Zip::of(vec![Entry::text("报告.txt", SENTENCE), self_contained]).bytes(),
            vec![refused("damaged-archive"), read()],
        ),
        Case::new(
            "shared-string-many-times.xlsx",
            xlsx("<sheetData><row r=\"1\"><c r=\"A1\"><v>12.5</v></c></row></sheetData>"),
            read(),
        ),
    ]
}

fn of_documents() -> Vec<Case> {
    let text = || Entry::text("报告.txt", &SENTENCE.repeat(40));
    let overlapping = |count: usize| -> Vec<Entry> {
        let mut entries = vec![text()];
        entries.extend((1..count).map(|index| Entry {
            is_listed_only: true,
            place: Some(0),
            ..text().named(format!("{index}.txt").as_bytes())
        }));
        entries
    };
    let all = |answer: &Answer, count: usize| vec![answer.clone(); count];
    vec![
        Case::many("overlapping-files.zip", Zip::of(overlapping(20)).bytes(), all(&read(), 20)),
        Case::new(
            "text-of-a-gigabyte.zip",
            Zip::of(vec![Entry::of("大.txt", blown("", 1024, ""))]).bytes(),
            refused("zip-bomb"),
        ),
        Case::many(
            "text-larger-than-it-says.zip",
            Zip::of(vec![text(), Entry { size: 100, ..Entry::of("大.txt", blown("", 200, "")) }]).bytes(),
            vec![refused("damaged-archive"), read()],
        ),
        Case::many(
            "text-smaller-than-it-says.zip",
            Zip::of(vec![Entry { size: 10_000_000, ..text() }]).bytes(),
            vec![refused("damaged-archive")],
        ),
        Case::many(
            "text-beyond-the-cap.zip",
            Zip::of(vec![text(), Entry::of("大.txt", modest("", 60, ""))]).bytes(),
            vec![refused("too-large"), noted(&[])],
        ),
    ]
}
