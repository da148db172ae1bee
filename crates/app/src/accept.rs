//! A repair is taken: its changes, and the totals and shares that follow, are written into the texts as one step.

use std::collections::BTreeMap;

use jiheng_engine::{Choice, Options, Wanted};
use jiheng_model::document::Place;
use jiheng_model::evaluation::FactSet;
use jiheng_model::repair::Change;
use jiheng_model::statement::{Statement, StatementId};

use crate::error::AppError;
use crate::opened::Opened;
use crate::workbench::{Asking, Workbench};
use crate::write_texts::{NewText, Written};

/// Characters that are exchanged, from and to, and what comes there.
type Exchange = ((u32, u32), String);

impl Workbench {
    /// Takes the repair of a finding that changes this statement.
    ///
    /// # Errors
    /// When there is no such finding or repair any more, or a number of it cannot be written.
    pub async fn accept(
        &self,
        asking: &Asking,
        id: &str,
        finding: &str,
        statement: StatementId,
    ) -> Result<Written, AppError> {
        let opened = self.open(id).await?;
        let wanted = Wanted { mechanical: false, choices: vec![Choice { finding: finding.to_owned(), statement }] };
        let texts = self.corrected(&opened, &wanted)?;
        self.write_texts(asking, id, texts, "accepted", Some(finding)).await
    }

    fn corrected(&self, opened: &Opened, wanted: &Wanted) -> Result<Vec<NewText>, AppError> {
        let facts = &opened.evaluation.facts;
        let writable = |change: &Change| replacement(opened, facts, change).is_some();
        let engine = self.workshop.engine();
        let correction = engine
            .correct(&opened.evaluation, &Options::default(), wanted, &writable)
            .map_err(|not| AppError::Refused(not.message))?;
        let mut by_place: BTreeMap<Place, Vec<Exchange>> = BTreeMap::new();
        for change in correction.all() {
            if let Some((place, chars, new)) = replacement(opened, facts, change) {
                by_place.entry(place).or_default().push((chars, new));
            }
        }
        let texts = opened.texts();
        let text = |(place, mut changes): (Place, Vec<Exchange>)| {
            changes.sort_by_key(|(chars, _)| *chars);
            let old = opened.document.text_at(place).unwrap_or_default();
            let base = texts.get(&place).map_or(0, |edit| edit.sequence);
            NewText { place, base, text: exchanged(old, &changes) }
        };
        Ok(by_place.into_iter().map(text).collect())
    }
}

/// The characters of a place that a change exchanges, and what comes there.
fn replacement(opened: &Opened, facts: &FactSet, change: &Change) -> Option<(Place, (u32, u32), String)> {
    let statement: &Statement = facts.statement(change.statement)?;
    let (range, new) = jiheng_markup::respelled(&opened.document, statement, change)?;
    let anchor = &statement.anchor;
    let place = Place { block: anchor.block, cell: anchor.row.zip(anchor.column) };
    Some((place, range, new))
}

/// A text with some of its characters exchanged; the changes are in order and do not overlap.
fn exchanged(text: &str, changes: &[Exchange]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let part = |from: usize, to: usize| chars.get(from..to).unwrap_or_default().iter().collect::<String>();
    let mut new = String::with_capacity(text.len());
    let mut done = 0;
    for ((from, to), replacement) in changes {
        let (from, to) = (*from as usize, *to as usize);
        if from >= done {
            new.push_str(&part(done, from));
            new.push_str(replacement);
            done = to;
        }
    }
    new + &part(done, chars.len())
}

#[cfg(test)]
mod tests {
    use super::exchanged;

    #[test]
    fn characters_are_exchanged_where_they_stand() {
        for (text, changes, new) in [
            ("共721.85万元", vec![((1, 7), "719.70")], "共719.70万元"),
            ("共5元，占5%", vec![((1, 2), "16"), ((5, 6), "7.5")], "共16元，占7.5%"),
            ("共5元", vec![], "共5元"),
            ("5", vec![((0, 1), "")], ""),
            ("共5元", vec![((1, 2), "6"), ((1, 2), "7")], "共6元"),
        ] {
            let changes: Vec<_> = changes.into_iter().map(|(chars, new)| (chars, new.to_owned())).collect();
            assert_eq!(exchanged(text, &changes), new);
        }
    }
}
