//! Claims: what reports assert in words (资金全部按预算使用, 未发生安全事故), recognised by word patterns.
//!
//! A pattern is literal text with `[甲|乙]` for alternatives, `[甲|]` for what may be left out, `…` for a gap inside a
//! clause, `……` for a gap inside a sentence, `{n}` for a count above zero, `{rate}` for a percentage below 100 and
//! `{year}` for a year. It begins with words.

use serde::Deserialize;

/// Characters a gap inside a clause may cover.
pub const CLAUSE_GAP: usize = 12;
/// Characters a gap inside a sentence may cover.
pub const SENTENCE_GAP: usize = 48;

/// One claim of the vocabulary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimEntry {
    /// Dotted id; statements carry it after `claim.`.
    pub id: String,
    /// What is claimed, in Chinese.
    pub zh: String,
    /// What is claimed, in English.
    pub en: String,
    /// Word patterns; one must match.
    pub patterns: Vec<String>,
    /// Words in the same clause that make it another claim.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Words in the same sentence that make it another claim.
    #[serde(default)]
    pub unless_sentence: Vec<String>,
    /// Parts of the report in which it counts: `law`, `goals`, `results`, `problems`, `measures`.
    #[serde(default = "results")]
    pub within: Vec<String>,
    /// What it is said of: `before` or `after` the words, or the whole `sentence`; empty where that does not matter.
    #[serde(default)]
    pub subject: String,
    /// The common guards against aims, other years and other bodies do not apply.
    #[serde(default)]
    pub unguarded: bool,
}

/// One step of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// One of these, longest first; an empty one may be left out.
    Words(Vec<Vec<char>>),
    /// Anything inside the clause.
    ClauseGap,
    /// Anything inside the sentence.
    SentenceGap,
    /// A count above zero.
    Count,
    /// A percentage below 100.
    Rate,
    /// A year.
    Year,
}

/// Parts of a report by the names `within` uses.
pub const PARTS: [&str; 5] = ["law", "goals", "results", "problems", "measures"];

fn results() -> Vec<String> {
    vec!["results".to_owned()]
}

/// Reads a pattern.
///
/// # Errors
/// What is wrong with it, for its author.
pub fn parse(pattern: &str) -> Result<Vec<Element>, String> {
    let mut elements = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let (element, after) = match first {
            '[' => {
                let (inside, after) = rest[1..].split_once(']').ok_or("a [ is not closed")?;
                (words(inside), after)
            }
            '{' => {
                let (name, after) = rest[1..].split_once('}').ok_or("a { is not closed")?;
                (named(name)?, after)
            }
            '…' => match rest.strip_prefix("……") {
                Some(after) => (Element::SentenceGap, after),
                None => (Element::ClauseGap, rest.strip_prefix('…').unwrap_or_default()),
            },
            ']' | '}' | '|' => return Err(format!("{first} stands outside of brackets")),
            _ => {
                let end = rest.find(['[', '{', '…', ']', '}', '|']).unwrap_or(rest.len());
                (Element::Words(vec![rest[..end].chars().collect()]), &rest[end..])
            }
        };
        elements.push(element);
        rest = after;
    }
    let gap = |element: Option<&Element>| matches!(element, Some(Element::ClauseGap | Element::SentenceGap));
    if gap(elements.last()) || elements.windows(2).any(|pair| gap(pair.first()) && gap(pair.last())) {
        return Err("a gap must stand between other things".to_owned());
    }
    match elements.first() {
        Some(Element::Words(words)) if words.iter().all(|word| !word.is_empty()) => Ok(elements),
        _ => Err("must begin with words that may not be left out".to_owned()),
    }
}

fn words(inside: &str) -> Element {
    let mut words: Vec<Vec<char>> = inside.split('|').map(|word| word.chars().collect()).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    Element::Words(words)
}

fn named(name: &str) -> Result<Element, String> {
    match name {
        "n" => Ok(Element::Count),
        "rate" => Ok(Element::Rate),
        "year" => Ok(Element::Year),
        other => Err(format!("{{{other}}} is none of {{n}}, {{rate}}, {{year}}")),
    }
}

impl ClaimEntry {
    /// What is wrong with the entry, in words for its author.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems: Vec<String> = self
            .patterns
            .iter()
            .filter_map(|pattern| parse(pattern).err().map(|why| format!("pattern {pattern:?}: {why}")))
            .collect();
        if self.patterns.is_empty() {
            problems.push("has no pattern".to_owned());
        }
        for part in self.within.iter().filter(|part| !PARTS.contains(&part.as_str())) {
            problems.push(format!("part {part:?} is none of {}", PARTS.join(", ")));
        }
        if !["", "before", "after", "sentence"].contains(&self.subject.as_str()) {
            problems.push(format!("subject {:?} is none of before, after, sentence", self.subject));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_words_gaps_and_numbers() {
        let elements = parse("[未|没有]发生…事故{n}[起|]").unwrap();
        assert_eq!(elements.len(), 6);
        assert_eq!(elements[2], Element::ClauseGap);
        assert_eq!(elements[4], Element::Count);
        assert_eq!(elements[5], Element::Words(vec![vec!['起'], vec![]]));
        assert_eq!(parse("要求……完成").unwrap()[1], Element::SentenceGap);
    }

    #[test]
    fn faults_are_told_in_words() {
        for (pattern, part) in [
            ("[未|没有发生", "not closed"),
            ("发生{m}起", "none of"),
            ("…完成", "begin with words"),
            ("[已|]完成", "begin with words"),
            ("完成…", "between"),
            ("完成]", "outside"),
        ] {
            assert!(parse(pattern).unwrap_err().contains(part), "{pattern}: {:?}", parse(pattern));
        }
    }
}
