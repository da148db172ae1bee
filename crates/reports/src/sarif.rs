//! Results as SARIF 2.1.0, which editors and code hosts display.
//!
//! Chinese stands in `message`, English beside it in `properties`. A finding's consequences stay with it as
//! related places: one cause is one result. Regions are given only for text files, where line and column exist.

mod place;
mod shape;

use jiheng_model::document::Format;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::{Finding, Severity};

use crate::catalogue::RuleSummary;
use crate::input::{InputReport, Refusal};
use crate::shape::RepairShape;
use shape::{
    Artifact, Consequence, Descriptor, Driver, Hashes, Help, Invocation, Level, Log, Notification, Properties, Rule,
    RuleProperties, Run, Text, Tool, ToolResult,
};

/// The whole log of a run.
///
/// # Errors
/// When a value cannot be serialised, which would be a fault of this crate.
pub fn log(reports: &[InputReport], rules: &[RuleSummary]) -> Result<String, serde_json::Error> {
    let mut collector = Collector::new(rules);
    for report in reports {
        collector.add(report);
    }
    collector.finish()
}

/// Collects inputs one by one, so that a long run need not hold all evaluations.
#[derive(Debug)]
pub struct Collector<'a> {
    rules: &'a [RuleSummary],
    artifacts: Vec<Artifact>,
    results: Vec<ToolResult>,
    notifications: Vec<Notification>,
    refused: bool,
}

impl<'a> Collector<'a> {
    /// An empty log that knows these rules, in the order their indexes shall have.
    pub fn new(rules: &'a [RuleSummary]) -> Self {
        Self { rules, artifacts: Vec::new(), results: Vec::new(), notifications: Vec::new(), refused: false }
    }

    /// Adds one input with its findings and notes, or with its refusal.
    pub fn add(&mut self, report: &InputReport) {
        let uri = place::uri(&report.path);
        self.artifacts.push(Artifact {
            location: place::artifact(&uri),
            length: report.bytes,
            hashes: report.sha256.clone().map(|sha256| Hashes { sha256 }),
            roles: ["analysisTarget"],
        });
        match &report.outcome {
            Ok(evaluation) => self.add_evaluation(evaluation, &uri),
            Err(refusal) => self.add_refusal(refusal, &uri),
        }
    }

    /// The finished log as pretty JSON with a final line end.
    ///
    /// # Errors
    /// When a value cannot be serialised, which would be a fault of this crate.
    pub fn finish(self) -> Result<String, serde_json::Error> {
        let run = Run {
            tool: Tool { driver: driver(self.rules) },
            language: "zh-CN",
            column_kind: "unicodeCodePoints",
            invocations: [Invocation {
                execution_successful: !self.refused,
                tool_execution_notifications: self.notifications,
            }],
            artifacts: self.artifacts,
            results: self.results,
        };
        let log = Log { schema: shape::SCHEMA, version: "2.1.0", runs: [run] };
        let mut text = serde_json::to_string_pretty(&log)?;
        text.push('\n');
        Ok(text)
    }

    fn add_evaluation(&mut self, evaluation: &Evaluation, uri: &str) {
        for finding in &evaluation.judgement.findings {
            self.results.push(self.result(finding, evaluation, uri));
        }
        for note in &evaluation.notes {
            self.notifications.push(Notification {
                descriptor: Descriptor { id: note.kind.clone().into_owned() },
                level: Level::Note,
                message: Text::bilingual(&note.message),
                locations: vec![place::whole_file(uri)],
            });
        }
    }

    fn add_refusal(&mut self, refusal: &Refusal, uri: &str) {
        self.refused = true;
        self.notifications.push(Notification {
            descriptor: Descriptor { id: refusal.kind.clone() },
            level: Level::Error,
            message: Text::bilingual(&refusal.message),
            locations: vec![place::whole_file(uri)],
        });
    }

    fn result(&self, finding: &Finding, evaluation: &Evaluation, uri: &str) -> ToolResult {
        let is_text = evaluation.format == Format::Txt.name();
        let mut places = place::of(finding, &evaluation.facts, uri, is_text);
        let locations = if places.is_empty() { vec![place::whole_file(uri)] } else { places.drain(..1).collect() };
        ToolResult {
            rule_id: finding.code.clone(),
            rule_index: self.rules.iter().position(|rule| rule.code == finding.code),
            level: level(finding.severity),
            message: Text::plain(&finding.message.zh),
            locations,
            related_locations: places,
            partial_fingerprints: [("jiheng/v1", finding.id.clone())].into(),
            properties: properties(finding),
        }
    }
}

fn properties(finding: &Finding) -> Properties {
    Properties {
        message_en: finding.message.en.clone(),
        remedy: finding.remedy.zh.clone(),
        remedy_en: finding.remedy.en.clone(),
        sources: finding.sources.clone(),
        calculation: finding.calculation.clone(),
        difference: finding.difference.clone(),
        allowed: finding.allowed.clone(),
        question: finding.question.as_ref().map(|question| question.zh.clone()),
        repairs: serde_json::to_value(finding.repairs.iter().map(RepairShape::from).collect::<Vec<_>>())
            .unwrap_or_default(),
        consequences: finding
            .consequences
            .iter()
            .map(|next| Consequence {
                rule_id: next.code.clone(),
                message: next.message.zh.clone(),
                message_en: next.message.en.clone(),
            })
            .collect(),
    }
}

fn driver(rules: &[RuleSummary]) -> Driver {
    Driver {
        name: "jiheng",
        full_name: "绩衡 Jiheng",
        version: crate::json::ENGINE,
        semantic_version: crate::json::ENGINE,
        rules: rules.iter().map(rule).collect(),
    }
}

fn rule(summary: &RuleSummary) -> Rule {
    Rule {
        id: summary.code.clone(),
        short_description: Text::bilingual(&summary.title),
        default_configuration: shape::Configuration { level: level(summary.severity) },
        help: Help { text: summary.title.zh.clone(), markdown: summary.help.clone() },
        properties: RuleProperties { title_en: summary.title.en.clone(), sources: summary.sources.clone() },
    }
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Notice => Level::Note,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::sample;

    fn run(reports: &[InputReport]) -> Value {
        let text = log(reports, &sample::catalogue().rules).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["version"], "2.1.0");
        value["runs"][0].clone()
    }

    #[test]
    fn a_finding_is_a_result_with_rule_level_place_and_fingerprint() {
        let run = run(&[sample::report()]);
        let result = &run["results"][0];
        assert_eq!(result["ruleId"], "XREF-001");
        assert_eq!(result["ruleIndex"], 2);
        assert_eq!(run["tool"]["driver"]["rules"][2]["id"], "XREF-001");
        assert_eq!(result["level"], "error");
        assert_eq!(result["partialFingerprints"], json!({"jiheng/v1": "XREF-001-fingerprint"}));
        let location = &result["locations"][0];
        assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], "%E6%8A%A5%E5%91%8A%201/a.docx");
        assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "二、收支情况 · 第0段");
        assert!(location["physicalLocation"].get("region").is_none(), "a docx has no lines");
        assert_eq!(run["results"][1]["level"], "note");
    }

    #[test]
    fn the_other_places_and_those_of_consequences_are_related() {
        let run = run(&[sample::report()]);
        let related = run["results"][0]["relatedLocations"].as_array().unwrap().clone();
        let ids: Vec<_> = related.iter().map(|place| place["id"].as_u64().unwrap()).collect();
        assert_eq!(ids, [1, 2]);
        assert_eq!(related[0]["message"]["text"], "311.90万元");
        assert_eq!(run["results"][0]["properties"]["consequences"][0]["ruleId"], "XREF-002");
    }

    #[test]
    fn only_a_text_file_has_regions() {
        let mut report = sample::report();
        if let Ok(evaluation) = &mut report.outcome {
            evaluation.format = "txt";
        }
        let run = run(&[report]);
        let region = &run["results"][0]["relatedLocations"][0]["physicalLocation"]["region"];
        assert_eq!(*region, json!({"startLine": 2, "startColumn": 3}));
    }

    #[test]
    fn a_refused_input_is_a_notification_and_the_run_was_not_complete() {
        let run = run(&[sample::report(), sample::refused()]);
        let invocation = &run["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        let notification = &invocation["toolExecutionNotifications"][1];
        assert_eq!(notification["level"], "error");
        assert_eq!(notification["descriptor"]["id"], "too-large");
        assert_eq!(run["artifacts"].as_array().unwrap().len(), 2);
    }
}
