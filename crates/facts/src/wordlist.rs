//! Closed word lists, matched at a position of a text of characters.

use std::collections::BTreeMap;

/// A set of words with longest-first matching at a position and before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordList {
    by_first: BTreeMap<char, Vec<Vec<char>>>,
    by_last: BTreeMap<char, Vec<Vec<char>>>,
}

impl WordList {
    pub(crate) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut list = Self::default();
        for word in words {
            let chars: Vec<char> = word.chars().collect();
            if let (Some(&first), Some(&last)) = (chars.first(), chars.last()) {
                list.by_first.entry(first).or_default().push(chars.clone());
                list.by_last.entry(last).or_default().push(chars);
            }
        }
        for words in list.by_first.values_mut().chain(list.by_last.values_mut()) {
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        list
    }

    /// Length of the longest word that starts at `at`.
    pub(crate) fn at(&self, text: &[char], at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        self.by_first.get(rest.first()?)?.iter().find(|word| rest.starts_with(word)).map(Vec::len)
    }

    /// Length of the longest word that ends just before `end`.
    pub(crate) fn before(&self, text: &[char], end: usize) -> Option<usize> {
        let head = text.get(..end)?;
        self.by_last.get(head.last()?)?.iter().find(|word| head.ends_with(word)).map(Vec::len)
    }

    /// First position in `from..to` at which a word starts, with its length.
    pub(crate) fn find(&self, text: &[char], from: usize, to: usize) -> Option<(usize, usize)> {
        (from..to).find_map(|at| self.at(text, at).filter(|len| at + len <= to).map(|len| (at, len)))
    }

    /// True when a word of the list stands somewhere in `from..to`.
    pub(crate) fn within(&self, text: &[char], from: usize, to: usize) -> bool {
        self.find(text, from, to).is_some()
    }
}
