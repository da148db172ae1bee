//! What is measured: a sum of facts over another one, and what stands for it where it has no value.

use jiheng_model::statement::Role;
use serde::Deserialize;

/// A rate in percent: a sum of facts over another one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Above the line.
    pub numerator: Vec<Term>,
    /// Below the line; without it the numerator is the measure.
    #[serde(default)]
    pub denominator: Vec<Term>,
    /// What nothing of nothing means; to be said wherever there is a denominator.
    #[serde(default)]
    pub nothing: Option<Nothing>,
    /// What something of nothing means; to be said wherever there is a denominator.
    #[serde(default)]
    pub from_nothing: Option<FromNothing>,
    /// What a measure below zero means; to be said always.
    #[serde(default)]
    pub negative: Option<Negative>,
}

impl Measure {
    /// Everything that goes in.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.numerator.iter().chain(&self.denominator)
    }
}

/// What 0 ÷ 0 means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nothing {
    /// Nothing was to be done: full points.
    Full,
    /// A person has to say.
    Ask,
}

/// What 5 ÷ 0 means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromNothing {
    /// No points, until a person says otherwise.
    Zero,
    /// A person has to say.
    Ask,
}

/// What a measure below zero means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Negative {
    /// It is a measure like any other: a fall.
    Counts,
    /// It cannot be; a person has to say.
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
