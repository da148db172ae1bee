//! What a claim is said of, and of which time.

use std::collections::BTreeMap;

use super::matcher::{Match, SubjectSide, clause, sentence};
use crate::builder::Builder;
use crate::lexicon::Lexicon;
use crate::numeral;

/// Characters of a subject; what is longer is no name.
const SUBJECT_MAX: usize = 30;

/// The words the claim is said of; empty where it does not matter or none were found.
pub(super) fn of(text: &[char], found: &Match, side: SubjectSide, lexicon: &Lexicon) -> String {
    let (clause_start, clause_end) = clause(text, found.start, found.end);
    let (sentence_start, sentence_end) = sentence(text, found.start, found.end);
    let words = match side {
        SubjectSide::Nowhere => return String::new(),
        // The words of the claim itself would be in common with any other of its kind.
        SubjectSide::Sentence => {
            let head = string(text.get(sentence_start..found.start).unwrap_or_default());
            return head + "，" + &string(text.get(found.end..sentence_end).unwrap_or_default());
        }
        SubjectSide::Before => text.get(clause_start..found.start).unwrap_or_default(),
        SubjectSide::After => text.get(found.end..clause_end).unwrap_or_default(),
    };
    let name = trimmed(words, lexicon);
    if name.chars().count() > SUBJECT_MAX { String::new() } else { name }
}

fn string(chars: &[char]) -> String {
    chars.iter().filter(|c| !c.is_whitespace()).collect()
}

/// Without list numbers, dates and empty words at both ends.
fn trimmed(words: &[char], lexicon: &Lexicon) -> String {
    let mut words: &[char] = words;
    loop {
        let before = words.len();
        while let Some((first, rest)) = words.split_first() {
            let number = numeral::is_digit(*first)
                || first.is_whitespace()
                || matches!(
                    *first,
                    '、' | '.' | '．' | '）' | ')' | '（' | '(' | '年' | '月' | '日' | '底' | '末' | '度'
                );
            if !number {
                break;
            }
            words = rest;
        }
        if let Some(length) = lexicon.filler.at(words, 0) {
            words = words.get(length..).unwrap_or_default();
        }
        if let Some(length) = lexicon.filler.before(words, words.len()) {
            words = words.get(..words.len() - length).unwrap_or_default();
        }
        while let Some((last, rest)) = words
            .split_last()
            .filter(|(last, _)| matches!(**last, '的' | '均' | '都' | '已' | '也' | '全' | '部' | '等'))
        {
            let _ = last;
            words = rest;
        }
        if words.len() == before {
            return string(words);
        }
    }
}

/// The sentence names another year before the words, or its clause says 上年 or the like.
pub(super) fn of_another_time(lexicon: &Lexicon, text: &[char], start: usize, year: Option<&str>) -> bool {
    let (sentence_start, _) = sentence(text, start, start);
    let (clause_start, clause_end) = clause(text, start, start);
    if lexicon.claims.other_time.within(text, clause_start, clause_end) {
        return true;
    }
    let named = (sentence_start..start).rev().find_map(|at| year_at(text, at));
    named.zip(year).is_some_and(|(named, year)| named != year)
}

/// The year of the report; without a form, the one that is named most often.
pub(super) fn year(builder: &Builder) -> Option<String> {
    if let Some(year) = builder.facts.report.year {
        return Some(year.to_string());
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for passage in &builder.passages {
        for year in (0..passage.text.len()).filter_map(|at| year_at(&passage.text, at)) {
            *counts.entry(year).or_insert(0) += 1;
        }
    }
    counts.into_iter().max_by_key(|(year, count)| (*count, year.clone())).map(|(year, _)| year)
}

/// 2021年 at this position.
pub(super) fn year_at(text: &[char], at: usize) -> Option<String> {
    let digits = text.get(at..at + 4)?;
    let whole = at == 0 || !text.get(at - 1).copied().is_some_and(numeral::is_digit);
    let follows = text.get(at + 4) == Some(&'年');
    (whole && follows && digits.iter().copied().all(numeral::is_digit))
        .then(|| digits.iter().filter_map(|c| numeral::digit(*c)).collect())
}
