//! Undo and redo, for each author his own.

use sqlx::Row as _;

use super::edit::{Edit, select};
use crate::error::Result;
use crate::reports;
use crate::rows::{Rows as _, all};
use crate::unit::Unit;

/// How many groups of an author can be undone.
const STEPS_MAX: i64 = 200;

/// A group of the author, newest first.
struct Step {
    group: String,
    is_undone: bool,
}

pub(super) async fn undo(unit: &mut Unit, report: &str) -> Result<Vec<Edit>> {
    let steps = steps(unit, report).await?;
    match steps.into_iter().find(|step| !step.is_undone) {
        Some(step) => mark(unit, report, &step.group, true).await,
        None => Ok(Vec::new()),
    }
}

pub(super) async fn redo(unit: &mut Unit, report: &str) -> Result<Vec<Edit>> {
    let steps = steps(unit, report).await?;
    // Groups are undone from the newest back, so that the oldest of those above the newest live one was the last.
    match steps.into_iter().take_while(|step| step.is_undone).last() {
        Some(step) => mark(unit, report, &step.group, false).await,
        None => Ok(Vec::new()),
    }
}

async fn steps(unit: &mut Unit, report: &str) -> Result<Vec<Step>> {
    let query = sqlx::query(
        "SELECT step, MAX(sequence) AS newest, MAX(undone_ms) AS undone_ms FROM edit \
         WHERE region = $1 AND report = $2 AND author = $3 GROUP BY step ORDER BY newest DESC LIMIT $4",
    )
    .bind(unit.here())
    .bind(report.to_owned())
    .bind(unit.actor().name.clone())
    .bind(STEPS_MAX);
    let rows = query.fetch_all(unit.connection()).await?;
    rows.iter()
        .map(|row| {
            Ok(Step { group: row.try_get("step")?, is_undone: row.try_get::<Option<i64>, _>("undone_ms")?.is_some() })
        })
        .collect()
}

async fn mark(unit: &mut Unit, report: &str, group: &str, is_undone: bool) -> Result<Vec<Edit>> {
    reports::touch(unit, report).await?;
    let query =
        sqlx::query("UPDATE edit SET undone_ms = $5 WHERE region = $1 AND report = $2 AND author = $3 AND step = $4")
            .bind(unit.here())
            .bind(report.to_owned())
            .bind(unit.actor().name.clone())
            .bind(group.to_owned())
            .bind(is_undone.then(|| unit.at_ms()));
    unit.change(query).await?;
    let query =
        sqlx::query(select!("WHERE region = $1 AND report = $2 AND author = $3 AND step = $4 ORDER BY sequence"))
            .bind(unit.here())
            .bind(report.to_owned())
            .bind(unit.actor().name.clone())
            .bind(group.to_owned());
    all(unit.connection(), query).await
}
