//! A scoring framework: indicators with their points, what is measured, how a measure becomes points, and what is asked
//! or cut after that.

mod measure;
mod problems;
mod scoring;
pub mod shown;
mod trigger;

use jiheng_model::decimal::Decimal;
use serde::Deserialize;

pub use measure::{FromNothing, Measure, Negative, Nothing, Term};
pub(crate) use problems::problems;
pub use scoring::{Better, Item, Op, Overshoot, Scoring, StepMode, Tier};
pub use trigger::{Alarm, AlarmLevel, Cap, Trigger};

/// One framework, dated and sourced.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// Id, e.g. `hunan-a`.
    pub id: String,
    /// Chinese title.
    pub title: String,
    /// English title.
    pub title_en: String,
    /// Source ids.
    pub sources: Vec<String>,
    /// First day it applies to, ISO date.
    pub effective_from: String,
    /// Forms whose reports are scored by it unless another one is asked for.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Full points of all indicators together; none where it names indicators and leaves points to others.
    #[serde(default)]
    pub points: Option<Number>,
    /// What is rounded, and when.
    #[serde(default)]
    pub rounding: Rounding,
    /// The indicators in order.
    #[serde(rename = "indicator")]
    pub indicators: Vec<Indicator>,
    /// What the points may give cause to ask.
    #[serde(default, rename = "alarm")]
    pub alarms: Vec<Alarm>,
    /// Local rules that cut points.
    #[serde(default, rename = "cap")]
    pub caps: Vec<Cap>,
}

/// A decimal number, written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Number(pub Decimal);

impl TryFrom<String> for Number {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Decimal::parse(&text).map(Self).ok_or_else(|| format!("{text:?} is not a decimal number"))
    }
}

/// What is rounded, and when; half up, always.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rounding {
    /// Decimals of a rate as it is shown.
    pub rate_places: u32,
    /// Decimals of points.
    pub points_places: u32,
    /// Which rate is compared with the thresholds.
    pub thresholds: Rounded,
    /// Which points are added up.
    pub total: Rounded,
}

/// Before rounding, or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounded {
    /// The exact value.
    Before,
    /// The rounded one.
    After,
}

impl Default for Rounding {
    fn default() -> Self {
        Self { rate_places: 2, points_places: 2, thresholds: Rounded::Before, total: Rounded::After }
    }
}

/// One indicator.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Id within the framework.
    pub id: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// What score tables call it, besides its name.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Groups it stands in, broad to narrow.
    pub group: Vec<String>,
    /// Full points.
    #[serde(default)]
    pub points: Option<Number>,
    /// True when points and rule were read in the official text.
    pub verified: bool,
    /// Kind of indicator of the report that it is; the one rate of such a result stands for a figure that nothing states.
    #[serde(default)]
    pub of_kind: Option<String>,
    /// Words in the title of the table whose row of all money (年度资金总额) states what is measured.
    #[serde(default)]
    pub funding_of: Vec<String>,
    /// What is measured; without it a person judges.
    #[serde(default)]
    pub measure: Option<Measure>,
    /// How the measure, or what a person found, becomes points.
    pub rule: Scoring,
    /// Worked examples.
    #[serde(default, rename = "vector")]
    pub vectors: Vec<Vector>,
}

impl Indicator {
    /// Its name and all labels.
    pub fn all_labels(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.zh.as_str()).chain(self.labels.iter().map(String::as_str))
    }
}

/// A worked example: inputs and what they give.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// Where it is from.
    pub from: String,
    /// Facts as `id` or `id@role`, with their values; `target` and `actual` of an indicator of the report.
    #[serde(default)]
    pub inputs: std::collections::BTreeMap<String, Number>,
    /// The sign before the target of an indicator of the report.
    #[serde(default)]
    pub op: Option<Op>,
    /// What a person found: how many cases, or which share in percent.
    #[serde(default)]
    pub found: Option<Number>,
    /// The measure, as shown; none where it is undefined.
    #[serde(default)]
    pub measure: Option<Number>,
    /// The points; none where they cannot be computed.
    #[serde(default)]
    pub points: Option<Number>,
}
