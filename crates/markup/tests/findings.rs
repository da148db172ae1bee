//! The sample marked: every finding has its comments, and the marked copy gives the same findings.

use jiheng_engine::{Engine, Options};
use jiheng_markup::{remarks, write};
use jiheng_model::text::Language;
use jiheng_readers::Limits;
use jiheng_samples::{packs, root};

#[test]
fn a_marked_copy_says_the_same_and_has_a_comment_for_each_finding() {
    let packs = packs();
    let engine = Engine::new(&packs);
    for twin in ["clean", "faulty"] {
        let bytes =
            std::fs::read(root().join(format!("examples/linjiang-2021/{twin}/report.docx"))).expect("the sample");
        let document = jiheng_readers::read(&bytes, &Limits::default()).expect("the sample is a document");
        let evaluation = engine.evaluate_document(&document, String::new(), &Options::default());
        for language in [Language::Zh, Language::En] {
            let remarks = remarks(&document, &evaluation, language);
            for finding in &evaluation.judgement.findings {
                let names_it = |lines: &[String]| lines[0].contains(&format!("】{} ", finding.code));
                assert!(
                    remarks.iter().any(|remark| names_it(&remark.lines)),
                    "{twin}: {} has no comment",
                    finding.code
                );
            }
            let marked = write(&bytes, &remarks, &[]).expect("the sample can be marked");
            assert_eq!(marked.comments as usize, remarks.len(), "{twin}: each remark finds its place");
            let again = engine.evaluate(&marked.bytes, &Options::default()).expect("the copy can be read");
            let said = |evaluation: &jiheng_model::evaluation::Evaluation| {
                let findings = evaluation.judgement.findings.iter();
                findings.map(|f| (f.code.clone(), f.message.zh.clone(), f.statements.clone())).collect::<Vec<_>>()
            };
            assert_eq!(said(&again), said(&evaluation), "{twin}");
        }
    }
}
