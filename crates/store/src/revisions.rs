//! Revisions: what a report was when it was finished, sent or signed. Never changed, and checked by digest when read.

use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use crate::digest::sha256;
use crate::error::{Result, StoreError};
use crate::reports;
use crate::rows::{FromRow, Rows, all, integer, number, one, text};
use crate::unit::Unit;

/// One revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The report.
    pub report: String,
    /// From 1 on, without a gap.
    pub number: i64,
    /// The digest of the content.
    pub digest: String,
    /// The content in its canonical text.
    pub content: String,
    /// By whom.
    pub author: String,
    /// When.
    pub at_ms: i64,
}

impl FromRow for Revision {
    fn from_row(row: &AnyRow) -> Result<Self> {
        let revision = Self {
            report: text(row, "report")?,
            number: integer(row, "number")?,
            digest: text(row, "digest")?,
            content: text(row, "content")?,
            author: text(row, "author")?,
            at_ms: integer(row, "at_ms")?,
        };
        if sha256(revision.content.as_bytes()) != revision.digest {
            return Err(StoreError::damaged(format!("revision {} of report {}", revision.number, revision.report)));
        }
        Ok(revision)
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT report, number, digest, content, author, at_ms FROM revision ", $rest)
    };
}

/// Reads revisions.
pub trait Revisions: Rows {
    /// One revision.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when its content does not have its digest any more.
    fn revision(&mut self, report: &str, number: i64) -> impl Future<Output = Result<Option<Revision>>> + Send;

    /// All revisions of a report, in their order.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the content of one does not have its digest any more.
    fn revisions(&mut self, report: &str) -> impl Future<Output = Result<Vec<Revision>>> + Send;
}

impl<R: Rows> Revisions for R {
    async fn revision(&mut self, report: &str, number: i64) -> Result<Option<Revision>> {
        let query = sqlx::query(select!("WHERE region = $1 AND report = $2 AND number = $3"));
        let query = query.bind(self.region().to_owned()).bind(report.to_owned()).bind(number);
        one(self.connection(), query).await
    }

    async fn revisions(&mut self, report: &str) -> Result<Vec<Revision>> {
        let query = sqlx::query(select!("WHERE region = $1 AND report = $2 ORDER BY number"));
        let query = query.bind(self.region().to_owned()).bind(report.to_owned());
        all(self.connection(), query).await
    }
}

/// Adds revisions; none is ever changed.
pub trait ChangeRevisions {
    /// Adds the next revision, by the unit's actor.
    ///
    /// # Errors
    /// When there is no such report.
    fn add_revision(&mut self, report: &str, content: &str) -> impl Future<Output = Result<Revision>> + Send;
}

impl ChangeRevisions for Unit {
    async fn add_revision(&mut self, report: &str, content: &str) -> Result<Revision> {
        reports::touch(self, report).await?;
        let newest = sqlx::query("SELECT MAX(number) FROM revision WHERE region = $1 AND report = $2");
        let newest = newest.bind(self.here()).bind(report.to_owned());
        let revision = Revision {
            report: report.to_owned(),
            number: number(self.connection(), newest).await? + 1,
            digest: sha256(content.as_bytes()),
            content: content.to_owned(),
            author: self.actor().name.clone(),
            at_ms: self.at_ms(),
        };
        let query = sqlx::query(
            "INSERT INTO revision (region, report, number, digest, content, author, at_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(self.here())
        .bind(revision.report.clone())
        .bind(revision.number)
        .bind(revision.digest.clone())
        .bind(revision.content.clone())
        .bind(revision.author.clone())
        .bind(revision.at_ms);
        self.change(query).await?;
        Ok(revision)
    }
}
