//! Numbers that cannot be read for certain: letters in place of digits (12O.5, 28SS.53), separators at places where none
//! belong (1,23,456.78), two values in one cell. They are noted and never guessed.

use jiheng_model::unit::Dimension;

use crate::lexicon::Lexicon;
use crate::numeral::{is_blank, is_digit};
use crate::phrase::segment_start;

/// Letters that recognition of printed text takes for digits, or prints for them.
const LOOK_ALIKES: &str = "OoQDlIiSsBZz〇";
/// Of these a name does not begin: S208, B2 and Z1 are names, O.5 is none.
const OPENING: &str = "OolI〇";
/// A longer cell holds words.
const CELL_MAX: usize = 40;

fn is_look_alike(c: char) -> bool {
    LOOK_ALIKES.contains(c)
}

/// Where the unclear number begins and ends that has a digit at `at`; `None` where the digits are plain.
pub(super) fn at(text: &[char], at: usize, lexicon: &Lexicon) -> Option<(usize, usize)> {
    let end = token_end(text, at);
    let before = |back: usize| at.checked_sub(back).and_then(|i| text.get(i)).copied().unwrap_or(' ');
    let opens_with_letter = OPENING.contains(before(1)) && !before(2).is_ascii_alphanumeric();
    let start = at - usize::from(opens_with_letter);
    let token = text.get(start..end)?;
    let letters = token.iter().any(|c| is_look_alike(*c));
    let commas = token.contains(&',');
    if !(letters || commas) || text.get(end).is_some_and(char::is_ascii_alphanumeric) {
        return None;
    }
    let unit = lexicon.unit_at(text, end + usize::from(is_blank(text, end)));
    let dimension = unit.map(|(unit, _)| unit.dimension);
    let year = text.get(end) == Some(&'年') && token.len() == 4;
    let amount = matches!(dimension, Some(Dimension::Money | Dimension::Area | Dimension::Rate));
    let listed = || {
        let head = text.get(segment_start(text, start)..start).unwrap_or_default();
        head.windows(2).any(|words| matches!(words, ['分', '别'] | ['依', '次']))
    };
    let grouped = matches!(dimension, Some(Dimension::Money | Dimension::Area));
    let unclear = if letters { amount || year } else { grouped && !listed() && is_misgrouped(token) };
    unclear.then_some((start, end))
}

/// The digits, letters like digits and separators from `at` on.
fn token_end(text: &[char], at: usize) -> usize {
    let part = |c: char| is_digit(c) || is_look_alike(c);
    let mut end = at;
    while let Some(&c) = text.get(end) {
        let inner = ".,．".contains(c) && text.get(end + 1).copied().is_some_and(part);
        if !part(c) && !inner {
            break;
        }
        end += 1;
    }
    end
}

/// Groups that are no thousands, and no list of numbers with decimals either.
fn is_misgrouped(token: &[char]) -> bool {
    let groups: Vec<&[char]> = token.split(|c| *c == ',').collect();
    let Some((last, head)) = groups.split_last() else { return false };
    let whole = |group: &[char]| group.iter().position(|c| ".．".contains(*c)).unwrap_or(group.len());
    if head.is_empty() || head.iter().any(|group| whole(group) < group.len()) {
        return false;
    }
    let first = head.first().map_or(0, |group| group.len());
    let thousands = (1..=3).contains(&first) && head.iter().skip(1).all(|group| group.len() == 3) && whole(last) == 3;
    !thousands
}

/// The same of a cell whose text is not taken apart yet.
pub(crate) fn is_unclear_text(text: &str) -> bool {
    let short = text.len() <= 2 * CELL_MAX && text.bytes().any(|byte| byte.is_ascii_digit());
    short && text.starts_with(|c: char| c.is_ascii() || c == '〇') && is_unclear_cell(&text.chars().collect::<Vec<_>>())
}

/// A cell that holds nothing but a number, and not for certain which.
pub(crate) fn is_unclear_cell(text: &[char]) -> bool {
    let from = text.iter().position(|c| !c.is_whitespace()).unwrap_or(text.len());
    let to = text.iter().rposition(|c| !c.is_whitespace()).map_or(from, |at| at + 1);
    let text = text.get(from..to).unwrap_or_default();
    let text = text.strip_prefix(&['-']).unwrap_or(text);
    let text = text.strip_suffix(&['%']).unwrap_or(text);
    let part = |c: &char| is_digit(*c) || is_look_alike(*c) || ".,．， ".contains(*c);
    if text.len() > CELL_MAX || !text.iter().all(part) || !text.iter().copied().any(is_digit) {
        return false;
    }
    let letters = text.iter().filter(|c| is_look_alike(**c)).count();
    if letters > 0 {
        let opens = text.first().is_some_and(|c| is_digit(*c) || OPENING.contains(*c));
        return text.contains(&'.') || (opens && text.len() >= 3 && letters * 2 <= text.len());
    }
    // Two amounts in one cell; a telephone number with a blank has no point.
    let mut words = text.split(|c| *c == ' ').filter(|word| !word.is_empty()).peekable();
    let amounts = words.next().is_some_and(|word| word.contains(&'.')) && words.peek().is_some();
    (amounts && words.all(|word| word.contains(&'.'))) || is_misgrouped(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_cell(text: &str) -> bool {
        is_unclear_cell(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn a_cell_is_unclear_only_when_it_holds_nothing_but_a_number() {
        for text in
            ["12O.5O", "l23.40", "28SS.53", "2〇21", "1,23,456.78", "12,34", "719.70 523.70", "-1,23.5", "99.O%"]
        {
            assert!(is_cell(text), "{text}");
        }
        for text in [
            "719.70",
            "1,234.56",
            "S208",
            "4S",
            "B2",
            "5G",
            "甲",
            "",
            "12个",
            "OO",
            "3 – 5",
            "0730 8265113",
            "2022. 5. 18",
        ] {
            assert!(!is_cell(text), "{text}");
        }
    }

    #[test]
    fn a_sum_or_an_area_with_odd_groups_is_unclear_and_a_list_is_none() {
        let lexicon = Lexicon::new(&jiheng_samples::packs().vocabulary);
        for (text, expected) in [
            ("共5,46,3.02公顷", true),
            ("共2,85,5.53万元", true),
            ("共5,463.02公顷", false),
            ("分别为12,34,5.5亩", false),
            ("共12,15,18人", false),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let first = chars.iter().position(char::is_ascii_digit).unwrap();
            assert_eq!(at(&chars, first, &lexicon).is_some(), expected, "{text}");
        }
    }

    #[test]
    fn groups_are_thousands_or_a_list_or_unclear() {
        for (text, expected) in [
            ("1,23,456.78", true),
            ("12,34", true),
            ("1,2345", true),
            ("1,234,567.8", false),
            ("12.5,34.6", false),
            ("1234", false),
        ] {
            assert_eq!(is_misgrouped(&text.chars().collect::<Vec<_>>()), expected, "{text}");
        }
    }
}
