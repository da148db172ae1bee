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
        (Some("jiheng/score/2"), Some("missing"))
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

#[test]
fn a_review_stands_beside_the_points_and_a_cut_without_reason_is_told() {
    let folder = Folder::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/linjiang-2021");
    let report = examples.join("clean/report.docx").display().to_string();
    let arguments = ["score", &report, "--framework", "self-evaluation-2020", "--reviewed"];
    let with = |book: &str, more: &[&str]| run(&[&arguments, &[book][..], more].concat());
    let good = with(&examples.join("review/复核表.csv").display().to_string(), &[]);
    assert_eq!(good.code, 0, "{good:?}");
    for part in ["复核 3.33", "R03 指标不能考核", "没有写明结案率的统计口径", "R12"] {
        assert!(good.stdout.contains(part), "{part}: {}", good.stdout);
    }
    let bad = folder.file("复核.toml", "[[entry]]\nindicator = \"output[1]\"\npoints = \"2\"\n".as_bytes());
    let refused = with(&bad, &["--format", "json"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    let array: serde_json::Value = serde_json::from_str(&refused.stdout).expect("it is an array");
    assert_eq!(array[0]["problems"][0]["entry"], 1);
    assert_eq!(array[0]["lines"][1]["parts"][0]["reviewed"], serde_json::Value::Null);
    for (name, text) in [("空.csv", "指标,复核得分\n"), ("错.csv", "a,b\n1,2\n"), ("错.toml", "entry = 1")] {
        let unusable = with(&folder.file(name, text.as_bytes()), &[]);
        assert!(unusable.code == 2 && unusable.stderr.contains(name), "{name}: {unusable:?}");
    }
    let two = run(&["score", &report, &report, "--reviewed", &bad]);
    assert!(two.code == 2 && two.stderr.contains("--reviewed"), "{two:?}");
}

#[test]
fn files_beside_a_report_give_what_it_does_not_state_and_prove_what_it_does() {
    let folder = Folder::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/linjiang-2021");
    let at = |path: &str| examples.join(path).display().to_string();
    let survey: Vec<String> = (1..=20)
        .map(|n| format!("{n},2021-11-0{},{},是\n", n % 9 + 1, if n < 20 { "满意" } else { "不满意" }))
        .collect();
    let survey = survey.concat();
    let survey = folder.file("2021年满意度问卷台账.csv", format!("问卷号,日期,满意程度,是否有效\n{survey}").as_bytes());
    let arguments = ["score", &at("faulty/report.docx"), "--format", "jsonl", "--register", &survey, "--register"];
    let beside = run(&[
        &arguments,
        &[at("registers/人员名册.csv").as_str(), "--accounts", &at("accounts/2021年度部门决算.html")][..],
    ]
    .concat());
    assert_eq!(beside.code, 0, "{beside:?}");
    let card = &lines(&beside.stdout)[0];
    let line = |id: &str| card["lines"].as_array().unwrap().iter().find(|line| line["id"] == id).unwrap().clone();
    let satisfaction = line("satisfaction");
    assert_eq!((satisfaction["points"].as_str(), satisfaction["assurance"].as_str()), (Some("8.00"), Some("A3")));
    assert!(satisfaction["inputs"][0]["beside"].as_str().unwrap().contains("满意度问卷台账"), "{satisfaction}");
    let staff = line("staff_control_rate");
    assert_eq!((staff["inputs"][0]["assurance"].as_str(), staff["assurance"].as_str()), (Some("A3"), Some("A2")));
    let alone = run(&["score", &at("faulty/report.docx"), "--format", "jsonl"]);
    let alone = &lines(&alone.stdout)[0];
    assert_eq!(alone["lines"][0]["assurance"], "A1", "the report alone proves nothing more");
}
