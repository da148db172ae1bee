//! `jiheng check --out DIR`: a file for each input, to work through the findings by: the user's own Word file with
//! comments, one page with the document and the findings side by side, or a paper to print.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiheng_documents::{Reviewed, review};
use jiheng_markup::remarks;
use jiheng_model::document::Format;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::text::Language;
use jiheng_reports::Catalogue;
use jiheng_reports::text::{Style, paper};

use crate::check::Run;
use crate::evaluate::{Evaluated, evaluate_keeping};
use crate::exit::{self, BadInput, Code};
use crate::inputs::Input;
use crate::output;
use crate::progress::Progress;
use crate::typeset::Typesetter;
use crate::{batch, inputs, refusals, write};

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// The user's own Word file with comments.
    Docx,
    /// Document and findings side by side.
    Html,
    /// A paper to print and keep.
    Pdf,
}

/// Where and how the files are written.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// What is written.
    pub format: FileFormat,
    /// Language of what people read.
    pub language: Language,
    /// What sets the paper, and the names of rules and sources on it; `None` for other formats.
    pub paper: Option<(&'a Typesetter, &'a Catalogue)>,
}

/// Checks every input and writes a file for it; one line of text for each.
///
/// # Errors
/// When the folder cannot be made, a copy cannot be written, or stdout does not take the output.
pub fn run(run: &Run<'_>, files: Files<'_>) -> anyhow::Result<Code> {
    let folder = files.folder;
    write::make_folder(folder)?;
    let gathered = inputs::gather(run.paths, run.reader);
    let names = names(&gathered.inputs, files.format);
    let work: Vec<(&Input, PathBuf)> =
        gathered.inputs.iter().zip(names).map(|(input, name)| (input, folder.join(name))).collect();
    let mut code = Code::Clean;
    let mut progress = Progress::new(work.len());
    batch::run(
        &work,
        run.threads(),
        |(input, path)| one(run, input, path, files),
        |done: anyhow::Result<Done>| -> anyhow::Result<()> {
            let done = done?;
            code = code.max(done.code);
            progress.around(|| output::print(&done.line))?;
            Ok(())
        },
    )?;
    progress.finish();
    Ok(code)
}

/// What became of one input.
struct Done {
    code: Code,
    line: String,
}

fn one(run: &Run<'_>, input: &Input, path: &Path, files: Files<'_>) -> anyhow::Result<Done> {
    let Evaluated { report, read } = evaluate_keeping(input, run.reader, run.engine, run.options);
    let shown = &input.shown;
    let evaluation = match &report.outcome {
        Ok(evaluation) => evaluation,
        Err(refusal) => {
            let line = format!("{shown}: {} / {}\n", refusal.message.zh, refusal.message.en);
            return Ok(Done { code: exit::of_report(&report, run.threshold), line });
        }
    };
    let code = exit::of_report(&report, run.threshold);
    let Some((bytes, document)) = read else { return Ok(Done { code, line: format!("{shown}\n") }) };
    let language = files.language;
    let (bytes, told) = match files.format {
        FileFormat::Html => {
            // The page is passed on; where the file lay is nobody's business.
            let name = shown.rsplit('/').next().unwrap_or_default();
            let page = review(Reviewed { name, document: &document, evaluation, language });
            (page.into_bytes(), String::new())
        }
        FileFormat::Pdf => {
            let name = shown.rsplit('/').next().unwrap_or_default();
            match set(name, evaluation, files) {
                Ok(bytes) => (bytes, String::new()),
                Err(error) if error.is::<BadInput>() => {
                    return Ok(Done { code: code.max(Code::Refused), line: format!("{shown}: {error}\n") });
                }
                Err(error) => return Err(error),
            }
        }
        FileFormat::Docx if document.format != Format::Docx => {
            let line = format!(
                "{shown}: 只有 docx 能写批注，这份只核对、没有写；请在 Word 里另存为 docx，或用 --format html / only docx can be marked; it was checked and nothing was written, save it as docx in Word or use --format html\n"
            );
            return Ok(Done { code: code.max(Code::Refused), line });
        }
        FileFormat::Docx => match run.reader.mark(&bytes, remarks(&document, evaluation, language)) {
            Ok(marked) => (marked.bytes, format!("，{} 条批注", marked.comments)),
            Err(failure) => {
                let refusal = refusals::of_failure(&failure);
                let line = format!("{shown}: {} / {}\n", refusal.message.zh, refusal.message.en);
                return Ok(Done { code: code.max(Code::Refused), line });
            }
        },
    };
    write::put(path, &bytes)?;
    let findings = evaluation.judgement.findings.len();
    let line = format!("{shown}: {findings} 项问题{told} → {} / findings: {findings}\n", path.display());
    Ok(Done { code, line })
}

fn set(name: &str, evaluation: &Evaluation, files: Files<'_>) -> anyhow::Result<Vec<u8>> {
    let (typesetter, catalogue) = files.paper.context("there is nothing to set the paper with")?;
    let style = Style { language: files.language, ..Style::default() };
    typesetter.paper(&paper(name, evaluation, catalogue, &style))
}

/// `<name>.checked.docx` for each input; a name that comes again gets a number.
fn names(inputs: &[Input], format: FileFormat) -> Vec<String> {
    let extension = match format {
        FileFormat::Docx => "docx",
        FileFormat::Html => "html",
        FileFormat::Pdf => "pdf",
    };
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let name = |input: &Input| {
        let file = input.shown.rsplit('/').next().unwrap_or_default();
        let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let numbered = (1_usize..).map(|number| match number {
            1 => format!("{stem}.checked.{extension}"),
            _ => format!("{stem}-{number}.checked.{extension}"),
        });
        let free = numbered.into_iter().find(|name| taken.insert(name.clone()));
        free.unwrap_or_default()
    };
    inputs.iter().map(name).collect()
}
