//! `jiheng facts`: the number register.

use std::num::NonZero;
use std::path::PathBuf;

use clap::Args;
use jiheng_engine::{Engine, Options};
use jiheng_readers::Limits;

use crate::check::{Run, over_inputs};
use crate::embedded::{self, PacksArgument};
use crate::exit::Code;
use crate::language::LanguageArgument;
use crate::output::{self, Layout, RegisterFormat};
use crate::reading::ReadingArguments;

/// 数字户口：每个数字、它的位置和是否核对过 / The number register: every number, its place and standing
#[derive(Debug, Args)]
pub struct FactsArguments {
    /// 文件、文件夹或 zip 压缩包；- 是标准输入 / Files, folders or zips; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// 输出格式 / Output format
    #[arg(long, value_enum, default_value_t)]
    format: RegisterFormat,
    /// 报告年度，不用识别到的 / The year evaluated, instead of the recognised one
    #[arg(long, value_parser = clap::value_parser!(u16).range(1949..=2199))]
    year: Option<u16>,
    #[command(flatten)]
    packs: PacksArgument,
    #[command(flatten)]
    reading: ReadingArguments,
    /// 文字输出的语言 / Language of text output
    #[arg(long, value_enum, default_value_t)]
    lang: LanguageArgument,
    /// 线程数，默认用全部核心 / Threads; all cores by default
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
}

/// Runs the command. Findings do not change its exit code: it was asked what is stated, not what is wrong.
///
/// # Errors
/// When packs do not load or stdout does not take the output.
pub fn run(arguments: &FactsArguments) -> anyhow::Result<Code> {
    // Before the packs, so that the first worker starts while they load.
    let reader = arguments.reading.reader(&Limits::default())?;
    let packs = embedded::load(arguments.packs.folder.as_deref())?;
    let options = Options { year: arguments.year, spelled: true, ..Options::default() };
    let layout = Layout::register(arguments.format, output::style(arguments.lang.into(), true));
    let run = Run {
        paths: &arguments.paths,
        reader: reader.as_ref(),
        engine: &Engine::new(&packs),
        options: &options,
        jobs: arguments.jobs,
        threshold: None,
    };
    over_inputs(&run, &layout)
}
