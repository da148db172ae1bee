//! The outcome of `check` for one input.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style as Ansi};
use jiheng_model::evaluation::{Evaluation, Register};
use jiheng_model::finding::{Hold, Severity, Verdict};

use super::evidence;
use super::finding::one_finding;
use super::page::{BOLD, DIM, LABEL_WIDTH, Page};
use super::total::counted;
use super::{Language, Style};
use crate::catalogue::{Catalogue, RuleSummary};
use crate::input::InputReport;

/// Calculations shown of what holds, unless all are asked for.
const CALCULATIONS_MAX: usize = 8;

/// One input for people: heading, findings by severity, then what holds, the number register and the notes.
/// Ends in a line end; a refused input is its one sentence.
pub fn write(report: &InputReport, catalogue: &Catalogue, style: &Style) -> String {
    let mut page = Page::new(style);
    match &report.outcome {
        Ok(evaluation) => {
            heading(&mut page, report, evaluation);
            findings(&mut page, evaluation, catalogue);
            conclusion(&mut page, evaluation);
            holds(&mut page, evaluation, catalogue);
            evidence::write(&mut page, evaluation);
            register(&mut page, evaluation.register);
            notes(&mut page, evaluation);
        }
        Err(refusal) => {
            let colour = AnsiColor::Red.on_default().bold();
            let prefix = format!("{} ", page.say("未核对", "not checked"));
            let message = page.pick(&refusal.message);
            page.hanging(2, &prefix, colour, Ansi::new(), &format!("{}{}{message}", report.path, page.say("：", ": ")));
        }
    }
    page.finish()
}

/// Who, which year, which form, which format; then the file.
pub(super) fn heading(page: &mut Page, report: &InputReport, evaluation: &Evaluation) {
    page.line(BOLD, &about(page, evaluation));
    page.line(DIM, &report.path);
}

/// Who, which year, which form, which format.
pub(super) fn about(page: &Page, evaluation: &Evaluation) -> String {
    let identity = &evaluation.facts.report;
    let unknown_entity = page.say("单位未识别", "department not recognised");
    let unknown_form = page.say("表式未识别", "form not recognised");
    let year = match (identity.year, page.style.language) {
        (Some(year), Language::Zh) => format!("{year}年度"),
        (Some(year), Language::En) => year.to_string(),
        (None, _) => page.say("年度未识别", "year not recognised").to_owned(),
    };
    let parts = [
        identity.entity.as_deref().unwrap_or(unknown_entity),
        &year,
        identity.form.as_deref().unwrap_or(unknown_form),
        evaluation.format,
    ];
    parts.join(" · ")
}

fn findings(page: &mut Page, evaluation: &Evaluation, catalogue: &Catalogue) {
    for severity in [Severity::Error, Severity::Warning, Severity::Notice] {
        let group = evaluation.judgement.findings.iter().filter(|finding| finding.severity == severity);
        for finding in group {
            page.blank_line();
            one_finding(page, finding, evaluation, catalogue);
        }
    }
    page.blank_line();
}

fn conclusion(page: &mut Page, evaluation: &Evaluation) {
    page.line(BOLD, &concluded(page, evaluation));
}

/// What was found, in one sentence.
pub(super) fn concluded(page: &Page, evaluation: &Evaluation) -> String {
    let findings = &evaluation.judgement.findings;
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = [Severity::Error, Severity::Warning, Severity::Notice].map(count);
    match (findings.is_empty(), evaluation.judgement.holds.is_empty()) {
        (true, true) => page
            .say(
                "结论：没有找到能核对的数字关系，不能据此认为报告没有问题。",
                "Result: there was nothing to check; this does not mean that the report is in order.",
            )
            .to_owned(),
        (true, false) => page.say("结论：没有发现问题。", "Result: nothing found.").to_owned(),
        (false, _) => format!("{}{}", page.say("结论：", "Result: "), counted(page.style.language, counts)),
    }
}

/// Columns of a rule code (`GROWTH-001`) and a blank.
const CODE_WIDTH: usize = 12;

fn holds(page: &mut Page, evaluation: &Evaluation, catalogue: &Catalogue) {
    let holds = &evaluation.judgement.holds;
    page.line(AnsiColor::Green.on_default().bold(), &holding(page, holds.len()));
    let by_code = by_code(holds);
    let mut left = if page.style.verbose { holds.len() } else { CALCULATIONS_MAX };
    let mut groups_left = by_code.len();
    for (code, group) in by_code {
        // Every rule gets its share of the few lines; what one leaves over goes to the next.
        let share = left.div_ceil(groups_left.max(1)).min(group.len());
        groups_left = groups_left.saturating_sub(1);
        left -= share.min(left);
        let line = held(page, group.len(), catalogue.rule(code));
        page.labelled(2, CODE_WIDTH, code, &line);
        for hold in group.iter().take(share) {
            let line = format!("{}{}", hold.calculation, verdict(page, hold.verdict));
            page.labelled(2, CODE_WIDTH, "", line.trim());
        }
    }
}

pub(super) fn holding(page: &Page, count: usize) -> String {
    page.say("已核对一致 {n} 项", "Checked and holds: {n}").replace("{n}", &count.to_string())
}

/// What holds, rule by rule.
pub(super) fn by_code(holds: &[Hold]) -> BTreeMap<&str, Vec<&Hold>> {
    let mut by_code: BTreeMap<&str, Vec<&Hold>> = BTreeMap::new();
    for hold in holds {
        by_code.entry(&hold.code).or_default().push(hold);
    }
    by_code
}

/// A rule's title names the fault, so what holds is the absence of it.
pub(super) fn held(page: &Page, count: usize, rule: Option<&RuleSummary>) -> String {
    let title = rule.map_or("", |rule| page.pick(&rule.title));
    match (title, page.style.language) {
        ("", Language::Zh) => format!("{count} 项"),
        ("", Language::En) => format!("{count}"),
        (title, Language::Zh) => format!("{count} 项，未见“{title}”"),
        (title, Language::En) => format!("{count}, without “{title}”"),
    }
}

pub(super) fn verdict(page: &Page, verdict: Verdict) -> &'static str {
    let (zh, en) = match verdict {
        Verdict::Exact => ("", ""),
        Verdict::WithinRounding => ("（在舍入之内）", " (within rounding)"),
        Verdict::TruncationOnly => ("（只有截尾才成立）", " (only if digits were cut off)"),
    };
    page.style.language.pick(zh, en)
}

/// The number register in one line.
pub(super) fn register(page: &mut Page, register: Register) {
    page.line(Ansi::new(), &registered(page, register));
}

pub(super) fn registered(page: &Page, register: Register) -> String {
    let Register { total, bound, waived, unbound } = register;
    match page.style.language {
        Language::Zh => format!("共 {total} 个数字：已核对 {bound}，不是数量 {waived}，未核对 {unbound}。"),
        Language::En => format!("Numbers: {total}; checked {bound}, no quantity {waived}, not checked {unbound}."),
    }
}

fn notes(page: &mut Page, evaluation: &Evaluation) {
    for note in &evaluation.notes {
        let label = page.say("说明", "note");
        page.labelled(0, LABEL_WIDTH, label, page.pick(&note.message));
    }
}

#[cfg(test)]
mod tests {
    use jiheng_model::evaluation::Judgement;

    use super::*;
    use crate::sample;

    #[test]
    fn a_report_reads_like_this_in_chinese() {
        let text = write(&sample::report(), &sample::catalogue(), &Style { width: 70, ..Style::default() });
        assert_eq!(text, include_str!("check.zh.txt"), "{text}");
    }

    #[test]
    fn english_output_has_no_chinese_words_of_ours() {
        let style = Style { language: Language::En, width: 70, ..Style::default() };
        let text = write(&sample::report(), &sample::catalogue(), &style);
        assert_eq!(text, include_str!("check.en.txt"), "{text}");
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        for width in [40, 60, 100] {
            let style = Style { width, ..Style::default() };
            let text = write(&sample::report(), &sample::catalogue(), &style);
            for line in text.lines() {
                assert!(super::super::wrap::columns(line) <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn colours_appear_only_when_asked_for() {
        let plain = write(&sample::report(), &sample::catalogue(), &Style::default());
        let style = Style { colour: true, ..Style::default() };
        let coloured = write(&sample::report(), &sample::catalogue(), &style);
        assert!(!plain.contains('\u{1b}') && coloured.contains('\u{1b}'));
    }

    #[test]
    fn a_refused_input_is_one_sentence() {
        let text = write(&sample::refused(), &sample::catalogue(), &Style::default());
        assert_eq!(text, "未核对 大.txt：文件超过20 MB，未读取；请拆分后再试。\n");
    }

    #[test]
    fn a_report_without_anything_to_check_is_not_called_clean() {
        let mut report = sample::report();
        if let Ok(evaluation) = &mut report.outcome {
            evaluation.judgement = Judgement::default();
        }
        let text = write(&report, &sample::catalogue(), &Style::default());
        assert!(text.contains("不能据此认为报告没有问题") && !text.contains("没有发现问题"), "{text}");
    }

    #[test]
    fn many_holds_show_some_of_every_rule_unless_all_are_asked_for() {
        let mut report = sample::report();
        if let Ok(evaluation) = &mut report.outcome {
            let hold = evaluation.judgement.holds[0].clone();
            let codes = ["SUM-001", "SUM-002", "XREF-001"];
            evaluation.judgement.holds = (0..30)
                .map(|n| Hold { code: codes[n % 3].to_owned(), calculation: format!("{n} = {n}"), ..hold.clone() })
                .collect();
        }
        let shown = |verbose| {
            let text = write(&report, &sample::catalogue(), &Style { verbose, ..Style::default() });
            text.matches(" = ").count() - 1
        };
        assert_eq!((shown(false), shown(true)), (CALCULATIONS_MAX, 30));
    }
}
