//! `jiheng check`: what cannot stand, and what holds.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiheng_engine::{Engine, Options};
use jiheng_isolation::Reader;
use jiheng_model::evaluation::Stage;
use jiheng_model::finding::Severity;
use jiheng_readers::Limits;
use jiheng_reports::InputReport;

use crate::beside::BesideArguments;
use crate::correction::CorrectionArguments;
use crate::embedded::{self, PacksArgument};
use crate::exit::{self, BadInput, Code};
use crate::files::{self, FileFormat, Files};
use crate::inputs::Input;
use crate::language::LanguageArgument;
use crate::output::{self, CheckFormat, Layout, Layouts, Output, Rendered};
use crate::progress::Progress;
use crate::reading::{self, ReadingArguments};
use crate::typeset::FontArguments;
use crate::{batch, evaluate, inputs, ledger};

/// 核对报告：列出不能成立的数字、位置、计算和处理建议 / Check reports: what cannot stand, where, and what to do
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// 文件、文件夹或 zip 压缩包；- 是标准输入 / Files, folders or zips; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// 输出格式 / Output format
    #[arg(long, value_enum, default_value_t)]
    format: CheckFormat,
    /// 写文件的文件夹，用于 --format docx、letter、html、pdf 和 xlsx / Folder for files, with --format docx, letter, html, pdf and xlsx
    #[arg(
        long,
        value_name = "DIR",
        required_if_eq_any([("format", "docx"), ("format", "letter"), ("format", "html"), ("format", "pdf"), ("format", "xlsx")])
    )]
    out: Option<PathBuf>,
    /// 报告阶段；已提交的报告缺签字、日期、意见算错误 / Stage; in a submitted report missing signatures are errors
    #[arg(long, value_enum, default_value_t)]
    stage: StageArgument,
    /// 报告年度，不用识别到的 / The year evaluated, instead of the recognised one
    #[arg(long, value_parser = clap::value_parser!(u16).range(1949..=2199))]
    year: Option<u16>,
    #[command(flatten)]
    beside: BesideArguments,
    #[command(flatten)]
    fonts: FontArguments,
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
    /// 有这一级或更重的问题时退出码为1 / Exit with 1 on findings of this severity or above
    #[arg(long, value_enum, default_value_t)]
    fail_on: FailOn,
    /// 问询单要求答复的日期，例如 2026-12-10，不写就留空 / Day by which the letter asks for an answer; left blank by default
    #[arg(long, value_name = "DATE", value_parser = letter_day)]
    due: Option<String>,
    #[command(flatten)]
    correction: CorrectionArguments,
    /// 列出全部位置和全部一致的计算 / List every place and every calculation that holds
    #[arg(long, short)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum StageArgument {
    /// 草稿 / being written
    #[default]
    Draft,
    /// 已提交 / handed in
    Submitted,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum FailOn {
    /// 错误 / errors
    #[default]
    Error,
    /// 警告和错误 / warnings and errors
    Warning,
    /// 从不 / never
    Never,
}

/// What a run over inputs needs, for `check` and `facts` alike.
pub struct Run<'a> {
    /// Files, folders or zips.
    pub paths: &'a [PathBuf],
    /// Reads the bytes.
    pub reader: &'a dyn Reader,
    /// The engine with the packs in force.
    pub engine: &'a Engine<'a>,
    /// Options of the engine.
    pub options: &'a Options,
    /// Threads; `None` for all cores.
    pub jobs: Option<NonZero<usize>>,
    /// Least severity that changes the exit code; `None` for never.
    pub threshold: Option<Severity>,
}

impl Run<'_> {
    /// Threads to work on; as many as there are cores unless told otherwise.
    pub fn threads(&self) -> NonZero<usize> {
        self.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN)
    }
}

/// Runs the command.
///
/// # Errors
/// When packs do not load or stdout does not take the output.
pub fn run(arguments: &CheckArguments) -> anyhow::Result<Code> {
    let wanted = arguments.correction.wanted(arguments.format == CheckFormat::Docx)?;
    // Before the packs, so that the first worker starts while they load.
    let reader = arguments.reading.reader(&Limits::default())?;
    let packs = embedded::load(arguments.packs.folder.as_deref())?;
    let catalogue = embedded::catalogue(&packs);
    let stage = match arguments.stage {
        StageArgument::Draft => Stage::Draft,
        StageArgument::Submitted => Stage::Submitted,
    };
    let engine = Engine::new(&packs);
    let (beside, refused) = arguments.beside.load(&arguments.paths, reader.as_ref(), &engine, &packs);
    let options = Options { stage, year: arguments.year, beside, ..Options::default() };
    let threshold = match arguments.fail_on {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Never => None,
    };
    let style = output::style(arguments.lang.into(), arguments.verbose);
    let layout = Layout::check(arguments.format, &catalogue, style);
    let run = Run {
        paths: &arguments.paths,
        reader: reader.as_ref(),
        engine: &engine,
        options: &options,
        jobs: arguments.jobs,
        threshold,
    };
    let outcome = match (&layout, &arguments.out) {
        (Layouts::Stdout(layout), _) => over_inputs(&run, layout),
        (Layouts::Files(format), Some(folder)) => {
            let typesetter = (*format == FileFormat::Pdf).then(|| arguments.fonts.typesetter()).transpose()?;
            let paper = typesetter.as_ref().map(|typesetter| (typesetter, &catalogue));
            let due = arguments.due.as_deref().unwrap_or_default();
            let language = arguments.lang.into();
            let files = Files { folder, format: *format, language, wanted: &wanted, packs: &packs, due, paper };
            files::run(&run, files)
        }
        (Layouts::Ledger, Some(folder)) => ledger::run(&run, folder, arguments.lang.into()),
        (Layouts::Files(_) | Layouts::Ledger, None) => {
            Err(BadInput("请用 --out 给出文件夹 / name a folder with --out".to_owned()).into())
        }
    };
    if arguments.verbose {
        reading::tell_missing(reader.standing());
    }
    outcome.map(|code| code.max(refused))
}

/// `2026-12-10` as a letter prints it.
fn letter_day(text: &str) -> Result<String, String> {
    let numbers: Vec<u32> = text.split('-').filter_map(|part| part.parse().ok()).collect();
    match numbers.as_slice() {
        [year @ 1949..=2199, month @ 1..=12, day @ 1..=31] => Ok(format!("{year}年{month}月{day}日")),
        _ => Err("写作 年-月-日，例如 2026-12-10 / write year-month-day, such as 2026-12-10".to_owned()),
    }
}

/// Evaluates every input and writes each report in its turn.
///
/// # Errors
/// When stdout does not take the output; a reader that went away ends the run quietly instead.
pub fn over_inputs(run: &Run<'_>, layout: &Layout<'_>) -> anyhow::Result<Code> {
    let gathered = inputs::gather(run.paths, run.reader);
    let mut code = Code::Clean;
    let mut output = Output::new(layout);
    let mut progress = Progress::new(gathered.inputs.len());
    let emit = |done: Done| {
        code = code.max(done.code);
        progress.around(|| output.add(&done.rendered?))
    };
    let work =
        |input: &Input| Done::of(evaluate::evaluate(input, run.reader, run.engine, run.options), run.threshold, layout);
    let outcome = batch::run(&gathered.inputs, run.threads(), work, emit);
    progress.finish();
    output::ignore_broken_pipe(outcome.and_then(|()| output.finish()))?;
    if gathered.skipped > 0 {
        let skipped = gathered.skipped;
        output::complain(&format!("跳过 {skipped} 个类型不支持的文件 / skipped {skipped} files of unknown type"));
    }
    Ok(code)
}

/// One input, ready for its turn.
struct Done {
    code: Code,
    rendered: std::io::Result<Rendered>,
}

impl Done {
    fn of(report: InputReport, threshold: Option<Severity>, layout: &Layout<'_>) -> Self {
        let code = exit::of_report(&report, threshold);
        Self { code, rendered: layout.render(report).map_err(std::io::Error::from) }
    }
}
