//! The shipped sample through the whole pipeline: the faulty report gives its faults in every format, the clean twin none.

#[path = "support/shown.rs"]
mod shown;
use jiheng_samples as support;

use jiheng_engine::{Engine, Options};
use jiheng_model::evaluation::{Evaluation, Stage};
use jiheng_model::finding::{Finding, Severity};
use shown::shown;

const FORMATS: [&str; 4] = ["txt", "docx", "xlsx", "html"];

/// The faulty report as another program writes it.
const CONVERTED: [&str; 8] = [
    "fixtures/reports/linjiang-2021/faulty.doc",
    "fixtures/reports/linjiang-2021/faulty.xls",
    "fixtures/reports/linjiang-2021/faulty.odt",
    "fixtures/reports/linjiang-2021/faulty.ods",
    "fixtures/reports/linjiang-2021/faulty-libreoffice.docx",
    "fixtures/reports/linjiang-2021/faulty-libreoffice.xlsx",
    "fixtures/reports/linjiang-2021/faulty-libreoffice.html",
    "fixtures/reports/linjiang-2021/faulty-libreoffice.xhtml",
];

/// Compares with a golden file; `UPDATE_EXPECT=1` rewrites it.
fn golden(path: &str, actual: &str) {
    let path = support::root().join(path);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, actual).expect("the golden can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{} differs; look at the difference, then UPDATE_EXPECT=1\n{actual}", path.display());
}

#[test]
fn the_faulty_report_gives_the_same_findings_in_every_format() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let all: Vec<String> = FORMATS
        .iter()
        .map(|format| {
            let path = format!("examples/linjiang-2021/faulty/report.{format}");
            shown(&evaluate(&engine, &path, &Options::default()))
        })
        .collect();
    golden("fixtures/reports/linjiang-2021/faulty.txt", &all[0]);
    for (format, text) in FORMATS.iter().zip(&all) {
        assert!(*text == all[0], "{format} differs from txt:\n{text}");
    }
    for path in CONVERTED {
        let text = shown(&evaluate(&engine, path, &Options::default()));
        assert!(text == all[0], "{path} differs from txt:\n{text}");
    }
}

#[test]
fn the_clean_twin_has_neither_errors_nor_warnings() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    for stage in [Stage::Draft, Stage::Submitted] {
        let options = Options { stage, ..Options::default() };
        for format in FORMATS {
            let path = format!("examples/linjiang-2021/clean/report.{format}");
            let evaluation = evaluate(&engine, &path, &options);
            let serious: Vec<&Finding> =
                evaluation.judgement.findings.iter().filter(|f| f.severity > Severity::Notice).collect();
            assert!(serious.is_empty(), "{path}: {serious:#?}");
            assert!(evaluation.judgement.holds.len() > 60, "{path} holds {}", evaluation.judgement.holds.len());
        }
    }
}

/// The programs that printed the sample; `fixtures/pdf/README.md` tells how.
const PRINTED_BY: [&str; 4] = ["libreoffice", "chromium", "typst", "reportlab"];

#[test]
fn a_printed_report_gives_the_same_findings_whatever_program_made_the_pdf() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    for twin in ["faulty", "clean"] {
        let original = evaluate(&engine, &format!("examples/linjiang-2021/{twin}/report.docx"), &Options::default());
        for program in PRINTED_BY {
            let printed = evaluate(&engine, &format!("fixtures/pdf/{twin}-{program}.pdf"), &Options::default());
            assert!(shown(&printed) == shown(&original), "{twin} by {program}:\n{}", shown(&printed));
        }
    }
}

#[test]
fn missing_signatures_are_errors_once_a_report_is_submitted() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let severity = |stage: Stage| {
        let options = Options { stage, ..Options::default() };
        let evaluation = evaluate(&engine, "examples/linjiang-2021/faulty/report.docx", &options);
        evaluation.judgement.findings.iter().find(|f| f.code == "DUTY-001").map(|f| f.severity)
    };
    assert_eq!(severity(Stage::Draft), Some(Severity::Notice));
    assert_eq!(severity(Stage::Submitted), Some(Severity::Error));
}

#[test]
fn every_digit_run_of_the_sample_is_registered_once() {
    let packs = support::packs();
    let engine = Engine::new(&packs);
    let generated = FORMATS.map(|format| format!("examples/linjiang-2021/faulty/report.{format}"));
    for path in generated.into_iter().chain(CONVERTED.map(str::to_owned)) {
        let register = evaluate(&engine, &path, &Options::default()).register;
        assert_eq!(register.bound + register.waived + register.unbound, register.total, "{path}");
        assert!(register.total > 200, "{path}: {register:?}");
    }
}

/// Evaluates a file of the repository.
fn evaluate(engine: &Engine, path: &str, options: &Options) -> Evaluation {
    let bytes = std::fs::read(support::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    engine.evaluate(&bytes, options).unwrap_or_else(|refused| panic!("{path}: {refused}"))
}
