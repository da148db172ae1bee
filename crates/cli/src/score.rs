//! `jiheng score`: declared and recomputed points, with the way to every point.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiheng_engine::{Engine, Options};
use jiheng_packs::PackSet;
use jiheng_packs::framework::Framework;
use jiheng_readers::Limits;
use jiheng_reports::{json, text};
use jiheng_scoring::score;

use crate::embedded::{self, PacksArgument};
use crate::evaluate::evaluate;
use crate::exit::{BadInput, Code};
use crate::inputs;
use crate::language::LanguageArgument;
use crate::output;
use crate::reading::ReadingArguments;

/// 按评分办法重算：每一分的公式、数字和位置，缺什么数据 / Recompute points: formula, numbers and places of each
#[derive(Debug, Args)]
pub struct ScoreArguments {
    /// 一份或几份报告 / Reports
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// 评分办法编号，默认是表样所用的 / Id of the framework; that of the form by default
    #[arg(long, value_name = "ID")]
    framework: Option<String>,
    /// 输出格式 / Output format
    #[arg(long, value_enum, default_value_t)]
    format: ScoreFormat,
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
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum ScoreFormat {
    /// 给人看的文字 / text for people
    #[default]
    Text,
    /// 每份一行 JSON / a line of JSON for each
    Jsonl,
}

/// Runs the command.
///
/// # Errors
/// When packs do not load, the framework is unknown, or stdout does not take the output.
pub fn run(arguments: &ScoreArguments) -> anyhow::Result<Code> {
    let reader = arguments.reading.reader(&Limits::default())?;
    let packs = embedded::load(arguments.packs.folder.as_deref())?;
    let engine = Engine::new(&packs);
    let options = Options { year: arguments.year, ..Options::default() };
    let style = output::style(arguments.lang.into(), true);
    let mut code = Code::Clean;
    for input in &inputs::gather(&arguments.paths, reader.as_ref()).inputs {
        let report = evaluate(input, reader.as_ref(), &engine, &options);
        match &report.outcome {
            Ok(evaluation) => {
                let facts = &evaluation.facts;
                let framework = framework(&packs, arguments.framework.as_deref(), facts.report.form.as_deref())?;
                let card = score(framework, facts, &packs);
                let written = match arguments.format {
                    ScoreFormat::Text => text::write_score(&report.path, &card, facts, &style),
                    ScoreFormat::Jsonl => json::score_line(&report.path, &card, facts)?,
                };
                output::print(&written)?;
            }
            Err(refusal) => {
                code = code.max(Code::Refused);
                output::complain(&format!("{}: {} / {}", report.path, refusal.message.zh, refusal.message.en));
            }
        }
    }
    Ok(code)
}

/// The framework asked for, that of the form, or the first there is.
fn framework<'p>(packs: &'p PackSet, asked: Option<&str>, form: Option<&str>) -> anyhow::Result<&'p Framework> {
    let known = || packs.frameworks.iter().map(|framework| framework.id.as_str()).collect::<Vec<_>>().join(" ");
    if let Some(id) = asked {
        let found = packs.frameworks.iter().find(|framework| framework.id == id);
        let why = || BadInput(format!("没有评分办法 {id}；现有 / there is no framework {id}; there are: {}", known()));
        return Ok(found.ok_or_else(why)?);
    }
    let of_form = |framework: &&Framework| form.is_some_and(|form| framework.forms.iter().any(|id| id == form));
    let found = packs.frameworks.iter().find(of_form);
    let why = || {
        BadInput(format!(
            "没有认出表样，请用 --framework 写明评分办法：{} / the form was not recognised, name a framework",
            known()
        ))
    };
    Ok(found.ok_or_else(why)?)
}
