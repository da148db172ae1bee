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
    /// Header labels of indicator tables.
    pub(crate) indicator_dimension: Vec<String>,
    pub(crate) indicator_name: Vec<String>,
    pub(crate) indicator_target: Vec<String>,
    pub(crate) indicator_result: Vec<String>,
    pub(crate) indicator_unit: Vec<String>,
    pub(crate) indicator_evidence: Vec<String>,
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
            indicator_dimension: vocabulary.list("indicator.dimension").to_vec(),
            indicator_name: vocabulary.list("indicator.name").to_vec(),
            indicator_target: vocabulary.list("indicator.target").to_vec(),
            indicator_result: vocabulary.list("indicator.result").to_vec(),
            indicator_unit: vocabulary.list("indicator.unit").to_vec(),
            indicator_evidence: vocabulary.list("indicator.evidence").to_vec(),
            topics: vocabulary.topics.iter().map(|topic| (topic.zh.clone(), topic.words.clone())).collect(),
        }
    }

    /// The topics a text speaks of, joined by 、.
    pub(crate) fn topics_of(&self, text: &str) -> String {
        let shown = self.topics.iter().filter(|(_, words)| words.iter().any(|word| text.contains(word.as_str())));
        shown.map(|(topic, _)| topic.as_str()).collect::<Vec<_>>().join("、")
    }
}
