//! Words that say how exactly a number is meant: before it (约 近 超过) or after its unit (左右 以上).

use jiheng_model::statement::Approximation;

use crate::lexicon::Lexicon;

/// The word right after `end`: its length and what it says.
pub(super) fn after(text: &[char], end: usize, lexicon: &Lexicon) -> Option<(usize, Approximation)> {
    lexicon.after.iter().find_map(|(words, kind)| words.at(text, end).map(|length| (length, *kind)))
}

/// The word right before `end`, not reaching below `floor`: its length and what it says.
pub(super) fn before(text: &[char], end: usize, floor: usize, lexicon: &Lexicon) -> Option<(usize, Approximation)> {
    lexicon
        .before
        .iter()
        .filter_map(|(words, kind)| words.before(text, end).map(|length| (length, *kind)))
        .filter(|(length, _)| end - length >= floor)
        .max_by_key(|(length, _)| *length)
        .filter(|(length, _)| lexicon.approximation_guard.before(text, end).is_none_or(|guard| guard <= *length))
}
