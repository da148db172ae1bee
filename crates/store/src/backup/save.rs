//! Writing a backup while others go on writing: one snapshot of the database, and the attachments it points at.

use std::path::{Path, PathBuf};

use futures_util::future::join;
use sqlx::{AnyConnection, Row as _};
use tokio::sync::mpsc;

use super::archive::Writing;
use super::tables::{self, TABLES};
use super::{BackupSummary, LogEnd};
use crate::attachments::{blocking, path_of};
use crate::digest::sha256;
use crate::error::{Result, StoreError};
use crate::schema;
use crate::store::Store;

/// Pieces that may wait for the disk.
const WAITING: usize = 16;

/// What goes into the archive next.
enum Piece {
    Table(&'static str),
    Lines(Vec<u8>),
    Attachment(String),
    End(BackupSummary),
}

impl Store {
    /// Writes a backup of everything to a new file. Writing goes on meanwhile; what is written after the start is not
    /// in it.
    ///
    /// # Errors
    /// When the file is there already, or the disk is full; then no file of this name is left.
    pub async fn backup(&self, path: &Path, at_ms: i64) -> Result<BackupSummary> {
        let (pieces, taken) = mpsc::channel(WAITING);
        let (folder, target) = (self.folder.path.clone(), path.to_owned());
        let writing = blocking(move || write(&folder, &target, taken));
        // When the writing side has failed it says why; this side then only knows that nobody takes its pieces.
        let (read, written) = join(self.read_everything(pieces, at_ms), writing).await;
        match (read, written) {
            (Err(StoreError::Closed) | Ok(()), written) => written,
            (Err(error), _) => Err(error),
        }
    }

    async fn read_everything(&self, pieces: mpsc::Sender<Piece>, at_ms: i64) -> Result<()> {
        let send = async |piece: Piece| pieces.send(piece).await.map_err(|_| StoreError::Closed);
        let mut transaction = self.readers.begin().await?;
        let connection: &mut AnyConnection = &mut transaction;
        let mut summary = BackupSummary { schema: schema::newest(), at_ms, ..BackupSummary::default() };
        for table in TABLES {
            send(Piece::Table(table)).await?;
            summary.records += tables::lines(connection, table, async |lines| send(Piece::Lines(lines)).await).await?;
        }
        let heads = sqlx::query("SELECT region, sequence, digest FROM audit_head WHERE sequence > 0 ORDER BY region");
        for row in heads.fetch_all(&mut *connection).await? {
            summary.heads.push(LogEnd { region: row.try_get(0)?, sequence: row.try_get(1)?, digest: row.try_get(2)? });
        }
        let digests = sqlx::query("SELECT DISTINCT digest FROM attachment ORDER BY digest");
        for row in digests.fetch_all(connection).await? {
            send(Piece::Attachment(row.try_get(0)?)).await?;
        }
        transaction.rollback().await?;
        send(Piece::End(summary)).await
    }
}

fn write(folder: &Path, target: &Path, pieces: mpsc::Receiver<Piece>) -> Result<BackupSummary> {
    let written = write_pieces(folder, target, pieces);
    if written.is_err() {
        let mut partial = target.as_os_str().to_owned();
        partial.push(".partial");
        std::fs::remove_file(PathBuf::from(partial)).ok();
    }
    written
}

fn write_pieces(folder: &Path, target: &Path, mut pieces: mpsc::Receiver<Piece>) -> Result<BackupSummary> {
    let mut archive = Writing::create(target)?;
    let (mut attachments, mut damaged) = (0, Vec::new());
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::Table(name) => archive.begin(&format!("tables/{name}.jsonl"), true)?,
            Piece::Lines(lines) => archive.write(&lines)?,
            Piece::Attachment(digest) => match std::fs::read(path_of(folder, &digest)) {
                Ok(bytes) if sha256(&bytes) == digest => {
                    archive.begin(&format!("attachments/{digest}"), false)?;
                    archive.write(&bytes)?;
                    attachments += 1;
                }
                _ => damaged.push(digest),
            },
            Piece::End(summary) => return archive.finish(BackupSummary { attachments, damaged, ..summary }),
        }
    }
    // The reading side ended early, and says why.
    Err(StoreError::Closed)
}
