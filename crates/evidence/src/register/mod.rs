//! Registers: exports of a system that hold one row for each thing that a report counts.

mod answer;
mod column;
mod compare;
mod contract;
mod head;
mod import;
mod place;
mod requirement;
mod scope;
mod totals;

use std::collections::BTreeMap;

use jiheng_model::evidence::{EvidenceFile, LeftOut, Mapped};
use jiheng_model::exact::Exact;
use jiheng_model::text::Bilingual;
use jiheng_packs::register::{Formula, RegisterKind};

pub(crate) use compare::{compare, given};
pub use contract::{Contract, ContractColumn, Seen};
pub use import::{Export, Unfit};
pub(crate) use place::runs;
pub(crate) use scope::years_in;

use column::Column;

/// A register whose columns are known.
#[derive(Clone, Debug)]
pub struct Register {
    /// Path of the export as shown.
    pub path: String,
    /// SHA-256 of the export.
    pub sha256: String,
    /// Format it was read as.
    pub format: String,
    /// Encoding of a text.
    pub encoding: Option<String>,
    /// Id of its kind.
    pub kind: String,
    /// Rows below the header.
    pub rows_read: usize,
    /// What the columns were taken for.
    pub mapped: Vec<Mapped>,
    /// Rows that do not count, each with its place and reason.
    pub left_out: Vec<LeftOut>,
    /// What is wrong with the rows themselves.
    pub(crate) faults: Vec<Fault>,
    /// The columns, by id.
    columns: BTreeMap<String, Column>,
    /// Names of all columns that it may have, by id.
    names: BTreeMap<String, String>,
    /// Headers of the kind that stand twice.
    doubtful: BTreeMap<String, Vec<String>>,
    sheet: String,
    /// Line of each row that counts.
    lines: Vec<u32>,
    /// Keys of rows that somebody looked at; those that are in the register.
    seen: Vec<usize>,
    contract: Contract,
    /// Years that stand in titles and names.
    years: Vec<u16>,
}

/// Rows that cannot be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Id of what was asked: `key`, `total`, or that of a check.
    pub(crate) id: String,
    /// What is wrong.
    pub(crate) zh: String,
    /// The same in English.
    pub(crate) en: String,
    /// Lines of the rows.
    pub(crate) lines: Vec<u32>,
}

impl Register {
    /// Whose rows they are, where a contract says so.
    pub fn entity(&self) -> Option<&str> {
        self.contract.entity.as_deref()
    }

    /// Rows that count.
    pub fn rows_used(&self) -> usize {
        self.lines.len()
    }

    /// What a formula gives for a year, in base units; `None` where the rows do not give it.
    pub fn reckon(&self, formula: &Formula, year: u16) -> Option<Exact> {
        let question = answer::Question { register: self, all: std::slice::from_ref(self), year };
        question.answer(formula).ok().map(|answer| answer.value)
    }

    fn column(&self, id: &str) -> Option<&Column> {
        self.columns.get(id)
    }

    /// What an output says of it.
    pub fn told(&self, kind: &RegisterKind) -> EvidenceFile {
        EvidenceFile {
            path: self.path.clone(),
            sha256: self.sha256.clone(),
            format: self.format.clone(),
            encoding: self.encoding.clone(),
            kind: self.kind.clone(),
            name: Bilingual::new(kind.zh.clone(), kind.en.clone()),
            rows_read: self.rows_read,
            rows_used: self.rows_used(),
            columns: self.mapped.clone(),
            left_out: self.left_out.clone(),
        }
    }
}
