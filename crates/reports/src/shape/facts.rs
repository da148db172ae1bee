//! One line of `jiheng facts --format jsonl`: the number register.

use jiheng_model::evaluation::Evaluation;
use jiheng_model::statement::{Statement, WaiverClass};
use schemars::JsonSchema;
use serde::Serialize;

use super::evaluation::{RefusalLine, RegisterShape, SourceShape};
use super::statement::StatementShape;
use crate::coverage::{Coverage, in_document_order};
use crate::input::InputReport;
use crate::names;

/// Name and version of the shape.
const SCHEMA: &str = "jiheng/facts/1";

/// One input of `jiheng facts`: its number register, or why there is none.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum FactsLine<'a> {
    /// The input was read.
    Facts(Box<FactsDocument<'a>>),
    /// The input was refused.
    Refusal(RefusalLine<'a>),
}

/// Every number of one document, with its state and place.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Facts")]
pub(crate) struct FactsDocument<'a> {
    /// Name and version of this shape.
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    /// The input.
    source: SourceShape<'a>,
    /// All statements in document order.
    statements: Vec<RegisteredStatement<'a>>,
    /// Coverage of the numbers.
    register: RegisterShape,
    /// SHA-256 of this line without this member.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    digest: &'static str,
}

/// A statement with what the register knows of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RegisteredStatement")]
pub(crate) struct RegisteredStatement<'a> {
    #[serde(flatten)]
    statement: StatementShape<'a>,
    /// How exactly the writer meant the number.
    #[schemars(extend("enum" = names::approximations()))]
    approximation: &'static str,
    /// Whether a check rests on it, it is no quantity, or no check reached it.
    #[schemars(extend("enum" = ["bound", "waived", "unbound"]))]
    standing: &'static str,
    /// Why it is not a quantity; null for quantities.
    #[schemars(extend("enum" = names::classes()))]
    class: Option<&'static str>,
    /// What is measured.
    measure: &'a str,
    /// What it is said of; empty where none was found.
    subject: &'a str,
    /// Year or span, where known.
    period: Option<&'a str>,
    /// A known restriction of scope.
    scope: Option<&'a str>,
    /// Codes of the rules that used it.
    checked_by: Vec<&'a str>,
}

/// The line for one input, its digest still empty.
pub(crate) fn facts_line(report: &InputReport) -> FactsLine<'_> {
    match &report.outcome {
        Ok(evaluation) => FactsLine::Facts(Box::new(FactsDocument {
            schema: SCHEMA,
            source: SourceShape::new(report, Some(evaluation)),
            statements: registered(evaluation),
            register: RegisterShape::from(&evaluation.register),
            digest: "",
        })),
        Err(refusal) => FactsLine::Refusal(RefusalLine::new(SCHEMA, report, refusal)),
    }
}

fn registered(evaluation: &Evaluation) -> Vec<RegisteredStatement<'_>> {
    let coverage = Coverage::of(evaluation);
    in_document_order(&evaluation.facts).into_iter().map(|statement| one(statement, &coverage)).collect()
}

fn one<'a>(statement: &'a Statement, coverage: &Coverage<'a>) -> RegisteredStatement<'a> {
    RegisteredStatement {
        statement: StatementShape::from(statement),
        approximation: statement.approximation.name(),
        standing: coverage.standing(statement).name(),
        class: statement.class.map(WaiverClass::name),
        measure: &statement.measure,
        subject: &statement.subject,
        period: statement.period.as_deref(),
        scope: statement.scope.as_deref(),
        checked_by: coverage.checked_by(statement.id),
    }
}
