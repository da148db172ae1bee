//! P17: archives in archives, and documents in documents in documents. One level is looked into.

use crate::hostile::case::{Case, Trap, noted, read, refused};
use crate::hostile::write::bytes::noise;
use crate::hostile::write::compound::compound;
use crate::hostile::write::markup::{SENTENCE, numbered};
use crate::hostile::write::office::{DOCUMENT_RELATIONS, docx, docx_with, relations, xlsx, xlsx_with};
use crate::hostile::write::packed::Packed;
use crate::hostile::write::pdf::{Pdf, TEXT, packed_stream};
use crate::hostile::write::word97::Word;
use crate::hostile::write::zip::{Entry, Zip};

/// All files of the class.
pub fn cases(_: &Trap) -> Vec<Case> {
    [archives(), documents()].concat()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    Zip::of(members.iter().map(|(name, bytes)| Entry::stored(name, bytes)).collect()).bytes()
}

fn archives() -> Vec<Case> {
    let text = SENTENCE.as_bytes();
    let inner = zip(&[("报告.txt", text)]);
    let deep = (0..30).fold(inner.clone(), |inside, _| zip(&[("a.zip", &inside)]));
    let blanks = Packed::default().repeated(&vec![b' '; 1 << 20], 500).end();
    let bomb = Zip::of(vec![Entry::of("大.txt", blanks)]).bytes();
    let hundred: Vec<(String, &[u8])> = (0..100).map(|index| (format!("{index:03}.zip"), inner.as_slice())).collect();
    let hundred: Vec<(&str, &[u8])> = hundred.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let nested = || refused("unknown-archive");
    vec![
        Case::many("zip-in-a-zip.zip", zip(&[("a.zip", &inner), ("b.txt", text)]), vec![nested(), read()]),
        Case::new("zips-thirty-deep.zip", deep, nested()),
        Case::many("a-hundred-zips.zip", zip(&hundred), vec![nested(); 100]),
        Case::many("bomb-in-a-zip.zip", zip(&[("a.zip", &bomb), ("b.txt", text)]), vec![nested(), read()]),
        Case::many("zip-named-document.zip", zip(&[("a.docx", &inner), ("b.docx", &docx(""))]), vec![nested(), read()]),
        Case::many("document-named-zip.zip", zip(&[("a.zip", &docx("")), ("b.txt", text)]), vec![read(), read()]),
        Case::new(
            "rar-and-7z.zip",
            zip(&[("a.rar", b"Rar!\x1a\x07\0"), ("b.7z", b"7z\xBC\xAF\x27\x1C"), ("c.txt", text)]),
            read(),
        ),
        Case::many(
            "rar-named-document.zip",
            zip(&[("a.docx", b"Rar!\x1a\x07\0"), ("b.xlsx", b"7z\xBC\xAF\x27\x1C"), ("c.doc", b"\x1F\x8B\x08\0")]),
            vec![refused("unknown-archive"); 3],
        ),
        Case::new("zip-without-documents.zip", zip(&[("a.exe", &noise(1, 500))]), refused("empty-archive")),
        Case::many(
            "cut-zip-in-a-zip.zip",
            zip(&[("a.zip", &inner[..30]), ("b.txt", text)]),
            vec![refused("truncated"), read()],
        ),
    ]
}

fn documents() -> Vec<Case> {
    let related = |target: &str| Entry::text(DOCUMENT_RELATIONS, &relations(&[("package", target, false)]));
    let innermost = docx("");
    let book = xlsx_with("<sheetData/>", vec![Entry::stored("xl/embeddings/a.docx", &innermost)]);
    let outer = |name: &str, bytes: &[u8]| docx_with("", vec![related("embeddings/x"), Entry::stored(name, bytes)]);
    let many: Vec<Entry> =
        (0..500).map(|index| Entry::stored(&format!("word/embeddings/{index}.xlsx"), b"PK\x03\x04")).collect();
    let attached = Pdf::page_like(
        "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a) 6 0 R]>>>>>>",
        "",
        "<</Type/Page/Parent 2 0 R/Contents 5 0 R>>",
        TEXT,
    )
    .with(b"<</Type/Filespec/F(a.docx)/EF<</F 7 0 R>>>>")
    .with(&packed_stream("/Type/EmbeddedFile", &innermost));
    let mail = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n{}",
        numbered(50, |n| format!("\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>{n}</p>"))
    );
    let embedded = || noted(&["embedded-objects"]);
    vec![
        Case::new("document-in-workbook-in-document.docx", outer("word/embeddings/x.xlsx", &book), embedded()),
        Case::new("workbook-in-a-document.docx", outer("word/embeddings/x.xlsx", &xlsx("<sheetData/>")), embedded()),
        Case::new(
            "zip-in-a-document.docx",
            outer("word/embeddings/x.zip", &zip(&[("a.txt", SENTENCE.as_bytes())])),
            embedded(),
        ),
        Case::new("hundreds-of-workbooks-in-a-document.docx", docx_with("", many), embedded()),
        Case::new(
            "workbook-in-an-old-document.doc",
            Word::of(&format!("{SENTENCE}\r")).with(&[("ObjectPool/_1/Workbook", &noise(2, 5000))]),
            embedded(),
        ),
        Case::new(
            "old-document-in-nothing.doc",
            compound(&[("ObjectPool/_1/WordDocument", &noise(2, 5000))]),
            refused("legacy-office"),
        ),
        Case::new("document-in-a-pdf.pdf", attached.bytes(), noted(&["attachments"])),
        Case::new("pages-in-a-mail.html", mail.into_bytes(), refused("format-not-supported")),
    ]
}
