//! One input with its outcome: what every writer gets.

use jiheng_model::evaluation::Evaluation;
use jiheng_model::text::Bilingual;

/// One input with its outcome.
#[derive(Clone, Debug)]
pub struct InputReport {
    /// The path as the user gave it, or as it was found below a folder or in a zip that was given; `/` between its parts.
    pub path: String,
    /// Size in bytes; 0 when it could not be learnt.
    pub bytes: u64,
    /// SHA-256 of the bytes in lower-case hex; `None` when they were not read.
    pub sha256: Option<String>,
    /// The evaluation, or why there is none.
    pub outcome: Result<Evaluation, Refusal>,
}

/// Why an input was not evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable kind, e.g. `too-large`, `unreadable`, `internal`.
    pub kind: String,
    /// What happened and what to do.
    pub message: Bilingual,
}
