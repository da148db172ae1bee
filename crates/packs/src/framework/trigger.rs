//! What is looked at once the points are known: alarms that ask, caps that cut.

use serde::Deserialize;

use super::Number;

/// Points that give cause to ask.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alarm {
    /// Id within the framework.
    pub id: String,
    /// How pressing it is.
    pub level: AlarmLevel,
    /// What it says.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// True when it was read in an official text.
    pub verified: bool,
    /// When it is given.
    pub when: Trigger,
}

/// How pressing an alarm is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlarmLevel {
    /// To be looked at.
    Yellow,
    /// To be looked into.
    Red,
}

/// A local rule that cuts points: 执行率低于60%的，总分不超过80分.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// Id within the framework.
    pub id: String,
    /// What it says.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Source ids.
    pub sources: Vec<String>,
    /// True when it was read in an official text.
    pub verified: bool,
    /// When it holds; always, where nothing is said.
    #[serde(default)]
    pub when: Option<Trigger>,
    /// The first group of the indicators whose sum it cuts; the total where none is named.
    #[serde(default)]
    pub group: Option<String>,
    /// The most points there are then.
    pub at_most: Number,
}

/// When an alarm is given or a cap holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Trigger {
    /// The share of the points of some indicators is higher than the measure of another one by more than a margin.
    Outruns {
        /// Ids of the indicators.
        indicators: Vec<String>,
        /// Id of the other one.
        against: String,
        /// Percent of the measure of the other one.
        margin: Number,
    },
    /// A measure is below a limit.
    Below {
        /// Id of the indicator.
        indicator: String,
        /// The limit.
        limit: Number,
        /// Also when there is nothing to divide by.
        #[serde(default)]
        undefined: bool,
    },
}

impl Trigger {
    /// Ids of the indicators that it looks at.
    pub fn indicators(&self) -> impl Iterator<Item = &str> {
        let (many, one) = match self {
            Self::Outruns { indicators, against, .. } => (indicators.as_slice(), against),
            Self::Below { indicator, .. } => (&[] as &[String], indicator),
        };
        many.iter().map(String::as_str).chain(std::iter::once(one.as_str()))
    }
}
