//! Findings, holds and notes as printed.

use jiheng_model::finding::{Finding, Hold};
use jiheng_model::note::Note;
use schemars::JsonSchema;
use serde::Serialize;

use super::AnchorShape;
use super::mentions::{Mentions, Printed};
use super::repair::RepairShape;
use super::statement::StatementShape;
use crate::names;

/// Something in the report that cannot stand, with its places and the arithmetic.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub(crate) struct FindingShape<'a> {
    /// Stable fingerprint: it does not change when the finding moves within the document.
    id: &'a str,
    /// Code of the rule; `jiheng explain CODE` tells why.
    code: &'a str,
    /// `error` must be mended before sign-off, `warning` mend or explain, `notice` for information.
    #[schemars(extend("enum" = names::severities()))]
    severity: &'static str,
    /// What is wrong, Chinese.
    message: &'a str,
    /// What is wrong, English.
    message_en: &'a str,
    /// What to do, Chinese.
    remedy: &'a str,
    /// What to do, English.
    remedy_en: &'a str,
    /// Legal sources, as ids of the packs.
    sources: &'a [String],
    /// The places involved.
    #[schemars(with = "Vec<StatementShape<'a>>")]
    statements: Mentions<'a>,
    /// The arithmetic in the document's own numbers.
    calculation: &'a str,
    /// Absolute difference in the statements' unit.
    difference: Option<&'a str>,
    /// The most that rounding could explain, in the statements' unit.
    allowed: Option<&'a str>,
    /// A mechanical proposal, only when it is the only one.
    suggestion: Option<SuggestionShape<'a>>,
    /// Changes that would make it hold, the likeliest first; at most three.
    repairs: Vec<RepairShape<'a>>,
    /// The one question whose answer settles it, Chinese.
    question: Option<&'a str>,
    /// The one question whose answer settles it, English.
    question_en: Option<&'a str>,
    /// Findings that follow from the same cause.
    consequences: Vec<FindingShape<'a>>,
}

/// Write `written` at this statement.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Suggestion")]
pub(crate) struct SuggestionShape<'a> {
    /// Id of the statement to change.
    statement: u32,
    /// What to write there instead.
    written: &'a str,
}

/// Something that was checked and holds.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Hold")]
pub(crate) struct HoldShape<'a> {
    /// Code of the rule.
    code: &'a str,
    /// How well it holds: on the printed digits, within rounding, or only if digits were cut off.
    #[schemars(extend("enum" = names::verdicts()))]
    verdict: &'static str,
    /// The places involved.
    #[schemars(with = "Vec<StatementShape<'a>>")]
    statements: Mentions<'a>,
    /// The arithmetic in the document's own numbers.
    calculation: &'a str,
}

/// What could not be read or judged.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Note")]
pub(crate) struct NoteShape<'a> {
    /// Stable kind.
    kind: &'a str,
    /// What happened and what to do, Chinese.
    message: &'a str,
    /// What happened and what to do, English.
    message_en: &'a str,
    /// Where, when it has a place.
    anchor: Option<AnchorShape<'a>>,
}

impl<'a> FindingShape<'a> {
    pub(crate) fn new(finding: &'a Finding, printed: &'a Printed<'a>) -> Self {
        Self {
            id: &finding.id,
            code: &finding.code,
            severity: finding.severity.name(),
            message: &finding.message.zh,
            message_en: &finding.message.en,
            remedy: &finding.remedy.zh,
            remedy_en: &finding.remedy.en,
            sources: &finding.sources,
            statements: Mentions::new(&finding.statements, printed),
            calculation: &finding.calculation,
            difference: finding.difference.as_deref(),
            allowed: finding.allowed.as_deref(),
            suggestion: finding
                .suggestion
                .as_ref()
                .map(|suggestion| SuggestionShape { statement: suggestion.statement, written: &suggestion.written }),
            repairs: finding.repairs.iter().map(RepairShape::from).collect(),
            question: finding.question.as_ref().map(|question| question.zh.as_str()),
            question_en: finding.question.as_ref().map(|question| question.en.as_str()),
            consequences: finding.consequences.iter().map(|next| Self::new(next, printed)).collect(),
        }
    }
}

impl<'a> HoldShape<'a> {
    pub(crate) fn new(hold: &'a Hold, printed: &'a Printed<'a>) -> Self {
        Self {
            code: &hold.code,
            verdict: hold.verdict.name(),
            statements: Mentions::new(&hold.statements, printed),
            calculation: &hold.calculation,
        }
    }
}

impl<'a> From<&'a Note> for NoteShape<'a> {
    fn from(note: &'a Note) -> Self {
        Self {
            kind: &note.kind,
            message: &note.message.zh,
            message_en: &note.message.en,
            anchor: note.anchor.as_ref().map(AnchorShape::from),
        }
    }
}
