//! P14: characters that nobody sees, that turn the order around, or that only look like digits.

use crate::hostile::case::{Answer, Case, Trap, noted, read};
use crate::hostile::write::excel97;
use crate::hostile::write::markup::{SENTENCE, page, paragraph};
use crate::hostile::write::office::{docx, odt, text_cell, xlsx};
use crate::hostile::write::word97::Word;

/// All files of the class.
pub fn cases(_: &Trap) -> Vec<Case> {
    [in_documents(), look_alikes(), in_other_formats(), honest()].concat()
}

fn unseen() -> Answer {
    noted(&["invisible-characters"])
}

fn case(name: &str, text: &str, answer: Answer) -> Case {
    Case::new(&format!("{name}.docx"), docx(&paragraph(&format!("人员支出{text}万元"))), answer)
}

fn in_documents() -> Vec<Case> {
    vec![
        case("number-turned-around", "\u{202E}04.013\u{202C}", unseen()),
        case("number-turned-around-by-isolates", "\u{2067}04.013\u{2069}", unseen()),
        case("marks-of-direction", "31\u{200F}0.4\u{200E}0", unseen()),
        case("nothing-between-digits", "31\u{200B}0.40", unseen()),
        case("joiners-between-digits", "31\u{200D}0.4\u{2060}0", unseen()),
        case("mark-of-byte-order-between-digits", "31\u{FEFF}0.40", unseen()),
        case("zero-width-non-joiner-between-digits", "31\u{200C}0.40", unseen()),
        case("tags-behind-a-number", "310.40\u{E0031}\u{E0032}\u{E007F}", unseen()),
        case("annotation-around-a-number", "\u{FFF9}310.40\u{FFFA}301.40\u{FFFB}", unseen()),
        case("filler-between-digits", "31\u{3164}0.40", unseen()),
        case("thousands-of-them", &"9\u{200B}".repeat(5_000), unseen()),
        case("a-direction-that-never-ends", &"\u{202E}".repeat(50_000), unseen()),
    ]
}

fn look_alikes() -> Vec<Case> {
    let strange = || noted(&["unusual-digits"]);
    vec![
        case("digits-of-arabic", "٣١٠.٤٠", strange()),
        case("digits-of-mathematics", "𝟑𝟏𝟎.𝟒𝟎", strange()),
        case("letter-for-a-zero", "31О.4O", noted(&["number-unclear", "unusual-digits"])),
        case("private-digit-among-digits", "31\u{E009}.40", strange()),
        case("dot-of-another-kind", "310․40", strange()),
        case("full-width-digits", "３１０．４０", read()),
    ]
}

fn in_other_formats() -> Vec<Case> {
    let text = "人员支出31\u{200B}0.40万元";
    let row = |cell: &str| format!("<sheetData><row>{cell}</row></sheetData>");
    vec![
        Case::new(
            "entities.html",
            page("<p>人员支出&#8238;04.013&#8236;万元，31&ZeroWidthSpace;0.40万元</p>"),
            unseen(),
        ),
        Case::new("text.txt", format!("{SENTENCE}\n{text}\n").into_bytes(), unseen()),
        Case::new("cell.xlsx", xlsx(&row(&text_cell("A1", text))), unseen()),
        Case::new("name-of-a-sheet.xlsx", xlsx(&row(&text_cell("A1", SENTENCE))), read()),
        Case::new(
            "cell.xls",
            excel97::workbook(&excel97::stream(&[], &excel97::sheet(&[excel97::label(0, 0, text)]))),
            unseen(),
        ),
        Case::new("text.odt", odt(&format!("<text:p>{text}</text:p>"), vec![]), unseen()),
        Case::new("text.doc", Word::of(&format!("{text}\r")).bytes(), unseen()),
    ]
}

fn honest() -> Vec<Case> {
    let boxes = "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r><w:r><w:t>优□良</w:t></w:r></w:p>";
    vec![
        Case::new("a-ticked-box.docx", docx(boxes), read()),
        Case::new("a-mark-of-byte-order-at-the-start.txt", format!("\u{FEFF}{SENTENCE}").into_bytes(), read()),
        case("spaces-that-do-not-break", "310.40\u{A0}", read()),
    ]
}
