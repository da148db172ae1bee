//! The last line of a run over several inputs.

use jiheng_model::finding::Severity;

use super::page::{BOLD, Page};
use super::{Language, Style};
use crate::input::InputReport;

/// Counts over a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Inputs.
    pub inputs: usize,
    /// Inputs that were refused.
    pub refused: usize,
    /// Inputs with at least one error.
    pub with_errors: usize,
    /// Errors, consequences not counted.
    pub errors: usize,
    /// Warnings, consequences not counted.
    pub warnings: usize,
    /// Notices, consequences not counted.
    pub notices: usize,
    /// What was checked and holds.
    pub holds: usize,
}

impl Tally {
    /// Counts one more input.
    pub fn add(&mut self, report: &InputReport) {
        self.inputs += 1;
        let Ok(evaluation) = &report.outcome else {
            self.refused += 1;
            return;
        };
        let errors_before = self.errors;
        for finding in &evaluation.judgement.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Notice => self.notices += 1,
            }
        }
        self.with_errors += usize::from(self.errors > errors_before);
        self.holds += evaluation.judgement.holds.len();
    }

    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Self) {
        self.inputs += other.inputs;
        self.refused += other.refused;
        self.with_errors += other.with_errors;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notices += other.notices;
        self.holds += other.holds;
    }
}

/// The total of a run in one paragraph.
pub fn write_total(tally: &Tally, style: &Style) -> String {
    let mut page = Page::new(style);
    let Tally { inputs, refused, with_errors, errors, warnings, notices, holds } = *tally;
    let counts = counted(style.language, [errors, warnings, notices]);
    let text = match style.language {
        Language::Zh => {
            format!(
                "合计：{inputs} 个文件，其中 {with_errors} 个有错误，{refused} 个未能核对；{counts}已核对一致 {holds} 项。"
            )
        }
        Language::En => {
            format!(
                "Total: files {inputs}, with errors {with_errors}, not checked {refused}; {counts} Checked and holds: {holds}."
            )
        }
    };
    page.line(BOLD, &text);
    page.finish()
}

/// `错误 3 项，警告 5 项，提示 4 项。`
pub(super) fn counted(language: Language, [errors, warnings, notices]: [usize; 3]) -> String {
    match language {
        Language::Zh => format!("错误 {errors} 项，警告 {warnings} 项，提示 {notices} 项。"),
        Language::En => format!("errors {errors}, warnings {warnings}, notices {notices}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_run_is_counted_over_all_inputs() {
        let mut tally = Tally::default();
        for report in [sample::report(), sample::refused(), sample::report()] {
            let mut one = Tally::default();
            one.add(&report);
            tally.merge(&one);
        }
        assert_eq!(
            write_total(&tally, &Style::default()),
            "合计：3 个文件，其中 2 个有错误，1 个未能核对；错误 2 项，警告 0 项，提示 2 项。已核对一致 2 项。\n"
        );
    }
}
