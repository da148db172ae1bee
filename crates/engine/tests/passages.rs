//! Short passages as officials write them, each right and with one fault: the fault is found, the right one is left
//! in peace. What is not found yet stands in [`KNOWN`], so that the count can only improve.

use jiheng_samples as support;

use jiheng_engine::{Engine, Options};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::{Finding, Severity};
use serde::Deserialize;

/// Faults that are not found yet, by file.
const KNOWN: [(&str, &[&str]); 14] = [
    ("clauses", &["k07", "k11", "k17"]),
    ("closing", &["c22", "c25"]),
    ("compensating", &["b08", "b11", "b14", "b18"]),
    ("disclosed_tables", &[]),
    ("dates", &["d04", "d05", "d06", "d07", "d08", "d12"]),
    ("names", &["m14", "m21", "m24", "m28"]),
    ("nested", &["n09", "n13", "n19", "n20"]),
    ("parts", &["p17", "p20"]),
    ("respectively", &["s10"]),
    (
        "restated",
        &["r02", "r09", "r14", "r15", "r17", "r21", "r24", "r25", "r32", "r33", "r35", "r36", "r37", "r43", "r45"],
    ),
    ("table_text", &["t06", "t11", "t13", "t16", "t18"]),
    ("table_totals", &["u20"]),
    ("three_public", &["g10", "g12"]),
    ("traps", &[]),
];

const TITLE: &str = "南浦县水利局2021年度部门整体支出绩效自评报告\n";

/// Families that judge figures and names; what a whole report has to hold is tested elsewhere.
const FAMILIES: [&str; 12] =
    ["SUM", "XREF", "RATE", "COUNT", "GROWTH", "UNIT", "SCORE", "PERIOD", "GOAL", "TEXT", "MONEY", "BASIS"];

/// One file of `fixtures/passages`.
#[derive(Deserialize)]
struct Passages {
    pair: Vec<Pair>,
}

/// A passage; `{a|b}` is written `a` in the right version and `b` in the wrong one.
#[derive(Deserialize)]
struct Pair {
    id: String,
    text: String,
    /// Equations of the right version, such as `3+4=7;2+2=4`.
    #[serde(default)]
    holds: String,
}

/// The right version, the wrong version and what stands changed in it.
fn versions(text: &str) -> (String, String, Vec<String>) {
    let (mut right, mut wrong, mut changed) = (String::new(), String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (choice, after) = after.split_once('}').expect("a choice is closed");
        let (a, b) = choice.split_once('|').expect("a choice has two sides");
        right.extend([before, a]);
        wrong.extend([before, b]);
        let digits = |c: char| c.is_ascii_digit() || c == '.';
        changed.extend(b.split(|c| !digits(c)).filter(|part| !part.is_empty()).map(str::to_owned));
        rest = after;
    }
    right.push_str(rest);
    wrong.push_str(rest);
    (right, wrong, changed)
}

fn read(engine: &Engine, text: &str) -> Evaluation {
    engine.evaluate(format!("{TITLE}{text}\n").as_bytes(), &Options::default()).expect("a text can be read")
}

/// Errors and warnings about figures, consequences included.
fn alarms<'a>(findings: &'a [Finding], into: &mut Vec<&'a Finding>) {
    for finding in findings {
        let judged = finding.code.split_once('-').is_some_and(|(family, _)| FAMILIES.contains(&family));
        if judged && finding.severity > Severity::Notice {
            into.push(finding);
        }
        alarms(&finding.consequences, into);
    }
}

/// The finding rests on one of the changed numbers; where only words changed, any will do.
fn names_change(evaluation: &Evaluation, finding: &Finding, changed: &[String]) -> bool {
    let mut written = finding.statements.iter().filter_map(|id| evaluation.facts.statement(*id)).map(|s| &s.written);
    changed.is_empty() || written.any(|text| changed.iter().any(|number| text.contains(number.as_str())))
}

fn holds(equation: &str) -> bool {
    let hundredths = |text: &str| {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{part:0<2}").parse::<i64>().expect("a decimal of two places")
    };
    let (left, right) = equation.split_once('=').expect("an equation");
    let sum = |text: &str| text.split('+').map(hundredths).sum::<i64>();
    let (first, less) = left.split_once('-').unwrap_or((left, "0"));
    sum(first) - sum(less) == hundredths(right)
}

#[test]
fn the_right_passages_add_up() {
    for (name, _) in KNOWN {
        for pair in passages(name) {
            let (right, ..) = versions(&pair.text);
            for equation in pair.holds.split(';').filter(|equation| !equation.is_empty()) {
                assert!(holds(equation), "{name} {}: {equation}", pair.id);
                for number in equation.split(['+', '-', '=']) {
                    assert!(right.contains(number), "{name} {}: {number} is not in the text", pair.id);
                }
            }
        }
    }
}

fn passages(name: &str) -> Vec<Pair> {
    let path = support::root().join(format!("fixtures/passages/{name}.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str::<Passages>(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())).pair
}

#[test]
fn right_passages_are_left_in_peace_and_wrong_ones_found() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let mut problems = Vec::new();
    for (name, known) in KNOWN {
        let pairs = passages(name);
        let mut missed = Vec::new();
        for pair in &pairs {
            let (right, wrong, changed) = versions(&pair.text);
            let evaluation = read(&engine, &right);
            let mut found = Vec::new();
            alarms(&evaluation.judgement.findings, &mut found);
            problems.extend(found.iter().map(|f| format!("{name} {} right: {} {}", pair.id, f.code, f.message.zh)));
            if wrong == right {
                continue;
            }
            let evaluation = read(&engine, &wrong);
            let mut found = Vec::new();
            alarms(&evaluation.judgement.findings, &mut found);
            if !found.iter().any(|finding| names_change(&evaluation, finding, &changed)) {
                missed.push(pair.id.as_str());
            }
        }
        if missed != known {
            problems.push(format!(
                "{name}: {} of {} found, missed {missed:?}",
                pairs.len() - missed.len(),
                pairs.len()
            ));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
