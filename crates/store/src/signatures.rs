//! Signatures on revisions. One is voided with a reason, never deleted.

use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use crate::error::{Result, StoreError};
use crate::reports;
use crate::revisions::Revisions as _;
use crate::rows::{FromRow, Rows, all, integer, maybe_integer, maybe_text, text};
use crate::unit::Unit;

/// One signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The report.
    pub report: String,
    /// The id, unique in the report.
    pub id: String,
    /// The number of the revision that was signed.
    pub revision: i64,
    /// The digest of that revision.
    pub digest: String,
    /// In which role.
    pub role: String,
    /// Who signed.
    pub name: String,
    /// How: by hand on paper, by a click, by a key.
    pub mode: String,
    /// When.
    pub at_ms: i64,
    /// When it was voided.
    pub void_ms: Option<i64>,
    /// Why.
    pub void_reason: Option<String>,
}

impl FromRow for Signature {
    fn from_row(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            report: text(row, "report")?,
            id: text(row, "id")?,
            revision: integer(row, "revision")?,
            digest: text(row, "digest")?,
            role: text(row, "role")?,
            name: text(row, "name")?,
            mode: text(row, "mode")?,
            at_ms: integer(row, "at_ms")?,
            void_ms: maybe_integer(row, "void_ms")?,
            void_reason: maybe_text(row, "void_reason")?,
        })
    }
}

/// Reads signatures.
pub trait Signatures: Rows {
    /// All signatures of a report, voided ones too, in the order of signing.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn signatures(&mut self, report: &str) -> impl Future<Output = Result<Vec<Signature>>> + Send;
}

impl<R: Rows> Signatures for R {
    async fn signatures(&mut self, report: &str) -> Result<Vec<Signature>> {
        let query = sqlx::query(
            "SELECT report, id, revision, digest, role, name, mode, at_ms, void_ms, void_reason FROM signature \
             WHERE region = $1 AND report = $2 ORDER BY at_ms, id",
        );
        let query = query.bind(self.region().to_owned()).bind(report.to_owned());
        all(self.connection(), query).await
    }
}

/// Signs and voids.
pub trait ChangeSignatures {
    /// Adds a signature; its time is that of the unit.
    ///
    /// # Errors
    /// When there is no such revision, or its digest is not the one that was signed.
    fn sign(&mut self, signature: &Signature) -> impl Future<Output = Result<()>> + Send;

    /// Voids a signature.
    ///
    /// # Errors
    /// When there is no such signature that still counts, or no reason is given.
    fn void_signature(&mut self, report: &str, id: &str, reason: &str) -> impl Future<Output = Result<()>> + Send;
}

impl ChangeSignatures for Unit {
    async fn sign(&mut self, signature: &Signature) -> Result<()> {
        reports::touch(self, &signature.report).await?;
        let revision = self.revision(&signature.report, signature.revision).await?;
        let missing = || StoreError::NotFound { what: "revision", id: signature.revision.to_string() };
        if revision.ok_or_else(missing)?.digest != signature.digest {
            return Err(StoreError::invalid("what was signed is not the revision that is kept"));
        }
        let query = sqlx::query(
            "INSERT INTO signature (region, report, id, revision, digest, role, name, mode, at_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(self.here())
        .bind(signature.report.clone())
        .bind(signature.id.clone())
        .bind(signature.revision)
        .bind(signature.digest.clone())
        .bind(signature.role.clone())
        .bind(signature.name.clone())
        .bind(signature.mode.clone())
        .bind(self.at_ms());
        self.change(query).await.map(drop)
    }

    async fn void_signature(&mut self, report: &str, id: &str, reason: &str) -> Result<()> {
        if reason.trim().is_empty() {
            return Err(StoreError::invalid("a signature is voided with a reason"));
        }
        reports::touch(self, report).await?;
        let query = sqlx::query(
            "UPDATE signature SET void_ms = $4, void_reason = $5 \
             WHERE region = $1 AND report = $2 AND id = $3 AND void_ms IS NULL",
        )
        .bind(self.here())
        .bind(report.to_owned())
        .bind(id.to_owned())
        .bind(self.at_ms())
        .bind(reason.to_owned());
        self.change_one(query, "signature", id).await
    }
}
