//! The points of one report for people, with the way to each.

use anstyle::{AnsiColor, Style as Ansi};
use jiheng_model::evaluation::FactSet;
use jiheng_model::scorecard::{Line, Outcome, Scorecard};

use super::Style;
use super::page::{BOLD, DIM, LABEL_WIDTH, Page};

/// Framework, declared and computed points, then every indicator with its rule, sum and places.
pub fn write_score(path: &str, card: &Scorecard, facts: &FactSet, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(BOLD, &format!("{path} · {}", page.pick(&card.title)));
    let declared = card.declared.map_or_else(|| page.say("没有", "none").to_owned(), |score| score.to_string());
    let summary = page
        .say(
            "报告自评 {d} 分；能从报告算出的 {c} 分（这些指标满分 {o}，全部满分 {f}）。",
            "declared {d}; computed from the report {c} of {o} (all indicators {f}).",
        )
        .replace("{d}", &declared)
        .replace("{c}", &card.computed.0.to_string())
        .replace("{o}", &card.computed.1.to_string())
        .replace("{f}", &card.full.to_string());
    page.line(Ansi::new(), &summary);
    let mut group: &[String] = &[];
    for line in &card.lines {
        if line.group != group {
            group = &line.group;
            page.blank_line();
            page.line(BOLD, &group.join(" · "));
        }
        one(&mut page, line, facts);
    }
    page.finish()
}

fn one(page: &mut Page, line: &Line, facts: &FactSet) {
    let (word, colour) = match &line.outcome {
        Outcome::Points(points) => (points.to_string(), AnsiColor::Green),
        Outcome::Missing(_) => (page.say("缺数据", "missing").to_owned(), AnsiColor::Yellow),
        Outcome::Undefined => (page.say("须说明", "ask").to_owned(), AnsiColor::Yellow),
        Outcome::Judged => (page.say("须评判", "judge").to_owned(), AnsiColor::Cyan),
    };
    let prefix = format!("{word}/{}  ", line.full);
    page.hanging(2, &prefix, colour.on_default().bold(), Ansi::new(), page.pick(&line.name));
    let detail = |page: &mut Page, zh: &str, en: &str, text: &str| {
        if !text.is_empty() {
            page.labelled(2, LABEL_WIDTH, page.say(zh, en), text);
        }
    };
    detail(page, "标准", "rule", page.pick(&line.rule));
    detail(page, "计算", "sum", &line.sum);
    if let Outcome::Missing(names) = &line.outcome {
        let list = names.iter().map(|name| page.pick(name)).collect::<Vec<_>>().join(page.say("、", ", "));
        detail(page, "缺", "missing", &list);
    }
    for id in &line.statements {
        if let Some(statement) = facts.statement(*id) {
            let mention = page.mention(statement);
            detail(page, "位置", "place", &mention);
        }
    }
    if !line.verified {
        let note = page.say("分值和标准未见原文，采用前请核对", "points and rule were not read in the official text");
        page.hanging(2, "", DIM, DIM, &format!("  {note}"));
    }
}
