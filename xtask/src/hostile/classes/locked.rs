//! P15: documents behind a password or a licence.

use crate::hostile::case::{Answer, Case, Trap, read, refused};
use crate::hostile::write::bytes::noise;
use crate::hostile::write::compound::compound;
use crate::hostile::write::excel97;
use crate::hostile::write::markup::{SENTENCE, paragraph};
use crate::hostile::write::office::{document, docx_of, docx_with, ods, odt, text_cell, xlsx};
use crate::hostile::write::pdf::{Pdf, TEXT, stream_of};
use crate::hostile::write::word97::{ENCRYPTED, OBFUSCATED, Word};
use crate::hostile::write::zip::{Entry, Zip};

/// All files of the class.
pub fn cases(_: &Trap) -> Vec<Case> {
    [new_office(), old_office(), open_documents(), portable(), zips()].concat()
}

fn locked() -> Answer {
    refused("encrypted")
}

fn new_office() -> Vec<Case> {
    let package = noise(1, 6000);
    let info = [
        &[4, 0, 4, 0, 0x40, 0, 0, 0],
        b"<encryption xmlns=\"http://schemas.microsoft.com/office/2006/encryption\"/>".as_slice(),
    ]
    .concat();
    let standard = [&[3, 0, 2, 0, 0x24, 0, 0, 0], noise(2, 200).as_slice()].concat();
    let word = |info: &[u8]| {
        compound(&[("EncryptionInfo", info), ("EncryptedPackage", &package), ("\u{6}DataSpaces/Version", &[0; 60])])
    };
    let rights = compound(&[
        ("\u{6}DataSpaces/TransformInfo/DRMEncryptedTransform/\u{6}Primary", &noise(3, 900)),
        ("EncryptedPackage", &package),
    ]);
    let guarded = format!("{}<w:sectPr/>", paragraph(SENTENCE));
    let settings =
        "<w:settings><w:documentProtection w:edit=\"readOnly\" w:enforcement=\"1\" w:hash=\"x\"/></w:settings>";
    let readable = format!(
        "<sheetData><row>{}</row></sheetData><sheetProtection password=\"CC1A\" sheet=\"1\"/>",
        text_cell("A1", SENTENCE)
    );
    vec![
        Case::new("password-of-word.docx", word(&info), locked()),
        Case::new("password-of-word-2007.docx", word(&standard), locked()),
        Case::new("password-of-excel.xlsx", word(&info), locked()),
        Case::new("password-of-wps.wps", word(&info), locked()),
        Case::new("rights-managed.docx", rights, refused("rights-managed")),
        Case::new(
            "protected-against-changes.docx",
            docx_with("", vec![Entry::text("word/settings.xml", settings)]),
            read(),
        ),
        Case::new("protected-sheet.xlsx", xlsx(&readable), read()),
        Case::new("not-protected-at-all.docx", docx_of(&document(&guarded)), read()),
    ]
}

fn old_office() -> Vec<Case> {
    let word = || Word::of(&format!("{SENTENCE}\r"));
    let password = |data: &[u8]| excel97::record(excel97::PASSWORD, data);
    let book = |data: &[u8]| excel97::workbook(&excel97::stream(&password(data), &noise(4, 5000)));
    let rights =
        compound(&[("WordDocument", &word().main), ("1Table", &word().table), ("\u{9}DRMContent", &noise(5, 5000))]);
    let viewer = compound(&[("\u{9}DRMContent", &noise(5, 5000)), ("\u{9}DRMViewerContent", &noise(6, 500))]);
    vec![
        Case::new("password-of-word-97.doc", word().flagged(ENCRYPTED).bytes(), locked()),
        Case::new(
            "password-of-word-95.doc",
            word().flagged(ENCRYPTED | OBFUSCATED).patched(2, &[0x68, 0]).bytes(),
            locked(),
        ),
        Case::new(
            "password-of-wps.doc",
            word().flagged(ENCRYPTED).with(&[("WpsCustomData", &noise(7, 300))]),
            locked(),
        ),
        Case::new("password-of-excel-97.xls", book(&[1, 0, 1, 0, 1, 0]), locked()),
        Case::new("password-of-excel-95.xls", book(&[0x12, 0x34, 0x56, 0x78]), locked()),
        Case::new("password-without-data.et", book(&[]), locked()),
        Case::new("rights-managed.doc", viewer, refused("rights-managed")),
        Case::new("rights-managed-beside-a-notice.doc", rights, refused("rights-managed")),
    ]
}

fn open_documents() -> Vec<Case> {
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data manifest:checksum=\"x\"/></manifest:file-entry></manifest:manifest>";
    let manifest = || vec![Entry::text("META-INF/manifest.xml", manifest)];
    let whole = Zip::of(vec![
        Entry::stored("mimetype", b"application/vnd.oasis.opendocument.text"),
        Entry::stored("encrypted-package", &noise(1, 3000)),
        Entry::text(
            "META-INF/manifest.xml",
            "<manifest:manifest><manifest:file-entry manifest:full-path=\"encrypted-package\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
        ),
    ]);
    vec![
        Case::new("password-of-writer.odt", odt("", manifest()), locked()),
        Case::new("password-of-calc.ods", ods("", manifest()), locked()),
        Case::new("password-around-everything.odt", whole.bytes(), locked()),
    ]
}

/// What the standard handler of PDF calls O and U, and the contents of a page, for a user without a password and
/// for one who has one; made once with the algorithm of the standard and the identifier below.
const OPEN: [&str; 3] = [
    "c92422687facee686e373f10b5c7d04738053152f7e2ee30e11c69ec442576ab",
    "13f3633f3c8fe41869648cfa5552ce67d52a786c2ca737f8f9c0e496403cd4ae",
    "587ee508f252b21e36d4d5fc6f313b99bb0de64b6f9dffee08802cff2101916514f0af1df424af84a005519e251fb994ae3ba03e39cfcbe378b1152d1eaade656179975c21",
];
const CLOSED: [&str; 3] = [
    "92fe0f4454ad4c9644693f33c07cb54f587dce1e2682fe9ecea6107a1ef630dd",
    "902d6c0d6b77adef97ca1c71e49308c613b917b2ad6ef711a0cb410737994360",
    "06b897220994e9f8b5d8dda083d950893a7ed2c80190e2c571b2c68b2f1be4ce9e2d9f7a16696024ffb3032ade0d3e865c268d2fa830f6284143b06b5f2f2e2cb5f1af3f02",
];
const IDENTIFIER: &str = "30313233343536373839616263646566";

fn portable() -> Vec<Case> {
    let with = |handler: &str, contents: Vec<u8>| {
        let mut pdf = Pdf::page(TEXT);
        pdf.objects[4] = contents;
        let mut pdf = pdf.with(handler.as_bytes());
        pdf.trailer = format!("/Encrypt 6 0 R/ID[<{IDENTIFIER}><{IDENTIFIER}>]");
        pdf.bytes()
    };
    let standard = |[owner, user, text]: [&str; 3]| {
        with(&format!("<</Filter/Standard/V 1/R 2/O<{owner}>/U<{user}>/P -4>>"), stream_of("", &from_hex(text)))
    };
    let newest = format!(
        "<</Filter/Standard/V 5/R 6/Length 256/O<{0}{0}{0}>/U<{0}{0}{0}>/OE<{0}{0}>/UE<{0}{0}>/Perms<{0}>/P -4/StmF/StdCF/StrF/StdCF/CF<</StdCF<</CFM/AESV3/Length 32>>>>>>",
        "ab".repeat(16)
    );
    vec![
        Case::new("password-to-open.pdf", standard(CLOSED), locked()),
        Case::new("password-to-change-only.pdf", standard(OPEN), read()),
        Case::new("password-of-the-newest-kind.pdf", with(&newest, stream_of("", &noise(1, 200))), locked()),
        Case::new(
            "lock-of-another-maker.pdf",
            with("<</Filter/FOPN_foweb/V 1>>", stream_of("", &noise(2, 200))),
            refused("rights-managed"),
        ),
        Case::new(
            "lock-by-certificate.pdf",
            with(
                "<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s4/V 2/Length 128/Recipients[<00>]>>",
                stream_of("", &noise(3, 200)),
            ),
            refused("rights-managed"),
        ),
        Case::new("lock-that-is-missing.pdf", with("null", stream_of("", TEXT.as_bytes())), read()),
    ]
}

fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits
        .chunks(2)
        .filter_map(|pair| u8::try_from(pair.iter().fold(0, |byte, digit| byte * 16 + digit)).ok())
        .collect()
}

fn zips() -> Vec<Case> {
    let old = || Entry { flags: 1, ..Entry::stored("报告.txt", &noise(9, 500)) };
    let aes = Entry {
        flags: 1,
        method: 99,
        extra: vec![1, 0x99, 7, 0, 2, 0, b'A', b'E', 3, 8, 0],
        ..Entry::stored("报告.docx", &noise(9, 500))
    };
    let inside = Entry { flags: 1, ..Entry::text("word/document.xml", &document(&paragraph(SENTENCE))) };
    vec![
        Case::many(
            "password-of-a-zip.zip",
            Zip::of(vec![old(), Entry::text("x.txt", SENTENCE)]).bytes(),
            vec![read(), locked()],
        ),
        Case::new("password-of-a-new-zip.zip", Zip::of(vec![aes]).bytes(), locked()),
        Case::new("password-of-a-part.docx", Zip::of(vec![inside]).bytes(), locked()),
    ]
}
