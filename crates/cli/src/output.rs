//! What is written to stdout and stderr.

use std::io::{BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};

use clap::ValueEnum;
use jiheng_reports::text::{self, Language, Style, Tally};
use jiheng_reports::{Catalogue, InputReport, json, sarif};

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
    /// SARIF 2.1.0，供编辑器和代码平台显示 / for editors and code hosts
    Sarif,
}

/// Turns reports into output, one after the other.
pub struct Output<'a> {
    out: BufWriter<StdoutLock<'static>>,
    writer: Writer<'a>,
    written: usize,
}

/// What the output looks like.
enum Writer<'a> {
    Text { style: Style, render: Box<dyn Fn(&InputReport) -> String + 'a>, tally: Option<Tally> },
    Lines { line: LineWriter, is_array: bool },
    Sarif(sarif::Collector<'a>),
}

type LineWriter = fn(&InputReport) -> Result<String, serde_json::Error>;

impl<'a> Output<'a> {
    /// Output of `check`.
    pub fn check(format: CheckFormat, catalogue: &'a Catalogue, style: Style) -> Self {
        Self::new(match format {
            CheckFormat::Text => Writer::Text {
                style,
                render: Box::new(move |report| text::write(report, catalogue, &style)),
                tally: Some(Tally::default()),
            },
            CheckFormat::Json => Writer::Lines { line: json::check_line, is_array: true },
            CheckFormat::Jsonl => Writer::Lines { line: json::check_line, is_array: false },
            CheckFormat::Sarif => Writer::Sarif(sarif::Collector::new(&catalogue.rules)),
        })
    }

    /// Output of `facts`.
    pub fn register(format: RegisterFormat, style: Style) -> Self {
        Self::new(match format {
            RegisterFormat::Text => {
                Writer::Text { style, render: Box::new(move |report| text::write_facts(report, &style)), tally: None }
            }
            RegisterFormat::Json => Writer::Lines { line: json::facts_line, is_array: true },
            RegisterFormat::Jsonl => Writer::Lines { line: json::facts_line, is_array: false },
        })
    }

    fn new(writer: Writer<'a>) -> Self {
        Self { out: BufWriter::new(std::io::stdout().lock()), writer, written: 0 }
    }

    /// Writes one report; what can be written at once is flushed, so that a reader sees it.
    ///
    /// # Errors
    /// When stdout does not take it.
    pub fn add(&mut self, report: &InputReport) -> std::io::Result<()> {
        let is_first = self.written == 0;
        self.written += 1;
        match &mut self.writer {
            Writer::Text { render, tally, .. } => {
                if !is_first {
                    self.out.write_all(b"\n")?;
                }
                if let Some(tally) = tally {
                    tally.add(report);
                }
                self.out.write_all(render(report).as_bytes())?;
            }
            Writer::Lines { line, is_array } => {
                let before = match (*is_array, is_first) {
                    (false, _) => "",
                    (true, true) => "[\n",
                    (true, false) => ",\n",
                };
                let after = if *is_array { "" } else { "\n" };
                write!(self.out, "{before}{}{after}", line(report)?)?;
            }
            Writer::Sarif(collector) => collector.add(report),
        }
        self.out.flush()
    }

    /// Writes what stands at the end.
    ///
    /// # Errors
    /// When stdout does not take it.
    pub fn finish(mut self) -> std::io::Result<()> {
        match self.writer {
            Writer::Text { style, tally: Some(tally), .. } if tally.inputs > 1 => {
                write!(self.out, "\n{}", text::write_total(&tally, &style))?;
            }
            Writer::Text { .. } | Writer::Lines { is_array: false, .. } => {}
            Writer::Lines { is_array: true, .. } if self.written == 0 => self.out.write_all(b"[]\n")?,
            Writer::Lines { is_array: true, .. } => self.out.write_all(b"\n]\n")?,
            Writer::Sarif(collector) => self.out.write_all(collector.finish()?.as_bytes())?,
        }
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
