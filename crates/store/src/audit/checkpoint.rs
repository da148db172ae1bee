//! Checkpoints: what the log was at a number, in so few characters that it can be printed or kept by somebody else.

use jiheng_model::text::hexadecimal;
use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::merkle;
use super::record::ALGORITHM;
use crate::error::{Result, StoreError};
use crate::rows::{FromRow, Rows, all, integer, one, text};
use crate::unit::Unit;

/// One is made by itself after so many records.
pub(super) const EVERY: i64 = 1000;

/// What a log was. The digest holds all records before it; the root lets a single record of the last ones be proven
/// without showing the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The region.
    pub region: String,
    /// The first record below the root.
    pub first: i64,
    /// The last record.
    pub sequence: i64,
    /// The root of the tree over the digests of these records.
    pub root: String,
    /// The digest of the last record.
    pub digest: String,
    /// The digest that both are.
    pub algorithm: String,
    /// When it was made.
    pub at_ms: i64,
}

impl FromRow for Checkpoint {
    fn from_row(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            region: text(row, "region")?,
            first: integer(row, "first")?,
            sequence: integer(row, "sequence")?,
            root: text(row, "root")?,
            digest: text(row, "digest")?,
            algorithm: text(row, "algorithm")?,
            at_ms: integer(row, "at_ms")?,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT region, first, sequence, root, digest, algorithm, at_ms FROM audit_checkpoint ", $rest)
    };
}

/// Reads checkpoints, for example to keep them elsewhere.
pub trait Checkpoints: Rows {
    /// All after a number, in their order.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn checkpoints(&mut self, after: i64) -> impl Future<Output = Result<Vec<Checkpoint>>> + Send;
}

impl<R: Rows> Checkpoints for R {
    async fn checkpoints(&mut self, after: i64) -> Result<Vec<Checkpoint>> {
        let query = sqlx::query(select!("WHERE region = $1 AND sequence > $2 ORDER BY sequence"));
        let query = query.bind(self.region().to_owned()).bind(after);
        all(self.connection(), query).await
    }
}

/// Makes checkpoints.
pub trait CheckpointAudit {
    /// Makes one of the log as it is now, also of what this unit has recorded. Where nothing was recorded since the
    /// last, it is that one.
    ///
    /// # Errors
    /// When the log is empty.
    fn checkpoint_audit(&mut self) -> impl Future<Output = Result<Checkpoint>> + Send;
}

impl CheckpointAudit for Unit {
    async fn checkpoint_audit(&mut self) -> Result<Checkpoint> {
        let query = sqlx::query(select!("WHERE region = $1 ORDER BY sequence DESC LIMIT 1")).bind(self.here());
        let last: Option<Checkpoint> = one(self.connection(), query).await?;
        let first = last.as_ref().map_or(1, |last| last.sequence + 1);
        if first > self.head.sequence {
            return last.ok_or_else(|| StoreError::invalid("nothing was recorded yet"));
        }
        let query = sqlx::query("SELECT digest FROM audit WHERE region = $1 AND sequence >= $2 ORDER BY sequence");
        let rows = query.bind(self.here()).bind(first).fetch_all(self.connection()).await?;
        let leaves = rows.iter().map(|row| {
            let digest: String = row.try_get(0)?;
            merkle::bytes(&digest).ok_or_else(|| StoreError::damaged("a digest of the audit log"))
        });
        let checkpoint = Checkpoint {
            region: self.here(),
            first,
            sequence: self.head.sequence,
            root: hexadecimal(&merkle::root(&leaves.collect::<Result<Vec<_>>>()?)),
            digest: self.head.digest.clone(),
            algorithm: ALGORITHM.to_owned(),
            at_ms: self.at_ms(),
        };
        let query = sqlx::query(
            "INSERT INTO audit_checkpoint (region, sequence, first, root, digest, algorithm, at_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(checkpoint.region.clone())
        .bind(checkpoint.sequence)
        .bind(checkpoint.first)
        .bind(checkpoint.root.clone())
        .bind(checkpoint.digest.clone())
        .bind(checkpoint.algorithm.clone())
        .bind(checkpoint.at_ms);
        query.execute(self.connection()).await?;
        Ok(checkpoint)
    }
}
