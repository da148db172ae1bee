//! `jiheng check` with files beside the report, read in limited processes.

#[cfg(test)]
mod common;

use std::path::{Path, PathBuf};

use common::{Folder, good_text, lines, run};

fn sample(name: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/linjiang-2021");
    root.join(Path::new(name)).to_string_lossy().into_owned()
}

#[test]
fn registers_accounts_and_last_year_stand_in_text_and_json() {
    let report = sample("clean/report.docx");
    let files = [
        "--register",
        &sample("registers/闲置土地.csv"),
        "--register",
        &sample("registers/违法用地.csv"),
        "--accounts",
        &sample("accounts/2021年度部门决算.html"),
        "--previous",
        &sample("previous/2020年度自评报告.txt"),
    ];
    let with = |more: &[&str]| run(&[&["check", &report][..], &files[..], more].concat());
    let text = with(&["--fail-on", "error"]);
    assert_eq!(text.code, 0, "{text:?}");
    // Where a line is broken depends on how long the path of the sample is.
    let shown: String = text.stdout.split_whitespace().collect();
    for part in ["佐证闲置土地台账", "csvgb18030", "18÷19=94.74%", "部门决算报表", "上年自评报告", "可信等级：A3"]
    {
        assert!(shown.contains(part), "{part}: {}", text.stdout);
    }
    let json = with(&["--format", "jsonl"]);
    let evidence = &lines(&json.stdout)[0]["evidence"];
    assert_eq!(evidence["files"].as_array().unwrap().len(), 4);
    assert_eq!(evidence["files"][0]["columns"][2]["header"], "面积（亩）");
    assert_eq!(evidence["files"][0]["sha256"].as_str().unwrap().len(), 64);
    let rate = evidence["comparisons"].as_array().unwrap().iter().find(|c| c["figure"] == "idle_land.rate_by_count");
    let rate = rate.unwrap();
    assert_eq!((rate["value"].as_str(), rate["lines"][0][0].as_u64()), (Some("1800/19"), Some(3)));
    let english = with(&["--lang", "en"]);
    assert!(english.stdout.contains("evidence Register of idle land"), "{}", english.stdout);
}

#[test]
fn a_contract_names_its_export_and_a_bad_file_is_told() {
    let folder = Folder::new();
    let report = sample("clean/report.docx");
    folder.file("地块.csv", "地块,大小\n甲-1,1186\n甲-2,1\n".as_bytes());
    let contract = "file = \"地块.csv\"\nkind = \"idle_land\"\nyear = 2021\n[columns]\nparcel = \"地块\"\n\
                    area = { header = \"大小\", unit = \"亩\" }\n[seen]\nby = \"评价组\"\non = \"2022-03-01\"\nkeys = [\"甲-2\"]\n";
    let contract = folder.file("地块.toml", contract.as_bytes());
    let with = run(&["check", &report, "--register", &contract, "--fail-on", "never", "--verbose"]);
    assert!(with.code == 0 && with.stdout.contains("可信等级：A4 台账经人抽查 2"), "{with:?}");
    assert!(with.stdout.contains("19宗") && with.stdout.contains("XREF-031"), "{}", with.stdout);
    let other = folder.file("说明.csv", "甲,乙\n1,2\n".as_bytes());
    let none = format!("{}/none.csv", folder.path());
    for file in [&other, &none, &folder.folder("empty")] {
        let refused = run(&["check", &report, "--register", file, "--fail-on", "never"]);
        assert!(refused.code == 2 && refused.stderr.contains(file.as_str()), "{refused:?}");
        assert!(refused.stdout.contains("已核对一致"), "the report itself is checked: {refused:?}");
    }
    let anybody = folder.file("闲置土地.csv", &std::fs::read(sample("registers/闲置土地.csv")).unwrap());
    let several = run(&["check", &report, &report, "--register", &anybody, "--fail-on", "never"]);
    assert!(several.code == 2 && several.stderr.contains("entity"), "{several:?}");
    let stranger = folder.file("另一份.txt", good_text().as_bytes());
    let previous = run(&["check", &report, "--previous", &stranger, "--fail-on", "never"]);
    assert!(previous.code == 0 && previous.stdout.contains("未比较"), "{}", previous.stdout);
}
