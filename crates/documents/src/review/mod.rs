//! One page to work through a report by: the document as it is laid out on the left, the findings on the right, both
//! ends of every finding linked. It holds everything it needs and works from disk, without scripts.

mod findings;
mod marks;
mod pane;

use jiheng_model::document::Document;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::Severity;
use jiheng_model::text::Language;

use crate::xml::escape;
use marks::Marks;

pub use pane::pane;

const STYLE: &str = include_str!("page.css");

/// What the page is made from.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed<'a> {
    /// Name of the file, as shown.
    pub name: &'a str,
    /// The document as read.
    pub document: &'a Document,
    /// What was found and what holds.
    pub evaluation: &'a Evaluation,
    /// Language of everything that is not quoted.
    pub language: Language,
}

/// The page as html.
pub fn review(reviewed: Reviewed<'_>) -> String {
    let Reviewed { name, document, evaluation, language } = reviewed;
    let marks = Marks::of(evaluation);
    let title = format!("{} · {name}", language.pick("核对结果", "findings"));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{}<div class=\"panes\">\n<main aria-label=\"{}\" tabindex=\"0\">\n{}</main>\n<aside aria-label=\"{}\" tabindex=\"0\">\n{}</aside>\n</div>\n</body>\n</html>\n",
        language.pick("zh-CN", "en"),
        escape(&title),
        header(&reviewed),
        language.pick("报告原文", "the report"),
        pane::drawn(document, &marks, None),
        language.pick("问题和一致的计算", "findings and what holds"),
        findings::list(&reviewed, &marks),
    )
}

/// Name, department, year and how many of each.
fn header(reviewed: &Reviewed<'_>) -> String {
    let Reviewed { name, evaluation, language, .. } = reviewed;
    let report = &evaluation.facts.report;
    let year = report.year.map(|year| year.to_string());
    let about = [report.entity.as_deref(), year.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let count = |severity| evaluation.judgement.findings.iter().filter(|finding| finding.severity == severity).count();
    let tally =
        |class: &str, number: usize, word: &str| format!("<span class=\"{class}\">{word} <b>{number}</b></span>");
    let register = &evaluation.register;
    let numbers = language
        .pick("数字 {t}：已核 {b}，不需核 {w}，未核 {u}", "numbers {t}: checked {b}, no quantities {w}, unchecked {u}")
        .replace("{t}", &register.total.to_string())
        .replace("{b}", &register.bound.to_string())
        .replace("{w}", &register.waived.to_string())
        .replace("{u}", &register.unbound.to_string());
    format!(
        "<header>\n<h1>{}</h1>\n<p>{}</p>\n<p class=\"tally\">{}{}{}{}<span>{numbers}</span></p>\n</header>\n",
        escape(name),
        escape(&about),
        tally("error", count(Severity::Error), language.pick("错误", "errors")),
        tally("warning", count(Severity::Warning), language.pick("警告", "warnings")),
        tally("notice", count(Severity::Notice), language.pick("提示", "notices")),
        tally("holds", evaluation.judgement.holds.len(), language.pick("一致", "hold")),
    )
}
