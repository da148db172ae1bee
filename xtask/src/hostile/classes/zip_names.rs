//! P2: names inside archives that would leave the folder, hide, or mean something to a system.

use crate::hostile::case::{Case, Trap, read, refused};
use crate::hostile::write::markup::{SENTENCE, paragraph};
use crate::hostile::write::office::{DOCUMENT, document, docx, docx_with, word_parts};
use crate::hostile::write::zip::{Entry, Zip};

/// All files of the class.
pub fn cases(trap: &Trap) -> Vec<Case> {
    [elsewhere(trap), strange(), links(trap), packages()].concat()
}

/// A zip of one text under this name.
fn one(name: &str, file: &[u8]) -> Case {
    let entry = Entry { flags: 0, ..Entry::text("x", SENTENCE) }.named(file);
    Case::new(&format!("{name}.zip"), Zip::of(vec![entry]).bytes(), read())
}

fn elsewhere(trap: &Trap) -> Vec<Case> {
    vec![
        one("climbs-up", b"../../../../evil.txt"),
        one("climbs-up-from-within", b"a/b/../../../../evil.txt"),
        one("climbs-up-the-windows-way", b"..\\..\\..\\evil.txt"),
        one("climbs-up-in-escapes", b"%2e%2e/%2e%2e/evil.txt"),
        one("is-absolute", b"/etc/cron.d/evil.txt"),
        one("is-the-canary", trap.path().as_bytes()),
        one("is-on-a-drive", b"C:\\Windows\\evil.txt"),
        one("is-on-a-server", b"\\\\127.0.0.1\\share\\evil.txt"),
        one("is-an-address", trap.url("evil.txt").as_bytes()),
        one("is-at-home", b"~/evil.txt"),
    ]
}

fn strange() -> Vec<Case> {
    let long = ["a".repeat(60_000).as_bytes(), b".txt"].concat();
    vec![
        one("is-a-device-con", b"CON.txt"),
        one("is-a-device-nul", b"nul.txt"),
        one("ends-early-by-a-zero", b"evil.exe\0.txt"),
        one("holds-lines-and-escapes", b"a\n\x1b[2J\x1b]0;x\x07b.txt"),
        one("runs-backwards", "\u{202e}txt.exe\u{202c}.txt".as_bytes()),
        one("is-no-text", b"\xff\xfe\x80\x81\xa0.txt"),
        one("is-very-long", &long),
        one("is-very-deep", [b"a/".repeat(5000).as_slice(), b"x.txt"].concat().as_slice()),
        one("has-streams-behind-it", b"x.txt:hidden:$DATA.txt"),
        one("is-a-pattern-and-a-command", b"*;rm -rf $(x) `y` | z.txt"),
    ]
}

fn links(trap: &Trap) -> Vec<Case> {
    let link =
        |name: &str, target: &str| Entry { attributes: 0o120_777 << 16, ..Entry::stored(name, target.as_bytes()) };
    let folder = trap.canary.parent().map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default();
    let text = |name: &str| Entry::text(name, SENTENCE);
    vec![
        Case::new(
            "is-a-link-to-the-canary.zip",
            Zip::of(vec![link("报告.txt", &trap.path())]).bytes(),
            refused("empty-archive"),
        ),
        Case::new("goes-through-a-link.zip", Zip::of(vec![link("a", &folder), text("a/canary.txt")]).bytes(), read()),
        Case::many(
            "is-listed-twice.zip",
            Zip::of(vec![text("报告.txt"), text("报告.txt")]).bytes(),
            vec![refused("repeated-names"), read()],
        ),
        Case::many(
            "differs-in-case-only.zip",
            Zip::of(vec![text("A.txt"), text("a.TXT")]).bytes(),
            vec![read(), read()],
        ),
        Case::new(
            "differs-before-the-data.zip",
            Zip::of(vec![Entry { local_name: Some(b"../../evil.txt".to_vec()), ..text("报告.txt") }]).bytes(),
            read(),
        ),
        Case::new("is-a-folder-with-data.zip", Zip::of(vec![text("报告.txt/"), text("b.txt")]).bytes(), read()),
        Case::new("is-empty.zip", Zip::of(vec![text("").named(b"")]).bytes(), refused("empty-archive")),
        Case::new(
            "is-dots.zip",
            Zip::of(vec![text(".."), text("."), text("../..txt")]).bytes(),
            refused("empty-archive"),
        ),
    ]
}

fn packages() -> Vec<Case> {
    let other = document(&paragraph("全年支出合计999.00万元。"));
    let with = |name: &str| docx_with("", vec![Entry::text(name, &other)]);
    let main = document(&paragraph(SENTENCE));
    let mut hidden = word_parts(&main);
    hidden.extend([Entry::text("..\\word\\document.xml", &other), Entry::text("C:/word/document.xml", &other)]);
    vec![
        Case::new("parts-climb-up.docx", with("../../../word/document.xml"), read()),
        Case::new("parts-climb-up-the-windows-way.docx", Zip::of(hidden).bytes(), read()),
        Case::new("main-part-twice.docx", with(DOCUMENT), refused("repeated-parts")),
        Case::new("main-part-in-other-case.docx", with("WORD/Document.XML"), refused("repeated-parts")),
        Case::new("main-part-with-a-slash.docx", with("/word/document.xml"), refused("repeated-parts")),
        Case::new("main-part-ends-early.docx", with("word/document.xml\0.png"), read()),
        Case::new(
            "part-is-a-link.docx",
            docx_with(
                "",
                vec![Entry { attributes: 0o120_777 << 16, ..Entry::stored("word/styles.xml", b"/etc/passwd") }],
            ),
            read(),
        ),
        Case::new("honest.docx", docx(""), read()),
    ]
}
