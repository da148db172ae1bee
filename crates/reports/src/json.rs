//! Results for machines: one line for each input. The `json` format is the array of these lines.

use jiheng_model::evaluation::FactSet;
use jiheng_model::scorecard::Scorecard;

use crate::digest::sealed;
use crate::input::InputReport;
use crate::shape::{self, Printed, ScoreDocument};

/// Version of the engine as printed in results; all crates of the workspace carry the same.
pub(crate) const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// The evaluation of one input as one line of JSON in UTF-8, without a line end.
///
/// # Errors
/// When a value cannot be serialised, which would be a fault of this crate.
pub fn check_line(report: &InputReport) -> Result<Vec<u8>, serde_json::Error> {
    match &report.outcome {
        Ok(evaluation) => sealed(&shape::evaluation_line(report, evaluation, &Printed::new(&evaluation.facts))),
        Err(refusal) => sealed(&shape::refusal_line(report, refusal)),
    }
}

/// The number register of one input as one line of JSON in UTF-8, without a line end.
///
/// # Errors
/// When a value cannot be serialised, which would be a fault of this crate.
pub fn facts_line(report: &InputReport) -> Result<Vec<u8>, serde_json::Error> {
    sealed(&shape::facts_line(report))
}

/// The points of one report as one line of JSON with a line end.
///
/// # Errors
/// When a value cannot be serialised, which would be a fault of this crate.
pub fn score_line(path: &str, card: &Scorecard, facts: &FactSet) -> Result<String, serde_json::Error> {
    serde_json::to_string(&ScoreDocument::new(path, card, facts)).map(|line| line + "\n")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{check_line as check_bytes, facts_line as facts_bytes};
    use crate::input::InputReport;
    use crate::sample;

    fn check_line(report: &InputReport) -> String {
        String::from_utf8(check_bytes(report).unwrap()).unwrap()
    }

    fn facts_line(report: &InputReport) -> String {
        String::from_utf8(facts_bytes(report).unwrap()).unwrap()
    }

    fn keys(value: &Value) -> Vec<&str> {
        value.as_object().unwrap().keys().map(String::as_str).collect()
    }

    fn in_order(line: &str, keys: &[&str]) {
        let mut from = 0;
        for key in keys {
            let needle = format!("\"{key}\":");
            let at = line[from..].find(&needle).unwrap_or_else(|| panic!("{key} is missing or out of order: {line}"));
            from += at + needle.len();
        }
    }

    #[test]
    fn members_stand_in_the_order_of_the_design() {
        let line = check_line(&sample::report());
        in_order(&line, &["schema", "engine", "packs", "id", "version", "digest", "source", "path", "format", "bytes"]);
        in_order(&line, &["sha256", "report", "entity", "year", "form", "findings", "id", "code", "severity"]);
        in_order(&line, &["message", "message_en", "remedy", "remedy_en", "sources", "statements", "id", "fact"]);
        in_order(&line, &["role", "entity", "written", "state", "value", "interval", "unit", "place", "place_en"]);
        in_order(&line, &["anchor", "block", "row", "col", "chars", "source", "part", "paragraph", "run"]);
        in_order(&line, &["calculation", "difference", "allowed", "suggestion", "consequences", "holds", "register"]);
        in_order(&line, &["total", "bound", "waived", "unbound", "scorecard", "declared", "declared_grade"]);
        in_order(&line, &["recomputed", "grade", "lines", "notes", "digest"]);
    }

    #[test]
    fn a_finding_carries_its_statements_in_full() {
        let value: Value = serde_json::from_str(&check_line(&sample::report())).unwrap();
        let finding = &value["findings"][0];
        assert_eq!(finding["statements"][1]["written"], "311.90");
        assert_eq!(finding["statements"][1]["value"], "311.90");
        assert_eq!(finding["statements"][0]["anchor"]["chars"], serde_json::json!([0, 6]));
        assert_eq!(finding["statements"][0]["interval"]["low"], "310.395");
        assert!(finding["statements"][1]["anchor"].get("row").is_none(), "a paragraph has no row");
        assert_eq!(finding["suggestion"], Value::Null);
        assert_eq!(finding["consequences"][0]["code"], "XREF-002");
        assert_eq!(finding["consequences"][0]["suggestion"], serde_json::json!({"statement": 2, "written": "119.10"}));
        assert_eq!(value["scorecard"]["lines"], serde_json::json!([]));
    }

    #[test]
    fn an_input_that_was_refused_still_gets_its_line() {
        let value: Value = serde_json::from_str(&check_line(&sample::refused())).unwrap();
        assert_eq!(value["error"]["kind"], "too-large");
        assert_eq!(value["source"]["bytes"], 26_214_400);
        assert_eq!(value["source"]["sha256"], Value::Null);
        assert!(keys(&value).contains(&"digest"));
    }

    #[test]
    fn the_register_lists_every_statement_with_its_standing() {
        let line = facts_line(&sample::report());
        in_order(&line, &["schema", "source", "statements", "id", "anchor", "approximation", "standing", "class"]);
        in_order(&line, &["measure", "subject", "period", "scope", "checked_by", "register", "digest"]);
        let value: Value = serde_json::from_str(&line).unwrap();
        let statement = &value["statements"][4];
        assert_eq!((statement["standing"].as_str(), statement["class"].as_str()), (Some("waived"), Some("year")));
        assert_eq!(value["statements"][0]["checked_by"], serde_json::json!(["SUM-001", "XREF-001"]));
    }

    #[test]
    fn the_same_evaluation_gives_the_same_bytes_and_a_digest_that_can_be_checked() {
        let line = check_line(&sample::report());
        assert_eq!(line, check_line(&sample::report()));
        let at = line.rfind(",\"digest\":").unwrap();
        let digest = crate::digest::sha256_hex(format!("{}}}", &line[..at]).as_bytes());
        assert!(line.ends_with(&format!("\"{digest}\"}}")));
    }
}
