//! Everything beside a report, held against it.

use jiheng_model::evaluation::Judgement;
use jiheng_model::evidence::Evidence;
use jiheng_model::finding::{Hold, Verdict};
use jiheng_model::scorecard::Given;

use crate::accounts::{self, AccountsFile};
use crate::assurance;
use crate::outcome::{self, Beside, Outcome};
use crate::previous::{self, Previous};
use crate::register::{self, Register};

/// What was handed in beside reports.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Registers.
    pub registers: Vec<Register>,
    /// Final accounts.
    pub accounts: Vec<AccountsFile>,
    /// Last year's report.
    pub previous: Option<Previous>,
}

impl Files {
    /// Nothing was handed in.
    pub fn is_empty(&self) -> bool {
        self.registers.is_empty() && self.accounts.is_empty() && self.previous.is_none()
    }
}

/// Holds a report against all files: findings and holds go to its judgement, everything else into the result.
pub fn hold(beside: &Beside<'_>, files: &Files, judgement: &mut Judgement) -> Evidence {
    let mut outcome = Outcome::default();
    for register in &files.registers {
        let kind = beside.packs.registers.iter().find(|kind| kind.id == register.kind);
        outcome.files.extend(kind.map(|kind| register.told(kind)));
    }
    outcome.extend(register::compare(beside, &files.registers, 0));
    for accounts in &files.accounts {
        outcome.extend(accounts::compare(beside, accounts, outcome.files.len()));
    }
    if let Some(previous) = &files.previous {
        outcome.extend(previous::compare(beside, previous, outcome.files.len()));
    }
    let holds = outcome.comparisons.iter().filter(|comparison| comparison.agrees).map(|comparison| {
        let statement = comparison.statements.first().and_then(|id| beside.facts.statement(*id));
        let place = outcome.files.get(comparison.file).map_or("", |file| file.name.zh.as_str());
        let written = statement.map(outcome::value_text).unwrap_or_default();
        Hold {
            code: comparison.code.clone(),
            verdict: comparison.verdict.unwrap_or(Verdict::Exact),
            statements: comparison.statements.clone(),
            calculation: format!("{written}：{place}，{}，{}", comparison.name.zh, comparison.calculation),
        }
    });
    judgement.holds.extend(holds.collect::<Vec<_>>());
    judgement.findings.append(&mut outcome.findings);
    judgement.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let assurance = assurance::levels(beside.facts, beside.packs, judgement, &outcome.comparisons);
    let Outcome { files, comparisons, uncompared, .. } = outcome;
    Evidence { files, comparisons, uncompared, assurance }
}

/// What files beside a report give for facts that a form has no cell for: the most proven first.
pub fn given(beside: &Beside<'_>, files: &Files) -> Vec<Given> {
    let mut given = register::given(beside, &files.registers);
    given.extend(files.accounts.iter().flat_map(|accounts| accounts::given(beside, accounts)));
    given.extend(files.previous.iter().flat_map(|previous| previous::given(beside, previous)));
    given
}

impl Outcome {
    fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
        self.comparisons.extend(other.comparisons);
        self.uncompared.extend(other.uncompared);
        self.findings.extend(other.findings);
    }
}
