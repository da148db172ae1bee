//! `jiheng score`: declared and recomputed points, with the way to every point.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiheng_engine::{Engine, Options};
use jiheng_evidence::{Beside, given, levels};
use jiheng_isolation::Reader;
use jiheng_model::document::Document;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::scorecard::Scorecard;
use jiheng_packs::PackSet;
use jiheng_packs::framework::Framework;
use jiheng_readers::Limits;
use jiheng_reports::{json, text};
use jiheng_scoring::{Book, Material, scorecard};

use crate::beside::BesideArguments;
use crate::embedded::{self, PacksArgument};
use crate::evaluate::{Evaluated, evaluate_keeping};
use crate::exit::{BadInput, Code};
use crate::inputs;
use crate::language::LanguageArgument;
use crate::output;
use crate::reading::ReadingArguments;
use crate::refusals;

/// Longest reviewed book in TOML that is read.
const BOOK_BYTES_MAX: u64 = 1 << 20;

/// 按评分办法重算：自评、重算、复核得分并列，每一分的公式、数字和位置，缺什么数据 / Points declared, recomputed and reviewed, with the way to each
#[derive(Debug, Args)]
pub struct ScoreArguments {
    /// 一份或几份报告 / Reports
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// 评分办法编号，默认是表样所用的 / Id of the framework; that of the form by default
    #[arg(long, value_name = "ID")]
    framework: Option<String>,
    /// 复核表（csv、xlsx 或 toml）：指标、复核得分、原因代码、原因 / The review: indicator, points, code of the reason, words
    #[arg(long, value_name = "FILE")]
    reviewed: Option<PathBuf>,
    /// 输出格式 / Output format
    #[arg(long, value_enum, default_value_t)]
    format: ScoreFormat,
    /// 报告年度，不用识别到的 / The year evaluated, instead of the recognised one
    #[arg(long, value_parser = clap::value_parser!(u16).range(1949..=2199))]
    year: Option<u16>,
    #[command(flatten)]
    beside: BesideArguments,
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
    /// JSON 数组 / an array
    Json,
    /// 每份一行 JSON / a line of JSON for each
    Jsonl,
}

/// Runs the command.
///
/// # Errors
/// When packs do not load, the framework is unknown, the review cannot be read, or stdout does not take the output.
pub fn run(arguments: &ScoreArguments) -> anyhow::Result<Code> {
    let reader = arguments.reading.reader(&Limits::default())?;
    let packs = embedded::load(arguments.packs.folder.as_deref())?;
    let book = arguments.reviewed.as_deref().map(|path| book(path, reader.as_ref(), &packs)).transpose()?;
    let engine = Engine::new(&packs);
    let (beside, mut code) = arguments.beside.load(&arguments.paths, reader.as_ref(), &engine, &packs);
    let options = Options { year: arguments.year, beside, ..Options::default() };
    let style = output::style(arguments.lang.into(), true);
    let gathered = inputs::gather(&arguments.paths, reader.as_ref());
    if book.is_some() && gathered.inputs.len() > 1 {
        let why = "--reviewed 只用于一份报告 / --reviewed goes with one report";
        return Err(BadInput(why.to_owned()).into());
    }
    let mut array: Vec<String> = Vec::new();
    for input in &gathered.inputs {
        let Evaluated { report, read } = evaluate_keeping(input, reader.as_ref(), &engine, &options);
        let (evaluation, document) = match (&report.outcome, &read) {
            (Ok(evaluation), Some((_, document))) => (evaluation, document),
            (Ok(_), None) => continue,
            (Err(refusal), _) => {
                code = code.max(Code::Refused);
                output::complain(&format!("{}: {} / {}", report.path, refusal.message.zh, refusal.message.en));
                continue;
            }
        };
        let framework = framework(&packs, arguments.framework.as_deref(), evaluation.facts.report.form.as_deref())?;
        let card = card(framework, evaluation, document, &packs, &options, book.as_ref());
        if !card.problems.is_empty() {
            code = code.max(Code::Findings);
        }
        match arguments.format {
            ScoreFormat::Text => output::print(&text::write_score(&report.path, &card, &evaluation.facts, &style))?,
            ScoreFormat::Json => array.push(json::score_line(&report.path, &card, &evaluation.facts)?),
            ScoreFormat::Jsonl => output::print(&json::score_line(&report.path, &card, &evaluation.facts)?)?,
        }
    }
    if matches!(arguments.format, ScoreFormat::Json) {
        let lines: Vec<&str> = array.iter().map(|line| line.trim_end()).collect();
        output::print(&format!("[{}]\n", lines.join(",\n")))?;
    }
    Ok(code)
}

/// The points of one report, with how far each number is proven and what lies beside it.
fn card(
    framework: &Framework,
    evaluation: &Evaluation,
    document: &Document,
    packs: &PackSet,
    options: &Options,
    book: Option<&Book>,
) -> Scorecard {
    let facts = &evaluation.facts;
    let beside = Beside { facts, document, packs, stage: options.stage };
    let given = given(&beside, &options.beside);
    let assurance = match &evaluation.evidence {
        Some(evidence) => evidence.assurance.clone(),
        None => levels(facts, packs, &evaluation.judgement, &[]),
    };
    let material = Material { facts, given: &given, assurance: &assurance, packs };
    scorecard(framework, &material, book)
}

/// Reads a review.
fn book(path: &Path, reader: &dyn Reader, packs: &PackSet) -> anyhow::Result<Book> {
    let refused = |zh: &str, en: &str| BadInput(format!("{}：{zh} / {en}", inputs::shown(path)));
    let is_toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    let limit = if is_toml { BOOK_BYTES_MAX } else { Limits::default().file_bytes() };
    let bytes = inputs::read_file(path, limit).map_err(|(_, why)| refused(&why.message.zh, &why.message.en))?;
    let book = if is_toml {
        let text = String::from_utf8(bytes);
        Book::parse(&text.map_err(|_| refused("复核表不是 UTF-8 文本", "the review is no UTF-8 text"))?)
    } else {
        let book = reader.sheets(&bytes).map_err(|failure| {
            let why = refusals::of_failure(&failure).message;
            refused(&why.zh, &why.en)
        })?;
        Book::of_sheet(&book, &packs.review.columns)
    };
    Ok(book.map_err(|why| refused(&why.zh, &why.en))?)
}

/// The framework asked for, that of the form, or the first there is.
fn framework<'p>(packs: &'p PackSet, asked: Option<&str>, form: Option<&str>) -> anyhow::Result<&'p Framework> {
    let known = || packs.frameworks.iter().map(|framework| framework.id.as_str()).collect::<Vec<_>>().join(" ");
    if let Some(id) = asked {
        let found = packs.framework(id);
        let why = || BadInput(format!("没有评分办法 {id}；现有 / there is no framework {id}; there are: {}", known()));
        return Ok(found.ok_or_else(why)?);
    }
    let found = form.and_then(|form| packs.framework_of(form));
    let why = || {
        BadInput(format!(
            "没有认出表样，请用 --framework 写明评分办法：{} / the form was not recognised, name a framework",
            known()
        ))
    };
    Ok(found.ok_or_else(why)?)
}
