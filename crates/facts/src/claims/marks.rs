//! Slips of the pen: brackets and quotes without their other half, words typed twice, paragraphs pasted twice.

use std::collections::BTreeSet;

use super::part::Part;
use crate::builder::Builder;
use crate::passage::Passage;

/// Shorter paragraphs may honestly stand twice.
const PARAGRAPH_MIN: usize = 30;

/// Opening marks, their closing ones, and the family a pair belongs to.
const PAIRS: [(char, char, u8); 4] = [('（', '）', 0), ('(', ')', 0), ('《', '》', 1), ('【', '】', 2)];

pub(super) fn state(builder: &mut Builder, parts: &[Part]) {
    let mut seen: BTreeSet<Vec<char>> = BTreeSet::new();
    let passages = std::mem::take(&mut builder.passages);
    for (passage, part) in passages.iter().zip(parts).filter(|(_, part)| **part != Part::Silent) {
        if let Some(range) = unpaired(&passage.text) {
            super::state(builder, passage, range, "text.unpaired");
        }
        doubled(builder, passage);
        let own = passage.cell.is_none() && matches!(part, Part::Results | Part::Problems | Part::Measures);
        if own && passage.text.len() >= PARAGRAPH_MIN {
            let words: Vec<char> = passage.text.iter().copied().filter(|c| !c.is_whitespace()).collect();
            if words.len() >= PARAGRAPH_MIN && !seen.insert(words) {
                super::state(builder, passage, (0, passage.text.len()), "text.repeated");
            }
        }
    }
    builder.passages = passages;
}

/// The first mark without its other half, with some of the text behind it; a pair of different widths counts as one.
fn unpaired(text: &[char]) -> Option<(usize, usize)> {
    let mut open: Vec<(usize, char, u8)> = Vec::new();
    for (at, c) in text.iter().enumerate() {
        if let Some((opening, _, family)) = PAIRS.iter().find(|(opening, _, _)| opening == c) {
            open.push((at, *opening, *family));
        } else if let Some((opening, _, family)) = PAIRS.iter().find(|(_, closing, _)| closing == c) {
            match open.last() {
                Some((from, met, known)) if known == family => {
                    if met != opening {
                        return Some((*from, at + 1));
                    }
                    open.pop();
                }
                _ if is_list_number(text, at) => {}
                _ => return Some((at.saturating_sub(8), at + 1)),
            }
        }
    }
    if let Some((at, _, _)) = open.first() {
        return Some((*at, text.len().min(at + 10)));
    }
    // Quotes are often set the wrong way round; only an odd number of them lacks one.
    let quotes: Vec<usize> =
        text.iter().enumerate().filter(|(_, c)| matches!(**c, '“' | '”')).map(|(at, _)| at).collect();
    quotes.last().filter(|_| quotes.len() % 2 == 1).map(|at| (*at, text.len().min(at + 10)))
}

/// 1) and 一） number an item.
fn is_list_number(text: &[char], at: usize) -> bool {
    let numeral = |c: &char| {
        c.is_ascii_alphanumeric() || matches!(*c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
    };
    let length = text.iter().take(at).rev().take_while(|c| numeral(c)).count();
    let before = at.checked_sub(length + 1).and_then(|at| text.get(at));
    (1..=2).contains(&length) && before.is_none_or(|c| !c.is_alphanumeric())
}

fn doubled(builder: &mut Builder, passage: &Passage) {
    let text = &passage.text;
    let mut at = 0;
    while let Some((start, length)) = builder.lexicon.claims.doubled.find(text, at, text.len()) {
        super::state(builder, passage, (start, start + length), "text.doubled");
        at = start + length;
    }
}

#[cfg(test)]
mod tests {
    use super::unpaired;

    #[test]
    fn marks_come_in_pairs() {
        for (text, found) in [
            ("面积12公顷（合180亩）。", None),
            ("面积12公顷（合180亩。", Some("（合180亩。")),
            ("面积12公顷合180亩）。", Some("2公顷合180亩）")),
            ("线路(含支线）共3条", Some("(含支线）")),
            ("1)建设水渠；2)建设泵站", None),
            ("推行“一件事”改革，落实《办法》（试行）", None),
            ("推行“一件事改革", Some("“一件事改革")),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let words = unpaired(&chars).map(|(from, to)| chars[from..to].iter().collect::<String>());
            assert_eq!(words.as_deref(), found, "{text}");
        }
    }
}
