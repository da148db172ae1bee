//! One finding for people.

use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::Finding;
use jiheng_model::statement::Statement;

use super::page::{BOLD, LABEL_WIDTH, Page, severity_colour};
use super::{Language, repair};
use crate::catalogue::Catalogue;

/// Places shown of one finding, unless all are asked for.
const PLACES_MAX: usize = 12;

/// Severity, code and message, then places, arithmetic, remedy and sources.
pub(super) fn one_finding(page: &mut Page, finding: &Finding, evaluation: &Evaluation, catalogue: &Catalogue) {
    let prefix = format!("{} {}  ", page.severity_word(finding.severity), finding.code);
    page.hanging(2, &prefix, severity_colour(finding.severity), BOLD, page.pick(&finding.message));
    for (label, text) in details(page, finding, evaluation, catalogue) {
        page.labelled(2, LABEL_WIDTH, label, &text);
    }
}

/// What there is to say of a finding below its message, each with its label; a label that goes on is blank.
pub(super) fn details(
    page: &Page,
    finding: &Finding,
    evaluation: &Evaluation,
    catalogue: &Catalogue,
) -> Vec<(&'static str, String)> {
    let statements: Vec<_> = finding.statements.iter().filter_map(|id| evaluation.facts.statement(*id)).collect();
    let mut details = places(page, &statements);
    let mut detail = |zh, en, text: String| {
        if !text.is_empty() {
            details.push((page.style.language.pick(zh, en), text));
        }
    };
    detail("计算", "sum", finding.calculation.clone());
    detail("差额", "off by", difference(page, finding, &statements));
    for (index, repair) in finding.repairs.iter().enumerate() {
        let (zh, en) = if index == 0 { ("改法", "repair") } else { ("", "") };
        detail(zh, en, repair::line(page, repair, evaluation));
    }
    detail("请问", "ask", finding.question.as_ref().map_or("", |question| page.pick(question)).to_owned());
    detail("处理建议", "to do", page.pick(&finding.remedy).to_owned());
    if let Some(suggestion) = finding.suggestion.as_ref().filter(|_| finding.repairs.is_empty())
        && let Some(statement) = evaluation.facts.statement(suggestion.statement)
    {
        detail("改为", "write", format!("{} → “{}”", page.mention(statement), suggestion.written));
    }
    let sources: Vec<_> = finding.sources.iter().map(|source| source_name(page, source, catalogue)).collect();
    detail("依据", "basis", sources.join(page.say("；", "; ")));
    detail("连带", "follows", consequences(page, finding));
    details
}

fn places(page: &Page, statements: &[&Statement]) -> Vec<(&'static str, String)> {
    let shown = if page.style.verbose { statements.len() } else { statements.len().min(PLACES_MAX) };
    let label = |index| if index == 0 { page.style.language.pick("位置", "place") } else { "" };
    let mentions = statements.iter().take(shown).enumerate();
    let mut places: Vec<_> = mentions.map(|(index, statement)| (label(index), page.mention(statement))).collect();
    let left = statements.len() - shown;
    if left > 0 {
        let text = page.say("…另有 {n} 处（--verbose 全部列出）", "… and {n} more (--verbose lists all)");
        places.push(("", text.replace("{n}", &left.to_string())));
    }
    places
}

/// `2.15万元（舍入最多可解释 0.01万元）`.
fn difference(page: &Page, finding: &Finding, statements: &[&Statement]) -> String {
    let Some(difference) = &finding.difference else { return String::new() };
    let unit = common_unit(statements);
    match (&finding.allowed, page.style.language) {
        (Some(allowed), Language::Zh) => format!("{difference}{unit}（允许误差：舍入最多可解释 {allowed}{unit}）"),
        (Some(allowed), Language::En) => format!("{difference}{unit} (rounding explains at most {allowed}{unit})"),
        (None, _) => format!("{difference}{unit}"),
    }
}

/// The unit of all numbers involved; nothing when they differ, because then the difference is in neither.
fn common_unit<'a>(statements: &[&'a Statement]) -> &'a str {
    let mut units = statements.iter().filter_map(|statement| statement.unit.as_ref()).map(|unit| unit.symbol.as_ref());
    match units.next() {
        Some(first) if units.all(|unit| unit == first) => first,
        _ => "",
    }
}

fn source_name(page: &Page, reference: &str, catalogue: &Catalogue) -> String {
    let (source, article) = catalogue.source(reference);
    let Some(source) = source else { return reference.to_owned() };
    let title = page.pick(&source.title);
    // A source without number and nothing to verify is a principle, not a paper: 算术恒等式.
    let paper = source.document_number.is_some() || !source.verified;
    let frame = if paper { page.say("《{}》", "{}") } else { "{}" };
    let mut name = frame.replace("{}", title.trim_matches(['《', '》']));
    if let Some(number) = &source.document_number {
        name.push_str(&page.say("（{}）", " ({})").replace("{}", number));
    }
    if let Some(article) = article {
        name.push(' ');
        name.push_str(article);
    }
    if !source.verified {
        name.push_str(page.say("（原文待核）", " (wording not verified)"));
    }
    name
}

/// Folded: what follows from the same cause needs no work of its own.
fn consequences(page: &Page, finding: &Finding) -> String {
    let Some(first) = finding.consequences.first() else { return String::new() };
    let count = finding.consequences.len();
    let message = page.pick(&first.message);
    match (page.style.language, count) {
        (Language::Zh, 1) => format!("另有 1 项由此引起：{} {message}", first.code),
        (Language::Zh, _) => format!("另有 {count} 项由此引起，如 {} {message}", first.code),
        (Language::En, 1) => format!("1 more follows from this: {} {message}", first.code),
        (Language::En, _) => format!("{count} more follow from this, e.g. {} {message}", first.code),
    }
}
