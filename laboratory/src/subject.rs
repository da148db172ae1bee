//! The engine as the laboratory sees it: bytes in, findings and statements with places out.

use std::path::Path;

use jiheng_engine::{Engine, Options};
use jiheng_model::anchor::Anchor;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::{Finding, Severity};
use jiheng_packs::{PackFile, PackSet};

use crate::render::Place;

/// Families whose findings are about numbers; the others speak of missing parts, persons and signatures.
const ARITHMETIC: [&str; 12] =
    ["SUM", "XREF", "RATE", "COUNT", "GROWTH", "UNIT", "SCORE", "PERIOD", "GOAL", "TEXT", "MONEY", "BASIS"];

/// A finding with all its consequences.
#[derive(Clone, Debug)]
pub struct Alarm {
    pub id: String,
    pub code: String,
    pub severity: Severity,
    pub message: String,
    pub places: Vec<Place>,
    /// Places of the lead finding alone.
    pub lead: Vec<Place>,
    /// Where a repair is proposed.
    pub suggested: Option<Place>,
}

impl Alarm {
    /// An error or a warning about a number.
    pub fn counts(&self) -> bool {
        self.severity >= Severity::Warning && self.is_arithmetic()
    }

    /// It is about a number.
    pub fn is_arithmetic(&self) -> bool {
        ARITHMETIC.iter().any(|family| self.code.split('-').any(|part| part == *family))
    }
}

/// A number as the engine read it.
#[derive(Clone, Debug)]
pub struct Read {
    pub place: Place,
    pub written: String,
    pub unit: Option<String>,
    pub approximation: &'static str,
}

/// What the engine says of a document.
#[derive(Clone, Debug)]
pub struct Answer {
    pub alarms: Vec<Alarm>,
    pub numbers: Vec<Read>,
    /// Digit runs: all, bound, waived, unbound.
    pub register: [u32; 4],
    /// Everything, for comparing two runs.
    pub trace: String,
}

/// Loads the packs of the repository.
///
/// # Errors
/// Why they cannot be loaded.
pub fn packs(root: &Path) -> Result<PackSet, String> {
    let mut files = Vec::new();
    collect(&root.join("packs"), "", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    PackSet::load(files).map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<PackFile>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries.filter_map(Result::ok) {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else {
            let bytes = std::fs::read(entry.path()).map_err(|error| format!("{path}: {error}"))?;
            files.push(PackFile { path, bytes });
        }
    }
    Ok(())
}

/// Evaluates the bytes.
///
/// # Errors
/// Why the engine refused them.
pub fn ask(engine: &Engine<'_>, bytes: &[u8]) -> Result<Answer, String> {
    let evaluation = engine.evaluate(bytes, &Options::default()).map_err(|refused| refused.to_string())?;
    let alarms = evaluation.judgement.findings.iter().map(|finding| alarm(&evaluation, finding)).collect();
    let numbers = evaluation
        .facts
        .statements
        .iter()
        .filter(|statement| statement.state.name() == "number" && statement.class.is_none())
        .map(|statement| Read {
            place: place(&statement.anchor),
            written: statement.written.clone(),
            unit: statement.unit.as_ref().map(|unit| unit.symbol.to_string()),
            approximation: statement.approximation.name(),
        })
        .collect();
    let register = evaluation.register;
    Ok(Answer {
        alarms,
        numbers,
        register: [register.total, register.bound, register.waived, register.unbound],
        trace: format!("{:?}{:?}", evaluation.judgement, evaluation.facts),
    })
}

fn place(anchor: &Anchor) -> Place {
    Place { block: anchor.block, cell: anchor.row.zip(anchor.column), chars: anchor.chars }
}

fn alarm(evaluation: &Evaluation, finding: &Finding) -> Alarm {
    let at = |id: &u32| evaluation.facts.statement(*id).map(|statement| place(&statement.anchor));
    let mut places = Vec::new();
    let mut open = vec![finding];
    let mut severity = finding.severity;
    while let Some(next) = open.pop() {
        severity = severity.max(next.severity);
        places.extend(next.statements.iter().filter_map(at));
        open.extend(&next.consequences);
    }
    Alarm {
        id: finding.id.clone(),
        code: finding.code.clone(),
        severity,
        message: finding.message.zh.clone(),
        places,
        lead: finding.statements.iter().filter_map(at).collect(),
        suggested: finding.suggestion.as_ref().and_then(|suggestion| at(&suggestion.statement)),
    }
}
