//! Points of a report by a framework, with the way to each: declared, recomputed and reviewed, side by side.

use crate::decimal::Decimal;
use crate::evidence::Assurance;
use crate::exact::Exact;
use crate::indicator::Kind;
use crate::statement::{Role, StatementId};
use crate::text::Bilingual;

/// The points of a report by one framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    /// Id of the framework.
    pub framework: String,
    /// Its title.
    pub title: Bilingual,
    /// Ids of its sources.
    pub sources: Vec<String>,
    /// Full points; none where the framework only names indicators.
    pub full: Option<Decimal>,
    /// The score the report declares, and where.
    pub declared: Option<Declared>,
    /// Points that could be computed, after caps.
    pub computed: Tally,
    /// Points after review, after caps; none without a review.
    pub reviewed: Option<Tally>,
    /// How far the declared score is from the reviewed one.
    pub deviation: Option<Deviation>,
    /// Caps that took hold.
    pub caps: Vec<Capped>,
    /// What the points give cause to ask.
    pub alarms: Vec<Alarm>,
    /// Entries of the review that were not taken.
    pub problems: Vec<ReviewProblem>,
    /// Remarks of the review on the report as a whole.
    pub remarks: Vec<Remark>,
    /// A line for each indicator, in order.
    pub lines: Vec<Line>,
}

impl Scorecard {
    /// The lines that points stand in: an indicator, or its parts where it has some.
    pub fn leaves(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().flat_map(Line::leaves)
    }
}

/// A sum of points, and the full points of the indicators that went in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The points.
    pub points: Decimal,
    /// Of so many.
    pub of: Decimal,
}

impl Tally {
    /// No points of none.
    pub const NONE: Self = Self { points: Decimal::ZERO, of: Decimal::ZERO };
}

/// One indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id; `output[3]` for the third part of `output`.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// Groups it stands in.
    pub group: Vec<String>,
    /// Kind of indicator, where it is one of the report.
    pub kind: Kind,
    /// Full points; none where nothing says how many.
    pub full: Option<Decimal>,
    /// What the report gives itself.
    pub declared: Option<Declared>,
    /// The points, or why there are none.
    pub outcome: Outcome,
    /// The points before rounding.
    pub exact: Option<Exact>,
    /// What a review gives.
    pub reviewed: Option<Reviewed>,
    /// How far the declared points are from the recomputed ones.
    pub deviation_computed: Option<Deviation>,
    /// How far the declared points are from the reviewed ones.
    pub deviation_reviewed: Option<Deviation>,
    /// What the rule says.
    pub rule: Bilingual,
    /// What is aimed at, where the line is an indicator of the report.
    pub target: Option<Target>,
    /// The sum with its numbers; empty where a person judges.
    pub sum: String,
    /// The measure, in percent as a rule.
    pub measure: Option<Exact>,
    /// What went in.
    pub inputs: Vec<Input>,
    /// What the reader has to know of these points.
    pub remarks: Vec<Remark>,
    /// Indicators of the report that make it up.
    pub parts: Vec<Line>,
    /// How far the weakest input is proven; none where nothing went in.
    pub assurance: Option<Assurance>,
    /// True when points and rule were read in the official text.
    pub verified: bool,
}

impl Line {
    /// Itself, or its parts.
    pub fn leaves(&self) -> impl Iterator<Item = &Self> {
        let own = if self.parts.is_empty() { std::slice::from_ref(self) } else { self.parts.as_slice() };
        own.iter()
    }

    /// What the report gives itself, where it is out of as many points as the framework has.
    pub fn declared_alike(&self) -> Option<Decimal> {
        let declared = self.declared?;
        let alike = match (declared.weight, self.full) {
            (Some(weight), Some(full)) => weight.to_exact() == full.to_exact(),
            _ => true,
        };
        alike.then_some(declared.points)
    }

    /// Statements of the report that went in, each once.
    pub fn statements(&self) -> Vec<StatementId> {
        let mut ids: Vec<StatementId> = self.inputs.iter().filter_map(|input| input.statement).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// What became of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Computed.
    Points(Decimal),
    /// These are not stated, with their names.
    Missing(Vec<Bilingual>),
    /// A rate of something to nothing, or numbers too large: a person has to say.
    Undefined,
    /// A person judges it.
    Judged,
    /// It is measured; how many points that is nobody has laid down.
    Measured,
}

impl Outcome {
    /// The points, where they were computed.
    pub fn points(&self) -> Option<Decimal> {
        if let Self::Points(points) = self { Some(*points) } else { None }
    }
}

/// Points that the report gives itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The points.
    pub points: Decimal,
    /// How many there are to have, as the report has it.
    pub weight: Option<Decimal>,
    /// Where they stand; none for a sum of parts.
    pub statement: Option<StatementId>,
}

/// Points of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// The points.
    pub points: Decimal,
    /// Code of the reason for a cut, with its title.
    pub reason: Option<(String, Bilingual)>,
    /// The reviewer's own words.
    pub words: String,
}

/// How far declared points are from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// Declared less the others.
    pub difference: Decimal,
    /// The same in percent of the declared; none where nothing was declared.
    pub rate: Option<Decimal>,
}

/// An entry of a review that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewProblem {
    /// Its number in the file, from 1.
    pub entry: usize,
    /// The indicator as it has it.
    pub indicator: String,
    /// Why not, and what to do.
    pub message: Bilingual,
}

/// One number that went in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What it is.
    pub name: Bilingual,
    /// Number and unit as written.
    pub written: String,
    /// Its place in the report.
    pub statement: Option<StatementId>,
    /// The file and the place in it, where it came from beside the report.
    pub beside: Option<Bilingual>,
    /// How far it is proven; none where nobody asked.
    pub assurance: Option<Assurance>,
}

/// A figure that a file beside the report gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Which fact it is.
    pub fact: String,
    /// In which role.
    pub role: Role,
    /// In base units of its dimension.
    pub value: Exact,
    /// Number and unit as shown.
    pub written: String,
    /// The file and the place in it.
    pub place: Bilingual,
    /// How far it is proven.
    pub assurance: Assurance,
}

/// A target, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Which way it is met.
    pub operator: Operator,
    /// The number.
    pub value: Decimal,
    /// Its unit; empty where it has none.
    pub unit: String,
}

/// Which results meet a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// ≥.
    AtLeast,
    /// >.
    Above,
    /// =; in an indicator of costs or time what is not to be passed, in others what is to be reached.
    Equal,
    /// ≤.
    AtMost,
    /// <.
    Below,
}

impl Operator {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::AtLeast, Self::Above, Self::Equal, Self::AtMost, Self::Below];

    /// As printed.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::Above => ">",
            Self::Equal => "=",
            Self::AtMost => "≤",
            Self::Below => "<",
        }
    }
}

/// How pressing an alarm is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// To be looked at.
    Yellow,
    /// To be looked into.
    Red,
}

impl Level {
    /// Name used by packs and results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }
}

/// Points that give cause to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Id within the framework.
    pub id: String,
    /// How pressing it is.
    pub level: Level,
    /// What it says.
    pub message: Bilingual,
    /// How it came about, in numbers.
    pub calculation: String,
    /// Ids of the lines it looks at.
    pub lines: Vec<String>,
}

/// Points that a local cap cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capped {
    /// Id of the cap within the framework.
    pub id: String,
    /// What it says.
    pub message: Bilingual,
    /// Which points it cut.
    pub column: Column,
    /// Before.
    pub before: Decimal,
    /// After.
    pub after: Decimal,
}

/// Which points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// What the report gives itself.
    Declared,
    /// Recomputed.
    Computed,
    /// After review.
    Reviewed,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Declared, Self::Computed, Self::Reviewed];

    /// What it is called.
    pub fn words(self) -> Bilingual {
        let (zh, en) = match self {
            Self::Declared => ("自评", "declared"),
            Self::Computed => ("重算", "recomputed"),
            Self::Reviewed => ("复核", "reviewed"),
        };
        Bilingual::new(zh, en)
    }
}

/// A sentence beside points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Code of the review rule it comes from; empty where the framework itself asks.
    pub code: String,
    /// What it says.
    pub message: Bilingual,
}
