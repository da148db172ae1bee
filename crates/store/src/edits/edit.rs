//! One edit, and how edits are read.

use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use crate::error::Result;
use crate::rows::{FromRow, Rows, all, integer, maybe_integer, maybe_text, text};

/// One edit of one place. An absent value is one that is missing, which is not the empty text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The report.
    pub report: String,
    /// Its number among the edits of the report, from 1 on.
    pub sequence: i64,
    /// The group: one step for undo.
    pub group: String,
    /// The place, in the caller's words.
    pub place: String,
    /// What the author saw there before.
    pub before: Option<String>,
    /// What stands there since.
    pub after: Option<String>,
    /// The kind of edit, in the caller's words.
    pub kind: String,
    /// The finding that it answers.
    pub cause: Option<String>,
    /// By whom.
    pub author: String,
    /// When.
    pub at_ms: i64,
    /// When it was undone.
    pub undone_ms: Option<i64>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT report, sequence, step, place, value_before, value_after, kind, cause, author, at_ms, undone_ms FROM edit ",
            $rest
        )
    };
}
pub(super) use select;

impl FromRow for Edit {
    fn from_row(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            report: text(row, "report")?,
            sequence: integer(row, "sequence")?,
            group: text(row, "step")?,
            place: text(row, "place")?,
            before: maybe_text(row, "value_before")?,
            after: maybe_text(row, "value_after")?,
            kind: text(row, "kind")?,
            cause: maybe_text(row, "cause")?,
            author: text(row, "author")?,
            at_ms: integer(row, "at_ms")?,
            undone_ms: maybe_integer(row, "undone_ms")?,
        })
    }
}

/// Reads edits.
pub trait Edits: Rows {
    /// What every edited place shows now, by place; places whose edits are all undone are not there.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn live_edits(&mut self, report: &str) -> impl Future<Output = Result<Vec<Edit>>> + Send;

    /// All edits of a place, undone ones too, in their order.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn edit_history(&mut self, report: &str, place: &str) -> impl Future<Output = Result<Vec<Edit>>> + Send;

    /// All edits of a report after a number, undone ones too, in their order.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn edits_after(&mut self, report: &str, sequence: i64) -> impl Future<Output = Result<Vec<Edit>>> + Send;
}

impl<R: Rows> Edits for R {
    async fn live_edits(&mut self, report: &str) -> Result<Vec<Edit>> {
        let query = sqlx::query(select!(
            "WHERE region = $1 AND report = $2 AND sequence IN (SELECT MAX(live.sequence) FROM edit live \
             WHERE live.region = $1 AND live.report = $2 AND live.undone_ms IS NULL GROUP BY live.place) ORDER BY place"
        ));
        let query = query.bind(self.region().to_owned()).bind(report.to_owned());
        all(self.connection(), query).await
    }

    async fn edit_history(&mut self, report: &str, place: &str) -> Result<Vec<Edit>> {
        let query = sqlx::query(select!("WHERE region = $1 AND report = $2 AND place = $3 ORDER BY sequence"));
        let query = query.bind(self.region().to_owned()).bind(report.to_owned()).bind(place.to_owned());
        all(self.connection(), query).await
    }

    async fn edits_after(&mut self, report: &str, sequence: i64) -> Result<Vec<Edit>> {
        let query = sqlx::query(select!("WHERE region = $1 AND report = $2 AND sequence > $3 ORDER BY sequence"));
        let query = query.bind(self.region().to_owned()).bind(report.to_owned()).bind(sequence);
        all(self.connection(), query).await
    }
}
