//! Breaking lines of mixed Chinese and Latin text, and keeping hostile text off the terminal.

use jiheng_model::text::is_steering;
use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// Punctuation that never begins a line.
const NO_START: &str = "，。、；：？！）】》〉」』〕”’％…—,.;:?!)]}%";
/// Punctuation that never ends a line.
const NO_END: &str = "（【《〈「『〔“‘([{";

/// Characters after a number that may be its unit: 公顷, 万元.
const UNIT_LENGTH: usize = 2;

/// Text as lines of at most `width` columns; a number stays with its unit.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width.max(20))
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// Text from a document or a path, safe for a terminal: line ends become blanks, and characters that could
/// steer the terminal or hide what stands there become visible marks.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{feff}' => '\u{fffd}',
            c if is_steering(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// At most `length` characters, with an ellipsis when something was cut.
pub(super) fn shortened(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    text.chars().take(length).chain(std::iter::once('…')).collect()
}

/// Columns that `text` takes on a screen.
pub(super) fn columns(text: &str) -> usize {
    display_width(text)
}

fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut start = 0;
    let mut previous: Option<char> = None;
    let mut glued = 0;
    let mut cuts = Vec::new();
    for (at, c) in line.char_indices() {
        if glued == 0 && previous.is_some_and(|previous| may_break(previous, c)) {
            cuts.push(&line[start..at]);
            start = at;
        }
        glued = match c {
            '0'..='9' | '”' => UNIT_LENGTH,
            c if is_chinese(c) && !NO_START.contains(c) => usize::saturating_sub(glued, 1),
            _ => 0,
        };
        previous = Some(c);
    }
    cuts.push(&line[start..]);
    Box::new(cuts.into_iter().filter(|word| !word.is_empty()).map(Word::from))
}

fn may_break(before: char, after: char) -> bool {
    if after == ' ' || NO_START.contains(after) || NO_END.contains(before) {
        return false;
    }
    if before == ' ' {
        return true;
    }
    is_chinese(before) || is_chinese(after) || (NO_START.contains(before) && !before.is_ascii())
}

fn is_chinese(c: char) -> bool {
    c >= '\u{2e80}' && display_width(c.encode_utf8(&mut [0; 4])) == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_characters_but_not_inside_a_number_or_before_punctuation() {
        assert_eq!(
            wrapped("基本支出中人员支出写作719.70万元，公用支出写作523.70万元。", 24),
            ["基本支出中人员支出写作", "719.70万元，公用支出写作", "523.70万元。"]
        );
        assert_eq!(wrapped("道路片区“147.5”公顷，其他210.91公顷", 20), ["道路片区", "“147.5”公顷，其他", "210.91公顷"]);
        assert_eq!(wrapped("二三四五六七八九十一，二", 21), ["二三四五六七八九十", "一，二"]);
        assert_eq!(wrapped("the total is not the sum of parts", 20), ["the total is not the", "sum of parts"]);
    }

    #[test]
    fn nothing_of_a_document_can_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\nc\u{202e}d\u{9b}"), "a\u{fffd}[31mb c\u{fffd}d\u{fffd}");
    }

    #[test]
    fn long_text_is_cut_at_a_character() {
        assert_eq!(shortened("绩效自评报告", 4), "绩效自评…");
        assert_eq!(shortened("绩效", 4), "绩效");
    }
}
