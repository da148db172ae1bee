//! What is wrong, and what was checked and holds. Both are values.

use crate::repair::Repair;
use crate::statement::StatementId;
use crate::text::{Bilingual, Language};

/// How much a finding matters. Set by the rule, never by an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information.
    Notice,
    /// Mend or explain.
    Warning,
    /// Must be mended before sign-off.
    Error,
}

impl Severity {
    /// Name as printed in results and written in rules.
    pub fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Its word for people.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Self::Error => language.pick("错误", "error"),
            Self::Warning => language.pick("警告", "warning"),
            Self::Notice => language.pick("提示", "notice"),
        }
    }

    /// The severity of this name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Notice, Self::Warning, Self::Error].into_iter().find(|s| s.name() == name)
    }
}

/// How well a relation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// On the printed digits.
    Exact,
    /// The intervals of the printed digits meet.
    WithinRounding,
    /// Only if somebody cut digits off instead of rounding.
    TruncationOnly,
}

impl Verdict {
    /// Name as printed in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::WithinRounding => "within_rounding",
            Self::TruncationOnly => "truncation_only",
        }
    }
}

/// A mechanical proposal: write `written` at this statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The statement to change.
    pub statement: StatementId,
    /// What to write there instead.
    pub written: String,
}

/// Something in the report that cannot stand, with its places and the arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable fingerprint: code, facts and written values, not positions.
    pub id: String,
    /// Code of the rule.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, with the numbers in it.
    pub message: Bilingual,
    /// What to do.
    pub remedy: Bilingual,
    /// Legal sources, as ids of the packs.
    pub sources: Vec<String>,
    /// The places involved.
    pub statements: Vec<StatementId>,
    /// The arithmetic in the document's own numbers.
    pub calculation: String,
    /// Absolute difference in the statements' unit.
    pub difference: Option<String>,
    /// The most that rounding could explain, in the statements' unit.
    pub allowed: Option<String>,
    /// A mechanical proposal, only when it is the only one.
    pub suggestion: Option<Suggestion>,
    /// Changes that would make it hold, the likeliest first; at most three.
    pub repairs: Vec<Repair>,
    /// The one question whose answer settles it, where there is one.
    pub question: Option<Bilingual>,
    /// Findings that follow from the same cause.
    pub consequences: Vec<Finding>,
}

/// Something that was checked and holds: the ledger's other half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Code of the rule.
    pub code: String,
    /// How well it holds.
    pub verdict: Verdict,
    /// The places involved.
    pub statements: Vec<StatementId>,
    /// The arithmetic in the document's own numbers.
    pub calculation: String,
}
