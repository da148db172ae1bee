//! Exit codes: the highest wins.

use std::process::ExitCode;

use jiheng_model::finding::Severity;
use jiheng_reports::InputReport;

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// Nothing at or above the threshold.
    #[default]
    Clean = 0,
    /// At least one finding at or above the threshold.
    Findings = 1,
    /// An input that was named or found was refused.
    Refused = 2,
    /// Our own fault.
    Internal = 3,
}

/// Kind of refusal that stands for a fault of ours.
pub const INTERNAL: &str = "internal";

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}

/// What one input contributes; `threshold` is the least severity that counts, `None` for never.
pub fn of_report(report: &InputReport, threshold: Option<Severity>) -> Code {
    match &report.outcome {
        Ok(evaluation) => {
            let counts = |severity| threshold.is_some_and(|threshold| severity >= threshold);
            let found = evaluation.judgement.findings.iter().any(|finding| counts(finding.severity));
            if found { Code::Findings } else { Code::Clean }
        }
        Err(refusal) if refusal.kind == INTERNAL => Code::Internal,
        Err(_) => Code::Refused,
    }
}

/// An input named on the command line that cannot be used at all: a pack folder, an unknown code.
#[derive(Debug)]
pub struct BadInput(pub String);

impl std::fmt::Display for BadInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadInput {}

/// Everything that is not the fault of an input is ours or the machine's.
pub fn of_error(error: &anyhow::Error) -> Code {
    if error.is::<BadInput>() { Code::Refused } else { Code::Internal }
}
