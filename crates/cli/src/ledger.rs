//! `jiheng check --format xlsx`: the findings of all inputs in one workbook.

use std::path::Path;

use jiheng_documents::{Entry, Ledger};
use jiheng_model::text::Language;
use jiheng_reports::InputReport;

use crate::check::Run;
use crate::evaluate::evaluate;
use crate::exit::{self, Code};
use crate::progress::Progress;
use crate::{batch, inputs, output, write};

/// Name of the workbook.
const NAME: &str = "findings.xlsx";

/// Checks every input and writes one workbook into `folder`; a line of text for each that was refused.
///
/// # Errors
/// When the folder cannot be made, the workbook cannot be written, or stdout does not take the output.
pub fn run(run: &Run<'_>, folder: &Path, language: Language) -> anyhow::Result<Code> {
    write::make_folder(folder)?;
    let gathered = inputs::gather(run.paths, run.reader);
    let mut ledger = Ledger::new(language)?;
    let mut code = Code::Clean;
    let mut reports = 0_usize;
    let mut progress = Progress::new(gathered.inputs.len());
    let work = |input: &inputs::Input| evaluate(input, run.reader, run.engine, run.options);
    batch::run(&gathered.inputs, run.threads(), work, |report: InputReport| -> anyhow::Result<()> {
        code = code.max(exit::of_report(&report, run.threshold));
        progress.around(|| match &report.outcome {
            Ok(evaluation) => {
                reports += 1;
                Ok(ledger.add(Entry { name: &report.path, evaluation })?)
            }
            Err(refusal) => {
                Ok(output::print(&format!("{}: {} / {}\n", report.path, refusal.message.zh, refusal.message.en))?)
            }
        })
    })?;
    progress.finish();
    let path = folder.join(NAME);
    write::put(&path, &ledger.finish()?)?;
    output::print(&format!("{reports} 份报告 → {} / reports: {reports}\n", path.display()))?;
    Ok(code)
}
