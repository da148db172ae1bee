//! `jiheng check --format docx --fix --choose`: corrections in the user's own file.

#[cfg(test)]
mod common;

use std::path::Path;

use common::{Folder, Outcome, good_text, lines, run};

fn sample(folder: &Folder) -> String {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/linjiang-2021/faulty/report.docx");
    folder.file("报告.docx", &std::fs::read(sample).expect("the sample"))
}

fn corrected(input: &str, folder: &Folder, options: &[&str]) -> Outcome {
    let mut arguments = vec!["check", input, "--format", "docx", "--out", folder.path(), "--fail-on", "never"];
    arguments.extend(options);
    run(&arguments)
}

/// Ids of the findings with a code, and the statements that their repairs change first.
fn repairs(input: &str, code: &str) -> (String, Vec<u64>) {
    let report = &lines(&run(&["check", input, "--format", "jsonl"]).stdout)[0];
    let finding = report["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|finding| finding["code"] == code)
        .expect("the finding");
    let repairs = finding["repairs"].as_array().expect("a list");
    let first = |repair: &serde_json::Value| repair["changes"][0]["statement"].as_u64().expect("a number");
    (finding["id"].as_str().expect("an id").to_owned(), repairs.iter().map(first).collect())
}

#[test]
fn a_chosen_repair_is_written_with_what_follows_and_its_finding_is_gone() {
    let folder = Folder::new();
    let input = sample(&folder);
    let (id, statements) = repairs(&input, "XREF-001");
    let (sum, parts) = repairs(&input, "SUM-007");
    // The text follows the table: two numbers and their two shares; the beginning of an id is enough.
    let choices = [format!("{id}={}", statements[1]), format!("{}={}", &sum[..6], parts[0])];
    let outcome = corrected(&input, &folder, &["--choose", &choices[0], "--choose", &choices[1]]);
    assert!(outcome.stdout.contains("5 处修订"), "{outcome:?}");
    assert!(outcome.stdout.contains("58.05% → 57.88%（随之改动）"), "{outcome:?}");
    let copy = format!("{}/报告.checked.docx", folder.path());
    let report = &lines(&run(&["check", &copy, "--format", "jsonl"]).stdout)[0];
    let codes: Vec<&str> = report["findings"].as_array().unwrap().iter().filter_map(|f| f["code"].as_str()).collect();
    assert!(!codes.iter().any(|code| ["XREF-001", "SUM-007", "RATE-001"].contains(code)), "{codes:?}");
}

#[test]
fn what_cannot_be_corrected_says_why_and_what_to_do() {
    let folder = Folder::new();
    let input = sample(&folder);
    let (id, statements) = repairs(&input, "XREF-001");
    let (without, _) = repairs(&input, "SCORE-001");
    let text = folder.file("b.txt", good_text().as_bytes());
    let both = [format!("{id}={}", statements[0]), format!("{id}={}", statements[1])];
    let several = folder.folder("two");
    folder.file("two/a.txt", good_text().as_bytes());
    folder.file("two/b.txt", good_text().as_bytes());
    let cases: [(&str, Vec<String>, &str); 8] = [
        (&input, vec!["--choose".into(), "0000=1".into()], "没有编号为 0000 的问题"),
        (&input, vec!["--choose".into(), format!("{id}=99999")], "没有改第 99999 处的改法；可以选："),
        (&input, vec!["--choose".into(), format!("{without}=1")], "没有可以选用的改法"),
        (&input, vec!["--choose".into(), "abc".into()], "问题编号=第几处"),
        (&text, vec!["--fix".into()], "只有 docx 能写批注"),
        (&several, vec!["--choose".into(), both[0].clone()], "一次只用于一份报告"),
        (&input, vec!["--fix".into(), "--format".into(), "html".into()], "cannot be used multiple times"),
        (&input, vec!["--fix".into(), "--choose".into(), "10=".into()], "问题编号=第几处"),
    ];
    for (input, options, sentence) in cases {
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let outcome = corrected(input, &folder, &options);
        assert_eq!(outcome.code, 2, "{options:?} {outcome:?}");
        assert!(outcome.stdout.contains(sentence) || outcome.stderr.contains(sentence), "{options:?} {outcome:?}");
    }
    let outcome = run(&["check", &input, "--fix"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("--format docx"), "{outcome:?}");
}

#[test]
fn without_a_mechanical_correction_fix_changes_nothing() {
    let folder = Folder::new();
    let input = sample(&folder);
    corrected(&input, &folder, &[]);
    let copy = format!("{}/报告.checked.docx", folder.path());
    let plain = std::fs::read(&copy).unwrap();
    let outcome = corrected(&input, &folder, &["--fix"]);
    assert!(plain == std::fs::read(&copy).unwrap(), "the sample has no suggestion that is the only one");
    assert!(outcome.stdout.contains("没有作修订"), "{outcome:?}");
}
