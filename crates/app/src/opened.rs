//! A report as it stands: what the file said, what was changed since, and what the engine says of both together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiheng_evidence::Files;
use jiheng_model::document::{Document, Place};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::evidence::Assurance;
use jiheng_model::finding::Finding;
use jiheng_model::statement::StatementId;
use jiheng_reports::digest;
use jiheng_store::{Decision, DecisionAction, Edit, EvidenceItem, Report, Signature};

/// Letters of the check code in each of its two halves.
const CODE_HALF: usize = 4;

/// A report, its document with all changes, and its evaluation.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The record.
    pub report: Report,
    /// The document as it was read from the file.
    pub original: Arc<Document>,
    /// The document with the changes.
    pub document: Document,
    /// What the engine says of it.
    pub evaluation: Evaluation,
    /// All changes, oldest first; undone ones, too.
    pub edits: Vec<Edit>,
    /// What was decided about findings, oldest first.
    pub decisions: Vec<Decision>,
    /// Files beside it, those taken off, too.
    pub beside: Vec<EvidenceItem>,
    /// What of them it is held against.
    pub files: Arc<Files>,
    /// How far each number is proven, in document order.
    pub assurance: Vec<(StatementId, Assurance)>,
    /// Signatures, void ones, too.
    pub signatures: Vec<Signature>,
}

impl Opened {
    /// The texts that are not as in the file any more, each with the sequence number of the change it stems from.
    pub fn texts(&self) -> BTreeMap<Place, &Edit> {
        live(&self.edits)
    }

    /// Where something was changed.
    pub fn changed(&self) -> BTreeSet<Place> {
        self.texts().into_keys().collect()
    }

    /// The year evaluated.
    pub fn year(&self) -> Option<u16> {
        self.evaluation.facts.report.year
    }

    /// What was decided about a finding, oldest first.
    pub fn decisions_of<'a>(&'a self, finding: &'a str) -> impl DoubleEndedIterator<Item = &'a Decision> {
        self.decisions.iter().filter(move |decision| decision.finding == finding)
    }

    /// Why a finding was put aside; `None` when it was not, or counts again.
    pub fn aside(&self, finding: &str) -> Option<&Decision> {
        let counts = |decision: &&Decision| decision.finding == finding && decision.action != DecisionAction::Comment;
        let decided = self.decisions.iter().rfind(counts)?;
        (decided.action == DecisionAction::Ignore).then_some(decided)
    }

    /// Findings that were not put aside.
    pub fn open_findings(&self) -> impl Iterator<Item = &Finding> {
        self.evaluation.judgement.findings.iter().filter(|finding| self.aside(&finding.id).is_none())
    }

    /// The step that undoing would take back, by this author.
    pub fn undoable(&self, author: &str) -> Option<&Edit> {
        self.edits.iter().rev().find(|edit| edit.author == author && edit.undone_ms.is_none())
    }

    /// True when a step was taken back and nothing was done since.
    pub fn is_redoable(&self, author: &str) -> bool {
        let own = || self.edits.iter().filter(|edit| edit.author == author);
        let newest = own().filter(|edit| edit.undone_ms.is_none()).map(|edit| edit.sequence).max();
        own().any(|edit| edit.undone_ms.is_some() && newest.is_none_or(|newest| edit.sequence > newest))
    }

    /// The content in one text, the same for the same content: file, changes, packs. What is signed is its digest.
    pub fn canonical(&self) -> String {
        let mut lines = vec![format!("source {}", self.report.source_digest)];
        lines.extend(
            self.evaluation.packs.iter().map(|pack| format!("pack {} {} {}", pack.id, pack.version, pack.digest)),
        );
        let text = |edit: &Edit| digest::sha256_hex(edit.after.as_deref().unwrap_or_default().as_bytes());
        lines.extend(self.texts().into_iter().map(|(place, edit)| format!("text {place} {}", text(edit))));
        lines.join("\n") + "\n"
    }

    /// What is printed on every page of paper, so that it can be told which content was signed.
    pub fn check_code(&self) -> String {
        check_code(&digest::sha256_hex(self.canonical().as_bytes()))
    }
}

/// The check code of a content's digest.
pub fn check_code(digest: &str) -> String {
    let letters: String = digest.chars().take(2 * CODE_HALF).collect::<String>().to_uppercase();
    let (first, second) = letters.split_at(letters.len().min(CODE_HALF));
    format!("{first}-{second}")
}

/// The last change that stands at each place.
pub(crate) fn live(edits: &[Edit]) -> BTreeMap<Place, &Edit> {
    let standing = edits.iter().filter(|edit| edit.undone_ms.is_none());
    standing.filter_map(|edit| Some((Place::parse(&edit.place)?, edit))).collect()
}
