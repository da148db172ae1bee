//! What is written to stdout and stderr.

use std::io::{BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};

use clap::ValueEnum;
use jiheng_reports::text::{self, Language, Style, Tally};
use jiheng_reports::{Catalogue, InputReport, json, sarif};

use crate::files::FileFormat;

/// Widest line of text on a terminal, and the width in a pipe.
const WIDTH_MAX: usize = 100;

/// `--format` of `facts`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RegisterFormat {
    /// 给人看的文字 / text for people
    #[default]
    Text,
    /// JSON 数组 / an array
    Json,
    /// 每个文件一行 JSON / one line for each input
    Jsonl,
}

/// `--format` of `check`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// 给人看的文字 / text for people
    #[default]
    Text,
    /// JSON 数组 / an array
    Json,
    /// 每个文件一行 JSON / one line for each input
    Jsonl,
    /// 原来的 Word 文件，问题写成批注，放进 --out 的文件夹 / your own Word files with comments, into --out
    Docx,
    /// 一个网页，原文和问题并排、互相链接，放进 --out 的文件夹 / one page with document and findings side by side, into --out
    Html,
    /// 一份可以打印和存档的底稿，放进 --out 的文件夹 / a working paper to print and keep, into --out
    Pdf,
    /// 给单位的问询单（Word），每份报告一个，放进 --out 的文件夹 / a letter of questions to the department (Word), into --out
    Letter,
    /// 一个工作簿，全部问题和复算，放进 --out 的文件夹 / one workbook of all findings and calculations, into --out
    Xlsx,
    /// SARIF 2.1.0，供编辑器和代码平台显示 / for editors and code hosts
    Sarif,
}

/// How one report becomes text. Shared by the threads that evaluate, so that they also do the writing out.
#[derive(Debug)]
pub enum Layout<'a> {
    /// Findings and what holds, for people.
    Check(&'a Catalogue, Style),
    /// The number register, for people.
    Register(Style),
    /// A line of JSON, or an element of an array of them.
    Lines {
        /// Writes the line.
        line: LineWriter,
        /// Whether the lines are the elements of one array.
        is_array: bool,
    },
    /// One log of the whole run.
    Sarif(&'a Catalogue),
}

/// Where results go.
#[derive(Debug)]
pub enum Layouts<'a> {
    /// To stdout, in this layout.
    Stdout(Layout<'a>),
    /// Into a file for each input.
    Files(FileFormat),
    /// Into one workbook for all of them.
    Ledger,
}

/// Turns a report into a line of JSON.
pub type LineWriter = fn(&InputReport) -> Result<Vec<u8>, serde_json::Error>;

/// A report made ready for its turn.
pub enum Rendered {
    /// Text that only has to be written.
    Text(Vec<u8>, Tally),
    /// What belongs into a log of all reports.
    Report(Box<InputReport>),
}

impl<'a> Layout<'a> {
    /// Where the results of `check` go, and how they look there.
    pub fn check(format: CheckFormat, catalogue: &'a Catalogue, style: Style) -> Layouts<'a> {
        Layouts::Stdout(match format {
            CheckFormat::Text => Self::Check(catalogue, style),
            CheckFormat::Json => Self::Lines { line: json::check_line, is_array: true },
            CheckFormat::Jsonl => Self::Lines { line: json::check_line, is_array: false },
            CheckFormat::Sarif => Self::Sarif(catalogue),
            CheckFormat::Docx => return Layouts::Files(FileFormat::Docx),
            CheckFormat::Letter => return Layouts::Files(FileFormat::Letter),
            CheckFormat::Html => return Layouts::Files(FileFormat::Html),
            CheckFormat::Pdf => return Layouts::Files(FileFormat::Pdf),
            CheckFormat::Xlsx => return Layouts::Ledger,
        })
    }

    /// Layout of `facts`.
    pub fn register(format: RegisterFormat, style: Style) -> Self {
        match format {
            RegisterFormat::Text => Self::Register(style),
            RegisterFormat::Json => Self::Lines { line: json::facts_line, is_array: true },
            RegisterFormat::Jsonl => Self::Lines { line: json::facts_line, is_array: false },
        }
    }

    /// Writes one report out.
    ///
    /// # Errors
    /// When a value cannot be serialised, which would be our fault.
    pub fn render(&self, report: InputReport) -> Result<Rendered, serde_json::Error> {
        let text = match self {
            Self::Check(catalogue, style) => text::write(&report, catalogue, style).into_bytes(),
            Self::Register(style) => text::write_facts(&report, style).into_bytes(),
            Self::Lines { line, is_array } => {
                let mut text = line(&report)?;
                if !is_array {
                    text.push(b'\n');
                }
                text
            }
            Self::Sarif(_) => return Ok(Rendered::Report(Box::new(report))),
        };
        let mut tally = Tally::default();
        tally.add(&report);
        Ok(Rendered::Text(text, tally))
    }
}

/// Puts rendered reports into stdout, one after the other.
pub struct Output<'a> {
    out: BufWriter<StdoutLock<'static>>,
    layout: &'a Layout<'a>,
    written: usize,
    tally: Tally,
    log: Option<sarif::Collector<'a>>,
}

impl<'a> Output<'a> {
    /// An output in this layout.
    pub fn new(layout: &'a Layout<'a>) -> Self {
        let log = match layout {
            Layout::Sarif(catalogue) => Some(sarif::Collector::new(&catalogue.rules)),
            _ => None,
        };
        let out = BufWriter::new(std::io::stdout().lock());
        Self { out, layout, written: 0, tally: Tally::default(), log }
    }

    /// Writes one report; what can be written at once is flushed, so that a reader sees it.
    ///
    /// # Errors
    /// When stdout does not take it.
    pub fn add(&mut self, rendered: &Rendered) -> std::io::Result<()> {
        let is_first = self.written == 0;
        self.written += 1;
        match rendered {
            Rendered::Report(report) => {
                if let Some(log) = &mut self.log {
                    log.add(report);
                }
            }
            Rendered::Text(text, tally) => {
                self.tally.merge(tally);
                let between = match (self.layout, is_first) {
                    (Layout::Lines { is_array: true, .. }, true) => "[\n",
                    (Layout::Lines { is_array: true, .. }, false) => ",\n",
                    (Layout::Check(..) | Layout::Register(_), false) => "\n",
                    _ => "",
                };
                self.out.write_all(between.as_bytes())?;
                self.out.write_all(text)?;
            }
        }
        self.out.flush()
    }

    /// Writes what stands at the end.
    ///
    /// # Errors
    /// When stdout does not take it.
    pub fn finish(mut self) -> std::io::Result<()> {
        let end = match self.layout {
            Layout::Check(_, style) if self.tally.inputs > 1 => format!("\n{}", text::write_total(&self.tally, style)),
            Layout::Lines { is_array: true, .. } if self.written == 0 => "[]\n".to_owned(),
            Layout::Lines { is_array: true, .. } => "\n]\n".to_owned(),
            Layout::Check(..) | Layout::Register(_) | Layout::Lines { .. } => String::new(),
            Layout::Sarif(_) => self.log.take().map_or_else(|| Ok(String::new()), sarif::Collector::finish)?,
        };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()
    }
}

/// How text is set on this terminal, or in this pipe.
pub fn style(language: Language, verbose: bool) -> Style {
    let is_terminal = std::io::stdout().is_terminal();
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| is_terminal);
    Style {
        language,
        colour: is_terminal && !no_colour,
        verbose,
        width: columns.map_or(WIDTH_MAX, |columns| columns.clamp(40, WIDTH_MAX)),
    }
}

/// Prints a whole text; a reader that has gone away is no error.
///
/// # Errors
/// When stdout does not take it for another reason.
pub fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    ignore_broken_pipe(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// `head` and pagers close the pipe when they have seen enough.
///
/// # Errors
/// Every other error.
pub fn ignore_broken_pipe(result: std::io::Result<()>) -> std::io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Tells something on stderr.
pub fn complain(sentence: &str) {
    // Nothing can be done about a stderr that is closed.
    let _ = writeln!(std::io::stderr().lock(), "jiheng: {sentence}");
}
