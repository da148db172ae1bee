//! Words around the names of figures.

use crate::wordlist::WordList;

/// The lists `name.*` that are no names themselves.
#[derive(Clone, Debug)]
pub(crate) struct NameWords {
    /// 其余, 余下: the number has no name before it.
    pub(crate) rest: WordList,
    /// 全年, 决算: the number is of the whole year.
    pub(crate) whole_year: WordList,
    /// 截至年底: what follows is of the whole year, unless a part of it is named.
    pub(crate) year_end: WordList,
    pub(crate) year_part: WordList,
    /// What a title may end with and be the same.
    pub(crate) title_tail: Vec<String>,
    /// （万元）: the unit behind the name of a row or column.
    pub(crate) unit_tail: Vec<String>,
    /// Measure words that count people.
    pub(crate) staff_unit: WordList,
}

impl NameWords {
    pub(super) fn new(words: impl Fn(&str) -> Vec<String>) -> Self {
        let list = |name: &str| WordList::new(words(name).iter().map(String::as_str));
        Self {
            rest: list("name.rest"),
            whole_year: list("name.year.whole"),
            year_end: list("name.year.end"),
            year_part: list("name.year.part"),
            title_tail: words("name.title.tail"),
            unit_tail: words("name.unit.tail"),
            staff_unit: list("name.staff.unit"),
        }
    }
}
