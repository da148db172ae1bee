//! What stands around a number of the report: its clause, its sentence and the one before.

use std::collections::BTreeMap;

use jiheng_model::anchor::Anchor;
use jiheng_model::document::Document;
use jiheng_model::statement::Statement;

/// Marks that end a clause.
const CLAUSE_ENDS: [char; 12] = ['，', ',', '。', '；', ';', '：', ':', '！', '？', '\n', '（', '）'];
/// Marks that end a sentence.
const SENTENCE_ENDS: [char; 5] = ['。', '；', '！', '？', '\n'];

/// The words around a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Passage {
    /// The clause without the number and its unit.
    pub(crate) clause: String,
    /// The sentence up to the number.
    pub(crate) sentence: String,
    /// The sentence before.
    pub(crate) before: String,
}

/// Texts of a document, each taken out once.
pub(crate) struct Passages<'d> {
    document: &'d Document,
    texts: BTreeMap<(u32, Option<u32>, Option<u32>), Vec<char>>,
}

impl<'d> Passages<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        Self { document, texts: BTreeMap::new() }
    }

    /// What stands around a statement.
    pub(crate) fn around(&mut self, statement: &Statement) -> Passage {
        let anchor = &statement.anchor;
        let document = self.document;
        let text = self.texts.entry((anchor.block, anchor.row, anchor.column)).or_insert_with(|| {
            document.anchored_text(&Anchor { chars: (0, u32::MAX), ..anchor.clone() }).chars().collect()
        });
        passage(text, anchor.chars.0 as usize, anchor.chars.1 as usize)
    }
}

fn passage(text: &[char], from: usize, to: usize) -> Passage {
    let (from, to) = (from.min(text.len()), to.min(text.len()).max(from.min(text.len())));
    let head = text.get(..from).unwrap_or_default();
    let tail = text.get(to..).unwrap_or_default();
    let after_last = |ends: &[char], head: &[char]| head.iter().rposition(|c| ends.contains(c)).map_or(0, |at| at + 1);
    let clause_from = after_last(&CLAUSE_ENDS, head);
    let clause_to = tail.iter().position(|c| CLAUSE_ENDS.contains(c)).unwrap_or(tail.len());
    let sentence_from = after_last(&SENTENCE_ENDS, head);
    let earlier = head.get(..sentence_from.saturating_sub(1)).unwrap_or_default();
    let before_from = after_last(&SENTENCE_ENDS, earlier);
    let joined = |chars: &[char]| chars.iter().collect::<String>();
    let clause =
        joined(head.get(clause_from..).unwrap_or_default()) + &joined(tail.get(..clause_to).unwrap_or_default());
    Passage {
        clause,
        sentence: joined(head.get(sentence_from..).unwrap_or_default()),
        before: joined(earlier.get(before_from..).unwrap_or_default()),
    }
}

/// Years that stand in a text, each once.
pub(crate) fn years_in(text: &str) -> Vec<u16> {
    let mut years = Vec::new();
    for run in text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4) {
        if let Some(year) = run.parse().ok().filter(|year| (1949..=2199).contains(year))
            && !years.contains(&year)
        {
            years.push(year);
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_its_clause_its_sentence_and_the_one_before() {
        let text: Vec<char> = "全区闲置土地19宗，面积1187亩。截至年底已销号18宗，占多数。".chars().collect();
        let at = text.iter().collect::<String>().chars().position(|c| c == '销').unwrap() + 2;
        let passage = passage(&text, at, at + 3);
        assert_eq!(passage.clause, "截至年底已销号");
        assert_eq!(passage.sentence, "截至年底已销号");
        assert_eq!(passage.before, "全区闲置土地19宗，面积1187亩");
    }

    #[test]
    fn years_stand_alone() {
        assert_eq!(years_in("2021年台账（2021）-20210305"), [2021]);
        assert_eq!(years_in("2020—2021年"), [2020, 2021]);
    }
}
