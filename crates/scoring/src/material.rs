//! What a report is scored from.

use jiheng_model::evaluation::FactSet;
use jiheng_model::evidence::Assurance;
use jiheng_model::scorecard::Given;
use jiheng_model::statement::StatementId;
use jiheng_packs::PackSet;

/// A report, what lies beside it, and the packs that say what things are called.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// What the report states.
    pub facts: &'a FactSet,
    /// Figures from files beside it; they stand for what it does not state.
    pub given: &'a [Given],
    /// How far each number of the report is proven, in document order; empty where nobody asked.
    pub assurance: &'a [(StatementId, Assurance)],
    /// The packs.
    pub packs: &'a PackSet,
}

impl<'a> Material<'a> {
    /// The report alone.
    pub fn of_report(facts: &'a FactSet, packs: &'a PackSet) -> Self {
        Self { facts, given: &[], assurance: &[], packs }
    }

    /// How far a number of the report is proven.
    pub(crate) fn level(&self, id: StatementId) -> Option<Assurance> {
        let at = self.assurance.binary_search_by_key(&id, |(known, _)| *known).ok()?;
        self.assurance.get(at).map(|(_, level)| *level)
    }
}
