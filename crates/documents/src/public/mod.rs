//! The public edition: what the allow-list names and nothing else, and no word of it written while personal data is in it.

mod personal;
mod table;

use jiheng_model::evaluation::FactSet;
use jiheng_model::statement::{State, Statement};
use jiheng_packs::publication::Publication;

use crate::page::Page;

pub use personal::Remains;
pub use table::{COLUMNS, long_table};

/// Characters from which on a name is one.
const NAME_CHARS_MIN: usize = 2;

/// The facts that may be published; every other labelled fact is as if its place were blank.
pub fn published(facts: &FactSet, publication: &Publication, with_evaluators: bool) -> FactSet {
    let mut public = facts.clone();
    for statement in public.statements.iter_mut().filter(|s| !is_public(s, publication, with_evaluators)) {
        statement.state = State::Blank;
        statement.written.clear();
        (statement.value, statement.value_high) = (None, None);
    }
    public
}

/// Words without a fact are part of a text, which is published as a whole or not at all.
fn is_public(statement: &Statement, publication: &Publication, with_evaluators: bool) -> bool {
    statement.fact.as_ref().is_none_or(|fact| publication.allows(&fact.name, with_evaluators))
}

/// Personal data left on a page: telephones, identity numbers, addresses, accounts, and names that are not published.
pub fn remains(page: &Page, facts: &FactSet, publication: &Publication, with_evaluators: bool) -> Vec<Remains> {
    let is_name = |s: &&Statement| {
        let named = s.fact.as_ref().is_some_and(|fact| publication.names.contains(&fact.name));
        named && s.state == State::Text && !is_public(s, publication, with_evaluators)
    };
    let mut names: Vec<String> =
        facts.statements.iter().filter(is_name).map(|s| s.written.split_whitespace().collect::<String>()).collect();
    names.retain(|name| name.chars().count() >= NAME_CHARS_MIN);
    // One who is published under another heading is published.
    let told = facts.statements.iter().filter(|s| s.fact.as_ref().is_some_and(|fact| fact.name == "evaluator.name"));
    let told: Vec<String> = told
        .filter(|s| is_public(s, publication, with_evaluators))
        .map(|s| s.written.split_whitespace().collect())
        .collect();
    names.retain(|name| !told.contains(name));
    personal::scan(page, &names)
}
