//! Proposed repairs as printed.

use jiheng_model::repair::{Change, Repair};
use schemars::JsonSchema;
use serde::Serialize;

use crate::names;

/// A change that would make broken relations hold. A proposal: whoever knows the papers decides.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Repair")]
pub(crate) struct RepairShape<'a> {
    /// What to write where: one number, equal mentions of it, or two that exchange an amount.
    changes: Vec<ChangeShape<'a>>,
    /// How the number most likely went wrong.
    #[schemars(extend("enum" = names::slips()))]
    slip: &'static str,
    /// The same in Chinese.
    slip_zh: String,
    /// Broken relations that hold afterwards.
    mends: u32,
    /// Relations that hold now and would not any more.
    breaks: u32,
    /// Other mentions that speak for it.
    supports: u32,
    /// No other single change mends as much and breaks nothing.
    unique: bool,
}

/// Write `written` at this statement.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Change")]
pub(crate) struct ChangeShape<'a> {
    /// Id of the statement to change.
    statement: u32,
    /// The number to write there.
    written: &'a str,
    /// The unit to write there, where it is the unit that changes.
    unit: Option<&'a str>,
}

impl<'a> From<&'a Repair> for RepairShape<'a> {
    fn from(repair: &'a Repair) -> Self {
        Self {
            changes: repair.changes.iter().map(ChangeShape::from).collect(),
            slip: repair.slip.name(),
            slip_zh: repair.slip.label().zh,
            mends: repair.mends,
            breaks: repair.breaks,
            supports: repair.supports,
            unique: repair.unique,
        }
    }
}

impl<'a> From<&'a Change> for ChangeShape<'a> {
    fn from(change: &'a Change) -> Self {
        Self { statement: change.statement, written: &change.written, unit: change.unit.as_deref() }
    }
}
