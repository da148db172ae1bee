//! The working paper of one input, as words without a layout: whoever sets pages decides how it looks.

use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::{Finding, Hold, Severity};

use super::check::{about, by_code, concluded, held, holding, registered, verdict};
use super::finding::details;
use super::page::Page;
use super::{Style, clean};
use crate::catalogue::Catalogue;

/// What was found in one input and what holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// 核对底稿.
    pub title: &'static str,
    /// Label and text, from who it is about to the digest of the file.
    pub summary: Vec<(&'static str, String)>,
    /// Heading of the chart.
    pub chart: &'static str,
    /// The severities as words, gravest first.
    pub severities: [&'static str; 3],
    /// Findings of each family of rules by severity, gravest first; families without findings are left out.
    pub families: Vec<(String, [usize; 3])>,
    /// Heading of the findings.
    pub finding: &'static str,
    /// All findings, gravest first.
    pub findings: Vec<PaperFinding>,
    /// Heading of what holds.
    pub holding: String,
    /// What holds, rule by rule.
    pub holds: Vec<PaperHolds>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperFinding {
    /// How much it matters.
    pub severity: Severity,
    /// The same as a word.
    pub word: &'static str,
    /// Code of the rule.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// Places, calculation, remedy, sources: each with its label, blank where it goes on.
    pub details: Vec<(&'static str, String)>,
}

/// What holds of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperHolds {
    /// Code of the rule.
    pub code: String,
    /// How many, and of what.
    pub line: String,
    /// Every calculation.
    pub calculations: Vec<String>,
}

/// The working paper of an evaluation; `name` is that of its file.
pub fn paper(name: &str, evaluation: &Evaluation, catalogue: &Catalogue, style: &Style) -> Paper {
    let page = Page::new(&Style { verbose: true, ..*style });
    let word = |zh, en| style.language.pick(zh, en);
    let judgement = &evaluation.judgement;
    let notes = evaluation.notes.iter().map(|note| (word("说明", "note"), page.pick(&note.message).to_owned()));
    let summary = [
        (word("报告", "report"), about(&page, evaluation)),
        (word("文件", "file"), clean(name)),
        ("SHA-256", evaluation.source_digest.clone()),
        (
            word("结论", "result"),
            concluded(&page, evaluation).trim_start_matches(word("结论：", "Result: ")).to_owned(),
        ),
        (word("一致", "holds"), holding(&page, judgement.holds.len())),
        (word("数字", "numbers"), registered(&page, evaluation.register)),
    ];
    let gravest_first = [Severity::Error, Severity::Warning, Severity::Notice];
    let of = |severity| judgement.findings.iter().filter(move |finding| finding.severity == severity);
    let findings = gravest_first.into_iter().flat_map(of);
    Paper {
        title: word("绩效自评报告核对底稿", "Working paper: a self-evaluation report checked"),
        summary: summary.into_iter().chain(notes).collect(),
        chart: word("各类问题", "Findings by kind"),
        severities: gravest_first.map(|severity| severity.word(style.language)),
        families: families(&page, &judgement.findings, catalogue, gravest_first),
        finding: word("问题", "Findings"),
        findings: findings.map(|finding| one(&page, finding, evaluation, catalogue)).collect(),
        holding: holding(&page, judgement.holds.len()),
        holds: holds(&page, evaluation, catalogue),
    }
}

fn one(page: &Page, finding: &Finding, evaluation: &Evaluation, catalogue: &Catalogue) -> PaperFinding {
    let details = details(page, finding, evaluation, catalogue);
    PaperFinding {
        severity: finding.severity,
        word: page.severity_word(finding.severity),
        code: finding.code.clone(),
        message: clean(page.pick(&finding.message)),
        details: details.into_iter().map(|(label, text)| (label, clean(&text))).collect(),
    }
}

fn families(
    page: &Page,
    findings: &[Finding],
    catalogue: &Catalogue,
    severities: [Severity; 3],
) -> Vec<(String, [usize; 3])> {
    let family = |finding: &Finding| catalogue.family(&finding.code).map(|family| family.code.clone());
    let counts = |code: &str| {
        severities.map(|severity| {
            let is_one = |f: &&Finding| f.severity == severity && family(f).unwrap_or_default() == code;
            findings.iter().filter(is_one).count()
        })
    };
    let named = catalogue.families.iter().map(|known| (page.pick(&known.title).to_owned(), counts(&known.code)));
    let others = (page.say("其他", "other").to_owned(), counts(""));
    named.chain([others]).filter(|(_, counts)| counts.iter().any(|count| *count > 0)).collect()
}

fn holds(page: &Page, evaluation: &Evaluation, catalogue: &Catalogue) -> Vec<PaperHolds> {
    let groups = by_code(&evaluation.judgement.holds).into_iter();
    let one = |(code, group): (&str, Vec<_>)| PaperHolds {
        code: code.to_owned(),
        line: held(page, group.len(), catalogue.rule(code)),
        calculations: group
            .iter()
            .map(|hold: &&Hold| clean(format!("{}{}", hold.calculation, verdict(page, hold.verdict)).trim()))
            .collect(),
    };
    groups.map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use crate::text::Language;

    #[test]
    fn a_paper_holds_everything_that_was_found_and_that_holds() {
        let report = sample::report();
        let evaluation = report.outcome.unwrap();
        let paper = paper("甲.docx", &evaluation, &sample::catalogue(), &Style::default());
        let codes: Vec<&str> = paper.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, ["XREF-001", "FILL-003"]);
        assert_eq!(paper.families, [("其他".to_owned(), [1, 0, 1])]);
        let labels: Vec<&str> = paper.findings[0].details.iter().map(|(label, _)| *label).collect();
        assert_eq!(labels, ["位置", "", "计算", "差额", "处理建议", "依据", "连带"]);
        assert_eq!(paper.holds.iter().map(|group| group.calculations.len()).sum::<usize>(), 1);
        assert!(paper.summary.contains(&("文件", "甲.docx".to_owned())));
    }

    #[test]
    fn an_english_paper_has_english_labels() {
        let report = sample::report();
        let style = Style { language: Language::En, ..Style::default() };
        let paper = paper("a.docx", &report.outcome.unwrap(), &sample::catalogue(), &style);
        assert_eq!(paper.severities, ["error", "warning", "notice"]);
        assert_eq!(paper.findings[0].details[0].0, "place");
    }
}
