//! Every rule fires on its failing examples and is silent on its passing ones, through the real pipeline.

use std::path::Path;

use jiheng_engine::{Engine, verify};
use jiheng_packs::{PackFile, PackSet};

fn files(folder: &Path, prefix: &str, into: &mut Vec<PackFile>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files(&entry.path(), &format!("{name}/"), into);
        } else {
            into.push(PackFile { path: name, bytes: std::fs::read(entry.path()).unwrap() });
        }
    }
}

fn packs() -> PackSet {
    let mut list = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs"), "", &mut list);
    PackSet::load(list).unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("the packs do not load:\n{}", lines.join("\n"))
    })
}

#[test]
fn rules_do_what_their_examples_say() {
    let packs = packs();
    let failures = verify(&Engine::new(&packs));
    let lines: Vec<String> = failures
        .iter()
        .map(|f| format!("{} · {}\n  expected {:#?}\n  actual {:#?}", f.path, f.title, f.expected, f.actual))
        .collect();
    assert!(failures.is_empty(), "{}", lines.join("\n"));
}
