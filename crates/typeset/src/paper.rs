//! The working paper of a report that was checked.

use jiheng_model::finding::Severity;
use jiheng_reports::text::{Paper, PaperFinding, PaperHolds};
use typst::foundations::{Array, IntoValue, Value, dict};

use crate::compile::compile;
use crate::error::TypesetError;
use crate::fonts::Fonts;

const TEMPLATE: &str = include_str!("paper.typ");

/// The paper as PDF.
///
/// # Errors
/// When a character has no glyph in the fonts, or the page cannot be set.
pub fn paper(paper: &Paper, fonts: &Fonts) -> Result<Vec<u8>, TypesetError> {
    let family = |(name, counts): &(String, [usize; 3])| {
        let counts: Array = counts.iter().map(|count| count.into_value()).collect();
        dict! { "name" => name.as_str(), "counts" => counts }.into_value()
    };
    let inputs = dict! {
        "title" => paper.title,
        "footer" => format!("绩衡 {}", env!("CARGO_PKG_VERSION")),
        "summary" => labelled(&paper.summary),
        "chart" => paper.chart,
        "severities" => paper.severities.iter().map(|word| word.into_value()).collect::<Array>(),
        "families" => paper.families.iter().map(family).collect::<Array>(),
        "finding" => paper.finding,
        "findings" => paper.findings.iter().map(finding).collect::<Array>(),
        "holding" => paper.holding.as_str(),
        "holds" => paper.holds.iter().map(holds).collect::<Array>(),
    };
    compile(fonts, TEMPLATE, inputs)
}

fn labelled(lines: &[(&'static str, String)]) -> Array {
    let line = |(label, text): &(&'static str, String)| {
        [label.into_value(), text.as_str().into_value()].into_iter().collect::<Array>().into_value()
    };
    lines.iter().map(line).collect()
}

fn finding(finding: &PaperFinding) -> Value {
    let severity = match finding.severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Notice => 2,
    };
    dict! {
        "severity" => severity,
        "word" => finding.word,
        "code" => finding.code.as_str(),
        "message" => finding.message.as_str(),
        "details" => labelled(&finding.details),
    }
    .into_value()
}

fn holds(group: &PaperHolds) -> Value {
    let calculations: Array = group.calculations.iter().map(|text| text.as_str().into_value()).collect();
    dict! { "code" => group.code.as_str(), "line" => group.line.as_str(), "calculations" => calculations }.into_value()
}
