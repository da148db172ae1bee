//! Rules of a second look at points: for which reasons points are cut, and by how much.

use std::collections::BTreeSet;

use jiheng_model::indicator::Kind;
use serde::Deserialize;

use crate::framework::Number;
use crate::set::PackSet;

/// The rules, and how the columns of a review are called.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRules {
    /// Source ids.
    #[serde(default)]
    pub sources: Vec<String>,
    /// What the columns of a review are called.
    #[serde(default)]
    pub columns: ReviewColumns,
    /// The rules in order.
    #[serde(default, rename = "rule")]
    pub rules: Vec<ReviewRule>,
}

/// Headers of a review in a sheet.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewColumns {
    /// Over the id or name of the indicator.
    pub indicator: Vec<String>,
    /// Over the points.
    pub points: Vec<String>,
    /// Over the code of the reason.
    pub reason: Vec<String>,
    /// Over the reviewer's words.
    pub words: Vec<String>,
}

/// One reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRule {
    /// Its code: `R01`.
    pub code: String,
    /// What it says.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// What it does to points.
    pub effect: Effect,
    /// Shares in percent that it may cut.
    #[serde(default)]
    pub shares: Vec<Number>,
    /// Kinds of indicators it is for; all where none is named.
    #[serde(default)]
    pub of: Vec<String>,
    /// True when it was read in an official text.
    pub verified: bool,
}

/// What a reason does to points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Cuts one of its shares.
    Cut,
    /// Cuts nothing; it is a remark.
    Keep,
    /// The points are those of the framework's own standard.
    Standard,
    /// The points are those that were recomputed.
    Computed,
    /// It is about the report, not about an indicator.
    Report,
}

impl ReviewRules {
    /// The rule of this code.
    pub fn rule(&self, code: &str) -> Option<&ReviewRule> {
        self.rules.iter().find(|rule| rule.code == code)
    }
}

/// What keeps the rules from being used, in words for their author.
pub(crate) fn problems(review: &ReviewRules, set: &PackSet) -> Vec<String> {
    let mut problems: Vec<String> = review
        .sources
        .iter()
        .filter(|id| set.source(id).is_none())
        .map(|id| format!("source {id} does not exist"))
        .collect();
    let mut codes = BTreeSet::new();
    for rule in &review.rules {
        let code = &rule.code;
        if !codes.insert(code) {
            problems.push(format!("{code} is listed twice"));
        }
        if (rule.effect == Effect::Cut) == rule.shares.is_empty() {
            problems.push(format!("{code}: a rule that cuts has shares, and no other has"));
        }
        let (zero, hundred) = (jiheng_model::exact::whole(0), jiheng_model::exact::whole(100));
        let fits = |share: &Number| share.0.to_exact() > zero && share.0.to_exact() <= hundred;
        if !rule.shares.iter().all(fits) {
            problems.push(format!("{code}: a share lies above 0 and not above 100"));
        }
        if rule.of.iter().any(|name| Kind::ALL.iter().all(|kind| kind.name() != name)) {
            problems.push(format!("{code}: names no kind of indicator"));
        }
    }
    problems
}
