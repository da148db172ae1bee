//! Attachments: files named by the digest of their bytes. The file is on disk, name and all, before its row is.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use crate::digest::{is_sha256, sha256};
use crate::error::{Result, StoreError};
use crate::folder;
use crate::rows::{FromRow, Rows, all, integer, one, text};
use crate::store::Store;
use crate::unit::Unit;

const FOLDER: &str = "attachments";
const INCOMING: &str = "incoming";

/// Bytes that are on disk, which a unit may now make a record of. There is no other way to get one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAttachment {
    digest: String,
    size_bytes: u64,
}

impl StoredAttachment {
    /// The digest, by which it is found again.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Its size.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }
}

/// The record of an attachment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The digest of its bytes.
    pub digest: String,
    /// Its size.
    pub size_bytes: i64,
    /// When it first came.
    pub at_ms: i64,
}

impl FromRow for Attachment {
    fn from_row(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            digest: text(row, "digest")?,
            size_bytes: integer(row, "size_bytes")?,
            at_ms: integer(row, "at_ms")?,
        })
    }
}

/// Reads the records of attachments.
pub trait Attachments: Rows {
    /// One record; without it, the region has no business with the bytes.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn attachment(&mut self, digest: &str) -> impl Future<Output = Result<Option<Attachment>>> + Send;

    /// All records.
    ///
    /// # Errors
    /// When the database cannot be asked.
    fn attachments(&mut self) -> impl Future<Output = Result<Vec<Attachment>>> + Send;
}

impl<R: Rows> Attachments for R {
    async fn attachment(&mut self, digest: &str) -> Result<Option<Attachment>> {
        let query = sqlx::query("SELECT digest, size_bytes, at_ms FROM attachment WHERE region = $1 AND digest = $2");
        let query = query.bind(self.region().to_owned()).bind(digest.to_owned());
        one(self.connection(), query).await
    }

    async fn attachments(&mut self) -> Result<Vec<Attachment>> {
        let query = sqlx::query("SELECT digest, size_bytes, at_ms FROM attachment WHERE region = $1 ORDER BY digest");
        let query = query.bind(self.region().to_owned());
        all(self.connection(), query).await
    }
}

/// Makes records of attachments.
pub trait ChangeAttachments {
    /// Makes a record of bytes that are on disk; nothing happens where there is one.
    ///
    /// # Errors
    /// When the database does not take it.
    fn add_attachment(&mut self, stored: &StoredAttachment) -> impl Future<Output = Result<()>> + Send;
}

impl ChangeAttachments for Unit {
    async fn add_attachment(&mut self, stored: &StoredAttachment) -> Result<()> {
        let query = sqlx::query(
            "INSERT INTO attachment (region, digest, size_bytes, at_ms) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (region, digest) DO NOTHING",
        )
        .bind(self.here())
        .bind(stored.digest.clone())
        .bind(i64::try_from(stored.size_bytes).unwrap_or(i64::MAX))
        .bind(self.at_ms());
        self.change(query).await.map(drop)
    }
}

impl Store {
    /// Brings bytes to disk under their digest. What is never made a record of goes with the next sweep.
    ///
    /// # Errors
    /// [`StoreError::Full`] when too little would stay free.
    pub async fn put_attachment(&self, bytes: Vec<u8>) -> Result<StoredAttachment> {
        let size_bytes = bytes.len() as u64;
        if size_bytes > self.limits.attachment_bytes {
            let most = self.limits.attachment_bytes >> 20;
            return Err(StoreError::invalid(format!("an attachment has at most {most} MB")));
        }
        let free = folder::free_bytes(&self.folder.path);
        if free.is_some_and(|free| free < self.limits.reserve_bytes.saturating_add(size_bytes)) {
            return Err(StoreError::Full);
        }
        let store = self.clone();
        blocking(move || {
            let digest = sha256(&bytes);
            let _alone = store.renames.lock().unwrap_or_else(PoisonError::into_inner);
            put(&store.folder.path, &digest, &bytes)?;
            Ok(StoredAttachment { digest, size_bytes })
        })
        .await
    }

    /// The bytes of an attachment.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] without such a file, [`StoreError::Damaged`] when its bytes are not what they were.
    pub async fn get_attachment(&self, digest: &str) -> Result<Vec<u8>> {
        if !is_sha256(digest) {
            return Err(StoreError::invalid("no digest of an attachment"));
        }
        let (path, digest) = (path_of(&self.folder.path, digest), digest.to_owned());
        blocking(move || {
            let bytes = std::fs::read(&path).map_err(|error| match error.kind() {
                std::io::ErrorKind::NotFound => StoreError::NotFound { what: "attachment", id: digest.clone() },
                _ => StoreError::file(&path, &error),
            })?;
            if sha256(&bytes) == digest { Ok(bytes) } else { Err(StoreError::damaged(format!("attachment {digest}"))) }
        })
        .await
    }

    /// Deletes files that no record points at and that were written before a time: leftovers of uploads that never
    /// became part of anything. Returns how many there were.
    ///
    /// # Errors
    /// When the database cannot be asked or a file not be deleted.
    pub async fn sweep_attachments(&self, before_ms: i64) -> Result<usize> {
        let rows = sqlx::query("SELECT DISTINCT digest FROM attachment").fetch_all(&self.readers).await?;
        let known: BTreeSet<String> = rows.iter().map(|row| Ok(row.try_get(0)?)).collect::<Result<_>>()?;
        let before = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(before_ms).unwrap_or(0));
        let store = self.clone();
        blocking(move || {
            let _alone = store.renames.lock().unwrap_or_else(PoisonError::into_inner);
            let mut swept = 0;
            for path in files(&store.folder.path)? {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let is_old = path.metadata().and_then(|found| found.modified()).is_ok_and(|time| time < before);
                if is_old && !known.contains(&name) {
                    std::fs::remove_file(&path).map_err(|error| StoreError::file(&path, &error))?;
                    swept += 1;
                }
            }
            Ok(swept)
        })
        .await
    }
}

/// The file of a digest.
pub(crate) fn path_of(folder: &Path, digest: &str) -> PathBuf {
    folder.join(FOLDER).join(digest.get(..2).unwrap_or_default()).join(digest)
}

/// Every file among the attachments, also those that are still coming in.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for part in entries(&folder.join(FOLDER))? {
        if part.is_dir() {
            found.extend(entries(&part)?.into_iter().filter(|path| path.is_file()));
        }
    }
    found.sort();
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |error: std::io::Error| StoreError::file(folder, &error);
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry.map_err(failed)?.path())).collect(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(failed(error)),
    }
}

/// File first, then its name, then the name's folder: in this order nothing that a record points at can be missing. A
/// file that is there is written anew, which mends one that was damaged and makes it young for the sweep.
pub(crate) fn put(folder: &Path, digest: &str, bytes: &[u8]) -> Result<()> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let target = path_of(folder, digest);
    let attachments = folder.join(FOLDER);
    let parent = attachments.join(digest.get(..2).unwrap_or_default());
    std::fs::create_dir_all(&parent).map_err(|error| StoreError::file(&parent, &error))?;
    // Several programs may share the folder, each with numbers of its own.
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let temporary = attachments.join(INCOMING).join(format!("{digest}.{}.{number}", std::process::id()));
    let written = File::create(&temporary).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| std::fs::rename(&temporary, &target)).map_err(|error| {
        std::fs::remove_file(&temporary).ok();
        StoreError::file(&target, &error)
    })?;
    // Also the name of the folder between, each time: whoever made it may have been stopped before this line.
    folder::sync(&parent)?;
    folder::sync(&attachments)
}

/// Makes the folders for attachments, name and all.
pub(crate) fn prepare(folder: &Path) -> Result<()> {
    let incoming = folder.join(FOLDER).join(INCOMING);
    std::fs::create_dir_all(&incoming).map_err(|error| StoreError::file(&incoming, &error))?;
    folder::sync(&folder.join(FOLDER))?;
    folder::sync(folder)
}

pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Abandoned)?
}
