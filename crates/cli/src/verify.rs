//! `jiheng verify`: whether the audit log is whole, also against checkpoints that were kept elsewhere.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use jiheng_model::text::Language;
use jiheng_store::{Actor, Checkpoint, CheckpointAudit as _, Checkpoints as _, VerifyAudit as _, WriteRequest};

use crate::data::{self, DataArgument};
use crate::exit::Code;
use crate::language::LanguageArgument;
use crate::output;
use crate::write;

/// 校验审计记录：有没有改过、删过；用另存的检查点还能看出截尾和整本重写 / Verify the audit log, also against checkpoints kept elsewhere
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// 另存的检查点，一行一个 / Checkpoints kept elsewhere, one a line
    #[arg(long, value_name = "FILE")]
    checkpoints: Option<PathBuf>,
    /// 把现在的检查点写到这个文件，请存到别处 / Write the checkpoints into this file, to be kept elsewhere
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    data: DataArgument,
    /// 文字输出的语言 / Language of text output
    #[arg(long, value_enum, default_value_t)]
    lang: LanguageArgument,
}

/// Runs the command.
///
/// # Errors
/// When another program has the data, or a file cannot be read or written.
pub fn run(arguments: &VerifyArguments) -> anyhow::Result<Code> {
    let language: Language = arguments.lang.into();
    let kept = arguments.checkpoints.as_ref().map(read).transpose()?.unwrap_or_default();
    data::wait(async {
        let store = arguments.data.open().await?;
        let refused = |error: jiheng_store::StoreError| data::told("audit", &error);
        if arguments.out.is_some() {
            let actor = Actor { name: "jiheng verify".to_owned(), role: "local".to_owned(), ..Actor::default() };
            let region = jiheng_app::LOCAL.to_owned();
            let request = WriteRequest { region, actor, at_ms: data::now_ms(), ..WriteRequest::default() };
            let made = store.write(request, |unit| Box::pin(async move { unit.checkpoint_audit().await }));
            made.await.map_err(refused)?;
        }
        let mut reading = store.read(jiheng_app::LOCAL).await.map_err(refused)?;
        let verified = reading.verify_audit(&kept).await.map_err(refused)?;
        let held = reading.checkpoints(0).await.map_err(refused)?;
        drop(reading);
        store.close().await.map_err(refused)?;
        for fault in &verified.faults {
            output::print(&format!("● {}\n", language.of(&fault.text())))?;
        }
        let text = language.pick(
            "审计记录 {n} 条，检查点 {c} 个，最后一条的摘要 {d}\n",
            "records {n}, checkpoints {c}, digest of the last {d}\n",
        );
        let text = text.replace("{n}", &verified.records.to_string()).replace("{c}", &verified.checkpoints.to_string());
        output::print(&text.replace("{d}", &verified.digest))?;
        if let Some(path) = &arguments.out {
            let lines: Vec<String> = held.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
            write::put(path, format!("{}\n", lines.join("\n")).as_bytes())?;
        }
        Ok(if verified.faults.is_empty() { Code::Clean } else { Code::Findings })
    })
}

fn read(path: &PathBuf) -> anyhow::Result<Vec<Checkpoint>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}：读不了 / cannot be read", path.display()))?;
    let line = |line: &str| {
        serde_json::from_str(line).with_context(|| format!("{}：不是检查点 / no checkpoint", path.display()))
    };
    text.lines().filter(|text| !text.trim().is_empty()).map(line).collect()
}
