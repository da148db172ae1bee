//! Where data is kept.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where the records and the attachments are.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A folder of this machine, with an SQLite database in it.
    Folder(PathBuf),
    /// A PostgreSQL database, or one that speaks its protocol, and a folder for attachments and backups.
    Postgres {
        /// `postgres://…`.
        url: String,
        /// The folder for attachments; where several machines share the database, they share it, too.
        folder: PathBuf,
    },
}

impl Address {
    /// A data folder.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self::Folder(path.into())
    }

    /// The folder with the attachments in it.
    pub fn path(&self) -> &Path {
        match self {
            Self::Folder(folder) | Self::Postgres { folder, .. } => folder,
        }
    }
}

// The URL of a database may hold a password, which must not get into a log.
impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => f.debug_tuple("Folder").field(folder).finish(),
            Self::Postgres { folder, .. } => f.debug_struct("Postgres").field("folder", folder).finish_non_exhaustive(),
        }
    }
}

/// Bounds of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// An attachment is refused when it would leave less than this free on the disk.
    pub reserve_bytes: u64,
    /// The largest attachment.
    pub attachment_bytes: u64,
    /// Units of work that may wait; one more is told to come again.
    pub waiting: usize,
    /// Connections that read.
    pub readers: u32,
    /// How long the work of a unit may take; everybody behind it waits for it.
    pub work: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            reserve_bytes: 200 << 20,
            attachment_bytes: 200 << 20,
            waiting: 1024,
            readers: 4,
            work: Duration::from_secs(10),
        }
    }
}
