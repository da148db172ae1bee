//! An evaluation as text, without places in the file: what has to be the same in every format.

use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::Finding;

/// `severity CODE message`, consequences indented: what a reader sees, without places in the file.
fn lines(findings: &[Finding], depth: usize) -> Vec<String> {
    let mut shown = Vec::new();
    for finding in findings {
        let (severity, code, message) = (finding.severity.name(), &finding.code, &finding.message.zh);
        shown.push(format!("{}{severity} {code} {message}", "  ".repeat(depth)));
        shown.extend(lines(&finding.consequences, depth + 1));
    }
    shown
}

/// Findings and what holds, a line each, in the order of the evaluation.
pub fn shown(evaluation: &Evaluation) -> String {
    let mut shown = lines(&evaluation.judgement.findings, 0);
    shown.push("holds:".to_owned());
    let holds = &evaluation.judgement.holds;
    shown.extend(holds.iter().map(|hold| format!("{} {} {}", hold.code, hold.verdict.name(), hold.calculation)));
    shown.join("\n") + "\n"
}
