//! Document to fact set: every number with what it states, and the relations between statements.
//!
//! Knows no format and no rule. Everything is bounded and linear in the size of the document.
#![deny(clippy::float_arithmetic, clippy::float_cmp, clippy::disallowed_types)]

mod builder;
mod cell;
mod claims;
mod form;
mod grid;
mod identity;
mod label;
mod lexicon;
mod lines;
mod numeral;
mod numerals;
mod organisation;
mod passage;
mod phrase;
mod relate;
mod scan;
mod scope;
mod sentence;
mod similar;
mod table;
mod waive;
mod wordlist;

use std::collections::BTreeMap;

use jiheng_model::document::Document;
use jiheng_model::evaluation::FactSet;
use jiheng_packs::PackSet;

pub use lexicon::Lexicon;
pub use lines::from_lines;
pub use numerals::{from_cell, numerals};

/// Reads a document as statements and relations. `year` overrides the recognised year.
pub fn extract(document: &Document, packs: &PackSet, lexicon: &Lexicon, year: Option<u16>) -> FactSet {
    let english: BTreeMap<String, String> =
        packs.vocabulary.facts.iter().map(|fact| (fact.id.clone(), fact.en.clone())).collect();
    let mut builder = builder::Builder {
        document,
        lexicon,
        english,
        passages: passage::passages(document),
        mentions: Vec::new(),
        facts: FactSet::default(),
    };
    form::recognise(&mut builder, &packs.forms);
    identity::recognise(&mut builder);
    if year.is_some() {
        builder.facts.report.year = year;
    }
    scope::assign(&mut builder);
    let tables = table::read(&mut builder, &packs.vocabulary);
    sentence::read_all(&mut builder);
    table::separate(&mut builder);
    relate::relate_all(&mut builder);
    table::relate(&mut builder, &tables, &packs.vocabulary);
    claims::observe(&mut builder, packs);
    builder.facts
}
