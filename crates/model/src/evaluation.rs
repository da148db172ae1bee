//! All that is known about one report.

use crate::evidence::Evidence;
use crate::finding::{Finding, Hold};
use crate::note::Note;
use crate::relation::Relation;
use crate::statement::{Statement, StatementId};

/// Which report this is, as recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportIdentity {
    /// Name of the department.
    pub entity: Option<String>,
    /// The year evaluated.
    pub year: Option<u16>,
    /// Id of the form definition that fitted.
    pub form: Option<String>,
}

/// What a document states, and what must hold between its statements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactSet {
    /// Which report this is.
    pub report: ReportIdentity,
    /// All statements; the index is the id.
    pub statements: Vec<Statement>,
    /// All relations found.
    pub relations: Vec<Relation>,
    /// What could not be read as facts.
    pub notes: Vec<Note>,
    /// Where reports begin, as indices of blocks, in a document that holds several; else empty.
    pub starts: Vec<u32>,
}

impl FactSet {
    /// The statement of this id.
    pub fn statement(&self, id: StatementId) -> Option<&Statement> {
        self.statements.get(id as usize)
    }

    /// Statements of a fact name, any instance, in document order.
    pub fn of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Statement> {
        self.statements.iter().filter(move |s| s.fact.as_ref().is_some_and(|fact| fact.name == name))
    }
}

/// How far a report has come; decides how hard missing signatures weigh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Still being written.
    #[default]
    Draft,
    /// Handed in.
    Submitted,
}

/// Outcome of all rules over one fact set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// What cannot stand, ordered by severity, then place.
    pub findings: Vec<Finding>,
    /// What was checked and holds, in document order.
    pub holds: Vec<Hold>,
    /// What could not be judged.
    pub notes: Vec<Note>,
}

/// How many digit runs are bound, waived and unbound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// All runs of Arabic digits.
    pub total: u32,
    /// Covered by a statement that a check rests on.
    pub bound: u32,
    /// Not quantities: years, document numbers, list numbers …
    pub waived: u32,
    /// Quantities that no check reached.
    pub unbound: u32,
}

/// Identity of a pack that took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackIdentity {
    /// Pack id, e.g. `national`.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over its files.
    pub digest: String,
}

/// Declared score and grade beside what they should be. Recomputing from indicators comes with frameworks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclaredScore {
    /// Score as written.
    pub declared: Option<String>,
    /// Grade as written.
    pub declared_grade: Option<String>,
    /// Grade of the declared score by the bands in force.
    pub grade: Option<String>,
}

/// The whole result for one document. Same bytes and same packs give the same evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// SHA-256 of the input.
    pub source_digest: String,
    /// Format it was read as.
    pub format: &'static str,
    /// What is stated.
    pub facts: FactSet,
    /// What is wrong and what holds.
    pub judgement: Judgement,
    /// Coverage of the numbers.
    pub register: Register,
    /// Declared score.
    pub score: DeclaredScore,
    /// Packs that took part.
    pub packs: Vec<PackIdentity>,
    /// Notes of all stages.
    pub notes: Vec<Note>,
    /// What was held against other files, where some were handed in.
    pub evidence: Option<Box<Evidence>>,
}
