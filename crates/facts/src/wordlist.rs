//! Closed word lists, matched at a position of a text of characters.

/// Bits of the filter that answers most questions with no before a word is looked at.
const FILTER_BITS: u32 = 1024;

/// Which characters something can begin or end with: a filter that is never wrong when it says no.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter([u64; (FILTER_BITS / 64) as usize]);

impl Filter {
    pub(crate) fn new(characters: impl Iterator<Item = char>) -> Self {
        let mut filter = Self::default();
        for c in characters {
            let bit = u32::from(c) % FILTER_BITS;
            if let Some(slot) = filter.0.get_mut((bit / 64) as usize) {
                *slot |= 1 << (bit % 64);
            }
        }
        filter
    }

    #[inline]
    pub(crate) fn may_hold(&self, c: char) -> bool {
        let bit = u32::from(c) % FILTER_BITS;
        self.0.get((bit / 64) as usize).is_some_and(|slot| slot >> (bit % 64) & 1 == 1)
    }
}

/// A set of words with longest-first matching at a position and before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordList {
    forward: Index,
    backward: Index,
}

/// Words by one of their ends, the longest first.
#[derive(Clone, Debug, Default)]
struct Index {
    filter: Filter,
    /// Sorted by end character, then by falling length.
    words: Vec<(char, Vec<char>)>,
}

impl Index {
    fn new(mut words: Vec<(char, Vec<char>)>) -> Self {
        words.sort_by(|(a, left), (b, right)| a.cmp(b).then(right.len().cmp(&left.len())));
        Self { filter: Filter::new(words.iter().map(|(end, _)| *end)), words }
    }

    fn of(&self, end: char) -> impl Iterator<Item = &[char]> {
        let from = self.words.partition_point(|(known, _)| *known < end);
        self.words.iter().skip(from).take_while(move |(known, _)| *known == end).map(|(_, word)| word.as_slice())
    }
}

impl WordList {
    pub(crate) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<Vec<char>> = words.into_iter().map(|word| word.chars().collect()).collect();
        let by = |end: fn(&[char]) -> Option<&char>| {
            Index::new(words.iter().filter_map(|word| Some((*end(word)?, word.clone()))).collect())
        };
        Self { forward: by(<[char]>::first), backward: by(<[char]>::last) }
    }

    /// Length of the longest word that starts at `at`.
    #[inline]
    pub(crate) fn at(&self, text: &[char], at: usize) -> Option<usize> {
        let first = *text.get(at)?;
        if !self.forward.filter.may_hold(first) {
            return None;
        }
        let rest = text.get(at..)?;
        self.forward.of(first).find(|word| rest.starts_with(word)).map(<[char]>::len)
    }

    /// Length of the longest word that ends just before `end`.
    #[inline]
    pub(crate) fn before(&self, text: &[char], end: usize) -> Option<usize> {
        let last = *text.get(end.checked_sub(1)?)?;
        if !self.backward.filter.may_hold(last) {
            return None;
        }
        let head = text.get(..end)?;
        self.backward.of(last).find(|word| head.ends_with(word)).map(<[char]>::len)
    }

    /// First position in `from..to` at which a word starts, with its length.
    pub(crate) fn find(&self, text: &[char], from: usize, to: usize) -> Option<(usize, usize)> {
        let part = text.get(from..to.min(text.len()))?;
        part.iter().enumerate().filter(|(_, c)| self.forward.filter.may_hold(**c)).find_map(|(offset, first)| {
            // A word that reaches beyond `to` is not there, and neither is a shorter one at its place.
            let rest = text.get(from + offset..)?;
            let word = self.forward.of(*first).find(|word| rest.starts_with(word))?;
            (word.len() <= part.len() - offset).then_some((from + offset, word.len()))
        })
    }

    /// True when a word of the list stands somewhere in `from..to`.
    pub(crate) fn within(&self, text: &[char], from: usize, to: usize) -> bool {
        self.find(text, from, to).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins_at_both_ends() {
        let list = WordList::new(["约", "约为", "大约"]);
        let text: Vec<char> = "面积大约为5".chars().collect();
        assert_eq!(list.at(&text, 2), Some(2));
        assert_eq!(list.at(&text, 3), Some(2));
        assert_eq!(list.before(&text, 4), Some(2));
        assert_eq!(list.before(&text, 5), Some(2));
        assert_eq!(list.find(&text, 0, 4), Some((2, 2)));
        assert_eq!(list.find(&text, 0, 3), None);
    }
}
