//! Tables as departments publish them: printed on landscape pages, over several pages, without lines. The findings
//! are those of the page they were printed from.

use jiheng_samples as support;

use jiheng_engine::{Engine, Options};

/// Severity, code and message of every finding, and the calculation of all that holds.
fn shown(engine: &Engine, path: &str) -> Vec<String> {
    let bytes = std::fs::read(support::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let evaluation = engine.evaluate(&bytes, &Options::default()).unwrap_or_else(|refused| panic!("{path}: {refused}"));
    let judgement = evaluation.judgement;
    let findings = judgement.findings.iter().map(|f| format!("{} {} {}", f.severity.name(), f.code, f.message.zh));
    findings.chain(judgement.holds.iter().map(|hold| format!("{} {}", hold.code, hold.calculation))).collect()
}

#[test]
fn wide_accounts_over_many_pages_give_the_findings_of_their_page() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let original = shown(&engine, "fixtures/pdf/accounts.html");
    assert!(original.iter().any(|line| line.starts_with("error SUM-")), "{original:#?}");
    for program in ["libreoffice", "chromium"] {
        let printed = shown(&engine, &format!("fixtures/pdf/accounts-{program}.pdf"));
        assert_eq!(printed, original, "{program}");
    }
}
