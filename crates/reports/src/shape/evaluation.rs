//! One line of `jiheng check --format jsonl`.

use jiheng_model::evaluation::{Evaluation, PackIdentity, Register, ReportIdentity};
use schemars::JsonSchema;
use serde::Serialize;

use super::evidence::EvidenceShape;
use super::finding::{FindingShape, HoldShape, NoteShape};
use super::mentions::Printed;
use crate::input::{InputReport, Refusal};
use crate::names;

/// Name and version of the shape; a member may be added within a version, none is removed or changed.
const SCHEMA: &str = "jiheng/evaluation/1";

/// One input of `jiheng check`: an evaluation, or why there is none.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum CheckLine<'a> {
    /// The input was read and judged.
    Evaluation(Box<EvaluationLine<'a>>),
    /// The input was refused.
    Refusal(RefusalLine<'a>),
}

/// The whole result for one document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Evaluation")]
pub(crate) struct EvaluationLine<'a> {
    /// Name and version of this shape.
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    /// Version of the engine.
    engine: &'static str,
    /// Packs that took part.
    packs: Vec<PackShape<'a>>,
    /// The input.
    source: SourceShape<'a>,
    /// Which report this is, as recognised.
    report: ReportShape<'a>,
    /// What is wrong, ordered by severity, then place.
    findings: Vec<FindingShape<'a>>,
    /// What was checked and holds, in document order.
    holds: Vec<HoldShape<'a>>,
    /// Coverage of the numbers.
    register: RegisterShape,
    /// Declared score and grade beside what they should be.
    scorecard: ScorecardShape<'a>,
    /// What the report was held against; absent where nothing was handed in beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<EvidenceShape<'a>>,
    /// What could not be read or judged.
    notes: Vec<NoteShape<'a>>,
    /// SHA-256 of this line without this member.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    digest: &'static str,
}

/// An input that was not evaluated.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Refusal")]
pub(crate) struct RefusalLine<'a> {
    /// Name and version of this shape.
    schema: &'static str,
    /// Version of the engine.
    engine: &'static str,
    /// The input.
    source: SourceShape<'a>,
    /// Why it was not evaluated, and what to do.
    error: ErrorShape<'a>,
    /// SHA-256 of this line without this member.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    digest: &'static str,
}

/// Identity of a pack.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Pack")]
pub(crate) struct PackShape<'a> {
    /// Pack id.
    id: &'a str,
    /// Its version.
    version: &'a str,
    /// SHA-256 over its files.
    digest: &'a str,
}

/// The input.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Source")]
pub(crate) struct SourceShape<'a> {
    /// Path as given, or as found below a folder or in a zip that was given: `a.zip/inner/name.docx`.
    path: &'a str,
    /// Format it was read as; null when it was refused.
    #[schemars(extend("enum" = names::formats().map(Some).into_iter().chain([None]).collect::<Vec<_>>()))]
    format: Option<&'a str>,
    /// Size in bytes.
    bytes: u64,
    /// SHA-256 of the bytes; null when they were not read.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    sha256: Option<&'a str>,
}

/// Which report this is, as recognised.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Report")]
pub(crate) struct ReportShape<'a> {
    /// Name of the department.
    entity: Option<&'a str>,
    /// The year evaluated.
    year: Option<u16>,
    /// Id of the form that fitted.
    form: Option<&'a str>,
}

/// Runs of Arabic digits by what became of them; the last three add up to the first.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Register")]
pub(crate) struct RegisterShape {
    /// All runs of Arabic digits.
    total: u32,
    /// Covered by a statement that a check rests on.
    bound: u32,
    /// Not quantities.
    waived: u32,
    /// Quantities that no check reached.
    unbound: u32,
}

/// Declared score and grade beside what they should be.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Scorecard")]
pub(crate) struct ScorecardShape<'a> {
    /// Score as written.
    declared: Option<&'a str>,
    /// Grade as written.
    declared_grade: Option<&'a str>,
    /// Score recomputed from the indicators; null until a framework is applied.
    recomputed: Option<String>,
    /// Grade that the declared score earns by the bands in force.
    grade: Option<&'a str>,
    /// Points by indicator; empty until a framework is applied.
    lines: Vec<serde_json::Value>,
}

/// Why an input was not evaluated.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Error")]
pub(crate) struct ErrorShape<'a> {
    /// Stable kind.
    kind: &'a str,
    /// What happened and what to do, Chinese.
    message: &'a str,
    /// What happened and what to do, English.
    message_en: &'a str,
}

/// The line for a refused input, its digest still empty.
pub(crate) fn refusal_line<'a>(report: &'a InputReport, refusal: &'a Refusal) -> CheckLine<'a> {
    CheckLine::Refusal(RefusalLine::new(SCHEMA, report, refusal))
}

/// The line for one evaluation, its digest still empty; `printed` holds its statements.
pub(crate) fn evaluation_line<'a>(
    report: &'a InputReport,
    evaluation: &'a Evaluation,
    printed: &'a Printed<'a>,
) -> CheckLine<'a> {
    let facts = &evaluation.facts;
    CheckLine::Evaluation(Box::new(EvaluationLine {
        schema: SCHEMA,
        engine: crate::json::ENGINE,
        packs: evaluation.packs.iter().map(PackShape::from).collect(),
        source: SourceShape::new(report, Some(evaluation)),
        report: ReportShape::from(&facts.report),
        findings: evaluation.judgement.findings.iter().map(|finding| FindingShape::new(finding, printed)).collect(),
        holds: evaluation.judgement.holds.iter().map(|hold| HoldShape::new(hold, printed)).collect(),
        register: RegisterShape::from(&evaluation.register),
        scorecard: ScorecardShape {
            declared: evaluation.score.declared.as_deref(),
            declared_grade: evaluation.score.declared_grade.as_deref(),
            recomputed: None,
            grade: evaluation.score.grade.as_deref(),
            lines: Vec::new(),
        },
        evidence: evaluation.evidence.as_deref().map(|evidence| EvidenceShape::new(evidence, printed)),
        notes: evaluation.notes.iter().map(NoteShape::from).collect(),
        digest: "",
    }))
}

impl<'a> RefusalLine<'a> {
    pub(crate) fn new(schema: &'static str, report: &'a InputReport, refusal: &'a Refusal) -> Self {
        Self {
            schema,
            engine: crate::json::ENGINE,
            source: SourceShape::new(report, None),
            error: ErrorShape { kind: &refusal.kind, message: &refusal.message.zh, message_en: &refusal.message.en },
            digest: "",
        }
    }
}

impl<'a> SourceShape<'a> {
    pub(crate) fn new(report: &'a InputReport, evaluation: Option<&'a Evaluation>) -> Self {
        Self {
            path: &report.path,
            format: evaluation.map(|evaluation| evaluation.format),
            bytes: report.bytes,
            sha256: report.sha256.as_deref().or(evaluation.map(|evaluation| evaluation.source_digest.as_str())),
        }
    }
}

impl<'a> From<&'a PackIdentity> for PackShape<'a> {
    fn from(pack: &'a PackIdentity) -> Self {
        Self { id: &pack.id, version: &pack.version, digest: &pack.digest }
    }
}

impl<'a> From<&'a ReportIdentity> for ReportShape<'a> {
    fn from(report: &'a ReportIdentity) -> Self {
        Self { entity: report.entity.as_deref(), year: report.year, form: report.form.as_deref() }
    }
}

impl From<&Register> for RegisterShape {
    fn from(register: &Register) -> Self {
        let Register { total, bound, waived, unbound } = *register;
        Self { total, bound, waived, unbound }
    }
}
