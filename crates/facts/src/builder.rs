//! The fact set while it is being gathered.

use std::collections::BTreeMap;

use jiheng_model::document::Document;
use jiheng_model::evaluation::FactSet;
use jiheng_model::relation::{Origin, Relation, RelationKind};
use jiheng_model::statement::{Approximation, Role, State, Statement, StatementId};
use jiheng_model::text::Bilingual;

use crate::lexicon::Lexicon;
use crate::passage::Passage;
use crate::scan::Mention;

/// Statements and relations gathered so far, with what they are gathered from.
pub(crate) struct Builder<'a> {
    pub(crate) document: &'a Document,
    pub(crate) lexicon: &'a Lexicon,
    /// English labels of fact ids.
    pub(crate) english: BTreeMap<String, String>,
    pub(crate) passages: Vec<Passage>,
    /// Mentions of each passage, in the order of `passages`.
    pub(crate) mentions: Vec<Vec<Mention>>,
    /// Amounts of tables that name no unit, in the unit their form has.
    pub(crate) assumed_units: Vec<StatementId>,
    pub(crate) facts: FactSet,
}

/// Relations of one sentence; more are not looked back at.
const RELATIONS_COMPARED: usize = 24;

impl Builder<'_> {
    /// Adds a statement and gives it its id.
    pub(crate) fn state(&mut self, mut statement: Statement) -> StatementId {
        let id = StatementId::try_from(self.facts.statements.len()).unwrap_or(StatementId::MAX);
        statement.id = id;
        self.facts.statements.push(statement);
        id
    }

    /// Adds a relation, unless another room has just said the same as surely.
    pub(crate) fn relate(&mut self, kind: RelationKind, origin: Origin, strong: bool) {
        let said = |known: &Relation| known.kind == kind && (known.strong || !strong);
        if self.facts.relations.iter().rev().take(RELATIONS_COMPARED).any(said) {
            return;
        }
        self.facts.relations.push(Relation { kind, origin, strong });
    }

    pub(crate) fn get(&self, id: StatementId) -> Option<&Statement> {
        self.facts.statements.get(id as usize)
    }

    pub(crate) fn get_mut(&mut self, id: StatementId) -> Option<&mut Statement> {
        self.facts.statements.get_mut(id as usize)
    }

    /// A statement without meaning yet, for characters `from..to` of a passage.
    pub(crate) fn blank_statement(&self, passage: &Passage, from: usize, to: usize) -> Statement {
        let chars = (offset(passage.base + from), offset(passage.base + to));
        Statement {
            id: 0,
            fact: None,
            entity: None,
            role: passage.role.unwrap_or(Role::Actual),
            written: passage.text.get(from..to).unwrap_or_default().iter().collect(),
            state: State::Text,
            value: None,
            value_high: None,
            unit: None,
            approximation: Approximation::None,
            measure: String::new(),
            subject: String::new(),
            period: None,
            scope: None,
            class: None,
            place: Bilingual::default(),
            anchor: self.document.anchor((passage.block, passage.cell), &passage.span, chars),
            digit_runs: 0,
        }
    }
}

/// A character offset as anchors carry it.
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
