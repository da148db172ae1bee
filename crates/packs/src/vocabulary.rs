//! Words: fact ids with their labels, units, and the closed lists the reader of sentences needs.

use std::collections::BTreeMap;

use jiheng_model::unit::Dimension;
use serde::Deserialize;

use crate::claim::ClaimEntry;

/// One fact id of the vocabulary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactEntry {
    /// Dotted id, broad to narrow (`expenditure.basic.personnel`).
    pub id: String,
    /// Chinese label.
    pub zh: String,
    /// English label, from official English editions.
    pub en: String,
    /// `money`, `count`, `rate`, `score` or `text`.
    pub kind: String,
    /// How sentences call it. Longest match wins.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// One unit symbol.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitEntry {
    /// Symbol as printed, without scale word.
    pub symbol: String,
    /// Dimension name.
    pub dimension: String,
    /// Base units of the dimension in one of it.
    pub factor: u64,
    /// Class of counted things; empty for the dimension itself.
    #[serde(default)]
    pub class: String,
    /// Measure implied when a sentence names none (亩 → 面积).
    #[serde(default)]
    pub measure: String,
}

impl UnitEntry {
    /// The dimension, `None` when its name is unknown.
    pub fn parsed_dimension(&self) -> Option<Dimension> {
        Some(match self.dimension.as_str() {
            "money" => Dimension::Money,
            "area" => Dimension::Area,
            "length" => Dimension::Length,
            "volume" => Dimension::Volume,
            "mass" => Dimension::Mass,
            "duration" => Dimension::Duration,
            "rate" => Dimension::Rate,
            "rate_point" => Dimension::RatePoint,
            "times" => Dimension::Times,
            "count" => Dimension::Count,
            "score" => Dimension::Score,
            "other" => Dimension::Other,
            _ => return None,
        })
    }
}

/// A subject that a problem and its measure have in common.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicEntry {
    /// Name of it in Chinese, as findings show it.
    pub zh: String,
    /// Name of it in English.
    pub en: String,
    /// Words that show it.
    pub words: Vec<String>,
}

/// A family of rules: what stands before the number of their codes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FamilyEntry {
    /// As in codes, e.g. `SUM`.
    pub code: String,
    /// What its rules check, in Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// All vocabulary files together.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Fact ids.
    #[serde(default, rename = "fact")]
    pub facts: Vec<FactEntry>,
    /// Units.
    #[serde(default, rename = "unit")]
    pub units: Vec<UnitEntry>,
    /// Claims and their word patterns.
    #[serde(default, rename = "claim")]
    pub claims: Vec<ClaimEntry>,
    /// Subjects that problems and measures are about.
    #[serde(default, rename = "topic")]
    pub topics: Vec<TopicEntry>,
    /// Families of rules.
    #[serde(default, rename = "family")]
    pub families: Vec<FamilyEntry>,
    /// Closed word lists by name (`approximation.about`, `trap`, `filler` …).
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
}

impl Vocabulary {
    pub(crate) fn extend(&mut self, other: Self) {
        self.facts.extend(other.facts);
        self.units.extend(other.units);
        self.claims.extend(other.claims);
        self.topics.extend(other.topics);
        self.families.extend(other.families);
        for (name, words) in other.words {
            self.words.entry(name).or_default().extend(words);
        }
    }

    /// The fact entry of this id.
    pub fn fact(&self, id: &str) -> Option<&FactEntry> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// The claim of this id.
    pub fn claim(&self, id: &str) -> Option<&ClaimEntry> {
        self.claims.iter().find(|claim| claim.id == id)
    }

    /// The words of a list; empty when the list does not exist.
    pub fn list(&self, name: &str) -> &[String] {
        self.words.get(name).map_or(&[], Vec::as_slice)
    }
}
