//! The registers of the sample reproduce its figures, and each broken twin shows its one fault.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiheng_engine::{Engine, Options};
use jiheng_evidence::Files;
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
    // The report has 721.85 and 521.55 beside 719.70 and 523.70, and 5463.02 for parts of 5463.34.
    let wrong = found(&evaluation);
    assert_eq!(wrong.len(), 3, "{wrong:#?}");
    for (part, said) in [("5463.02公顷", "5463.34公顷"), ("721.85万元", "719.70万元"), ("521.55万元", "523.70万元")]
    {
        assert!(wrong.iter().any(|line| line.contains(part) && line.contains(said)), "{part}: {wrong:#?}");
    }
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
        if twin.file.starts_with("支付明细") {
            // Those of the report itself.
            wrong.retain(|line| !line.contains("721.85万元") && !line.contains("521.55万元"));
        }
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
