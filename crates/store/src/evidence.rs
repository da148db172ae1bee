//! Evidence: what proves a figure or a claim of a report, as a file, or as the note that a secret one is registered.

use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use crate::error::{Result, StoreError};
use crate::reports;
use crate::rows::{FromRow, Rows, all, integer, maybe_integer, maybe_text, one, text};
use crate::unit::Unit;

/// One piece of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceItem {
    /// The id, unique in the report.
    pub id: String,
    /// The report.
    pub report: String,
    /// What it proves, in the caller's words.
    pub subject: String,
    /// The digest of the attachment; `None` where the document is secret and only registered.
    pub attachment: Option<String>,
    /// The name of the file.
    pub file_name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size.
    pub size_bytes: Option<i64>,
    /// Where in it.
    pub page: Option<String>,
    /// What was noted.
    pub note: String,
    /// Where it stands.
    pub state: String,
    /// The id of what took its place.
    pub replaced_by: Option<String>,
    /// When it was taken off.
    pub detached_ms: Option<i64>,
    /// When it was put on.
    pub at_ms: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, report, subject, attachment, file_name, media_type, size_bytes, page, note, state, replaced_by, ",
            "detached_ms, at_ms FROM evidence ",
            $rest
        )
    };
}

impl FromRow for EvidenceItem {
    fn from_row(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            id: text(row, "id")?,
            report: text(row, "report")?,
            subject: text(row, "subject")?,
            attachment: maybe_text(row, "attachment")?,
            file_name: text(row, "file_name")?,
            media_type: text(row, "media_type")?,
            size_bytes: maybe_integer(row, "size_bytes")?,
            page: maybe_text(row, "page")?,
            note: text(row, "note")?,
            state: text(row, "state")?,
            replaced_by: maybe_text(row, "replaced_by")?,
            detached_ms: maybe_integer(row, "detached_ms")?,
            at_ms: integer(row, "at_ms")?,
        })
    }
}

/// Reads evidence.
pub trait Evidence: Rows {
    /// One piece.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn evidence_item(&mut self, report: &str, id: &str) -> impl Future<Output = Result<Option<EvidenceItem>>> + Send;

    /// All pieces of a report, also replaced and detached ones, in the order they came.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn evidence(&mut self, report: &str) -> impl Future<Output = Result<Vec<EvidenceItem>>> + Send;
}

impl<R: Rows> Evidence for R {
    async fn evidence_item(&mut self, report: &str, id: &str) -> Result<Option<EvidenceItem>> {
        let query = sqlx::query(select!("WHERE region = $1 AND report = $2 AND id = $3"));
        let query = query.bind(self.region().to_owned()).bind(report.to_owned()).bind(id.to_owned());
        one(self.connection(), query).await
    }

    async fn evidence(&mut self, report: &str) -> Result<Vec<EvidenceItem>> {
        let query = sqlx::query(select!("WHERE region = $1 AND report = $2 ORDER BY at_ms, id"));
        let query = query.bind(self.region().to_owned()).bind(report.to_owned());
        all(self.connection(), query).await
    }
}

/// Changes evidence.
pub trait ChangeEvidence {
    /// Puts a piece on; its time is that of the unit. The attachment has to be added before.
    ///
    /// # Errors
    /// When there is no such report or attachment.
    fn add_evidence(&mut self, item: &EvidenceItem) -> impl Future<Output = Result<()>> + Send;

    /// Writes subject, page, note and state anew.
    ///
    /// # Errors
    /// When there is no such piece, or it was replaced or detached.
    fn change_evidence(&mut self, item: &EvidenceItem) -> impl Future<Output = Result<()>> + Send;

    /// Puts a new piece on in the place of an old one, which stays on record.
    ///
    /// # Errors
    /// When there is no such old piece, or it was replaced or detached.
    fn replace_evidence(&mut self, old: &str, new: &EvidenceItem) -> impl Future<Output = Result<()>> + Send;

    /// Takes a piece off; it stays on record.
    ///
    /// # Errors
    /// When there is no such piece, or it was replaced or detached.
    fn detach_evidence(&mut self, report: &str, id: &str) -> impl Future<Output = Result<()>> + Send;
}

impl ChangeEvidence for Unit {
    async fn add_evidence(&mut self, item: &EvidenceItem) -> Result<()> {
        reports::touch(self, &item.report).await?;
        let query = sqlx::query(
            "INSERT INTO evidence (region, report, id, subject, attachment, file_name, media_type, size_bytes, page, \
             note, state, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(self.here())
        .bind(item.report.clone())
        .bind(item.id.clone())
        .bind(item.subject.clone())
        .bind(item.attachment.clone())
        .bind(item.file_name.clone())
        .bind(item.media_type.clone())
        .bind(item.size_bytes)
        .bind(item.page.clone())
        .bind(item.note.clone())
        .bind(item.state.clone())
        .bind(self.at_ms());
        self.change(query).await.map(drop)
    }

    async fn change_evidence(&mut self, item: &EvidenceItem) -> Result<()> {
        reports::touch(self, &item.report).await?;
        let query = sqlx::query(
            "UPDATE evidence SET subject = $4, page = $5, note = $6, state = $7 \
             WHERE region = $1 AND report = $2 AND id = $3 AND detached_ms IS NULL AND replaced_by IS NULL",
        )
        .bind(self.here())
        .bind(item.report.clone())
        .bind(item.id.clone())
        .bind(item.subject.clone())
        .bind(item.page.clone())
        .bind(item.note.clone())
        .bind(item.state.clone());
        self.change_one(query, "evidence", &item.id).await
    }

    async fn replace_evidence(&mut self, old: &str, new: &EvidenceItem) -> Result<()> {
        if old == new.id {
            return Err(StoreError::invalid("evidence cannot take its own place"));
        }
        let query = sqlx::query(
            "UPDATE evidence SET replaced_by = $4 \
             WHERE region = $1 AND report = $2 AND id = $3 AND detached_ms IS NULL AND replaced_by IS NULL",
        )
        .bind(self.here())
        .bind(new.report.clone())
        .bind(old.to_owned())
        .bind(new.id.clone());
        self.change_one(query, "evidence", old).await?;
        self.add_evidence(new).await
    }

    async fn detach_evidence(&mut self, report: &str, id: &str) -> Result<()> {
        reports::touch(self, report).await?;
        let query = sqlx::query(
            "UPDATE evidence SET detached_ms = $4 \
             WHERE region = $1 AND report = $2 AND id = $3 AND detached_ms IS NULL AND replaced_by IS NULL",
        )
        .bind(self.here())
        .bind(report.to_owned())
        .bind(id.to_owned())
        .bind(self.at_ms());
        self.change_one(query, "evidence", id).await
    }
}
