//! From findings to comments: one at each place of each finding, which names the other places.

use jiheng_model::document::Document;
use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::Finding;
use jiheng_model::repair::Repair;
use jiheng_model::statement::{State, Statement};
use jiheng_model::text::{Language, first_line};

use crate::remark::{Remark, spot};

/// Other places that one comment names; the rest is counted.
const PLACES_MAX: usize = 6;

/// Characters shown of a longer text.
const SHOWN: usize = 40;

/// Comments on every finding of a Word document. A place without characters, such as a blank cell, has its comment at
/// the nearest text before it.
pub fn remarks(document: &Document, evaluation: &Evaluation, language: Language) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for finding in &evaluation.judgement.findings {
        let statements: Vec<&Statement> =
            finding.statements.iter().filter_map(|id| evaluation.facts.statement(*id)).collect();
        if statements.is_empty() {
            remarks.extend(at_start(document, lines(evaluation, finding, None, &[], language)));
        }
        let first = remarks.len();
        for (at, statement) in statements.iter().enumerate() {
            let others: Vec<&Statement> =
                statements.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| *other).collect();
            let remark = remark(document, statement, lines(evaluation, finding, Some(statement), &others, language));
            // Several blanks of one finding may have the same text before them.
            let is_new = |new: &Remark| !remarks.iter().skip(first).any(|r| (r.from, r.to) == (new.from, new.to));
            remarks.extend(remark.filter(is_new));
        }
    }
    remarks
}

fn remark(document: &Document, statement: &Statement, lines: Vec<String>) -> Option<Remark> {
    let (from, to) = document.sources(&statement.anchor)?;
    let (part, from) = spot(&from)?;
    let (_, to) = spot(&to)?;
    let text = document.anchored_text(&statement.anchor);
    Some(Remark { part, from, to, text, lines })
}

/// A finding about the whole document stands at its first text.
fn at_start(document: &Document, lines: Vec<String>) -> Option<Remark> {
    let (part, from) = spot(&document.first_source()?)?;
    Some(Remark { part, from, to: from, text: String::new(), lines })
}

fn lines(
    evaluation: &Evaluation,
    finding: &Finding,
    here: Option<&Statement>,
    others: &[&Statement],
    language: Language,
) -> Vec<String> {
    let severity = finding.severity.word(language);
    let colon = language.pick("：", ": ");
    let mut lines = vec![format!("【{severity}】{} {}", finding.code, language.of(&finding.message))];
    let mut labelled = |zh, en, text: &str| {
        if !text.is_empty() {
            lines.push(format!("{}{colon}{text}", language.pick(zh, en)));
        }
    };
    labelled("此处", "here", &here.map(|statement| mention(statement, language)).unwrap_or_default());
    for other in others.iter().take(PLACES_MAX) {
        labelled("另见", "see also", &mention(other, language));
    }
    if others.len() > PLACES_MAX {
        labelled("另有", "more places", &(others.len() - PLACES_MAX).to_string());
    }
    labelled("计算", "sum", &finding.calculation);
    labelled("差额", "off by", finding.difference.as_deref().unwrap_or_default());
    labelled("请问", "ask", finding.question.as_ref().map_or("", |question| language.of(question)));
    for repair in &finding.repairs {
        labelled("改法", "repair", &choice(evaluation, finding, repair, language));
    }
    labelled("处理建议", "to do", language.of(&finding.remedy));
    lines
}

/// What a repair writes where, and the option that asks for it.
fn choice(evaluation: &Evaluation, finding: &Finding, repair: &Repair, language: Language) -> String {
    let Some(first) = repair.changes.first() else { return String::new() };
    let changes: Vec<String> = repair
        .changes
        .iter()
        .take(PLACES_MAX)
        .filter_map(|change| {
            let statement = evaluation.facts.statement(change.statement)?;
            let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
            let new = change.unit.as_deref().unwrap_or(unit);
            let place = language.of(&statement.place);
            Some(format!("{}{unit} → {}{new}（{place}）", statement.written, change.written))
        })
        .collect();
    let changes = changes.join(language.pick("；", "; "));
    let option = format!("--choose {}={}", finding.id, first.statement);
    format!("{changes} {}", language.pick("［选用：{}］", "[to choose it: {}]").replace("{}", &option))
}

/// The number as printed with its unit, and where it stands.
fn mention(statement: &Statement, language: Language) -> String {
    let place = language.of(&statement.place);
    if statement.state == State::Blank {
        return format!("{} {place}", language.pick("（空白）", "(blank)")).trim_end().to_owned();
    }
    let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
    format!("“{}”{unit} {place}", first_line(&statement.written, SHOWN)).trim_end().to_owned()
}
