//! The counts as text for a terminal and as the page docs/reference/accuracy.md.

use std::fmt::Write as _;

use crate::edits::HARMLESS;
use crate::half::Half;
use crate::measure::{Faults, Plan, Tally};
use crate::mutate::KINDS;

/// `part` of `whole` in percent with two places, rounded half up.
fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let hundredths = (part * 20_000 + whole) / (2 * whole);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

fn total(tally: &Tally) -> Faults {
    let mut sum = Faults::default();
    for faults in tally.faults.values() {
        sum.tried += faults.tried;
        sum.observable += faults.observable;
        sum.detected += faults.detected;
        sum.baseline += faults.baseline;
        sum.stray += faults.stray;
    }
    sum
}

fn worst(tally: &Tally) -> String {
    let seen = tally.faults.iter().filter(|(_, faults)| faults.observable > 0);
    let worst = seen.min_by_key(|(_, faults)| faults.detected * 1_000_000 / faults.observable);
    worst.map_or("–".to_owned(), |(code, f)| format!("{} ({code})", percent(f.detected, f.observable)))
}

/// Twice the right ones over all that were read and all that are there: precision and recall in one number.
fn f1(tally: &Tally) -> String {
    percent(2 * tally.right, tally.read + tally.truth)
}

/// For a terminal.
pub fn terminal(half: &Half, tally: &Tally) -> String {
    let mut text = String::new();
    for (heading, examples) in &tally.examples {
        let _ = writeln!(text, "== {heading}");
        for example in examples {
            let _ = writeln!(text, "  {example}");
        }
        text.push('\n');
    }
    if !tally.examples.is_empty() {
        sources(&mut text, tally);
    }
    let used = format!("{} of {} templates", tally.templates.len(), half.templates.len());
    let _ = writeln!(text, "half {} · {} reports · {used} used", half.name, tally.documents);
    let head = ["kind", "tried", "seen", "found", "recall", "baseline", "stray"];
    let [kind, tried, seen, found, recall, baseline, stray] = head;
    let _ = writeln!(text, "{kind:<5} {tried:>6} {seen:>6} {found:>6} {recall:>9} {baseline:>9} {stray:>6}");
    for kind in &KINDS {
        if let Some(faults) = tally.faults.get(kind.code) {
            let _ = writeln!(text, "{}  {}", line(kind.code, faults), kind.en);
        }
    }
    let _ = writeln!(text, "{}", line("all", &total(tally)));
    for (_, name, value) in summary(tally) {
        let _ = writeln!(text, "{name:<44} {value}");
    }
    for edit in &HARMLESS {
        if let Some([same, all]) = tally.edits.get(edit.name) {
            let name = format!("unchanged by {}", edit.name);
            let _ = writeln!(text, "{name:<44} {same} of {all}");
        }
    }
    text
}

/// What asserts the relations that broke, the least found first: where to look for the next improvement.
fn sources(text: &mut String, tally: &Tally) {
    let mut sources: Vec<(&String, [usize; 2])> = tally.sources.iter().map(|(name, counts)| (name, *counts)).collect();
    sources.sort_by_key(|(name, [all, found])| (found * 1_000 / all, *name));
    let _ = writeln!(text, "== found by what broke");
    for (name, [all, found]) in sources.into_iter().filter(|(_, [all, found])| found < all) {
        let _ = writeln!(text, "  {name:<24} {found:>4} of {all:>4}  {}", percent(found, all));
    }
    text.push('\n');
}

fn line(code: &str, faults: &Faults) -> String {
    format!(
        "{code:<5} {:>6} {:>6} {:>6} {:>9} {:>9} {:>6}",
        faults.tried,
        faults.observable,
        faults.detected,
        percent(faults.detected, faults.observable),
        percent(faults.baseline, faults.observable),
        faults.stray
    )
}

/// The figures beside the table of faults: Chinese name, English name, value.
fn summary(tally: &Tally) -> Vec<(&'static str, &'static str, String)> {
    let [all, bound, waived, unbound] = tally.register;
    let of = |part: usize, whole: usize| format!("{} ({part} / {whole})", percent(part, whole));
    let runs = |part: u64| percent(usize::try_from(part).unwrap_or(0), usize::try_from(all).unwrap_or(0));
    let faults = total(tally);
    let clean = format!("{} / {}", tally.documents_with_alarms, tally.documents);
    vec![
        ("可观察的单处错误召回率", "recall on observable faults", percent(faults.detected, faults.observable)),
        ("最差一类的召回率", "recall of the worst kind", worst(tally)),
        ("简单脚本的召回率", "recall of the baseline", percent(faults.baseline, faults.observable)),
        ("数字读取 F1（严格）", "statements, strict-A F1", f1(tally)),
        ("　读对 / 读出 / 实有", "right / read / true", format!("{} / {} / {}", tally.right, tally.read, tally.truth)),
        ("　把不是数量的读成数量", "numbers read where there is none", tally.trapped.to_string()),
        ("误报（错误和警告）", "false alarms (errors and warnings)", tally.alarms.to_string()),
        ("　有误报的无错报告", "clean reports with a false alarm", clean),
        ("　简单脚本的误报", "false alarms of the baseline", tally.baseline_alarms.to_string()),
        ("　无错报告上的提示", "notices on clean reports", tally.notices.to_string()),
        ("　缺项、人员和签字类结果", "findings about missing parts and persons", tally.other_findings.to_string()),
        (
            "根源：最前一项列出被改的数字",
            "root cause among the lead finding's numbers",
            of(tally.roots_right, tally.roots),
        ),
        ("根源：提出改法的", "leads that propose a repair", of(tally.repairs[0], tally.roots)),
        ("根源：改法落在被改的数字上", "repairs at the changed number", of(tally.repairs[1], tally.repairs[0])),
        (
            "恰在允许误差处不作声",
            "silent at tolerance",
            format!("{} / {}", tally.boundary.silent, tally.boundary.inside),
        ),
        (
            "超出一切舍入可能时指出",
            "alarm beyond tolerance",
            format!("{} / {}", tally.boundary.fired, tally.boundary.beyond),
        ),
        ("数字户口：已核", "digit runs bound", runs(bound)),
        ("数字户口：不需核", "digit runs waived", runs(waived)),
        ("数字户口：未核到", "digit runs unbound", runs(unbound)),
        ("重复运行结果不同", "runs that differ when repeated", tally.unstable.to_string()),
    ]
}

/// The page, for both halves.
pub fn page(runs: &[(&Half, Tally)], plan: &Plan) -> String {
    let mut text = String::from(PREFACE);
    let templates: usize = runs.iter().map(|(half, _)| half.templates.len()).sum();
    let _ = writeln!(
        text,
        "种子 {}；每半 {} 份报告；句式 {templates} 个。 Seed {}, {} reports in each half, {templates} sentence templates.\n",
        plan.seed, plan.documents, plan.seed, plan.documents
    );
    text.push_str("## 总表 · Summary\n\n| 指标 | Measure |");
    for (half, _) in runs {
        let _ = write!(text, " {} |", title(half));
    }
    text.push_str("\n|---|---|---|---|\n");
    let columns: Vec<_> = runs.iter().map(|(_, tally)| summary(tally)).collect();
    for row in 0..columns.first().map_or(0, Vec::len) {
        let (zh, en, _) = &columns[0][row];
        let values: Vec<&str> = columns.iter().map(|column| column[row].2.as_str()).collect();
        let _ = writeln!(text, "| {zh} | {en} | {} |", values.join(" | "));
    }
    for (half, tally) in runs {
        faults(&mut text, half, tally);
    }
    harmless(&mut text, runs);
    text.push_str(DEFINITIONS);
    text
}

fn title(half: &Half) -> String {
    let zh = if half.name == "sealed" { "封存的一半" } else { "开发的一半" };
    format!("{zh} · {}", half.name)
}

fn faults(text: &mut String, half: &Half, tally: &Tally) {
    let _ = writeln!(text, "\n## 各类错误 · Kinds of faults: {}\n", title(half));
    text.push_str(
        "| 类 | 错误 | Fault | 试过 tried | 可观察 observable | 指出 found | 召回率 recall | 简单脚本 baseline |\n",
    );
    text.push_str("|---|---|---|---|---|---|---|---|\n");
    for kind in &KINDS {
        let f = tally.faults.get(kind.code).copied().unwrap_or_default();
        let rates = [f.detected, f.baseline].map(|found| percent(found, f.observable));
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            kind.code, kind.zh, kind.en, f.tried, f.observable, f.detected, rates[0], rates[1]
        );
    }
    let layouts: Vec<String> = tally.layouts.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let kinds: Vec<&str> = half.kinds.iter().map(|kind| kind.name.as_str()).collect();
    let _ = writeln!(text, "\n版式 · Layouts: {}.", layouts.join(", "));
    let _ = writeln!(text, "部门 · Departments: {}.", kinds.join("、"));
}

fn harmless(text: &mut String, runs: &[(&Half, Tally)]) {
    text.push_str("\n## 不该改变结果的改动 · Edits that must change nothing\n\n| 改动 | Edit |");
    for (half, _) in runs {
        let _ = write!(text, " {} |", title(half));
    }
    text.push_str("\n|---|---|---|---|\n");
    for edit in &HARMLESS {
        let cells = runs.iter().map(|(_, tally)| {
            let [same, all] = tally.edits.get(edit.name).copied().unwrap_or_default();
            format!("{same} / {all}")
        });
        let _ = writeln!(text, "| {} | {} | {} |", edit.zh, edit.name, cells.collect::<Vec<_>>().join(" | "));
    }
}

const PREFACE: &str = "# 准确度 · Accuracy

本页由 `cargo xtask faults --write` 生成，不要手改。
故障实验室按虚构的部门造出前后一致的报告，再在每份报告里放进一处错误，看绩衡能不能指出来，在没有错误的报告上又会不会乱报。
它与引擎和规则包不共用任何代码、词表和句式；句式分两半，开发的一半用来改进，封存的一半只在出报告时运行。
造出来的报告比真实报告整齐，这里的数字说明机制是否可靠，不等于真实报告上的准确率。

This page is generated by `cargo xtask faults --write`; do not edit it.
The fault laboratory invents consistent reports of invented departments, puts one fault into each, and counts what Jiheng finds and what it says of reports without a fault.
It shares no code, lexicon or template with the engine and the packs.
Invented reports are tidier than real ones: these figures say whether the mechanism can be relied on, not how it does on real reports.

```sh
cargo xtask faults                    # 开发的一半 · the development half
cargo xtask faults --kind M7 --show 5 # 漏掉的样例 · examples of what was missed
cargo xtask faults --half sealed      # 封存的一半，不显示样例 · the sealed half, without examples
cargo xtask faults --write            # 两半都运行并写本页 · both halves, and this page
```

";

const DEFINITIONS: &str = "
## 怎么算 · Definitions

- **可观察 · observable**：这处改动使正文自己断言的某个关系（合计、占比、增减、名单、同一数字的重复……）在任何一种舍入读法下都不能成立；读法包括四舍五入、截去尾数、一律进位。
  The change empties a relation that the text itself asserts, whether last digits were rounded, cut off or always raised. Changes that cannot be seen are tried but not counted.
- **指出 · found**：出现了无错报告上没有的错误或警告，并且涉及被改的数字或不能成立的关系中的数字。
  A new error or warning that involves the changed number, or a number of a relation that broke.
  百分点、约数和时期先后（M12、M19、M25）在标注样例中只算提示，这三类有提示也算指出。 For M12, M19 and M25 a notice is enough, as in the labelled cases.
- **误报 · false alarm**：无错报告上关于数字的错误或警告（SUM XREF RATE COUNT GROWTH UNIT SCORE PERIOD GOAL TEXT MONEY BASIS）。提示、缺项、人员和签字另计。
  An error or warning about numbers on a report without a fault. Notices, missing parts, persons and signatures are counted apart.
- **严格读取 · strict-A**：位置（块、格、字符）、数字、单位、约数五者都对才算读对；F1 = 2 × 读对 ÷（读出 + 实有）。没有印出单位的格子，单位读作空也算对。
  Place, number, unit and approximation all have to be right. Where no unit is printed at all, none is right as well.
- **根源 · root cause**：只看一处改动使两个以上关系不成立、并且已经指出的情形。最靠前的一项结果须把被改的数字列在其中，它若提出改法，须是改那一处；提出改法的另数，改法落在被改的数字上才算对。列在其中是较宽的说法：一项结果通常列出整个关系的数字。
  Only where one change breaks two or more relations and was found. The first finding must have the changed number among its numbers, and a repair, if it proposes one, must be there. To be among them is the weaker claim, since a finding lists all numbers of its relation; repairs are therefore counted apart.
- **允许误差 · tolerance**：把一个数字逐个末位移动；到关系仍能成立的最后一步须不作声，到任何读法都不能成立的第一步须指出。
  A number is moved by steps of its last digit: the last step at which everything can still hold must stay silent, the first step beyond every reading must not.
- **简单脚本 · baseline**：不看任何提示词，把同单位的相邻数字相加，与前面的数相差十分之一以内而又超过 0.5 的就报。
  Adds up neighbouring numbers of the same unit without any cue and alarms when a sum comes within a tenth of the number before, but misses it by more than a half.
";
