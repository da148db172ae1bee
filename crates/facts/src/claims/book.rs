//! The words of the packs that this room needs, made ready for matching.

use jiheng_packs::vocabulary::Vocabulary;

use super::matcher::ClaimBook;
use super::part::Part;
use crate::wordlist::WordList;

/// Claims, headings and guards.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub(crate) patterns: ClaimBook,
    /// Words of headings with the part they open, the more telling first.
    pub(crate) headings: Vec<(WordList, Part)>,
    /// 上年, 往年: what is said is of another time.
    pub(crate) other_time: WordList,
}

impl Book {
    pub(crate) fn new(vocabulary: &Vocabulary) -> Self {
        let list = |name: &str| WordList::new(vocabulary.list(name).iter().map(String::as_str));
        Self {
            patterns: ClaimBook::new(vocabulary),
            headings: vec![
                (list("heading.results"), Part::Results),
                (list("heading.problems"), Part::Problems),
                (list("heading.measures"), Part::Measures),
                (list("heading.law"), Part::Law),
                (list("heading.goals"), Part::Goals),
            ],
            other_time: list("claim.other_time"),
        }
    }
}
