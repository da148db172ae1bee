//! `jiheng restore`: an archive back into an empty folder, every digest checked first.

use std::path::PathBuf;

use clap::Args;
use jiheng_store::{Address, restore};

use crate::data::{self, DataArgument};
use crate::exit::Code;
use crate::output;

/// 把备份恢复到一个空文件夹；先核对全部摘要 / Restore a backup into an empty folder; every digest is checked first
#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// 备份文件 / The archive
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    data: DataArgument,
}

/// Runs the command.
///
/// # Errors
/// When the archive is damaged, or there is data already.
pub fn run(arguments: &RestoreArguments) -> anyhow::Result<Code> {
    let folder = arguments.data.folder()?;
    data::wait(async {
        let shown = arguments.file.display().to_string();
        let summary =
            restore(&arguments.file, &Address::folder(&folder)).await.map_err(|error| data::told(&shown, &error))?;
        output::print(&format!(
            "已恢复 / restored: {}\n  记录 / records: {}，附件 / attachments: {}\n",
            folder.display(),
            summary.records,
            summary.attachments
        ))?;
        Ok(Code::Clean)
    })
}
