//! `jiheng check --format docx`: marked copies beside the originals.

#[cfg(test)]
mod common;

use std::path::Path;

use common::{Folder, good_text, lines, run};

#[test]
fn word_files_come_back_marked_and_others_are_told() {
    let folder = Folder::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/linjiang-2021/faulty/report.docx");
    let bytes = std::fs::read(sample).unwrap();
    let inputs = folder.folder("in");
    let first = folder.file("in/a/自评.docx", &bytes);
    folder.file("in/b/自评.docx", &bytes);
    folder.file("in/c.txt", good_text().as_bytes());
    let out = format!("{}/out", folder.path());
    let outcome = run(&["check", &inputs, "--format", "docx", "--out", &out]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    let told: Vec<&str> = outcome.stdout.lines().collect();
    assert_eq!(told.len(), 3, "{outcome:?}");
    assert!(told[0].contains("条批注") && told[1].contains("自评-2.checked.docx"), "{outcome:?}");
    assert!(told[2].contains("只有 docx 能写批注"), "{outcome:?}");
    assert_eq!(std::fs::read(&first).unwrap(), bytes, "the original is not touched");
    let findings = |path: &str| lines(&run(&["check", path, "--format", "jsonl"]).stdout)[0]["findings"].clone();
    let copy = format!("{out}/自评.checked.docx");
    assert_eq!(findings(&copy).as_array().map(Vec::len), findings(&first).as_array().map(Vec::len));
    assert_eq!(std::fs::read(&copy).unwrap(), std::fs::read(format!("{out}/自评-2.checked.docx")).unwrap());
}

#[test]
fn a_format_of_files_needs_a_folder() {
    let outcome = run(&["check", "a.docx", "--format", "docx"]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert!(outcome.stderr.contains("--out"), "{outcome:?}");
}
