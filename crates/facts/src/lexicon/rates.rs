//! Words of rates that say what they rest on.

use jiheng_packs::vocabulary::Vocabulary;

use crate::wordlist::WordList;

/// The lists `rate.*` that name aims, moves and matched lists.
#[derive(Clone, Debug)]
pub(crate) struct RateWords {
    /// Names of rates of what was done of an aim.
    pub(crate) done: WordList,
    /// What such a rate is of.
    pub(crate) aim: WordList,
    /// Names of rates of what was moved, each with the words of its amount.
    pub(crate) moved: Vec<(WordList, WordList)>,
    /// What such an amount is taken of, the likeliest first.
    pub(crate) bases: Vec<WordList>,
    /// Words that match a list with the one before it.
    pub(crate) matched: WordList,
    /// Words of what there was to do.
    pub(crate) planned: WordList,
}

impl RateWords {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let list = |name: &str| WordList::new(vocabulary.list(name).iter().map(String::as_str));
        let moved = |line: &String| {
            let (name, deeds) = line.split_once('=')?;
            Some((WordList::new([name]), WordList::new(deeds.split(' '))))
        };
        Self {
            done: list("rate.done"),
            aim: list("rate.aim"),
            moved: vocabulary.list("rate.moved").iter().filter_map(moved).collect(),
            bases: vocabulary.list("rate.base").iter().map(|word| WordList::new([word.as_str()])).collect(),
            matched: list("rate.matched"),
            planned: list("rate.planned"),
        }
    }
}
