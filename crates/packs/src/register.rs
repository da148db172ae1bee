//! What a register holds, how its columns may be called, and which figures of a report follow from its rows.

mod formula;
mod problems;
mod shown;

use std::collections::BTreeMap;

use jiheng_model::unit::Dimension;
use serde::Deserialize;

pub use formula::{Comparison, Condition, Formula, Operand, Requirement};
pub(crate) use problems::problems;

/// A kind of register.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterKind {
    /// Its id: `idle_land`.
    pub id: String,
    /// Its name.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// Words of a report, and of the title of a register, that show what it is about.
    pub topics: Vec<String>,
    /// Column whose values name a row, each one row.
    pub key: String,
    /// Column that says which year a row belongs to, where there is one.
    #[serde(default)]
    pub year: Option<String>,
    /// Words that say nothing about scope beside a number of this register.
    #[serde(default)]
    pub filler: Vec<String>,
    /// Its columns.
    #[serde(rename = "column")]
    pub columns: Vec<ColumnKind>,
    /// Figures that follow from its rows.
    #[serde(default, rename = "figure")]
    pub figures: Vec<Figure>,
    /// How a report states them.
    #[serde(default, rename = "claim")]
    pub claims: Vec<RegisterClaim>,
    /// What must hold of the rows themselves.
    #[serde(default, rename = "check")]
    pub checks: Vec<RowCheck>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Words, numbers of documents, names.
    Text,
    /// One of a few words.
    Category,
    /// A day, a month or a year.
    Date,
    /// How many.
    Count,
    /// Money.
    Money,
    /// Area.
    Area,
    /// The key of an earlier row that this one replaces.
    Replaces,
    /// Why the row no longer counts; empty where it does.
    Void,
}

impl Holds {
    /// The dimension of its numbers.
    pub fn dimension(self) -> Option<Dimension> {
        match self {
            Self::Count => Some(Dimension::Count),
            Self::Money => Some(Dimension::Money),
            Self::Area => Some(Dimension::Area),
            Self::Text | Self::Category | Self::Date | Self::Replaces | Self::Void => None,
        }
    }
}

/// A column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnKind {
    /// Its id.
    pub id: String,
    /// Its name.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// What it holds.
    pub holds: Holds,
    /// What exports call it, besides its name.
    #[serde(default)]
    pub labels: Vec<String>,
    /// A register without it is another one.
    #[serde(default)]
    pub required: bool,
    /// Words of a category, by their id.
    #[serde(default)]
    pub values: BTreeMap<String, Vec<String>>,
}

impl ColumnKind {
    /// All labels, its name first.
    pub fn all_labels(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.zh.as_str()).chain(self.labels.iter().map(String::as_str))
    }
}

/// A figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Its id.
    pub id: String,
    /// Its name.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// The fact that it is, where no cell of a form states it.
    #[serde(default)]
    pub fact: Option<String>,
    /// How it follows from the rows.
    pub value: Formula,
}

/// How a report states a figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterClaim {
    /// What is claimed.
    pub zh: String,
    /// What is claimed, in English.
    pub en: String,
    /// Facts of the form that it is; the department's own figure, not that of one institution. Then no words are looked at.
    #[serde(default)]
    pub facts: Vec<String>,
    /// Units in which it is stated, by their symbols without 万 and 亿; a unit of another dimension is another claim.
    pub units: Vec<String>,
    /// One of these stands in the clause of the number; none is needed where the list is empty.
    #[serde(default)]
    pub words: Vec<String>,
    /// None of these does.
    #[serde(default)]
    pub without: Vec<String>,
    /// The words are plain enough for the topic to stand in the sentence before.
    #[serde(default)]
    pub carries: bool,
    /// The figures it may mean. More than one are readings of the same words; the claim stands when one of them gives it.
    pub figures: Vec<String>,
    /// Words that leave only one reading.
    #[serde(default)]
    pub basis: BTreeMap<String, Vec<String>>,
    /// The claim is a list of names in brackets; the figure lists those of a column.
    #[serde(default)]
    pub names: bool,
}

/// What must hold of the rows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowCheck {
    /// Its id.
    pub id: String,
    /// What is wrong where it does not hold.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// What must hold.
    pub holds: Requirement,
}

impl RegisterKind {
    /// The column of this id.
    pub fn column(&self, id: &str) -> Option<&ColumnKind> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// The figure of this id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }
}
