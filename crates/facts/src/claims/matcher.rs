//! Finds claims in a text: every position is tried once with the patterns that begin with its character, gaps are
//! bounded and taken as short as possible, so the whole is linear in the text.

use std::collections::HashMap;

use jiheng_packs::claim::{CLAUSE_GAP, ClaimEntry, Element, SENTENCE_GAP, parse};
use jiheng_packs::vocabulary::Vocabulary;

use crate::numeral;
use crate::wordlist::{Filter, WordList};

/// Characters looked at on either side of a claim; no honest sentence is longer.
const WINDOW: usize = 600;

/// Claims looked at closely in one passage; a longer passage is no report.
const TRIED_MAX: usize = 1_000;

/// Which side of the words the subject stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SubjectSide {
    Nowhere,
    Before,
    After,
    Sentence,
}

/// A claim ready for matching.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) id: String,
    pub(crate) within: Vec<String>,
    pub(crate) subject: SubjectSide,
    pub(crate) guarded: bool,
    unless: WordList,
    unless_sentence: WordList,
}

/// All claims of the packs with their guards.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClaimBook {
    pub(crate) claims: Vec<Claim>,
    patterns: Vec<(usize, Vec<Element>)>,
    firsts: Filter,
    by_first: HashMap<char, Vec<usize>>,
    guard_before: WordList,
    guard_after: WordList,
    guard_sentence: WordList,
}

/// Words of a text that assert a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Index of the claim in its book.
    pub(crate) claim: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The year its pattern names.
    pub(crate) year: Option<String>,
}

impl ClaimBook {
    pub(crate) fn new(vocabulary: &Vocabulary) -> Self {
        let list = |name: &str| WordList::new(vocabulary.list(name).iter().map(String::as_str));
        let mut book = Self {
            guard_before: list("claim.guard.before"),
            guard_after: list("claim.guard.after"),
            guard_sentence: list("claim.guard.sentence"),
            ..Self::default()
        };
        for entry in &vocabulary.claims {
            let index = book.claims.len();
            book.claims.push(claim(entry));
            for elements in entry.patterns.iter().filter_map(|pattern| parse(pattern).ok()) {
                let Some(Element::Words(words)) = elements.first() else { continue };
                let at = book.patterns.len();
                let mut firsts: Vec<char> = words.iter().filter_map(|word| word.first().copied()).collect();
                firsts.sort_unstable();
                firsts.dedup();
                for first in firsts {
                    book.by_first.entry(first).or_default().push(at);
                }
                book.patterns.push((index, elements));
            }
        }
        book.firsts = Filter::new(book.patterns.iter().filter_map(|(_, elements)| elements.first()).flat_map(firsts));
        book
    }

    /// Every claim in a text, in order; at one position each claim once.
    pub(crate) fn find(&self, text: &[char]) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let mut tried = 0;
        for (at, first) in text.iter().enumerate().filter(|(_, first)| self.firsts.may_hold(**first)) {
            for (claim, elements) in
                self.by_first.get(first).into_iter().flatten().filter_map(|at| self.patterns.get(*at))
            {
                let Some((end, year)) = run(text, at, elements) else { continue };
                tried += 1;
                if tried > TRIED_MAX {
                    return found;
                }
                let known = found.iter().rev().take(4).any(|m| m.claim == *claim && m.end > at);
                let fits = self.claims.get(*claim).is_some_and(|claim| self.allows(claim, text, at, end));
                if !known && fits {
                    found.push(Match { claim: *claim, start: at, end, year });
                }
            }
        }
        found
    }

    fn allows(&self, claim: &Claim, text: &[char], start: usize, end: usize) -> bool {
        let clause = clause(text, start, end);
        let sentence = sentence(text, start, end);
        if claim.unless.within(text, clause.0, clause.1) || claim.unless_sentence.within(text, sentence.0, sentence.1) {
            return false;
        }
        // A title between 《 and 》 asserts nothing.
        let head = text.get(sentence.0..start).unwrap_or_default();
        let open = head.iter().filter(|c| **c == '《').count() > head.iter().filter(|c| **c == '》').count();
        let guards = self.guard_before.within(text, clause.0, start)
            || self.guard_after.at(text, end).is_some()
            || self.guard_sentence.within(text, sentence.0, start);
        !(open || claim.guarded && guards)
    }
}

/// The characters an element can begin with, where it is words.
fn firsts(element: &Element) -> Vec<char> {
    match element {
        Element::Words(words) => words.iter().filter_map(|word| word.first().copied()).collect(),
        _ => Vec::new(),
    }
}

fn claim(entry: &ClaimEntry) -> Claim {
    let list = |words: &[String]| WordList::new(words.iter().map(String::as_str));
    Claim {
        id: entry.id.clone(),
        within: entry.within.clone(),
        subject: match entry.subject.as_str() {
            "before" => SubjectSide::Before,
            "after" => SubjectSide::After,
            "sentence" => SubjectSide::Sentence,
            _ => SubjectSide::Nowhere,
        },
        guarded: !entry.unguarded,
        unless: list(&entry.unless),
        unless_sentence: list(&entry.unless_sentence),
    }
}

pub(crate) fn ends_clause(c: char) -> bool {
    matches!(c, '，' | ',' | '：' | ':') || ends_sentence(c)
}

pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '！' | '!' | '？' | '?')
}

/// From the punctuation before `start` to the one after `end`.
pub(crate) fn clause(text: &[char], start: usize, end: usize) -> (usize, usize) {
    around(text, start, end, ends_clause)
}

/// The sentence that holds `start..end`.
pub(crate) fn sentence(text: &[char], start: usize, end: usize) -> (usize, usize) {
    around(text, start, end, ends_sentence)
}

fn around(text: &[char], start: usize, end: usize, stop: fn(char) -> bool) -> (usize, usize) {
    let floor = start.saturating_sub(WINDOW);
    let ceiling = text.len().min(end + WINDOW);
    let head = text.get(floor..start).unwrap_or_default();
    let tail = text.get(end..ceiling).unwrap_or_default();
    let from = head.iter().rposition(|c| stop(*c)).map_or(floor, |at| floor + at + 1);
    let to = tail.iter().position(|c| stop(*c)).map_or(ceiling, |at| end + at);
    (from, to)
}

/// Where the pattern ends when it begins at `at`, and the year it met.
fn run(text: &[char], at: usize, elements: &[Element]) -> Option<(usize, Option<String>)> {
    let mut end = at;
    let mut year = None;
    let mut rest = elements;
    while let Some((element, after)) = rest.split_first() {
        let (limit, stop): (usize, fn(char) -> bool) = match element {
            Element::ClauseGap => (CLAUSE_GAP, ends_clause),
            Element::SentenceGap => (SENTENCE_GAP, ends_sentence),
            _ => {
                end = step(text, end, element, &mut year)?;
                rest = after;
                continue;
            }
        };
        // The nearest place where everything up to the next gap fits.
        let solid =
            after.iter().position(|e| matches!(e, Element::ClauseGap | Element::SentenceGap)).unwrap_or(after.len());
        let (now, later) = after.split_at(solid);
        let mut from = end;
        end = loop {
            let mut met = None;
            let reached = now.iter().try_fold(from, |at, element| step(text, at, element, &mut met));
            if let Some(reached) = reached {
                year = met.or(year);
                break reached;
            }
            let c = *text.get(from)?;
            if stop(c) || from - end >= limit {
                return None;
            }
            from += 1;
        };
        rest = later;
    }
    Some((end, year))
}

fn step(text: &[char], at: usize, element: &Element, year: &mut Option<String>) -> Option<usize> {
    match element {
        Element::Words(words) => {
            let rest = text.get(at..)?;
            words.iter().find(|word| rest.starts_with(word)).map(|word| at + word.len())
        }
        Element::Count => count(text, at),
        Element::Rate => {
            let (end, value) = numeral::arabic(text, at)?;
            let sign = matches!(text.get(end), Some('%' | '％'));
            let short = value.to_exact() < jiheng_model::exact::whole(100);
            (sign && short).then_some(end + 1)
        }
        Element::Year => {
            let digits: String = text.get(at..at + 4)?.iter().filter_map(|c| numeral::digit(*c)).collect();
            let fits = digits.len() == 4 && (digits.starts_with("20") || digits.starts_with("19"));
            let more = text.get(at + 4).copied().is_some_and(numeral::is_digit);
            (fits && !more).then(|| {
                *year = Some(digits);
                at + 4
            })
        }
        Element::ClauseGap | Element::SentenceGap => None,
    }
}

/// A number above zero, in Arabic digits or Chinese numerals.
fn count(text: &[char], at: usize) -> Option<usize> {
    if at > 0 && text.get(at - 1).copied().is_some_and(numeral::is_digit) {
        return None;
    }
    if let Some((end, value)) = numeral::arabic(text, at) {
        return (value.mantissa() > 0).then_some(end);
    }
    numeral::chinese(text, at).filter(|number| number.value > 0).map(|number| number.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(pattern: &str, text: &str) -> Option<(String, Option<String>)> {
        let chars: Vec<char> = text.chars().collect();
        let elements = parse(pattern).unwrap();
        (0..chars.len()).find_map(|at| {
            run(&chars, at, &elements).map(|(end, year)| (chars[at..end].iter().collect::<String>(), year))
        })
    }

    #[test]
    fn gaps_end_with_their_clause_or_sentence() {
        let found = |pattern: &str, text: &str| ends(pattern, text).map(|(words, _)| words);
        assert_eq!(
            found("[未|没有]发生…事故", "全年未发生一起安全生产事故。").as_deref(),
            Some("未发生一起安全生产事故")
        );
        assert_eq!(found("未发生…事故", "全年未发生火灾，交通事故下降。"), None);
        assert_eq!(found("未发生……事故", "全年未发生火灾，交通事故下降。").as_deref(), Some("未发生火灾，交通事故"));
        assert_eq!(found("未发生……事故", "全年未发生火灾。交通事故下降。"), None);
    }

    #[test]
    fn numbers_are_counts_rates_and_years() {
        let found = |pattern: &str, text: &str| ends(pattern, text).is_some();
        for (pattern, text, fits) in [
            ("投诉{n}件", "收到投诉12件", true),
            ("投诉{n}件", "收到投诉三件", true),
            ("投诉{n}件", "收到投诉0件", false),
            ("完成率[为|]{rate}", "完成率为96.5%", true),
            ("完成率[为|]{rate}", "完成率100%", false),
            ("要求{year}年", "要求2023年", true),
            ("要求{year}年", "要求120233年", false),
        ] {
            assert_eq!(found(pattern, text), fits, "{pattern} in {text}");
        }
        assert_eq!(ends("要求{year}年[底|]前", "要求2023年底前完成").unwrap().1.as_deref(), Some("2023"));
    }
}
