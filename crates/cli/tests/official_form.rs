//! `jiheng report`: the official form from the command line.

#[cfg(test)]
mod common;

use std::path::Path;

use common::{Folder, good_text, lines, run};

fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/linjiang-2021").join(name).to_string_lossy().into_owned()
}

#[test]
fn the_form_is_written_in_the_format_that_its_name_tells() {
    let folder = Folder::new();
    for (format, begins) in [("docx", "PK"), ("xlsx", "PK"), ("html", "<!DOCTYPE html>")] {
        let out = format!("{}/form.{format}", folder.path());
        let outcome = run(&["report", &sample("clean/report.docx"), "--out", &out]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""), "{outcome:?}");
        assert!(outcome.stderr.contains("已写入"), "{outcome:?}");
        let written = std::fs::read(&out).unwrap();
        assert!(written.starts_with(begins.as_bytes()), "{format}");
        let again = run(&["check", &out, "--fail-on", "error", "--format", "jsonl"]);
        assert_eq!(again.code, 0, "{format}: {again:?}");
        assert_eq!(lines(&again.stdout)[0]["report"]["form"], "yueyang-department-whole", "{format}");
    }
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "nothing else is left: {left:?}");
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is_touched() {
    let folder = Folder::new();
    let report = std::fs::read(sample("clean/report.docx")).unwrap();
    let input = folder.file("报告.docx", &report);
    let other = folder.file("说明.txt", good_text().as_bytes());
    let out = format!("{}/out.docx", folder.path());
    let unnamed = format!("{}/out", folder.path());
    let occupied = folder.folder("folder.docx");
    for (arguments, code, why) in [
        (vec!["report", &input, "--out", &input], 2, "输出就是输入文件"),
        (vec!["report", &input, "--out", &unnamed], 2, "--to"),
        (vec!["report", &input, "--out", &out, "--template", "none"], 2, "yueyang-department-whole"),
        (vec!["report", &other, "--out", &out], 2, "没有认出"),
        (vec!["report", &out, "--out", &unnamed, "--to", "docx"], 2, "找不到这个文件"),
        (vec!["report", &input, "--out", &occupied], 3, "写不进去"),
    ] {
        let outcome = run(&arguments);
        assert_eq!(outcome.code, code, "{arguments:?}: {outcome:?}");
        assert!(outcome.stderr.contains(why), "{arguments:?}: {outcome:?}");
        assert!(!Path::new(&out).exists() && !Path::new(&unnamed).exists(), "{arguments:?}");
    }
    assert_eq!(std::fs::read(&input).unwrap(), report);
}
