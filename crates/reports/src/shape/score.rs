//! The points of one report as printed by `jiheng score --format json`.

use jiheng_model::evaluation::FactSet;
use jiheng_model::scorecard::{Line, Outcome, Scorecard};
use schemars::JsonSchema;
use serde::Serialize;

use super::statement::StatementShape;

/// Name and version of the shape.
const SCHEMA: &str = "jiheng/score/1";

/// The points of a report by one framework.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Score")]
pub(crate) struct ScoreDocument<'a> {
    /// Name and version of this shape.
    #[schemars(extend("const" = SCHEMA))]
    schema: &'static str,
    /// Path of the report.
    path: &'a str,
    /// Id of the framework.
    framework: &'a str,
    /// Its title, Chinese.
    title: &'a str,
    /// Its title, English.
    title_en: &'a str,
    /// Full points.
    full: String,
    /// The score that the report declares; null without one.
    declared: Option<String>,
    /// Points that could be computed.
    computed: String,
    /// Full points of the indicators that could be computed.
    computed_of: String,
    /// A line for each indicator.
    lines: Vec<ScoreLine<'a>>,
}

/// One indicator.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreLine")]
pub(crate) struct ScoreLine<'a> {
    /// Id within the framework.
    id: &'a str,
    /// Its name, Chinese.
    name: &'a str,
    /// Its name, English.
    name_en: &'a str,
    /// Groups it stands in, broad to narrow.
    group: &'a [String],
    /// Full points.
    full: String,
    /// Whether it was computed, and if not, why.
    #[schemars(extend("enum" = ["computed", "missing", "undefined", "judged"]))]
    state: &'static str,
    /// The points; null where they were not computed.
    points: Option<String>,
    /// Names of the facts that are not stated.
    missing: Vec<&'a str>,
    /// What the rule says, Chinese.
    rule: &'a str,
    /// What the rule says, English.
    rule_en: &'a str,
    /// The sum with its numbers.
    sum: &'a str,
    /// Statements that went in.
    statements: Vec<StatementShape<'a>>,
    /// True when points and rule were read in the official text.
    verified: bool,
}

impl<'a> ScoreDocument<'a> {
    pub(crate) fn new(path: &'a str, card: &'a Scorecard, facts: &'a FactSet) -> Self {
        Self {
            schema: SCHEMA,
            path,
            framework: &card.framework,
            title: &card.title.zh,
            title_en: &card.title.en,
            full: card.full.to_string(),
            declared: card.declared.map(|score| score.to_string()),
            computed: card.computed.0.to_string(),
            computed_of: card.computed.1.to_string(),
            lines: card.lines.iter().map(|line| ScoreLine::new(line, facts)).collect(),
        }
    }
}

impl<'a> ScoreLine<'a> {
    fn new(line: &'a Line, facts: &'a FactSet) -> Self {
        let (state, points, missing) = match &line.outcome {
            Outcome::Points(points) => ("computed", Some(points.to_string()), Vec::new()),
            Outcome::Missing(names) => ("missing", None, names.iter().map(|name| name.zh.as_str()).collect()),
            Outcome::Undefined => ("undefined", None, Vec::new()),
            Outcome::Judged => ("judged", None, Vec::new()),
        };
        Self {
            id: &line.id,
            name: &line.name.zh,
            name_en: &line.name.en,
            group: &line.group,
            full: line.full.to_string(),
            state,
            points,
            missing,
            rule: &line.rule.zh,
            rule_en: &line.rule.en,
            sum: &line.sum,
            statements: line
                .statements
                .iter()
                .filter_map(|id| facts.statement(*id))
                .map(StatementShape::from)
                .collect(),
            verified: line.verified,
        }
    }
}
