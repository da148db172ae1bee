//! Restoring a backup, into an empty place only.

use std::io::{BufRead, Read as _};
use std::path::Path;

use sqlx::{AnyConnection, Connection as _};
use tokio::runtime::Handle;

use super::archive::Archive;
use super::tables::{Insert, TABLES};
use super::{BackupSummary, LogEnd};
use crate::address::{Address, Limits};
use crate::attachments::{self, blocking};
use crate::audit::VerifyAudit as _;
use crate::connect::{Connector, DATABASE, Engine};
use crate::digest::is_sha256;
use crate::error::{Result, StoreError};
use crate::folder::Folder;
use crate::schema;
use crate::store::Store;

/// More than the longest row: a revision of a whole report.
const LINE_MAX: u64 = 1 << 30;

/// Restores an archive into an empty folder or an empty database; every digest in it is checked first. Afterwards the
/// audit log has to end where the archive says.
///
/// # Errors
/// [`StoreError::BadArchive`] for one that is damaged, [`StoreError::NotEmpty`] where there is data already.
pub async fn restore(archive: &Path, target: &Address) -> Result<BackupSummary> {
    let folder = match target {
        Address::Folder(path) => Folder::take(path)?,
        Address::Postgres { folder, .. } => Folder::share(folder)?,
    };
    let connector = Connector::new(target)?;
    if connector.engine == Engine::Sqlite && folder.path.join(DATABASE).exists() {
        return Err(StoreError::NotEmpty { path: folder.path.display().to_string() });
    }
    let path = archive.to_owned();
    let archive = blocking(move || checked(&path)).await?;
    let mut connection = connector.writer().await?;
    if schema::version(&mut connection).await? != 0 {
        return Err(StoreError::NotEmpty { path: folder.path.display().to_string() });
    }
    let summary = archive.manifest.summary.clone();
    schema::migrate(&mut connection, summary.schema).await?;
    attachments::prepare(&folder.path)?;
    let (root, handle) = (folder.path.clone(), Handle::current());
    let mut connection = blocking(move || write(archive, &root, connection, &handle)).await?;
    schema::migrate(&mut connection, schema::newest()).await?;
    connector.settle(&mut connection).await?;
    connection.close().await?;
    drop(folder);
    confirm(target, &summary.heads).await?;
    Ok(summary)
}

/// Opens the archive and reads all of it once, so that nothing is written from one that is damaged.
fn checked(path: &Path) -> Result<Archive> {
    let mut archive = Archive::open(path)?;
    let schema = archive.manifest.summary.schema;
    if schema > schema::newest() {
        return Err(StoreError::NewerData { data: schema, program: schema::newest() });
    }
    for entry in archive.manifest.entries.clone() {
        archive.check(&entry)?;
        if entry.name.strip_prefix("attachments/").is_some_and(|digest| !is_sha256(digest) || digest != entry.sha256) {
            return Err(StoreError::archive(format!("{} is not named by its digest", entry.name)));
        }
    }
    Ok(archive)
}

/// Attachments first, then all rows in one transaction.
fn write(mut archive: Archive, root: &Path, mut connection: AnyConnection, handle: &Handle) -> Result<AnyConnection> {
    let entries = archive.manifest.entries.clone();
    for entry in &entries {
        if let Some(digest) = entry.name.strip_prefix("attachments/") {
            let mut bytes = Vec::new();
            archive.entry(entry)?.read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
            attachments::put(root, digest, &bytes)?;
        }
    }
    handle.block_on(sqlx::raw_sql("BEGIN").execute(&mut connection))?;
    for table in TABLES {
        let name = format!("tables/{table}.jsonl");
        if let Some(entry) = entries.iter().find(|entry| entry.name == name) {
            write_table(table, archive.entry(entry)?, &mut connection, handle)?;
        }
    }
    handle.block_on(sqlx::raw_sql("COMMIT").execute(&mut connection))?;
    Ok(connection)
}

fn write_table(
    table: &'static str,
    mut lines: impl BufRead,
    connection: &mut AnyConnection,
    handle: &Handle,
) -> Result<()> {
    let mut line = String::new();
    let mut insert = None;
    loop {
        line.clear();
        let count = lines.by_ref().take(LINE_MAX).read_line(&mut line).map_err(|error| unreadable(&error))?;
        if count == 0 {
            return Ok(());
        }
        match &insert {
            None => {
                let columns = Insert::new(table, &line);
                let no_names = || StoreError::archive(format!("{table}: no names of columns"));
                insert = Some(columns.ok_or_else(no_names)?);
            }
            Some(insert) => handle.block_on(insert.write(connection, &line))?,
        }
    }
}

fn unreadable(error: &std::io::Error) -> StoreError {
    StoreError::archive(error.to_string())
}

/// What was restored has to be the log that the archive was made of.
async fn confirm(target: &Address, heads: &[LogEnd]) -> Result<()> {
    let store = Store::open_with(target, Limits::default()).await?;
    for head in heads {
        let verification = store.read(&head.region).await?.verify_audit(&[]).await?;
        let is_same = verification.records == head.sequence && verification.digest == head.digest;
        if !is_same || !verification.faults.is_empty() {
            return Err(StoreError::archive(format!("the audit log of {} is not whole", head.region)));
        }
    }
    store.close().await
}
