//! A contract: what an export is and which of its columns means what, said by whoever exported it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What a contract file says. Everything but the file may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// The export, beside the contract.
    pub file: String,
    /// Id of the kind of register.
    #[serde(default)]
    pub kind: Option<String>,
    /// Name of the sheet.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Line of the header, from 1; the last one where it has two.
    #[serde(default)]
    pub header_row: Option<u32>,
    /// The system it comes from.
    #[serde(default)]
    pub system: Option<String>,
    /// Who exported it: a role, not a person.
    #[serde(default)]
    pub exported_by: Option<String>,
    /// When.
    #[serde(default)]
    pub exported_at: Option<String>,
    /// The year that the rows cover.
    #[serde(default)]
    pub year: Option<u16>,
    /// Whose rows they are, as the report calls it.
    #[serde(default)]
    pub entity: Option<String>,
    /// What belongs in and what does not, in words.
    #[serde(default)]
    pub scope: Option<String>,
    /// How many rows there are.
    #[serde(default)]
    pub rows: Option<usize>,
    /// SHA-256 of the export.
    #[serde(default)]
    pub sha256: Option<String>,
    /// Columns by their id.
    #[serde(default)]
    pub columns: BTreeMap<String, ContractColumn>,
    /// Rows that somebody looked at.
    #[serde(default)]
    pub seen: Option<Seen>,
}

/// A column: its header alone, or with its unit and words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum ContractColumn {
    /// The header.
    Header(String),
    /// The header and more.
    Full {
        /// The header as it stands in the export.
        header: String,
        /// Its unit.
        #[serde(default)]
        unit: Option<String>,
        /// Words of a category: as exported → id of the value.
        #[serde(default)]
        values: BTreeMap<String, String>,
    },
}

impl ContractColumn {
    /// The header.
    pub fn header(&self) -> &str {
        match self {
            Self::Header(header) | Self::Full { header, .. } => header,
        }
    }

    /// The unit, where the contract gives one.
    pub fn unit(&self) -> Option<&str> {
        match self {
            Self::Header(_) => None,
            Self::Full { unit, .. } => unit.as_deref(),
        }
    }

    /// The value that a word stands for.
    pub fn value(&self, word: &str) -> Option<&str> {
        match self {
            Self::Header(_) => None,
            Self::Full { values, .. } => values.get(word).map(String::as_str),
        }
    }
}

/// A sample that was looked at: what makes a number more than recomputed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Who looked: a role, not a person.
    pub by: String,
    /// On which day.
    pub on: String,
    /// Keys of the rows.
    pub keys: Vec<String>,
}

impl Contract {
    /// Reads a contract file.
    ///
    /// # Errors
    /// What is wrong with it, for its author.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}
