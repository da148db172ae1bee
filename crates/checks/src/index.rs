//! What every check looks up, found once per document: statements by fact, relations by kind, sides of numbers.

use std::collections::HashMap;

use jiheng_model::evaluation::FactSet;
use jiheng_model::relation::Relation;
use jiheng_model::statement::{State, Statement, StatementId};

use crate::compare::Side;
use crate::native::{Indicator, indicators};

/// The lookups of one document.
pub(crate) struct Index<'a> {
    by_fact: HashMap<&'a str, Vec<&'a Statement>>,
    by_kind: HashMap<&'static str, Vec<u32>>,
    sides: Vec<Side>,
    /// Where in `sides` a statement's stands, plus one; 0 for none.
    slots: Vec<u32>,
    indicators: Vec<Indicator<'a>>,
}

impl<'a> Index<'a> {
    /// Looks at every statement and relation once.
    pub(crate) fn new(facts: &'a FactSet) -> Self {
        let mut by_fact: HashMap<&str, Vec<&Statement>> = HashMap::with_capacity(64);
        let mut sides = Vec::new();
        let mut slots = vec![0; facts.statements.len()];
        for (statement, slot) in facts.statements.iter().zip(&mut slots) {
            if let Some(fact) = &statement.fact {
                by_fact.entry(&fact.name).or_default().push(statement);
            }
            let counts = statement.class.is_none() && matches!(statement.state, State::Number | State::Nil);
            if let Some(side) = Some(statement).filter(|_| counts).and_then(Side::of) {
                sides.push(side);
                *slot = u32::try_from(sides.len()).unwrap_or(0);
            }
        }
        let mut by_kind: HashMap<&'static str, Vec<u32>> = HashMap::with_capacity(16);
        for (at, relation) in (0_u32..).zip(&facts.relations) {
            by_kind.entry(relation.kind.name()).or_default().push(at);
        }
        Self { by_fact, by_kind, sides, slots, indicators: indicators(facts) }
    }

    /// All indicators of the report.
    pub(crate) fn indicators(&self) -> &[Indicator<'a>] {
        &self.indicators
    }

    /// Statements of a fact name, any instance, in document order.
    pub(crate) fn of(&self, name: &str) -> &[&'a Statement] {
        self.by_fact.get(name).map_or(&[], Vec::as_slice)
    }

    /// Indices of the relations of this kind.
    pub(crate) fn kind(&self, name: &str) -> &[u32] {
        self.by_kind.get(name).map_or(&[], Vec::as_slice)
    }

    /// The side of a statement; `None` for blanks and words.
    pub(crate) fn side(&self, id: StatementId) -> Option<&Side> {
        let slot = self.slots.get(id as usize)?.checked_sub(1)?;
        self.sides.get(slot as usize)
    }
}

/// The relation at an index, with the index.
pub(crate) fn relation_at(facts: &FactSet, at: u32) -> Option<(u32, &Relation)> {
    facts.relations.get(at as usize).map(|relation| (at, relation))
}
