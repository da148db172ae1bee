//! Appending a group, and what stands in its way.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::edit::{Edit, Edits as _};
use crate::error::{Result, StoreError};
use crate::reports;
use crate::rows::{Rows as _, number};
use crate::unit::Unit;

/// Edits that are made, undone and redone together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditGroup {
    /// The id of the group.
    pub id: String,
    /// The kind of edit, in the caller's words.
    pub kind: String,
    /// The finding that it answers.
    pub cause: Option<String>,
    /// Its edits, each of another place.
    pub edits: Vec<NewEdit>,
}

/// One edit to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEdit {
    /// The place.
    pub place: String,
    /// The number of the edit that the author saw there, 0 for what came with the report.
    pub base: i64,
    /// What the author saw there.
    pub before: Option<String>,
    /// What shall stand there.
    pub after: Option<String>,
}

/// A place that somebody else has changed in the meantime.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The place.
    pub place: String,
    /// What the author saw there.
    pub base: Option<String>,
    /// What he wants there.
    pub mine: Option<String>,
    /// What stands there now.
    pub theirs: Option<String>,
    /// The number of the edit that put it there: the base of a new attempt.
    pub sequence: i64,
    /// Who put it there; empty when his edits were undone and it is what came with the report.
    pub author: String,
    /// When.
    pub at_ms: i64,
}

pub(super) async fn append(unit: &mut Unit, report: &str, group: &EditGroup) -> Result<Vec<Edit>> {
    let places: BTreeSet<&str> = group.edits.iter().map(|edit| edit.place.as_str()).collect();
    if places.len() != group.edits.len() || group.edits.is_empty() {
        return Err(StoreError::invalid("a group of edits has each place once, and at least one"));
    }
    let mut conflicts = Vec::new();
    let mut wanted = Vec::new();
    for edit in &group.edits {
        match stand(unit, report, edit).await? {
            Stand::Free => wanted.push(edit),
            Stand::Same => {}
            Stand::Against(conflict) => conflicts.push(*conflict),
        }
    }
    if !conflicts.is_empty() {
        return Err(StoreError::Conflict(conflicts));
    }
    reports::touch(unit, report).await?;
    let newest = sqlx::query("SELECT MAX(sequence) FROM edit WHERE region = $1 AND report = $2");
    let newest = newest.bind(unit.here()).bind(report.to_owned());
    let mut sequence = number(unit.connection(), newest).await?;
    let mut appended = Vec::new();
    for edit in wanted {
        sequence += 1;
        let edit = Edit {
            report: report.to_owned(),
            sequence,
            group: group.id.clone(),
            place: edit.place.clone(),
            before: edit.before.clone(),
            after: edit.after.clone(),
            kind: group.kind.clone(),
            cause: group.cause.clone(),
            author: unit.actor().name.clone(),
            at_ms: unit.at_ms(),
            undone_ms: None,
        };
        insert(unit, &edit).await?;
        appended.push(edit);
    }
    Ok(appended)
}

/// How a place stands to an edit of it.
enum Stand {
    /// As the author saw it.
    Free,
    /// Changed, to what he wants.
    Same,
    /// Changed to something else.
    Against(Box<Conflict>),
}

async fn stand(unit: &mut Unit, report: &str, edit: &NewEdit) -> Result<Stand> {
    let history = unit.edit_history(report, &edit.place).await?;
    let live = history.iter().rev().find(|known| known.undone_ms.is_none());
    if live.map_or(0, |live| live.sequence) == edit.base {
        return Ok(Stand::Free);
    }
    if edit.base != 0 && !history.iter().any(|known| known.sequence == edit.base) {
        return Err(StoreError::invalid(format!("no edit {} of the place {}", edit.base, edit.place)));
    }
    let original = history.first().and_then(|first| first.before.clone());
    let theirs = live.map_or(original, |live| live.after.clone());
    if theirs == edit.after {
        return Ok(Stand::Same);
    }
    Ok(Stand::Against(Box::new(Conflict {
        place: edit.place.clone(),
        base: edit.before.clone(),
        mine: edit.after.clone(),
        theirs,
        sequence: live.map_or(0, |live| live.sequence),
        author: live.map(|live| live.author.clone()).unwrap_or_default(),
        at_ms: live.map_or(0, |live| live.at_ms),
    })))
}

async fn insert(unit: &mut Unit, edit: &Edit) -> Result<()> {
    let query = sqlx::query(
        "INSERT INTO edit (region, report, sequence, step, place, value_before, value_after, kind, cause, author, at_ms) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(unit.here())
    .bind(edit.report.clone())
    .bind(edit.sequence)
    .bind(edit.group.clone())
    .bind(edit.place.clone())
    .bind(edit.before.clone())
    .bind(edit.after.clone())
    .bind(edit.kind.clone())
    .bind(edit.cause.clone())
    .bind(edit.author.clone())
    .bind(edit.at_ms);
    unit.change(query).await.map(drop)
}
