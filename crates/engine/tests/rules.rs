//! Every rule fires on its failing examples and is silent on its passing ones, through the real pipeline.

use jiheng_samples as support;

use jiheng_engine::{Engine, verify};

#[test]
fn rules_do_what_their_examples_say() {
    let packs = support::packs();
    let failures = verify(&Engine::new(&packs));
    let lines: Vec<String> = failures
        .iter()
        .map(|f| format!("{} · {}\n  expected {:#?}\n  actual {:#?}", f.path, f.title, f.expected, f.actual))
        .collect();
    assert!(failures.is_empty(), "{}", lines.join("\n"));
}
