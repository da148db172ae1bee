//! `jiheng backup`: everything in one archive.

use std::path::PathBuf;

use clap::Args;
use jiheng_store::{Actor, AuditEvent, RecordAudit, StoreError, WriteRequest};

use crate::data::{self, DataArgument};
use crate::exit::{BadInput, Code};
use crate::output;

/// 把全部数据写成一个备份文件；工作台开着的时候请在“管理”里备份 / Write all data into one archive; while the workbench runs, use its page
#[derive(Debug, Args)]
pub struct BackupArguments {
    /// 备份文件；不会覆盖已有的 / The archive to write; never one that is there
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    data: DataArgument,
}

/// Runs the command.
///
/// # Errors
/// When another program has the data, or the archive cannot be written.
pub fn run(arguments: &BackupArguments) -> anyhow::Result<Code> {
    let file = &arguments.file;
    if file.exists() {
        return Err(BadInput(format!(
            "{}：已经有这个文件，没有写 / is there already, nothing was written",
            file.display()
        ))
        .into());
    }
    data::wait(async {
        let store = arguments.data.open().await?;
        let at_ms = data::now_ms();
        let shown = file.display().to_string();
        let summary = store.backup(file, at_ms).await.map_err(|error| data::told(&shown, &error))?;
        let digest = summary.digest.clone();
        let actor = Actor { name: "jiheng backup".to_owned(), role: "local".to_owned(), ..Actor::default() };
        let request =
            WriteRequest { region: jiheng_app::LOCAL.to_owned(), actor, key: None, digest: digest.clone(), at_ms };
        let recorded = store.write(request, move |unit| {
            Box::pin(async move {
                unit.record(AuditEvent { digest_after: digest, ..AuditEvent::ok("backup.ok", "store") }).await?;
                Ok::<_, StoreError>(())
            })
        });
        recorded.await.map_err(|error| data::told(&shown, &error))?;
        store.close().await.map_err(|error| data::told(&shown, &error))?;
        output::print(&format!(
            "已备份 / backed up: {shown}\n  记录 / records: {}，附件 / attachments: {}\n  SHA-256: {}\n",
            summary.records, summary.attachments, summary.digest
        ))?;
        let damaged = summary.damaged.len();
        if damaged > 0 {
            output::complain(&format!(
                "有 {damaged} 份附件缺失或损坏，没有备份进去 / attachments missing or damaged: {damaged}"
            ));
            return Ok(Code::Findings);
        }
        Ok(Code::Clean)
    })
}
