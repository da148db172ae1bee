//! The words of the packs that this room needs, made ready for matching.

use jiheng_packs::label::Labels;
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
    /// Header labels of indicator tables.
    pub(crate) indicator_dimension: Labels,
    pub(crate) indicator_name: Labels,
    pub(crate) indicator_target: Labels,
    pub(crate) indicator_result: Labels,
    pub(crate) indicator_unit: Labels,
    pub(crate) indicator_evidence: Labels,
    /// What crosses stand for when they are a blank, and lines whose blanks are for the pen.
    pub(crate) placeholder_after: WordList,
    pub(crate) placeholder_sign: WordList,
    /// Words and marks typed twice.
    pub(crate) doubled: WordList,
    /// What follows the name of the body that reports, and how such names end.
    pub(crate) self_after: WordList,
    pub(crate) self_suffix: WordList,
    self_words: Vec<(String, Vec<String>)>,
    /// Headings whose year is that of the report, and those whose year may differ.
    pub(crate) year_of: WordList,
    pub(crate) year_guard: WordList,
    /// Topics with the words that show them.
    topics: Vec<(String, Vec<String>)>,
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
            indicator_dimension: vocabulary.list("indicator.dimension").to_vec().into(),
            indicator_name: vocabulary.list("indicator.name").to_vec().into(),
            indicator_target: vocabulary.list("indicator.target").to_vec().into(),
            indicator_result: vocabulary.list("indicator.result").to_vec().into(),
            indicator_unit: vocabulary.list("indicator.unit").to_vec().into(),
            indicator_evidence: vocabulary.list("indicator.evidence").to_vec().into(),
            placeholder_after: list("placeholder.after"),
            placeholder_sign: list("placeholder.sign"),
            doubled: list("text.doubled"),
            self_after: list("self.after"),
            self_suffix: list("self.suffix"),
            self_words: vocabulary
                .words
                .iter()
                .filter_map(|(name, words)| Some((name.strip_prefix("self.word.")?.to_owned(), words.clone())))
                .collect(),
            year_of: list("heading.year.of"),
            year_guard: list("heading.year.guard"),
            topics: vocabulary.topics.iter().map(|topic| (topic.zh.clone(), topic.words.clone())).collect(),
        }
    }

    /// Words by which this department would not call itself: by the end of its name and by its region.
    pub(crate) fn self_words_of(&self, department: &str) -> WordList {
        let (regions, core) = crate::organisation::split(department);
        let region = |kind: &str| regions.last().is_some_and(|region| region.ends_with(kind));
        // A park or zone inside a county calls itself 我区.
        let zone = core.contains('区');
        let fits = self.self_words.iter().filter(|(end, _)| core.ends_with(end.as_str()) || region(end) && !zone);
        WordList::new(fits.flat_map(|(_, words)| words.iter().map(String::as_str)))
    }

    /// The topics a text speaks of, joined by 、.
    pub(crate) fn topics_of(&self, text: &str) -> String {
        let shown = self.topics.iter().filter(|(_, words)| words.iter().any(|word| text.contains(word.as_str())));
        shown.map(|(topic, _)| topic.as_str()).collect::<Vec<_>>().join("、")
    }
}
