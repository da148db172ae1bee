//! How a measure, or what a person found, becomes points.

use jiheng_model::scorecard::Operator;
use serde::Deserialize;

use super::Number;
use crate::bands::Band;

/// How a measure becomes points (kinds of the public scoring tables).
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scoring {
    /// Full points up to a limit, less for each step above it.
    CapPerStep {
        /// Highest measure with full points.
        limit: Number,
        /// Size of a step.
        step: Number,
        /// Points taken for each.
        deduct: Number,
        /// What counts as a step.
        #[serde(default)]
        mode: StepMode,
    },
    /// Full points from a limit on, less for each step below it.
    FloorPerStep {
        /// Lowest measure with full points.
        limit: Number,
        /// Size of a step.
        step: Number,
        /// Points taken for each.
        deduct: Number,
        /// What counts as a step.
        #[serde(default)]
        mode: StepMode,
    },
    /// Full points at one measure, less for each step away from it on either side.
    DeviationPerStep {
        /// The measure with full points.
        center: Number,
        /// Size of a step.
        step: Number,
        /// Points taken for each.
        deduct: Number,
        /// What counts as a step.
        #[serde(default)]
        mode: StepMode,
    },
    /// Points by bands of the measure.
    Tiers {
        /// Bands from the lowest measure to the highest; the last has no upper end.
        tiers: Vec<Tier>,
    },
    /// Points in proportion to the rate, at most the full ones.
    ExecutionRate {
        /// What more than 100 % gives; to be said always.
        #[serde(default)]
        overshoot: Option<Overshoot>,
    },
    /// Points in proportion to how far a target was reached, at most the full ones.
    RatioToTarget {
        /// Which way the target is met.
        op: Op,
        /// What more than 100 % gives; to be said always.
        #[serde(default)]
        overshoot: Option<Overshoot>,
    },
    /// The indicators of the report itself, each in proportion to its target; those without numbers by bands.
    Indicators {
        /// Kinds of indicators.
        of: Vec<String>,
        /// What more than 100 % gives; to be said always.
        #[serde(default)]
        overshoot: Option<Overshoot>,
        /// From how many percent of a target on a remark is made.
        remark_above: Number,
        /// Shares of the points by how far a target without number was reached.
        bands: Vec<Band>,
    },
    /// A person chooses a share of the points within a band: 达成 100–80 %.
    Banded {
        /// The bands, best first.
        bands: Vec<Band>,
    },
    /// A person ticks items, each with its points.
    Checklist {
        /// The items.
        items: Vec<Item>,
    },
    /// Points are taken for each case a person finds.
    Violations {
        /// Points taken for each case.
        deduct: Number,
        /// What is looked for.
        tests: Vec<String>,
    },
    /// The score of another appraisal in proportion.
    External {
        /// Who appraises.
        by: String,
    },
    /// A person chooses a grade of attainment.
    Judged {
        /// The grades with their points.
        items: Vec<Item>,
    },
    /// The table lays down how points are given, but was not seen to its end; a person gives them by it.
    Unseen {
        /// What stands there.
        what: String,
    },
    /// What to look at; points and standards are left to those who use it.
    Reference {
        /// Which way is better.
        better: Better,
        /// Aspects that a person looks at.
        #[serde(default)]
        aspects: Vec<String>,
    },
}

impl Scoring {
    /// True when a measure gives the points.
    pub fn is_computed(&self) -> bool {
        matches!(
            self,
            Self::CapPerStep { .. }
                | Self::FloorPerStep { .. }
                | Self::DeviationPerStep { .. }
                | Self::Tiers { .. }
                | Self::ExecutionRate { .. }
                | Self::RatioToTarget { .. }
        )
    }
}

/// What counts as a step; the texts seldom say (每低于5%扣2分).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepMode {
    /// Only whole steps.
    #[default]
    FullSteps,
    /// A step begun is a step.
    StartedSteps,
    /// In proportion.
    Proportional,
}

/// What more than 100 % gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overshoot {
    /// Full points.
    Full,
    /// A person has to say.
    Ask,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// The more the better.
    Higher,
    /// The less the better.
    Lower,
    /// The nearer to 100 % the better.
    Nearer,
}

/// A sign, as packs write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Op(pub Operator);

impl TryFrom<String> for Op {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let found = Operator::ALL.into_iter().find(|operator| operator.sign() == text);
        found.map(Self).ok_or_else(|| format!("{text:?} is none of ≥ > = ≤ <"))
    }
}

/// A band of measures.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Upper end; none for the last band.
    #[serde(default)]
    pub to: Option<Number>,
    /// True when the upper end belongs to the band.
    #[serde(default)]
    pub includes: bool,
    /// Points in it.
    pub points: Number,
}

/// An item that a person judges.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What has to be so.
    pub zh: String,
    /// Points for it.
    pub points: Number,
}
