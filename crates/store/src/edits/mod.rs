//! Edits: every change of a place, kept for ever, with who made it and when.
//!
//! A place shows its newest edit that is not undone. A group of edits is one step for undo and redo.

mod append;
mod edit;
mod step;

pub use append::{Conflict, EditGroup, NewEdit};
pub use edit::{Edit, Edits};

use crate::error::Result;
use crate::unit::Unit;

/// Changes edits.
pub trait ChangeEdits {
    /// Appends a group by the unit's actor. Where a place has changed since its base, to another value than the new
    /// one, nothing is appended; where it has changed to the same value, that place is left out. Returns what was
    /// appended.
    ///
    /// # Errors
    /// [`StoreError::Conflict`](crate::StoreError::Conflict) with all places that conflict.
    fn append_edits(&mut self, report: &str, group: &EditGroup) -> impl Future<Output = Result<Vec<Edit>>> + Send;

    /// Undoes the newest group of the unit's actor that is not undone, within his last 200. Returns its edits, empty
    /// where there is none.
    ///
    /// # Errors
    /// When there is no such report.
    fn undo_edits(&mut self, report: &str) -> impl Future<Output = Result<Vec<Edit>>> + Send;

    /// Brings back the group that the unit's actor has undone last, unless he has edited since. Returns its edits,
    /// empty where there is none.
    ///
    /// # Errors
    /// When there is no such report.
    fn redo_edits(&mut self, report: &str) -> impl Future<Output = Result<Vec<Edit>>> + Send;
}

impl ChangeEdits for Unit {
    async fn append_edits(&mut self, report: &str, group: &EditGroup) -> Result<Vec<Edit>> {
        append::append(self, report, group).await
    }

    async fn undo_edits(&mut self, report: &str) -> Result<Vec<Edit>> {
        step::undo(self, report).await
    }

    async fn redo_edits(&mut self, report: &str) -> Result<Vec<Edit>> {
        step::redo(self, report).await
    }
}
