//! A scoring framework: indicators with their points, what is measured, and how a measure becomes points.

use std::collections::BTreeSet;

use jiheng_model::decimal::Decimal;
use jiheng_model::statement::Role;
use serde::Deserialize;

use crate::set::PackSet;

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
    /// Full points of all indicators together.
    pub points: Number,
    /// The indicators in order.
    #[serde(rename = "indicator")]
    pub indicators: Vec<Indicator>,
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
    /// Groups it stands in, broad to narrow.
    pub group: Vec<String>,
    /// Full points.
    pub points: Number,
    /// True when points and rule were read in the official text.
    pub verified: bool,
    /// What is measured; without it a person judges.
    #[serde(default)]
    pub measure: Option<Measure>,
    /// How the measure, or what a person found, becomes points.
    pub rule: Scoring,
    /// Worked examples.
    #[serde(default, rename = "vector")]
    pub vectors: Vec<Vector>,
}

/// A rate in percent: a sum of facts over another one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Above the line.
    pub numerator: Vec<Term>,
    /// Below the line; without it the numerator is the measure.
    #[serde(default)]
    pub denominator: Vec<Term>,
    /// What a rate of nothing to nothing means.
    #[serde(default)]
    pub nothing: Nothing,
}

/// What 0 ÷ 0 means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nothing {
    /// Nothing was to be done: full points.
    #[default]
    Full,
    /// A person has to say.
    Ask,
}

/// A fact in a role, added or taken away: `three_public_expenses.total@prior`, `-income.carryover`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Term {
    /// Taken away instead of added.
    pub minus: bool,
    /// Fact id.
    pub fact: String,
    /// In which role.
    pub role: Role,
}

impl TryFrom<String> for Term {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (minus, rest) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
        let (fact, role) = rest.split_once('@').unwrap_or((rest, Role::Actual.name()));
        let role = Role::ALL.into_iter().find(|known| known.name() == role);
        let role = role.ok_or_else(|| format!("{text:?} names no role that exists"))?;
        Ok(Self { minus, fact: fact.to_owned(), role })
    }
}

impl Term {
    /// The fact and its role as written in a pack.
    pub fn key(&self) -> String {
        if self.role == Role::Actual { self.fact.clone() } else { format!("{}@{}", self.fact, self.role.name()) }
    }
}

/// How a measure becomes points (kinds of the public scoring tables).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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
    ExecutionRate,
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

/// A worked example: inputs and what they give.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// Where it is from.
    pub from: String,
    /// Facts as `id` or `id@role`, with their values.
    pub inputs: std::collections::BTreeMap<String, Number>,
    /// The measure, to two decimals; none where it is undefined.
    #[serde(default)]
    pub measure: Option<Number>,
    /// The points; none where they cannot be computed.
    #[serde(default)]
    pub points: Option<Number>,
}

/// What keeps a framework from being used, in words for its author.
pub(crate) fn problems(framework: &Framework, set: &PackSet) -> Vec<String> {
    let mut problems = Vec::new();
    let mut points = framework.indicators.iter().map(|indicator| indicator.points.0);
    let total = points.try_fold(Decimal::ZERO, Decimal::checked_add);
    if total.map(Decimal::to_exact) != Some(framework.points.0.to_exact()) {
        problems.push(format!("the points of the indicators do not add up to {}", framework.points.0));
    }
    problems.extend(
        framework.sources.iter().filter(|id| set.source(id).is_none()).map(|id| format!("source {id} does not exist")),
    );
    let mut seen = BTreeSet::new();
    for indicator in &framework.indicators {
        let own = of_indicator(indicator, set)
            .into_iter()
            .chain((!seen.insert(&indicator.id)).then(|| "is listed twice".to_owned()));
        problems.extend(own.map(|why| format!("indicator {}: {why}", indicator.id)));
    }
    problems
}

fn of_indicator(indicator: &Indicator, set: &PackSet) -> Vec<String> {
    let mut problems = Vec::new();
    let computed = matches!(
        indicator.rule,
        Scoring::CapPerStep { .. }
            | Scoring::FloorPerStep { .. }
            | Scoring::DeviationPerStep { .. }
            | Scoring::Tiers { .. }
            | Scoring::ExecutionRate
    );
    match (&indicator.measure, computed) {
        (None, true) => problems.push("its rule needs a measure".to_owned()),
        (Some(_), false) => problems.push("a person judges it; take the measure away".to_owned()),
        (Some(measure), true) => {
            let terms = measure.numerator.iter().chain(&measure.denominator);
            let unknown = terms.filter(|term| set.vocabulary.fact(&term.fact).is_none());
            problems.extend(unknown.map(|term| format!("fact {} is not in the vocabulary", term.fact)));
            if measure.numerator.is_empty() {
                problems.push("measures nothing".to_owned());
            }
            if indicator.vectors.is_empty() {
                problems.push("has no worked example".to_owned());
            }
        }
        (None, false) => {}
    }
    if indicator.points.0.to_exact() <= jiheng_model::exact::whole(0) {
        problems.push("has no points".to_owned());
    }
    problems.extend(of_rule(&indicator.rule, indicator.points.0));
    problems
}

fn of_rule(rule: &Scoring, full: Decimal) -> Vec<String> {
    let zero = jiheng_model::exact::whole(0);
    match rule {
        Scoring::CapPerStep { step, deduct, .. }
        | Scoring::FloorPerStep { step, deduct, .. }
        | Scoring::DeviationPerStep { step, deduct, .. } => {
            let positive = step.0.to_exact() > zero && deduct.0.to_exact() > zero;
            if positive { Vec::new() } else { vec!["step and deduction must be above zero".to_owned()] }
        }
        Scoring::Tiers { tiers } => of_tiers(tiers, full),
        Scoring::Checklist { items } | Scoring::Judged { items } if items.is_empty() => {
            vec!["lists nothing to judge".to_owned()]
        }
        Scoring::Checklist { items } => {
            let total = items.iter().map(|item| item.points.0.to_exact()).fold(zero, |sum, points| sum + points);
            if total == full.to_exact() { Vec::new() } else { vec![format!("its items do not add up to {full}")] }
        }
        Scoring::Judged { items } => {
            let most = items.iter().map(|item| item.points.0.to_exact()).max();
            if most == Some(full.to_exact()) {
                Vec::new()
            } else {
                vec![format!("its best grade has not {full} points")]
            }
        }
        Scoring::Violations { .. } | Scoring::External { .. } | Scoring::ExecutionRate => Vec::new(),
    }
}

/// Every measure lies in exactly one band.
fn of_tiers(tiers: &[Tier], full: Decimal) -> Vec<String> {
    let mut problems = Vec::new();
    let ends: Vec<Option<Decimal>> = tiers.iter().map(|tier| tier.to.map(|to| to.0)).collect();
    if ends.last() != Some(&None) {
        problems.push("its last band must have no upper end, so that every measure has a band".to_owned());
    }
    let bounded = ends.len().saturating_sub(1);
    if ends.iter().take(bounded).any(Option::is_none) {
        problems.push("only the last band has no upper end".to_owned());
    }
    let known: Vec<Decimal> = ends.into_iter().flatten().collect();
    if known.windows(2).any(|pair| matches!(pair, [low, high] if low.to_exact() >= high.to_exact())) {
        problems.push("its bands must rise, or they overlap".to_owned());
    }
    let most = tiers.iter().map(|tier| tier.points.0.to_exact()).max();
    if most != Some(full.to_exact()) {
        problems.push(format!("no band has the full {full} points"));
    }
    problems
}
