//! Fields that would start a program or take in another file when Word updates them. What they last showed is read as
//! text like any other; they themselves are only counted.

use std::borrow::Cow;

use quick_xml::escape::unescape;

use crate::left_out::is_active;

/// An instruction longer than this is cut; its first words tell what it does.
const INSTRUCTION_BYTES: usize = 256;

/// How many such fields the main part holds.
pub(crate) fn active(main: &str) -> u32 {
    let mut count: u32 = 0;
    let mut add = |instruction: &str| count = count.saturating_add(u32::from(is_active(instruction)));
    // A field of one element has its instruction as an attribute.
    for (at, _) in main.match_indices(":instr=") {
        let rest = main.get(at + ":instr=".len()..).unwrap_or_default();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let value = quote.and_then(|quote| rest.get(1..)?.split(quote).next());
        add(&plain(value.unwrap_or_default()));
    }
    // Others spread theirs over several runs, up to the mark that separates it from its result.
    let mut instruction = String::new();
    for piece in main.split("instrText").skip(1) {
        if let Some((_, text)) = piece.split_once('>').filter(|(tag, _)| !tag.ends_with('/')) {
            let text = text.split('<').next().unwrap_or_default();
            if instruction.len() < INSTRUCTION_BYTES {
                instruction.push_str(&plain(text));
            }
        }
        if piece.contains("fldCharType") {
            add(&instruction);
            instruction.clear();
        }
    }
    count
}

fn plain(text: &str) -> String {
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= INSTRUCTION_BYTES).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or_default();
    unescape(text).map_or_else(|_| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_reach_outside_are_counted() {
        let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        let text = |text: &str| format!("<w:r><w:instrText xml:space=\"preserve\">{text}</w:instrText></w:r>");
        let field = |pieces: &[&str]| {
            format!("{}{}{}", mark("begin"), pieces.iter().map(|piece| text(piece)).collect::<String>(), mark("end"))
        };
        for (main, count) in [
            (field(&[" DDEAUTO c:\\\\cmd.exe "]), 1),
            (field(&["DD", "EAUTO cmd"]), 1),
            (field(&[" INCLUDETEXT &quot;a.docx&quot;"]), 1),
            (field(&["PAGE"]) + &field(&["INCLUDEPICTURE x"]), 1),
            ("<w:fldSimple w:instr=\" dde cmd\"/><w:fldSimple w:instr='DDE cmd'/>".to_owned(), 2),
            (field(&["PAGE \\* MERGEFORMAT"]) + &field(&["TOC \\o"]) + &field(&["HYPERLINK x"]), 0),
            ("<w:t>DDE instrText</w:t><w:instrText/>".to_owned(), 0),
        ] {
            assert_eq!(active(&main), count, "{main}");
        }
    }
}
