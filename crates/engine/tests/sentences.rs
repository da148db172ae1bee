//! The ways in which officials write: short passages, each in a right and a wrong version, and right ones that look wrong.
//!
//! A passage reads `合格率{98%|96%}`: the right words, a bar, the wrong ones.

use jiheng_samples as support;

use std::collections::{BTreeMap, BTreeSet};

use jiheng_engine::{Engine, Options};
use jiheng_model::evaluation::Evaluation;
use jiheng_model::finding::{Finding, Severity};
use serde::Deserialize;

/// Wrong versions that are not noticed yet.
const MISSED: [&str; 114] = [
    "departments p02",
    "departments p04",
    "departments p06",
    "departments p07",
    "departments p08",
    "departments p09",
    "departments p10",
    "departments p11",
    "departments p21",
    "departments p22",
    "departments p23",
    "departments p24",
    "departments p39",
    "departments p40",
    "departments p42",
    "departments p44",
    "departments p47",
    "departments p51",
    "departments p52",
    "departments p59",
    "departments p60",
    "departments p61",
    "disclosures p03",
    "disclosures p06",
    "disclosures p07",
    "disclosures p101",
    "disclosures p103",
    "disclosures p116",
    "disclosures p117",
    "disclosures p120",
    "disclosures p123",
    "disclosures p124",
    "disclosures p130",
    "disclosures p131",
    "disclosures p132",
    "disclosures p133",
    "disclosures p135",
    "disclosures p136",
    "disclosures p14",
    "disclosures p16",
    "disclosures p17",
    "disclosures p19",
    "disclosures p20",
    "disclosures p22",
    "disclosures p23",
    "disclosures p32",
    "disclosures p41",
    "disclosures p44",
    "disclosures p47",
    "disclosures p52",
    "disclosures p59",
    "disclosures p63",
    "disclosures p66",
    "disclosures p68",
    "disclosures p69",
    "disclosures p71",
    "disclosures p74",
    "disclosures p78",
    "disclosures p79",
    "disclosures p80",
    "disclosures p83",
    "disclosures p85",
    "disclosures p86",
    "disclosures p87",
    "disclosures p88",
    "disclosures p93",
    "disclosures p94",
    "disclosures p96",
    "disclosures p98",
    "growth h09",
    "nil p10",
    "nil p11",
    "nil p12",
    "nil p15",
    "periods p10",
    "periods p11",
    "periods p13",
    "points h05",
    "points p11",
    "points p27",
    "products p08",
    "rough p09",
    "scores p06",
    "scores p11",
    "sectors p05",
    "sectors p06",
    "sectors p12",
    "sectors p28",
    "sectors p40",
    "sectors p41",
    "sectors p43",
    "sectors p45",
    "sectors p47",
    "sectors p53",
    "sectors p57",
    "sectors p66",
    "sectors p67",
    "sectors p73",
    "sectors p82",
    "sectors p87",
    "sectors p88",
    "sectors p89",
    "settlements p37",
    "settlements p40",
    "settlements p41",
    "settlements p45",
    "settlements p47",
    "settlements p49",
    "settlements p50",
    "settlements p59",
    "settlements p61",
    "shares p11",
    "targets p10",
    "targets p22",
];

/// Right passages that are taken for wrong.
const ALARMS: [&str; 0] = [];

/// Kinds in which a notice is all that a rule says.
const NOTICES: [&str; 3] = ["points", "rough", "periods"];

/// Families of findings that say nothing of numbers in sentences.
const OTHER: [&str; 3] = ["FILL", "DUTY", "PRIVACY"];

/// The passage stands in a report.
const TITLE: &str = "云岭县水务局2022年度部门整体支出绩效自评报告";

/// One file of `fixtures/sentences`.
#[derive(Deserialize)]
struct Kind {
    pairs: BTreeMap<String, String>,
    #[serde(default)]
    traps: BTreeMap<String, String>,
}

/// A passage with its first and last character that was changed.
struct Version {
    text: String,
    changed: (usize, usize),
}

fn versions(marked: &str) -> [Version; 2] {
    let (before, rest) = marked.split_once('{').expect("{right|wrong}");
    let (choice, after) = rest.split_once('}').expect("a closing brace");
    let (right, wrong) = choice.split_once('|').expect("a bar");
    [right, wrong].map(|words| {
        let from = before.chars().count();
        let changed = (from, from + words.chars().count());
        Version { text: format!("{before}{words}{after}"), changed }
    })
}

fn evaluate(engine: &Engine, text: &str) -> Evaluation {
    let document = format!("{TITLE}\n\n{text}\n");
    engine.evaluate(document.as_bytes(), &Options::default()).expect("readable")
}

fn flat<'a>(findings: &'a [Finding], into: &mut Vec<&'a Finding>) {
    for finding in findings {
        if !OTHER.iter().any(|family| finding.code.starts_with(family)) {
            into.push(finding);
        }
        flat(&finding.consequences, into);
    }
}

fn findings(evaluation: &Evaluation) -> Vec<&Finding> {
    let mut found = Vec::new();
    flat(&evaluation.judgement.findings, &mut found);
    found
}

/// A number of the passage, by a finding, stands on the changed place; a changed word is in no statement.
fn is_noticed(evaluation: &Evaluation, version: &Version, least: Severity) -> bool {
    let (from, to) = version.changed;
    let digits = version.text.chars().skip(from).take(to - from).any(|c| c.is_ascii_digit());
    let touches = |finding: &&Finding| {
        finding.statements.iter().filter_map(|id| evaluation.facts.statement(*id)).any(|statement| {
            let (start, end) = statement.anchor.chars;
            statement.anchor.block > 0 && (start as usize) < to && (end as usize) > from
        })
    };
    findings(evaluation).iter().any(|finding| finding.severity >= least && (!digits || touches(finding)))
}

/// What one file gives: ids that are missed, ids of alarms, and every alarm in words.
#[derive(Default)]
struct Outcome {
    missed: BTreeSet<String>,
    alarmed: BTreeSet<String>,
    alarms: Vec<String>,
}

fn run(engine: &Engine, name: &str, kind: &Kind, outcome: &mut Outcome) {
    let least = if NOTICES.contains(&name) { Severity::Notice } else { Severity::Warning };
    let mut right: Vec<(String, String)> =
        kind.traps.iter().map(|(id, text)| (format!("{name} {id}"), text.clone())).collect();
    for (id, marked) in &kind.pairs {
        let [same, wrong] = versions(marked);
        right.push((format!("{name} {id}"), same.text));
        if !is_noticed(&evaluate(engine, &wrong.text), &wrong, least) {
            outcome.missed.insert(format!("{name} {id}"));
        }
    }
    for (id, text) in right {
        let evaluation = evaluate(engine, &text);
        for finding in findings(&evaluation).iter().filter(|finding| finding.severity != Severity::Notice) {
            outcome.alarms.push(format!("{id} {text}: {} {}", finding.code, finding.message.zh));
            outcome.alarmed.insert(id.clone());
        }
    }
}

fn compare(what: &str, found: &BTreeSet<String>, known: &[&str]) -> Vec<String> {
    let known: BTreeSet<String> = known.iter().map(|id| (*id).to_owned()).collect();
    let new = found.difference(&known).map(|id| format!("{what}: {id}"));
    let gone = known.difference(found).map(|id| format!("no longer {what}: {id}"));
    new.chain(gone).collect()
}

#[test]
fn wrong_versions_are_noticed_and_right_ones_are_not() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let folder = support::root().join("fixtures/sentences");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut outcome = Outcome::default();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let kind: Kind = toml::from_str(&std::fs::read_to_string(path).unwrap()).expect("pairs and traps");
        run(&engine, &path.file_stem().unwrap_or_default().to_string_lossy(), &kind, &mut outcome);
    }
    let mut problems = compare("missed", &outcome.missed, &MISSED);
    problems.extend(compare("alarm", &outcome.alarmed, &ALARMS));
    assert!(problems.is_empty(), "{}\n{}", problems.join("\n"), outcome.alarms.join("\n"));
}
