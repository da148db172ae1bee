//! The part of the SARIF 2.1.0 object model that is used, in the order it is printed.

use std::collections::BTreeMap;

use jiheng_model::text::Bilingual;
use serde::Serialize;

pub(super) const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Debug, Serialize)]
pub(super) struct Log {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub version: &'static str,
    pub runs: [Run; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run {
    pub tool: Tool,
    pub language: &'static str,
    pub column_kind: &'static str,
    pub invocations: [Invocation; 1],
    pub artifacts: Vec<Artifact>,
    pub results: Vec<ToolResult>,
}

#[derive(Debug, Serialize)]
pub(super) struct Tool {
    pub driver: Driver,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    pub name: &'static str,
    pub full_name: &'static str,
    pub version: &'static str,
    pub semantic_version: &'static str,
    pub rules: Vec<Rule>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    pub id: String,
    pub short_description: Text,
    pub default_configuration: Configuration,
    pub help: Help,
    pub properties: RuleProperties,
}

#[derive(Debug, Serialize)]
pub(super) struct Configuration {
    pub level: Level,
}

#[derive(Debug, Serialize)]
pub(super) struct Help {
    pub text: String,
    pub markdown: String,
}

#[derive(Debug, Serialize)]
pub(super) struct RuleProperties {
    pub title_en: String,
    pub sources: Vec<String>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Error,
    Warning,
    Note,
}

/// A message; English joins the Chinese where there is no property for it.
#[derive(Debug, Serialize)]
pub(super) struct Text {
    pub text: String,
}

impl Text {
    pub(super) fn plain(text: &str) -> Self {
        Self { text: text.to_owned() }
    }

    pub(super) fn bilingual(text: &Bilingual) -> Self {
        Self { text: format!("{} / {}", text.zh, text.en) }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub execution_successful: bool,
    pub tool_execution_notifications: Vec<Notification>,
}

#[derive(Debug, Serialize)]
pub(super) struct Notification {
    pub descriptor: Descriptor,
    pub level: Level,
    pub message: Text,
    pub locations: Vec<Location>,
}

#[derive(Debug, Serialize)]
pub(super) struct Descriptor {
    pub id: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Artifact {
    pub location: ArtifactLocation,
    pub length: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hashes: Option<Hashes>,
    pub roles: [&'static str; 1],
}

#[derive(Debug, Serialize)]
pub(super) struct Hashes {
    #[serde(rename = "sha-256")]
    pub sha256: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ToolResult {
    pub rule_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_index: Option<usize>,
    pub level: Level,
    pub message: Text,
    pub locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Location>,
    pub partial_fingerprints: BTreeMap<&'static str, String>,
    pub properties: Properties,
}

#[derive(Debug, Serialize)]
pub(super) struct Properties {
    pub message_en: String,
    pub remedy: String,
    pub remedy_en: String,
    pub sources: Vec<String>,
    pub calculation: String,
    pub difference: Option<String>,
    pub allowed: Option<String>,
    /// Repairs as in the JSON result; SARIF's own fixes replace text regions, which only a text file has.
    pub repairs: serde_json::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    pub consequences: Vec<Consequence>,
}

#[derive(Debug, Serialize)]
pub(super) struct Consequence {
    #[serde(rename = "ruleId")]
    pub rule_id: String,
    pub message: String,
    pub message_en: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the names are those of the standard")]
pub(super) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
    pub physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub logical_locations: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<PlaceProperties>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

#[derive(Debug, Serialize)]
pub(super) struct ArtifactLocation {
    pub uri: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub start_line: u32,
    pub start_column: u32,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation {
    pub fully_qualified_name: String,
}

#[derive(Debug, Serialize)]
pub(super) struct PlaceProperties {
    pub place_en: String,
    pub statement: u32,
    pub anchor: serde_json::Value,
}
