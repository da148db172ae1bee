//! `jiheng check --out DIR`: a file for each input, to work through the findings by: the user's own Word file with
//! comments, one page with the document and the findings side by side, or a paper to print.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiheng_documents::{Asked, Reviewed, letter, review};
use jiheng_engine::Wanted;
use jiheng_markup::remarks;
use jiheng_model::document::{Document, Format};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::text::{Bilingual, Language};
use jiheng_packs::PackSet;
use jiheng_reports::Catalogue;
use jiheng_reports::text::{Style, paper};

use crate::check::Run;
use crate::correction;
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
    /// A letter with a question for each finding.
    Letter,
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
    /// What is corrected in Word files.
    pub wanted: &'a Wanted,
    /// Rules and sources, to name them.
    pub packs: &'a PackSet,
    /// When an answer to a letter is asked for.
    pub due: &'a str,
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
    correction::refuse_choices_over_several(files.wanted, gathered.inputs.len())?;
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
    let name = shown.rsplit('/').next().unwrap_or_default();
    let written = match files.format {
        // The page is passed on; where the file lay is nobody's business.
        FileFormat::Html => {
            let page = review(Reviewed { name, document: &document, evaluation, language: files.language });
            Ok(Written { bytes: page.into_bytes(), ..Written::default() })
        }
        FileFormat::Letter => {
            let page = letter(Asked { name, evaluation, packs: files.packs, due: files.due, language: files.language });
            let bytes = jiheng_documents::write(&page, jiheng_documents::Format::Docx)?;
            Ok(Written { bytes, ..Written::default() })
        }
        FileFormat::Docx => marked(run, &bytes, &document, evaluation, files),
        FileFormat::Pdf => match set(name, evaluation, files) {
            Ok(bytes) => Ok(Written { bytes, ..Written::default() }),
            Err(error) if error.is::<BadInput>() => {
                return Ok(Done { code: code.max(Code::Refused), line: format!("{shown}: {error}\n") });
            }
            Err(error) => return Err(error),
        },
    };
    let written = match written {
        Ok(written) => written,
        Err(why) => {
            let line = format!("{shown}: {} / {}\n", why.zh, why.en);
            return Ok(Done { code: code.max(Code::Refused), line });
        }
    };
    write::put(path, &written.bytes)?;
    let findings = evaluation.judgement.findings.len();
    let Written { told, details, .. } = written;
    let line = format!("{shown}: {findings} 项问题{told} → {} / findings: {findings}\n{details}", path.display());
    Ok(Done { code, line })
}

/// A file ready to be put down, with what is told of it behind the number of findings and below the line.
#[derive(Default)]
struct Written {
    bytes: Vec<u8>,
    told: String,
    details: String,
}

/// The user's own Word file with comments and corrections.
fn marked(
    run: &Run<'_>,
    bytes: &[u8],
    document: &Document,
    evaluation: &Evaluation,
    files: Files<'_>,
) -> Result<Written, Bilingual> {
    if document.format != Format::Docx {
        return Err(Bilingual::new(
            "只有 docx 能写批注，这份只核对、没有写；请在 Word 里另存为 docx，或用 --format html",
            "only docx can be marked; it was checked and nothing was written, save it as docx in Word or use --format html",
        ));
    }
    let (edits, correction) = correction::edits(run, document, evaluation, files.wanted).map_err(|not| not.message)?;
    let marked = run
        .reader
        .mark(bytes, remarks(document, evaluation, files.language), edits)
        .map_err(|failure| refusals::of_failure(&failure).message)?;
    let edited = if marked.edits > 0 { format!("，{} 处修订", marked.edits) } else { String::new() };
    Ok(Written {
        bytes: marked.bytes,
        told: format!("，{} 条批注{edited}", marked.comments),
        details: correction::told(evaluation, files.wanted, &correction, marked.edits, files.language),
    })
}

/// The working paper.
fn set(name: &str, evaluation: &Evaluation, files: Files<'_>) -> anyhow::Result<Vec<u8>> {
    let (typesetter, catalogue) = files.paper.context("there is nothing to set the paper with")?;
    let style = Style { language: files.language, ..Style::default() };
    typesetter.paper(&paper(name, evaluation, catalogue, &style))
}

/// `<name>.checked.docx` for each input; a name that comes again gets a number.
fn names(inputs: &[Input], format: FileFormat) -> Vec<String> {
    let (kind, extension) = match format {
        FileFormat::Docx => ("checked", "docx"),
        FileFormat::Letter => ("letter", "docx"),
        FileFormat::Html => ("checked", "html"),
        FileFormat::Pdf => ("checked", "pdf"),
    };
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let name = |input: &Input| {
        let file = input.shown.rsplit('/').next().unwrap_or_default();
        let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let numbered = (1_usize..).map(|number| match number {
            1 => format!("{stem}.{kind}.{extension}"),
            _ => format!("{stem}-{number}.{kind}.{extension}"),
        });
        let free = numbered.into_iter().find(|name| taken.insert(name.clone()));
        free.unwrap_or_default()
    };
    inputs.iter().map(name).collect()
}
