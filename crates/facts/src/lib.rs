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
mod organisation;
mod passage;
mod phrase;
mod relate;
mod scan;
mod scope;
mod sentence;
mod several;
mod similar;
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

/// Reads a document as statements and relations. `year` overrides the recognised year.
pub fn extract(document: &Document, packs: &PackSet, lexicon: &Lexicon, year: Option<u16>) -> FactSet {
    match traditional::simplified(document) {
        Some(simplified) => {
            let mut facts = first_report(&simplified, packs, lexicon, year);
            facts.notes.push(traditional::note());
            facts
        }
        None => first_report(document, packs, lexicon, year),
    }
}

/// The statements of the first report of a file; it hardly ever holds another.
fn first_report(document: &Document, packs: &PackSet, lexicon: &Lexicon, year: Option<u16>) -> FactSet {
    let (facts, further) = read(document, packs, lexicon, year);
    let Some(further) = further else { return facts };
    let mut first = document.clone();
    first.blocks.truncate(further.block as usize);
    let (mut facts, _) = read(&first, packs, lexicon, year);
    facts.notes.push(several::note(&further.title));
    facts
}

/// Everything a document states, or where a further report begins in it.
fn read(
    document: &Document,
    packs: &PackSet,
    lexicon: &Lexicon,
    year: Option<u16>,
) -> (FactSet, Option<several::Further>) {
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
    if let Some(further) = several::find(&builder) {
        return (builder.facts, Some(further));
    }
    if year.is_some() {
        builder.facts.report.year = year;
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
    (builder.facts, None)
}
