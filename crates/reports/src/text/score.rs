//! The points of one report for people, with the way to each.

use anstyle::{AnsiColor, Style as Ansi};
use jiheng_model::decimal::Decimal;
use jiheng_model::evaluation::FactSet;
use jiheng_model::scorecard::{Deviation, Input, Level, Line, Outcome, Scorecard};

use super::Style;
use super::page::{BOLD, DIM, LABEL_WIDTH, Page};

/// Framework, totals and alarms, then every indicator with its rule, sum and places.
pub fn write_score(path: &str, card: &Scorecard, facts: &FactSet, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(BOLD, &format!("{path} · {}", page.pick(&card.title)));
    totals(&mut page, card);
    asked(&mut page, card);
    let mut group: &[String] = &[];
    for line in &card.lines {
        if line.group != group {
            group = &line.group;
            page.blank_line();
            page.line(BOLD, &group.join(" · "));
        }
        one(&mut page, line, facts, 2);
        for part in &line.parts {
            one(&mut page, part, facts, 4);
        }
    }
    page.finish()
}

fn totals(page: &mut Page, card: &Scorecard) {
    let declared = card.declared.map_or_else(
        || page.say("报告没有自评总分", "no score is declared").to_owned(),
        |d| format!("{}{}{}", page.say("报告自评 ", "declared "), d.points, page.say(" 分", "")),
    );
    let full = card.full.map_or_else(|| page.say("没有规定", "not laid down").to_owned(), |full| full.to_string());
    let summary = page
        .say(
            "{d}；能从报告算出的 {c} 分（这些指标满分 {o}，全部满分 {f}）。",
            "{d}; computed from the report {c} of {o} (all indicators {f}).",
        )
        .replace("{d}", &declared)
        .replace("{c}", &card.computed.points.to_string())
        .replace("{o}", &card.computed.of.to_string())
        .replace("{f}", &full);
    page.line(Ansi::new(), &summary);
    if let Some(reviewed) = card.reviewed {
        let apart = card.deviation.map(|deviation| apart(page, &deviation)).unwrap_or_default();
        let text = page
            .say("复核 {r} 分（这些指标满分 {o}）{a}。", "reviewed {r} of {o}{a}.")
            .replace("{r}", &reviewed.points.to_string())
            .replace("{o}", &reviewed.of.to_string())
            .replace("{a}", &if apart.is_empty() { apart } else { format!("{}{apart}", page.say("，", ", ")) });
        page.line(Ansi::new(), &text);
    }
}

/// Alarms, caps, and what of the review was not taken.
fn asked(page: &mut Page, card: &Scorecard) {
    for alarm in &card.alarms {
        let (word, colour) = match alarm.level {
            Level::Red => (page.say("红色预警", "red alarm"), AnsiColor::Red),
            Level::Yellow => (page.say("黄色预警", "yellow alarm"), AnsiColor::Yellow),
        };
        let text = format!("{}（{}）", page.pick(&alarm.message), alarm.calculation);
        page.hanging(2, &format!("{word}  "), colour.on_default().bold(), Ansi::new(), &text);
    }
    for cap in &card.caps {
        let column = page.pick(&cap.column.words()).to_owned();
        let text = format!("{}（{column}：{} → {}）", page.pick(&cap.message), cap.before, cap.after);
        let prefix = format!("{}  ", page.say("限分", "cap"));
        page.hanging(2, &prefix, AnsiColor::Yellow.on_default().bold(), Ansi::new(), &text);
    }
    for remark in &card.remarks {
        let prefix = format!("{} {}  ", page.say("复核意见", "remark"), remark.code);
        page.hanging(2, &prefix, BOLD, Ansi::new(), page.pick(&remark.message));
    }
    for problem in &card.problems {
        let (number, name) = (problem.entry, &problem.indicator);
        let text = page
            .say("复核第{n}行（{i}）没有采用：{w}", "entry {n} of the review ({i}) was not taken: {w}")
            .replace("{n}", &number.to_string())
            .replace("{i}", name)
            .replace("{w}", page.pick(&problem.message));
        page.hanging(2, "", Ansi::new(), AnsiColor::Red.on_default().bold(), &text);
    }
}

fn one(page: &mut Page, line: &Line, facts: &FactSet, indent: usize) {
    let (word, colour) = match &line.outcome {
        Outcome::Points(points) => (points.to_string(), AnsiColor::Green),
        Outcome::Missing(_) => (page.say("缺数据", "missing").to_owned(), AnsiColor::Yellow),
        Outcome::Undefined => (page.say("须说明", "ask").to_owned(), AnsiColor::Yellow),
        Outcome::Judged => (page.say("须评判", "judge").to_owned(), AnsiColor::Cyan),
        Outcome::Measured => (page.say("只量不计分", "measured").to_owned(), AnsiColor::Cyan),
    };
    let of = line.full.map(|full| format!("/{full}")).unwrap_or_default();
    let prefix = format!("{}{word}{of}  ", " ".repeat(indent - 2));
    page.hanging(indent, &prefix, colour.on_default().bold(), Ansi::new(), page.pick(&line.name));
    let detail = |page: &mut Page, zh: &str, en: &str, text: &str| {
        if !text.is_empty() {
            page.labelled(indent, LABEL_WIDTH, page.say(zh, en), text);
        }
    };
    let columns = columns(page, line);
    detail(page, "得分", "points", &columns);
    detail(page, "标准", "rule", page.pick(&line.rule));
    if let Some(target) = &line.target {
        let text = format!("{} {}{}", target.operator.sign(), target.value, target.unit);
        detail(page, "目标", "target", &text);
    }
    detail(page, "计算", "sum", &line.sum);
    if let Outcome::Missing(names) = &line.outcome {
        let list = names.iter().map(|name| page.pick(name)).collect::<Vec<_>>().join(page.say("、", ", "));
        detail(page, "缺", "missing", &list);
    }
    for input in &line.inputs {
        let place = place(page, input, facts);
        detail(page, "位置", "place", &place);
    }
    if let Some(level) = line.assurance {
        let text = format!("{} {}", level.name(), page.pick(&level.meaning()));
        detail(page, "可信", "proof", &text);
    }
    for remark in &line.remarks {
        detail(page, "注意", "note", page.pick(&remark.message));
    }
    if !line.verified && indent == 2 {
        let note = page.say("分值和标准未见原文，采用前请核对", "points and rule were not read in the official text");
        page.hanging(2, "", DIM, DIM, &format!("  {note}"));
    }
}

/// Declared, recomputed and reviewed points beside each other; empty where nothing but recomputed ones are known.
fn columns(page: &Page, line: &Line) -> String {
    let mut text: Vec<String> = Vec::new();
    let number = |points: Option<Decimal>| points.map_or_else(|| "–".to_owned(), |points| points.to_string());
    if let Some(declared) = line.declared {
        text.push(format!("{} {}", page.say("自评", "declared"), declared.points));
        text.push(format!("{} {}", page.say("重算", "recomputed"), number(line.outcome.points())));
        text.extend(line.deviation_computed.filter(differs).map(|deviation| apart(page, &deviation)));
    }
    if let Some(reviewed) = &line.reviewed {
        text.push(format!("{} {}", page.say("复核", "reviewed"), reviewed.points));
        text.extend(line.deviation_reviewed.filter(differs).map(|deviation| apart(page, &deviation)));
        if let Some((code, title)) = &reviewed.reason {
            text.push(format!("{code} {}", page.pick(title)));
        }
        text.extend(Some(reviewed.words.clone()).filter(|words| !words.is_empty()));
    }
    text.join(page.say("，", ", "))
}

fn differs(deviation: &Deviation) -> bool {
    !deviation.difference.is_zero()
}

/// `相差1.96（偏差率19.60%）`.
fn apart(page: &Page, deviation: &Deviation) -> String {
    let rate = deviation.rate.map(|rate| format!("{}{rate}%", page.say("偏差率", "deviation ")));
    let rate = rate.map(|rate| format!("（{rate}）")).unwrap_or_default();
    format!("{}{}{rate}", page.say("相差", "apart by "), deviation.difference)
}

fn place(page: &Page, input: &Input, facts: &FactSet) -> String {
    let level = input.assurance.map(|level| format!(" [{}]", level.name())).unwrap_or_default();
    let statement = input.statement.and_then(|id| facts.statement(id));
    match (statement, &input.beside) {
        (Some(statement), _) => format!("{}{level}", page.mention(statement)),
        (None, Some(beside)) => {
            format!("{}{}{}{level}", page.pick(beside), page.say("：", ": "), input.written)
        }
        (None, None) => String::new(),
    }
}
