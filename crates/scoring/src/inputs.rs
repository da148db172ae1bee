//! Where the inputs of a measure come from.

use jiheng_model::evaluation::FactSet;
use jiheng_model::exact::Exact;
use jiheng_model::statement::{Entity, State, Statement, StatementId};
use jiheng_packs::framework::Term;

/// One input: its value, and the statement it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    /// In base units of its dimension.
    pub value: Exact,
    /// Where it stands.
    pub statement: StatementId,
}

/// The department's own figure: from the row of the whole department, else from a field of the form or its text.
///
/// A blank is no figure; explicitly none (无) is zero.
pub(crate) fn of_facts(facts: &FactSet, term: &Term) -> Option<Input> {
    let stated = |entity: Option<Entity>| {
        let fits = move |s: &&Statement| {
            s.entity == entity && s.role == term.role && matches!(s.state, State::Number | State::Nil)
        };
        facts.of(&term.fact).find(fits)
    };
    let statement = stated(Some(Entity::Department)).or_else(|| stated(None))?;
    Some(Input { value: statement.exact()?, statement: statement.id })
}
