//! The findings with links to their places, and what was checked and holds.

use jiheng_model::finding::{Finding, Hold};
use jiheng_model::statement::{State, Statement, StatementId};
use jiheng_model::text::first_line;

use super::Reviewed;
use super::marks::Marks;
use crate::xml::{each, escape};

/// Characters shown of a longer quotation.
const SHOWN: usize = 32;

pub(super) fn list(reviewed: &Reviewed<'_>, marks: &Marks) -> String {
    let judgement = &reviewed.evaluation.judgement;
    let findings =
        each(judgement.findings.iter().enumerate(), |(at, finding)| article(reviewed, finding, Some(at + 1), marks));
    let holds = each(&judgement.holds, |hold| holds(reviewed, hold, marks));
    let (title, none) = (
        reviewed.language.pick("一致的计算", "what holds"),
        reviewed.language.pick("没有发现问题。", "Nothing was found."),
    );
    let findings = if findings.is_empty() { format!("<p>{none}</p>\n") } else { findings };
    format!("{findings}<details>\n<summary>{title}（{}）</summary>\n{holds}</details>\n", judgement.holds.len())
}

fn article(reviewed: &Reviewed<'_>, finding: &Finding, number: Option<usize>, marks: &Marks) -> String {
    let language = reviewed.language;
    let (class, word) = (finding.severity.name(), finding.severity.word(language));
    let id = number.map(|number| format!(" id=\"f{number}\"")).unwrap_or_default();
    let places = places(reviewed, &finding.statements, marks);
    let detail = |zh, en, text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!("<dt>{}</dt><dd>{}</dd>", language.pick(zh, en), escape(text))
        }
    };
    let details = [
        detail("计算", "sum", &finding.calculation),
        detail("差额", "off by", finding.difference.as_deref().unwrap_or_default()),
        detail("请问", "ask", finding.question.as_ref().map_or("", |question| language.of(question))),
        detail("处理建议", "to do", language.of(&finding.remedy)),
    ]
    .concat();
    let folded = each(&finding.consequences, |consequence| article(reviewed, consequence, None, marks));
    let folded = if folded.is_empty() {
        folded
    } else {
        let title = language.pick("由此引起", "follows from this");
        format!("<details><summary>{title}（{}）</summary>\n{folded}</details>\n", finding.consequences.len())
    };
    format!(
        "<article{id} class=\"{class}\">\n<h2><span>{word}</span> <code>{}</code> {}</h2>\n<ul>{places}</ul>\n<dl>{details}</dl>\n{folded}</article>\n",
        escape(&finding.code),
        escape(language.of(&finding.message))
    )
}

fn holds(reviewed: &Reviewed<'_>, hold: &Hold, marks: &Marks) -> String {
    let places = places(reviewed, &hold.statements, marks);
    format!(
        "<article class=\"holds\">\n<p><code>{}</code> {}</p>\n<ul>{places}</ul>\n</article>\n",
        escape(&hold.code),
        escape(&hold.calculation)
    )
}

fn places(reviewed: &Reviewed<'_>, statements: &[StatementId], marks: &Marks) -> String {
    each(statements, |id| match reviewed.evaluation.facts.statement(*id) {
        None => String::new(),
        Some(statement) => {
            let text = format!("{} {}", quoted(reviewed, statement), escape(reviewed.language.of(&statement.place)));
            if marks.carry(*id) {
                format!("<li><a href=\"#s{id}\">{text}</a></li>")
            } else {
                format!("<li>{text}</li>")
            }
        }
    })
}

fn quoted(reviewed: &Reviewed<'_>, statement: &Statement) -> String {
    if statement.state == State::Blank {
        return format!("<b>{}</b>", reviewed.language.pick("（空白）", "(blank)"));
    }
    let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
    format!("<b>{}</b>{}", escape(&first_line(&statement.written, SHOWN)), escape(unit))
}
