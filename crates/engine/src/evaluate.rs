//! One document through all stages.

use std::sync::Arc;

use jiheng_evidence::{Beside, Files};
use jiheng_facts::{Lexicon, Reading};
use jiheng_model::document::Document;
use jiheng_model::evaluation::{DeclaredScore, Evaluation, FactSet, Stage};
use jiheng_model::statement::State;
use jiheng_model::text::Bilingual;
use jiheng_packs::PackSet;
use jiheng_readers::Limits;

use crate::several::{self, Together};
use crate::{digest, register};

/// What the caller decides.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How far the report has come.
    pub stage: Stage,
    /// Overrides the recognised year.
    pub year: Option<u16>,
    /// Limits of the readers.
    pub limits: Limits,
    /// Lists numerals in words that are no quantities (三公, 一是), too: wanted by the number register.
    pub spelled: bool,
    /// What lies beside the report: registers, accounts, last year's report.
    pub beside: Arc<Files>,
}

impl Options {
    /// What of it concerns the reading of facts.
    pub(crate) fn reading(&self) -> Reading {
        Reading { year: self.year, spelled: self.spelled, is_part: false }
    }
}

/// Why an input was not evaluated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {}", message.en)]
pub struct Refused {
    /// Stable kind.
    pub kind: &'static str,
    /// What happened and what to do.
    pub message: Bilingual,
}

/// Packs made ready once, for many documents.
#[derive(Clone, Debug)]
pub struct Engine<'p> {
    packs: &'p PackSet,
    lexicon: Lexicon,
}

impl<'p> Engine<'p> {
    /// Prepares the vocabulary of the packs.
    pub fn new(packs: &'p PackSet) -> Self {
        Self { packs, lexicon: Lexicon::new(&packs.vocabulary) }
    }

    /// Evaluates one document.
    ///
    /// # Errors
    /// The reader's reason when the file cannot be read at all.
    pub fn evaluate(&self, bytes: &[u8], options: &Options) -> Result<Evaluation, Refused> {
        let document = jiheng_readers::read(bytes, &options.limits)
            .map_err(|error| Refused { kind: error.kind(), message: error.message() })?;
        Ok(self.evaluate_document(&document, digest::sha256(bytes), options))
    }

    /// Evaluates a document that was read elsewhere, from bytes with this digest.
    pub fn evaluate_document(&self, document: &Document, source_digest: String, options: &Options) -> Evaluation {
        let facts = jiheng_facts::extract(document, self.packs, &self.lexicon, options.reading());
        let mut evidence = None;
        let Together { facts, judgement, register } = if facts.starts.len() > 1 {
            several::evaluate(self, document, &facts.starts, options)
        } else {
            let mut judgement = jiheng_checks::judge(&facts, self.packs, options.stage);
            if !options.beside.is_empty() {
                let beside = Beside { facts: &facts, document, packs: self.packs, stage: options.stage };
                evidence = Some(Box::new(jiheng_evidence::hold(&beside, &options.beside, &mut judgement)));
            }
            let register = register::count(&facts, &judgement);
            Together { facts, judgement, register }
        };
        let notes = document.notes.iter().chain(&facts.notes).chain(&judgement.notes).cloned().collect();
        Evaluation {
            source_digest,
            format: document.format.name(),
            register,
            score: declared(&facts, self.packs),
            packs: self.packs.identities(),
            facts,
            judgement,
            notes,
            evidence,
        }
    }

    /// The vocabulary in matching form.
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    pub(crate) fn packs(&self) -> &'p PackSet {
        self.packs
    }
}

/// Evaluates one document with packs that are used once.
///
/// # Errors
/// The reader's reason when the file cannot be read at all.
pub fn evaluate(bytes: &[u8], packs: &PackSet, options: &Options) -> Result<Evaluation, Refused> {
    Engine::new(packs).evaluate(bytes, options)
}

fn declared(facts: &FactSet, packs: &PackSet) -> DeclaredScore {
    let score = facts.of("score.total").find(|s| s.state == State::Number);
    let grade = facts.of("score.grade").find(|s| s.state == State::Text);
    let band = score.and_then(|s| s.value).and_then(|value| packs.bands.grade(value.to_exact()));
    DeclaredScore {
        declared: score.map(|s| s.written.clone()),
        declared_grade: grade.map(|s| s.written.trim().to_owned()),
        grade: band.map(str::to_owned),
    }
}
