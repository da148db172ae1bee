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
mod misprints;
mod numeral;
mod numerals;
mod organisation;
mod passage;
mod phrase;
mod relate;
mod scan;
mod scope;
mod sentence;
mod several;
mod similar;
mod spelled;
mod table;
mod traditional;
mod waive;
mod wordlist;

use std::collections::BTreeMap;

use jiheng_model::document::Document;
use jiheng_model::evaluation::FactSet;
use jiheng_packs::PackSet;

pub use lexicon::Lexicon;
pub use lines::from_lines;
pub use numerals::{from_cell, numerals};

/// What the caller decides about the reading.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    /// Overrides the recognised year.
    pub year: Option<u16>,
    /// Lists the numerals in words that are no quantities (三公, 第三季度, 一是) as waived statements, too.
    pub spelled: bool,
    /// The document is one of several reports of a file, so that no further one is looked for.
    pub is_part: bool,
}

/// Reads a document as statements and relations.
pub fn extract(document: &Document, packs: &PackSet, lexicon: &Lexicon, reading: Reading) -> FactSet {
    match traditional::simplified(document) {
        Some(simplified) => {
            let mut facts = read(&simplified, packs, lexicon, reading);
            facts.notes.push(traditional::note());
            facts
        }
        None => read(document, packs, lexicon, reading),
    }
}

/// Everything a document states; of a file with several reports only where each of them begins.
fn read(document: &Document, packs: &PackSet, lexicon: &Lexicon, reading: Reading) -> FactSet {
    let english: BTreeMap<String, String> =
        packs.vocabulary.facts.iter().map(|fact| (fact.id.clone(), fact.en.clone())).collect();
    let mut builder = builder::Builder {
        document,
        lexicon,
        english,
        passages: passage::passages(document),
        mentions: Vec::new(),
        assumed_units: Vec::new(),
        facts: FactSet::default(),
    };
    form::recognise(&mut builder, &packs.forms);
    identity::recognise(&mut builder);
    if !reading.is_part && builder.facts.starts.len() <= 1 {
        let starts = several::starts(&builder);
        if starts.len() > 1 {
            builder.facts.starts = starts;
            return builder.facts;
        }
    }
    if reading.year.is_some() {
        builder.facts.report.year = reading.year;
    }
    scope::assign(&mut builder);
    let mut tables = table::read(&mut builder, &packs.vocabulary);
    sentence::read_all(&mut builder);
    table::separate(&mut builder);
    table::settle_units(&mut builder);
    relate::relate_all(&mut builder);
    table::relate(&mut builder, &mut tables, &packs.vocabulary);
    misprints::settle(&mut builder);
    claims::observe(&mut builder, packs);
    if reading.spelled {
        spelled::list(&mut builder);
    }
    builder.facts
}
