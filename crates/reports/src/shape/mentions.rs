//! Statements inside findings and holds: in full each time, written out once.

use std::cell::OnceCell;

use jiheng_model::evaluation::FactSet;
use jiheng_model::statement::{Statement, StatementId};
use serde::ser::{Error, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::statement::StatementShape;

/// The statements of one document as JSON, each made when it is first asked for. One number is often part of
/// several findings and holds, and a finding must be readable without the number register.
#[derive(Debug)]
pub(crate) struct Printed<'a> {
    facts: &'a FactSet,
    texts: Vec<OnceCell<Box<RawValue>>>,
}

impl<'a> Printed<'a> {
    /// Nothing written out yet.
    pub(crate) fn new(facts: &'a FactSet) -> Self {
        let texts = facts.statements.iter().map(|_| OnceCell::new()).collect();
        Self { facts, texts }
    }

    /// The statement of this id.
    pub(crate) fn statement(&self, id: StatementId) -> Option<&'a Statement> {
        self.facts.statement(id)
    }

    /// `None` for an id that the document does not have.
    fn get(&self, id: StatementId) -> Option<Result<&RawValue, serde_json::Error>> {
        let statement = self.facts.statement(id)?;
        let cell = self.texts.get(id as usize)?;
        Some(written(cell, statement))
    }
}

fn written<'c>(cell: &'c OnceCell<Box<RawValue>>, statement: &Statement) -> Result<&'c RawValue, serde_json::Error> {
    if let Some(text) = cell.get() {
        return Ok(text);
    }
    let text = to_raw_value(&StatementShape::from(statement))?;
    Ok(cell.get_or_init(|| text))
}

/// The statements of a finding or hold, by their ids.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mentions<'a> {
    ids: &'a [StatementId],
    printed: &'a Printed<'a>,
}

impl<'a> Mentions<'a> {
    /// Those of these ids.
    pub(crate) fn new(ids: &'a [StatementId], printed: &'a Printed<'a>) -> Self {
        Self { ids, printed }
    }
}

impl Serialize for Mentions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for text in self.ids.iter().filter_map(|id| self.printed.get(*id)) {
            list.serialize_element(text.map_err(S::Error::custom)?)?;
        }
        list.end()
    }
}
