//! Backup and restore: one archive with every record as text and every attachment, the same from both databases, so
//! that what grew on one machine moves to a server.
//!
//! The archive is a zip: `tables/<name>.jsonl`, the first line the names of the columns; `attachments/<digest>`;
//! `manifest.json`, the last, with the digest of each. Its comment, the very end of the file, is the digest of all
//! before it, so that no byte of it can change unnoticed.

mod archive;
mod restore;
mod save;
mod tables;

pub use restore::restore;

use serde::{Deserialize, Serialize};

/// What a backup holds, or what was restored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupSummary {
    /// The version of the data.
    pub schema: i64,
    /// When the backup was made.
    pub at_ms: i64,
    /// Where the audit log of each region ends.
    pub heads: Vec<LogEnd>,
    /// How many records of all kinds.
    pub records: u64,
    /// How many attachments.
    pub attachments: u64,
    /// Digests of attachments that were missing or damaged when the backup was made; all others are in it.
    pub damaged: Vec<String>,
    /// The digest of the archive.
    pub digest: String,
}

/// Where the audit log of a region ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEnd {
    /// The region.
    pub region: String,
    /// The number of the last record.
    pub sequence: i64,
    /// Its digest.
    pub digest: String,
}
