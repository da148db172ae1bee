//! Looking after the data: backups, the audit log, the state of health.

use std::path::PathBuf;

use jiheng_store::{
    Audit, AuditEvent, AuditFilter, AuditRecord, BackupSummary, Check, Checkpoint, RecordAudit, StoreError,
    Verification, VerifyAudit,
};

use crate::error::AppError;
use crate::workbench::{Asking, LOCAL, Workbench};

/// Records of the log on a page.
const SHOWN: i64 = 200;

impl Workbench {
    /// Writes everything into one archive in a folder, and gives back its path and what is in it.
    ///
    /// # Errors
    /// When it could not be written, or the disk is full.
    pub async fn back_up(&self, asking: &Asking, folder: PathBuf) -> Result<(PathBuf, BackupSummary), AppError> {
        let at_ms = (self.clock)();
        let path = folder.join(format!("jiheng-{at_ms}.zip"));
        let refused = |why: std::io::Error| {
            AppError::refused(
                format!("不能建立备份文件夹：{why}"),
                format!("The folder for backups cannot be made: {why}"),
            )
        };
        std::fs::create_dir_all(&folder).map_err(refused)?;
        let (store, target, runtime) = (self.store.clone(), path.clone(), tokio::runtime::Handle::current());
        // Copying everything takes long: not on a thread that answers requests.
        let copied = tokio::task::spawn_blocking(move || runtime.block_on(store.backup(&target, at_ms)));
        let summary = copied.await.map_err(|_| StoreError::Abandoned)??;
        let seal = summary.digest.clone();
        let request = self.request(asking, &["backup", &seal]);
        self.store
            .write(request, move |unit| {
                Box::pin(async move {
                    unit.record(AuditEvent { digest_after: seal, ..AuditEvent::ok("backup.ok", "store") }).await?;
                    Ok::<_, AppError>(())
                })
            })
            .await?;
        Ok((path, summary))
    }

    /// The newest records of the audit log, newest first.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn audit(&self) -> Result<Vec<AuditRecord>, AppError> {
        let mut reading = self.store.read(LOCAL).await?;
        let last = reading.verify_audit(&[]).await?.records;
        let after = last.saturating_sub(SHOWN).max(0);
        let mut records = reading.audit(&AuditFilter { after, limit: SHOWN, ..AuditFilter::default() }).await?;
        records.reverse();
        Ok(records)
    }

    /// Whether the audit log is whole, also against checkpoints that were kept elsewhere.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn verify(&self, kept: &[Checkpoint]) -> Result<Verification, AppError> {
        Ok(self.store.read(LOCAL).await?.verify_audit(kept).await?)
    }

    /// How the data is.
    pub async fn health(&self) -> Vec<Check> {
        self.store.doctor((self.clock)()).await
    }
}
