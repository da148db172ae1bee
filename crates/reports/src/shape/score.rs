//! The points of one report as printed by `jiheng score --format json`.

use jiheng_model::decimal::Decimal;
use jiheng_model::evaluation::FactSet;
use jiheng_model::scorecard::{Deviation, Input, Line, Outcome, Remark, Scorecard, Tally};
use schemars::JsonSchema;
use serde::Serialize;

use super::statement::StatementShape;

/// Name and version of the shape.
const SCHEMA: &str = "jiheng/score/2";

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
    /// Ids of its sources.
    sources: &'a [String],
    /// Full points; null where the framework lays none down.
    full: Option<String>,
    /// The score that the report declares; null without one.
    declared: Option<String>,
    /// Points that could be computed, after caps.
    computed: TallyShape,
    /// Points after review, after caps; null without a review.
    reviewed: Option<TallyShape>,
    /// How far the declared score is from the reviewed one.
    deviation: Option<DeviationShape>,
    /// Caps that took hold.
    caps: Vec<CapShape<'a>>,
    /// What the points give cause to ask.
    alarms: Vec<AlarmShape<'a>>,
    /// Entries of the review that were not taken.
    problems: Vec<ProblemShape<'a>>,
    /// Remarks of the review on the report as a whole.
    remarks: Vec<RemarkShape<'a>>,
    /// A line for each indicator.
    lines: Vec<ScoreLine<'a>>,
}

/// A sum of points.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreTally")]
pub(crate) struct TallyShape {
    /// The points.
    points: String,
    /// Full points of the indicators that went in.
    of: String,
}

/// How far declared points are from others.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreDeviation")]
pub(crate) struct DeviationShape {
    /// Declared less the others.
    difference: String,
    /// The same in percent of the declared; null where nothing was declared.
    rate: Option<String>,
}

/// Points that a local cap cut.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreCap")]
pub(crate) struct CapShape<'a> {
    /// Id within the framework.
    id: &'a str,
    /// What it says, Chinese.
    message: &'a str,
    /// What it says, English.
    message_en: &'a str,
    /// Which points: declared, recomputed or reviewed.
    column: String,
    /// Before.
    before: String,
    /// After.
    after: String,
}

/// Points that give cause to ask.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreAlarm")]
pub(crate) struct AlarmShape<'a> {
    /// Id within the framework.
    id: &'a str,
    /// How pressing it is.
    #[schemars(extend("enum" = ["red", "yellow"]))]
    level: &'static str,
    /// What it says, Chinese.
    message: &'a str,
    /// What it says, English.
    message_en: &'a str,
    /// How it came about.
    calculation: &'a str,
    /// Ids of the lines it looks at.
    lines: &'a [String],
}

/// An entry of the review that was not taken.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreProblem")]
pub(crate) struct ProblemShape<'a> {
    /// Its number in the file, from 1.
    entry: usize,
    /// The indicator as it has it.
    indicator: &'a str,
    /// Why not, Chinese.
    message: &'a str,
    /// Why not, English.
    message_en: &'a str,
}

/// A sentence beside points.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreRemark")]
pub(crate) struct RemarkShape<'a> {
    /// Code of the review rule; empty where the framework itself asks.
    code: &'a str,
    /// Chinese.
    message: &'a str,
    /// English.
    message_en: &'a str,
}

/// One indicator.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreLine")]
pub(crate) struct ScoreLine<'a> {
    /// Id within the framework; `output[3]` for the third indicator of the report under `output`.
    id: &'a str,
    /// Its name, Chinese.
    name: &'a str,
    /// Its name, English.
    name_en: &'a str,
    /// Groups it stands in, broad to narrow.
    group: &'a [String],
    /// Kind of indicator of the report.
    kind: &'static str,
    /// Full points; null where nothing says how many.
    full: Option<String>,
    /// What the report gives itself.
    declared: Option<String>,
    /// Whether it was computed, and if not, why.
    #[schemars(extend("enum" = ["computed", "missing", "undefined", "judged", "measured"]))]
    state: &'static str,
    /// The points; null where they were not computed.
    points: Option<String>,
    /// What a review gives.
    reviewed: Option<ReviewShape<'a>>,
    /// Declared points against recomputed ones.
    deviation_computed: Option<DeviationShape>,
    /// Declared points against reviewed ones.
    deviation_reviewed: Option<DeviationShape>,
    /// Names of what is not stated.
    missing: Vec<&'a str>,
    /// What the rule says, Chinese.
    rule: &'a str,
    /// What the rule says, English.
    rule_en: &'a str,
    /// The target of an indicator of the report.
    target: Option<TargetShape<'a>>,
    /// The sum with its numbers.
    sum: &'a str,
    /// The measure, to four decimals; null where there is none.
    measure: Option<String>,
    /// What went in.
    inputs: Vec<InputShape<'a>>,
    /// What the reader has to know.
    remarks: Vec<RemarkShape<'a>>,
    /// Indicators of the report that make it up.
    parts: Vec<ScoreLine<'a>>,
    /// How far the weakest input is proven: X, A0 to A4; null where nobody asked.
    assurance: Option<&'static str>,
    /// True when points and rule were read in the official text.
    verified: bool,
}

/// Points of a review.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreReview")]
pub(crate) struct ReviewShape<'a> {
    /// The points.
    points: String,
    /// Code of the reason.
    reason: Option<&'a str>,
    /// The reviewer's own words.
    words: &'a str,
}

/// A parsed target.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreTarget")]
pub(crate) struct TargetShape<'a> {
    /// ≥ > = ≤ <.
    operator: &'static str,
    /// The number.
    value: String,
    /// Its unit.
    unit: &'a str,
}

/// A number that went in.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ScoreInput")]
pub(crate) struct InputShape<'a> {
    /// What it is, Chinese.
    name: &'a str,
    /// What it is, English.
    name_en: &'a str,
    /// Number and unit as written.
    written: &'a str,
    /// Its place in the report.
    statement: Option<StatementShape<'a>>,
    /// The file and the place in it, beside the report.
    beside: Option<&'a str>,
    /// How far it is proven.
    assurance: Option<&'static str>,
}

fn text(points: Option<Decimal>) -> Option<String> {
    points.map(|points| points.to_string())
}

impl From<Tally> for TallyShape {
    fn from(tally: Tally) -> Self {
        Self { points: tally.points.to_string(), of: tally.of.to_string() }
    }
}

impl From<Deviation> for DeviationShape {
    fn from(deviation: Deviation) -> Self {
        Self { difference: deviation.difference.to_string(), rate: text(deviation.rate) }
    }
}

impl<'a> From<&'a Remark> for RemarkShape<'a> {
    fn from(remark: &'a Remark) -> Self {
        Self { code: &remark.code, message: &remark.message.zh, message_en: &remark.message.en }
    }
}

impl<'a> ScoreDocument<'a> {
    pub(crate) fn new(path: &'a str, card: &'a Scorecard, facts: &'a FactSet) -> Self {
        let caps = card.caps.iter().map(|cap| CapShape {
            id: &cap.id,
            message: &cap.message.zh,
            message_en: &cap.message.en,
            column: cap.column.words().en,
            before: cap.before.to_string(),
            after: cap.after.to_string(),
        });
        let alarms = card.alarms.iter().map(|alarm| AlarmShape {
            id: &alarm.id,
            level: alarm.level.name(),
            message: &alarm.message.zh,
            message_en: &alarm.message.en,
            calculation: &alarm.calculation,
            lines: &alarm.lines,
        });
        let problems = card.problems.iter().map(|problem| ProblemShape {
            entry: problem.entry,
            indicator: &problem.indicator,
            message: &problem.message.zh,
            message_en: &problem.message.en,
        });
        Self {
            schema: SCHEMA,
            path,
            framework: &card.framework,
            title: &card.title.zh,
            title_en: &card.title.en,
            sources: &card.sources,
            full: text(card.full),
            declared: text(card.declared.map(|declared| declared.points)),
            computed: card.computed.into(),
            reviewed: card.reviewed.map(TallyShape::from),
            deviation: card.deviation.map(DeviationShape::from),
            caps: caps.collect(),
            alarms: alarms.collect(),
            problems: problems.collect(),
            remarks: card.remarks.iter().map(RemarkShape::from).collect(),
            lines: card.lines.iter().map(|line| ScoreLine::new(line, facts)).collect(),
        }
    }
}

impl<'a> ScoreLine<'a> {
    fn new(line: &'a Line, facts: &'a FactSet) -> Self {
        let (state, missing) = match &line.outcome {
            Outcome::Points(_) => ("computed", Vec::new()),
            Outcome::Missing(names) => ("missing", names.iter().map(|name| name.zh.as_str()).collect()),
            Outcome::Undefined => ("undefined", Vec::new()),
            Outcome::Judged => ("judged", Vec::new()),
            Outcome::Measured => ("measured", Vec::new()),
        };
        let reviewed = line.reviewed.as_ref().map(|reviewed| ReviewShape {
            points: reviewed.points.to_string(),
            reason: reviewed.reason.as_ref().map(|(code, _)| code.as_str()),
            words: &reviewed.words,
        });
        let target = line.target.as_ref().map(|target| TargetShape {
            operator: target.operator.sign(),
            value: target.value.to_string(),
            unit: &target.unit,
        });
        Self {
            id: &line.id,
            name: &line.name.zh,
            name_en: &line.name.en,
            group: &line.group,
            kind: line.kind.name(),
            full: text(line.full),
            declared: text(line.declared.map(|declared| declared.points)),
            state,
            points: text(line.outcome.points()),
            reviewed,
            deviation_computed: line.deviation_computed.map(DeviationShape::from),
            deviation_reviewed: line.deviation_reviewed.map(DeviationShape::from),
            missing,
            rule: &line.rule.zh,
            rule_en: &line.rule.en,
            target,
            sum: &line.sum,
            measure: line.measure.map(|measure| jiheng_model::exact::to_text(measure, 2, 4)),
            inputs: line.inputs.iter().map(|input| InputShape::new(input, facts)).collect(),
            remarks: line.remarks.iter().map(RemarkShape::from).collect(),
            parts: line.parts.iter().map(|part| ScoreLine::new(part, facts)).collect(),
            assurance: line.assurance.map(jiheng_model::evidence::Assurance::name),
            verified: line.verified,
        }
    }
}

impl<'a> InputShape<'a> {
    fn new(input: &'a Input, facts: &'a FactSet) -> Self {
        Self {
            name: &input.name.zh,
            name_en: &input.name.en,
            written: &input.written,
            statement: input.statement.and_then(|id| facts.statement(id)).map(StatementShape::from),
            beside: input.beside.as_ref().map(|beside| beside.zh.as_str()),
            assurance: input.assurance.map(jiheng_model::evidence::Assurance::name),
        }
    }
}
