//! Points of a report by a framework, with the way to each.

use crate::decimal::Decimal;
use crate::statement::StatementId;
use crate::text::Bilingual;

/// The points of a report by one framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    /// Id of the framework.
    pub framework: String,
    /// Its title.
    pub title: Bilingual,
    /// Full points.
    pub full: Decimal,
    /// The score the report declares.
    pub declared: Option<Decimal>,
    /// Points that could be computed, and the full points of those indicators.
    pub computed: (Decimal, Decimal),
    /// A line for each indicator, in order.
    pub lines: Vec<Line>,
}

/// One indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// Groups it stands in.
    pub group: Vec<String>,
    /// Full points.
    pub full: Decimal,
    /// The points, or why there are none.
    pub outcome: Outcome,
    /// What the rule says.
    pub rule: Bilingual,
    /// The sum with its numbers; empty where a person judges.
    pub sum: String,
    /// Statements that went in.
    pub statements: Vec<StatementId>,
    /// True when points and rule were read in the official text.
    pub verified: bool,
}

/// What became of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Computed.
    Points(Decimal),
    /// These facts are not stated, with their names.
    Missing(Vec<Bilingual>),
    /// A rate of something to nothing, or numbers too large: a person has to say.
    Undefined,
    /// A person judges it.
    Judged,
}
