//! What was held against other files, for people.

use anstyle::{AnsiColor, Style as Ansi};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::evidence::{Assurance, Comparison, Evidence, EvidenceFile, Uncompared};

use super::Language;
use super::page::{BOLD, Page};

/// Lines of one kind shown of a file, unless all are asked for.
const LINES_MAX: usize = 12;
/// Runs of lines shown of a comparison.
const RUNS_MAX: usize = 4;
/// Columns of the word before each line.
const WORD_WIDTH: usize = 8;

/// The files with what agrees, what does not and what was not compared; then how far the numbers are proven.
pub(super) fn write(page: &mut Page, evaluation: &Evaluation) {
    let Some(evidence) = &evaluation.evidence else { return };
    for (index, file) in evidence.files.iter().enumerate() {
        heading(page, file);
        let of_file = |comparison: &&Comparison| comparison.file == index;
        let (agree, differ): (Vec<_>, Vec<_>) =
            evidence.comparisons.iter().filter(of_file).partition(|comparison| comparison.agrees);
        group(page, "不符", "differs", &differ.iter().map(|c| compared(page, c, evaluation)).collect::<Vec<_>>());
        group(page, "相符", "agrees", &agree.iter().map(|c| compared(page, c, evaluation)).collect::<Vec<_>>());
        let left = evidence.uncompared.iter().filter(|left| left.file == index);
        group(page, "未比较", "left", &left.map(|left| uncompared(page, left, evaluation)).collect::<Vec<_>>());
        let out = file.left_out.iter().map(|left| format!("{}：{}", left.place, page.pick(&left.reason)));
        group(page, "不计入", "out", &out.collect::<Vec<_>>());
    }
    levels(page, evidence);
}

fn heading(page: &mut Page, file: &EvidenceFile) {
    let rows = match page.style.language {
        Language::Zh => format!("{} 行，计入 {} 行", file.rows_read, file.rows_used),
        Language::En => format!("{} rows, {} of them count", file.rows_read, file.rows_used),
    };
    let format = file.encoding.as_ref().map_or_else(|| file.format.clone(), |e| format!("{} {e}", file.format));
    let text =
        format!("{} {} · {} · {format} · {rows}", page.say("佐证", "evidence"), page.pick(&file.name), file.path);
    page.line(AnsiColor::Blue.on_default().bold(), &text);
}

fn group(page: &mut Page, zh: &str, en: &str, lines: &[String]) {
    let shown = if page.style.verbose { lines.len() } else { lines.len().min(LINES_MAX) };
    for (index, line) in lines.iter().take(shown).enumerate() {
        let word = if index == 0 { page.say(zh, en) } else { "" };
        page.labelled(2, WORD_WIDTH, word, line);
    }
    if lines.len() > shown {
        let more = page.say("…另有 {n} 项（--verbose 全部列出）", "… and {n} more (--verbose lists all)");
        let more = more.replace("{n}", &(lines.len() - shown).to_string());
        page.labelled(2, WORD_WIDTH, "", &more);
    }
}

fn compared(page: &Page, comparison: &Comparison, evaluation: &Evaluation) -> String {
    let statement = comparison.statements.first().and_then(|id| evaluation.facts.statement(*id));
    let mention = statement.map(|statement| page.mention(statement)).unwrap_or_default();
    let name = page.pick(&comparison.name);
    let lines = lines(page, comparison);
    format!("{mention} — {name}：{}{lines}", comparison.calculation)
}

fn lines(page: &Page, comparison: &Comparison) -> String {
    if comparison.lines.is_empty() {
        return String::new();
    }
    let one = |(from, to): &(u32, u32)| if from == to { from.to_string() } else { format!("{from}—{to}") };
    let mut runs: Vec<String> = comparison.lines.iter().take(RUNS_MAX).map(one).collect();
    if comparison.lines.len() > RUNS_MAX {
        runs.push("…".to_owned());
    }
    let sheet = if comparison.sheet.is_empty() { String::new() } else { format!("“{}”", comparison.sheet) };
    match page.style.language {
        Language::Zh => format!("（{sheet}第{}行）", runs.join("、")),
        Language::En => format!(" ({sheet}lines {})", runs.join(", ")),
    }
}

fn uncompared(page: &Page, left: &Uncompared, evaluation: &Evaluation) -> String {
    let statement = left.statement.and_then(|id| evaluation.facts.statement(id));
    let name = page.pick(&left.name);
    let mention = statement.map_or_else(|| name.to_owned(), |statement| page.mention(statement));
    format!("{mention} — {}", page.pick(&left.reason))
}

/// How many numbers are proven how far.
fn levels(page: &mut Page, evidence: &Evidence) {
    let count = |level: Assurance| evidence.assurance.iter().filter(|(_, other)| *other == level).count();
    let one = |level: Assurance| format!("{} {} {}", level.name(), page.pick(&level.meaning()), count(level));
    let parts: Vec<String> = Assurance::ALL.into_iter().rev().filter(|level| count(*level) > 0).map(one).collect();
    let text = format!("{}{}", page.say("可信等级：", "Assurance: "), parts.join(page.say("，", ", ")));
    page.line(BOLD, &text);
    if !page.style.verbose {
        return;
    }
    page.line(
        Ansi::new(),
        page.say("各数的等级见 --format json 的 evidence。", "Levels by number: evidence in --format json."),
    );
}
