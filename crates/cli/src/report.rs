//! `jiheng report`: the official form, written anew from what a report says.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiheng_documents::page::Page;
use jiheng_documents::{Content, Format, fill, lay_out, published, remains};
use jiheng_engine::{Engine, Options};
use jiheng_isolation::Reader;
use jiheng_isolation::fault::guarded;
use jiheng_model::document::Document;
use jiheng_packs::PackSet;
use jiheng_packs::form::Form;
use jiheng_readers::Limits;
use jiheng_reports::{Refusal, digest};

use crate::embedded::{self, PacksArgument};
use crate::exit::{BadInput, Code};
use crate::inputs::{self, Source};
use crate::output;
use crate::reading::ReadingArguments;
use crate::typeset::FontArguments;
use crate::{public, refusals, write};

/// 按规定的表样重写报告（docx、xlsx、html、pdf、json） / Write a report anew as the official form (docx, xlsx, html, pdf, json)
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// 一份报告；- 是标准输入 / One report; - is standard input
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// 表样编号，默认是报告所用的表样 / Id of the form; that of the report by default
    #[arg(long, value_name = "ID")]
    template: Option<String>,
    /// 写成什么格式，默认看输出文件的扩展名 / Format; told by the name of the output by default
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<FormatArgument>,
    /// 输出文件；不会是输入文件 / The file to write; never the input
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// 公开版：不写联系人、电话、签字和评价人员，旁边写 csv 数据；还有个人信息就不写 / Public edition without people, with its figures as csv; refused while personal data is left
    #[arg(long)]
    public: bool,
    /// 公开版里写评价人员的姓名和职务 / Name the evaluators in the public edition
    #[arg(long, requires = "public")]
    with_evaluators: bool,
    /// 报告年度，不用识别到的 / The year evaluated, instead of the recognised one
    #[arg(long, value_parser = clap::value_parser!(u16).range(1949..=2199))]
    year: Option<u16>,
    #[command(flatten)]
    fonts: FontArguments,
    #[command(flatten)]
    packs: PacksArgument,
    #[command(flatten)]
    reading: ReadingArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArgument {
    /// Word 文档 / Word document
    Docx,
    /// 工作簿 / workbook
    Xlsx,
    /// 网页 / web page
    Html,
    /// 供程序读取 / for programs
    Json,
    /// PDF，用于打印和存档 / PDF, to print and to keep
    Pdf,
}

/// Runs the command.
///
/// # Errors
/// When packs do not load, the report cannot be read or is of no known form, or the output cannot be written.
pub fn run(arguments: &ReportArguments) -> anyhow::Result<Code> {
    let format = format(arguments)?;
    refuse_input_as_output(&arguments.path, &arguments.out)?;
    let reader = arguments.reading.reader(&Limits::default())?;
    let packs = embedded::load(arguments.packs.folder.as_deref())?;
    let (document, sha256) = read(&arguments.path, reader.as_ref())?;
    let engine = Engine::new(&packs);
    let options = Options { year: arguments.year, ..Options::default() };
    let bytes = guarded(|| -> anyhow::Result<Vec<u8>> {
        let all = engine.evaluate_document(&document, sha256.clone(), &options).facts;
        let with_evaluators = arguments.with_evaluators;
        let facts = if arguments.public { published(&all, &packs.publication, with_evaluators) } else { all.clone() };
        let content = Content::new(&document, &facts, &packs.vocabulary);
        let sheet = packs.sheets.iter().find(|sheet| arguments.template.as_ref() == Some(&sheet.id));
        let page = match sheet {
            Some(sheet) => fill(sheet, content),
            None => lay_out(form(&packs, arguments.template.as_deref(), facts.report.form.as_deref())?, content)
                .map_err(|unfit| BadInput(format!("这个表样不能排版 / this form cannot be laid out: {unfit}")))?,
        };
        if arguments.public {
            public::refuse_remains(&remains(&page, &all, &packs.publication, with_evaluators))?;
            public::write_data(&arguments.out, &facts, &packs.vocabulary)?;
        }
        written(&page, format, &arguments.fonts)
    })
    .map_err(|fault| anyhow::anyhow!("程序错误，请报告 / a fault of ours, please report it: {}", fault.place))??;
    write::put(&arguments.out, &bytes)?;
    output::complain(&format!("已写入 / written: {} ({} KB)", arguments.out.display(), bytes.len().div_ceil(1_024)));
    Ok(Code::Clean)
}

fn written(page: &Page, format: FormatArgument, fonts: &FontArguments) -> anyhow::Result<Vec<u8>> {
    let format = match format {
        FormatArgument::Docx => Format::Docx,
        FormatArgument::Xlsx => Format::Xlsx,
        FormatArgument::Html => Format::Html,
        FormatArgument::Json => Format::Json,
        FormatArgument::Pdf => return fonts.typesetter()?.form(page),
    };
    Ok(jiheng_documents::write(page, format)?)
}

fn format(arguments: &ReportArguments) -> anyhow::Result<FormatArgument> {
    let named = arguments.out.extension().and_then(|name| FormatArgument::from_str(&name.to_string_lossy(), true).ok());
    let unnamed = || {
        BadInput("请用 --to 写明格式：docx、xlsx、html、pdf 或 json / name a format with --to: docx, xlsx, html, pdf or json".to_owned())
    };
    Ok(arguments.to.or(named).ok_or_else(unnamed)?)
}

/// A report is somebody's work: it is never written over.
fn refuse_input_as_output(input: &Path, output: &Path) -> anyhow::Result<()> {
    let same = match (std::fs::canonicalize(input), std::fs::canonicalize(output)) {
        (Ok(input), Ok(output)) => input == output,
        _ => false,
    };
    if same {
        let why = "输出就是输入文件，没有写；请换一个文件名 / the output is the input; nothing was written, name another file";
        return Err(BadInput(why.to_owned()).into());
    }
    Ok(())
}

fn read(path: &Path, reader: &dyn Reader) -> anyhow::Result<(Document, String)> {
    let source = if path.as_os_str() == "-" { Source::Stdin } else { Source::File(path.to_owned()) };
    let refused =
        |refusal: Refusal| BadInput(format!("{}: {} / {}", path.display(), refusal.message.zh, refusal.message.en));
    let reading = inputs::read(&source, reader, Options::default().limits.file_bytes())
        .map_err(|(_, refusal)| refused(refusal))?;
    let sha256 = digest::sha256_hex(&reading.bytes);
    let document = reading.document.map_err(|failure| refused(refusals::of_failure(&failure)))?;
    Ok((document, sha256))
}

/// The form asked for, or the one that the report was recognised by.
fn form<'p>(packs: &'p PackSet, asked: Option<&str>, recognised: Option<&str>) -> anyhow::Result<&'p Form> {
    let known = || {
        let forms = packs.forms.iter().map(|form| form.id.as_str());
        forms.chain(packs.sheets.iter().map(|sheet| sheet.id.as_str())).collect::<Vec<_>>().join(" ")
    };
    if recognised.is_none() {
        let why = format!(
            "没有认出这份报告用的表样，不能重写；现有表样 / the report is of no known form and cannot be written anew; forms: {}",
            known()
        );
        return Err(BadInput(why).into());
    }
    let id = asked.or(recognised).unwrap_or_default();
    let found = packs.forms.iter().find(|form| form.id == id);
    found.ok_or_else(|| BadInput(format!("没有表样 {id}；现有 / there is no form {id}; there are: {}", known())).into())
}
