//! The registers of the sample reproduce its figures, and each broken twin shows its one fault.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiheng_engine::{Engine, Options};
use jiheng_evidence::Files;
use jiheng_evidence::accounts::AccountsFile;
use jiheng_evidence::previous::Previous;
use jiheng_evidence::register::{Export, Register};
use jiheng_model::evaluation::Evaluation;
use jiheng_packs::PackSet;
use jiheng_readers::Limits;
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    twin: Vec<Twin>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what is wrong with a twin is told to readers of the file")]
struct Twin {
    file: String,
    fault: String,
    fault_en: String,
    findings: Vec<String>,
    #[serde(default)]
    left: usize,
}

fn folder() -> PathBuf {
    jiheng_samples::root().join("examples/linjiang-2021")
}

fn register(path: &Path, packs: &PackSet) -> Register {
    let bytes = std::fs::read(path).expect("the register can be read");
    let book = jiheng_readers::read_sheets(&bytes, &Limits::default()).expect("it is a table");
    let name = path.file_name().expect("a file has a name").to_string_lossy();
    let export = Export { path: &name, sha256: "", book: &book, contract: None };
    Register::read(&export, packs).unwrap_or_else(|unfit| panic!("{name}: {}", unfit.0.zh))
}

fn evaluated(report: &str, registers: Vec<Register>, packs: &PackSet) -> Evaluation {
    let bytes = std::fs::read(folder().join(report)).expect("the report can be read");
    let beside = Arc::new(Files { registers, ..Files::default() });
    Engine::new(packs).evaluate(&bytes, &Options { beside, ..Options::default() }).expect("it is evaluated")
}

/// What the files beside the report brought: code and message.
fn found(evaluation: &Evaluation) -> Vec<String> {
    let beside = |code: &&str| matches!(*code, "XREF-031" | "XREF-032");
    let findings = evaluation.judgement.findings.iter().filter(|finding| beside(&finding.code.as_str()));
    findings.map(|finding| format!("{} {}", finding.code, finding.message.zh)).collect()
}

#[test]
fn the_registers_reproduce_the_figures_of_the_report() {
    let packs = jiheng_samples::packs();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder().join("registers"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .collect();
    paths.sort();
    assert_eq!(paths.len(), 17);
    let registers = paths.iter().map(|path| register(path, &packs)).collect();
    let evaluation = evaluated("faulty/report.docx", registers, &packs);
    // The report has 5463.02 for parts of 5463.34.
    let wrong = found(&evaluation);
    assert_eq!(wrong.len(), 1, "{wrong:#?}");
    assert!(wrong[0].contains("5463.02公顷") && wrong[0].contains("5463.34公顷"), "{wrong:#?}");
    // 721.85 and 521.55 are said of one kind of money, the payments are of all: not compared.
    let left = evaluation.evidence.iter().flat_map(|evidence| &evidence.uncompared);
    assert_eq!(left.filter(|left| left.reason.zh.contains("一部分资金")).count(), 2);
    let evidence = evaluation.evidence.unwrap();
    let levels = |name: &str| evidence.assurance.iter().filter(|(_, level)| level.name() == name).count();
    assert!(levels("A3") >= 65, "{}", levels("A3"));
    let rate = evidence.comparisons.iter().find(|one| one.figure == "idle_land.rate_by_area").unwrap();
    assert!(rate.agrees && rate.calculation.contains("处置率（按宗数）则为94.74%"), "{}", rate.calculation);
    assert_eq!(rate.value, "118213/1187");
}

#[test]
fn each_broken_twin_shows_its_fault_and_nothing_else() {
    let packs = jiheng_samples::packs();
    let broken = folder().join("registers/broken");
    let expected: Expected = toml::from_str(&std::fs::read_to_string(broken.join("expected.toml")).unwrap()).unwrap();
    for twin in expected.twin {
        let evaluation = evaluated("faulty/report.docx", vec![register(&broken.join(&twin.file), &packs)], &packs);
        let mut wrong = found(&evaluation);
        for finding in &twin.findings {
            let (code, part) = finding.split_once(' ').unwrap();
            let at = wrong.iter().position(|line| line.starts_with(code) && line.contains(part));
            let at = at.unwrap_or_else(|| panic!("{}: {finding} is missing: {wrong:#?}", twin.file));
            wrong.remove(at);
        }
        assert!(wrong.is_empty(), "{}: {wrong:#?}", twin.file);
        let left = evaluation.evidence.unwrap().uncompared.len();
        assert!(twin.left == 0 || left == twin.left, "{}: {left} not compared", twin.file);
    }
}

fn accounts(name: &str) -> AccountsFile {
    let bytes = std::fs::read(folder().join("accounts").join(name)).expect("the accounts can be read");
    let book = jiheng_readers::read_sheets(&bytes, &Limits::default()).expect("they are tables");
    AccountsFile { path: name.to_owned(), sha256: String::new(), book }
}

fn previous(name: &str, engine: &Engine<'_>) -> Previous {
    let bytes = std::fs::read(folder().join("previous").join(name)).expect("last year's report can be read");
    let document = jiheng_readers::read(&bytes, &Limits::default()).expect("it is a document");
    let facts = engine.evaluate_document(&document, String::new(), &Options::default()).facts;
    Previous { path: name.to_owned(), sha256: String::new(), document, facts }
}

/// Codes of findings that files beside the clean report bring.
fn brought(files: Files, packs: &PackSet) -> Vec<String> {
    let bytes = std::fs::read(folder().join("clean/report.docx")).expect("the report can be read");
    let options = Options { beside: Arc::new(files), ..Options::default() };
    let evaluation = Engine::new(packs).evaluate(&bytes, &options).expect("it is evaluated");
    let codes = ["XREF-033", "XREF-034", "GROWTH-021", "GOAL-021", "GOAL-022", "TEXT-005"];
    let findings = evaluation.judgement.findings.iter().filter(|finding| codes.contains(&finding.code.as_str()));
    findings.map(|finding| format!("{} {}", finding.code, finding.message.zh)).collect()
}

#[test]
fn the_accounts_reproduce_the_form_and_each_broken_twin_shows_its_fault() {
    let packs = jiheng_samples::packs();
    for (name, expected) in [
        ("2021年度部门决算.html", &[][..]),
        ("2021年度部门决算-支出错.html", &["1612.23万元"]),
        ("2021年度部门决算-结转错.html", &["2896.86万元", "103.26万元"]),
    ] {
        let found = brought(Files { accounts: vec![accounts(name)], ..Files::default() }, &packs);
        assert_eq!(found.len(), expected.len(), "{name}: {found:#?}");
        for part in expected {
            assert!(found.iter().any(|line| line.starts_with("XREF-033") && line.contains(part)), "{name}: {found:#?}");
        }
    }
}

#[test]
fn last_year_is_followed_by_this_one_and_each_broken_twin_shows_its_fault() {
    let packs = jiheng_samples::packs();
    let engine = Engine::new(&packs);
    for (name, expected) in [
        ("2020年度自评报告.txt", None),
        ("2020年度自评报告-结余不同.txt", Some("XREF-034")),
        ("2020年度自评报告-目标更高.txt", Some("GOAL-021")),
        ("2020年度自评报告-多一项指标.txt", Some("GOAL-022")),
    ] {
        let found = brought(Files { previous: Some(previous(name, &engine)), ..Files::default() }, &packs);
        let codes: Vec<&str> = found.iter().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(codes, expected.into_iter().collect::<Vec<_>>(), "{name}: {found:#?}");
    }
}
