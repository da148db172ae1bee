//! `jiheng check --format docx`: the user's own Word files back, with a comment at every place of every finding.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiheng_markup::{Wording, remarks};
use jiheng_model::document::Format;

use crate::check::Run;
use crate::evaluate::{Evaluated, evaluate_keeping};
use crate::exit::{self, Code};
use crate::inputs::Input;
use crate::output;
use crate::progress::Progress;
use crate::{batch, inputs, refusals, write};

/// Checks every input and writes its marked copy into `folder`; one line of text for each.
///
/// # Errors
/// When the folder cannot be made, a copy cannot be written, or stdout does not take the output.
pub fn run(run: &Run<'_>, folder: &Path, wording: Wording) -> anyhow::Result<Code> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{}: 不能建立文件夹 / the folder cannot be made", folder.display()))?;
    let gathered = inputs::gather(run.paths, run.reader);
    let names = names(&gathered.inputs);
    let work: Vec<(&Input, PathBuf)> =
        gathered.inputs.iter().zip(names).map(|(input, name)| (input, folder.join(name))).collect();
    let mut code = Code::Clean;
    let mut progress = Progress::new(work.len());
    let jobs = run.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN);
    batch::run(
        &work,
        jobs,
        |(input, path)| one(run, input, path, wording),
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

fn one(run: &Run<'_>, input: &Input, path: &Path, wording: Wording) -> anyhow::Result<Done> {
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
    let Some((bytes, document)) = read.filter(|(_, document)| document.format == Format::Docx) else {
        let line = format!(
            "{shown}: 只有 docx 能写批注，这份只核对、没有写；请在 Word 里另存为 docx / only docx can be marked; it was checked and nothing was written, save it as docx in Word\n"
        );
        return Ok(Done { code: code.max(Code::Refused), line });
    };
    match run.reader.mark(&bytes, remarks(&document, evaluation, wording)) {
        Ok(marked) => {
            write::put(path, &marked.bytes)?;
            let findings = evaluation.judgement.findings.len();
            let line = format!(
                "{shown}: {findings} 项问题，{} 条批注 → {} / {findings} findings, {} comments\n",
                marked.comments,
                path.display(),
                marked.comments
            );
            Ok(Done { code, line })
        }
        Err(failure) => {
            let refusal = refusals::of_failure(&failure);
            let line = format!("{shown}: {} / {}\n", refusal.message.zh, refusal.message.en);
            Ok(Done { code: code.max(Code::Refused), line })
        }
    }
}

/// `<name>.checked.docx` for each input; a name that comes again gets a number.
fn names(inputs: &[Input]) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let name = |input: &Input| {
        let file = input.shown.rsplit('/').next().unwrap_or_default();
        let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let numbered = (1_usize..).map(|number| match number {
            1 => format!("{stem}.checked.docx"),
            _ => format!("{stem}-{number}.checked.docx"),
        });
        let free = numbered.into_iter().find(|name| taken.insert(name.clone()));
        free.unwrap_or_default()
    };
    inputs.iter().map(name).collect()
}
