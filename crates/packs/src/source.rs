//! One legal document or standard that rules rest on.

use serde::Deserialize;

/// A source as one TOML file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id used by rules.
    pub id: String,
    /// Official title.
    pub title: String,
    /// English name.
    pub title_en: String,
    /// Who issued it.
    pub issuer: String,
    /// 文号, where it has one.
    #[serde(default)]
    pub document_number: Option<String>,
    /// Date of issue, ISO, where known.
    #[serde(default)]
    pub issued: Option<String>,
    /// True only when the content used was read in the official text; otherwise it is remembered.
    pub verified: bool,
    /// What we take from it.
    pub used_for: String,
}
