//! `jiheng score` from the command line.

#[cfg(test)]
mod common;

use std::path::Path;

use common::{Folder, good_text, lines, run};

#[test]
fn points_come_with_their_way_and_unknown_forms_are_told() {
    let folder = Folder::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/linjiang-2021/clean/report.docx");
    let report = folder.file("in/报告.docx", &std::fs::read(sample).unwrap());
    let other = folder.file("in/说明.txt", good_text().as_bytes());
    let text = run(&["score", &report]);
    assert_eq!(text.code, 0, "{text:?}");
    for part in ["58÷61×100=95.08%", "缺数据/5", "须评判/3", "一、基本概况 · 实有人数"] {
        assert!(text.stdout.contains(part), "{part}: {}", text.stdout);
    }
    let json = run(&["score", &report, "--format", "jsonl", "--framework", "self-evaluation-2020"]);
    let card = &lines(&json.stdout)[0];
    assert_eq!(
        (card["schema"].as_str(), card["lines"][0]["state"].as_str()),
        (Some("jiheng/score/1"), Some("missing"))
    );
    let english = run(&["score", &report, "--lang", "en"]);
    assert!(english.stdout.contains("Staff control rate"), "{english:?}");
    let unknown = run(&["score", &other]);
    assert!(unknown.code == 2 && unknown.stderr.contains("--framework"), "{unknown:?}");
    let wrong = run(&["score", &report, "--framework", "none"]);
    assert!(wrong.code == 2 && wrong.stderr.contains("yueyang"), "{wrong:?}");
    for nothing in [folder.folder("empty"), format!("{}/none.docx", folder.path())] {
        let refused = run(&["score", &nothing]);
        assert!(refused.code == 2 && refused.stdout.is_empty(), "{refused:?}");
    }
}
