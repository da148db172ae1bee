//! The one binary: reads files, hands bytes to the engine and results to the writers. All input and output of
//! the checking line happens here.

mod archive;
#[cfg(feature = "workbench")]
mod backup;
mod batch;
mod beside;
mod check;
mod correction;
#[cfg(feature = "workbench")]
mod data;
#[cfg(feature = "workbench")]
mod doctor;
mod embedded;
mod evaluate;
mod exit;
mod explain;
mod facts;
mod files;
mod inputs;
mod language;
mod ledger;
mod output;
mod packs;
mod progress;
mod public;
mod read_worker;
mod reading;
mod refusals;
mod report;
#[cfg(feature = "workbench")]
mod restore;
mod score;
mod typeset;
#[cfg(feature = "workbench")]
mod verify;
#[cfg(feature = "workbench")]
mod workbench;
mod write;

use std::process::ExitCode;

use clap::{ArgAction, Parser, Subcommand};

/// 绩衡：读部门预算绩效自评报告，核对其中的每一个数字 / Jiheng reads budget self-evaluation reports and cross-checks every number
#[derive(Debug, Parser)]
#[command(
    name = "jiheng",
    version,
    max_term_width = 110,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    args_conflicts_with_subcommands = true,
    subcommand_value_name = "命令 / COMMAND",
    subcommand_help_heading = "命令 / Commands"
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[cfg(feature = "workbench")]
    #[command(flatten)]
    workbench: workbench::WorkbenchArguments,
    /// 显示帮助 / Print help
    #[arg(long, short, global = true, display_order = 999, action = ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本 / Print version
    #[arg(long, short = 'V', display_order = 1000, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::CheckArguments),
    Facts(facts::FactsArguments),
    Score(score::ScoreArguments),
    Report(report::ReportArguments),
    Explain(explain::ExplainArguments),
    Packs(packs::PacksArguments),
    #[cfg(feature = "workbench")]
    Backup(backup::BackupArguments),
    #[cfg(feature = "workbench")]
    Restore(restore::RestoreArguments),
    #[cfg(feature = "workbench")]
    Verify(verify::VerifyArguments),
    #[cfg(feature = "workbench")]
    Doctor(doctor::DoctorArguments),
    #[command(hide = true)]
    ReadWorker(read_worker::ReadWorkerArguments),
}

fn main() -> ExitCode {
    jiheng_isolation::fault::keep_documents_out_of_panic_messages();
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Some(Command::Check(arguments)) => check::run(&arguments),
        Some(Command::Facts(arguments)) => facts::run(&arguments),
        Some(Command::Score(arguments)) => score::run(&arguments),
        Some(Command::Report(arguments)) => report::run(&arguments),
        Some(Command::Explain(arguments)) => explain::run(&arguments),
        Some(Command::Packs(arguments)) => packs::run(&arguments),
        #[cfg(feature = "workbench")]
        Some(Command::Backup(arguments)) => backup::run(&arguments),
        #[cfg(feature = "workbench")]
        Some(Command::Restore(arguments)) => restore::run(&arguments),
        #[cfg(feature = "workbench")]
        Some(Command::Verify(arguments)) => verify::run(&arguments),
        #[cfg(feature = "workbench")]
        Some(Command::Doctor(arguments)) => doctor::run(&arguments),
        Some(Command::ReadWorker(arguments)) => read_worker::run(&arguments),
        #[cfg(feature = "workbench")]
        None => workbench::run(&arguments.workbench),
        #[cfg(not(feature = "workbench"))]
        None => help(),
    };
    match outcome {
        Ok(code) => code.into(),
        Err(error) => {
            output::complain(&format!("{error:#}"));
            exit::of_error(&error).into()
        }
    }
}

/// A program without the workbench says what it can do.
#[cfg(not(feature = "workbench"))]
fn help() -> anyhow::Result<exit::Code> {
    use clap::CommandFactory as _;

    let text = Arguments::command().render_help().to_string();
    output::print(&text)?;
    Ok(exit::Code::Clean)
}
