//! `jiheng check --out DIR`: marked copies and review pages.

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
fn a_page_holds_the_document_and_the_findings_with_links_that_lead_somewhere() {
    let folder = Folder::new();
    for twin in ["clean", "faulty"] {
        let sample =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../examples/linjiang-2021/{twin}/report.docx"));
        let input = folder.file(&format!("{twin}.docx"), &std::fs::read(sample).unwrap());
        for language in ["zh", "en"] {
            run(&["check", &input, "--format", "html", "--out", folder.path(), "--lang", language]);
            let page = std::fs::read_to_string(format!("{}/{twin}.checked.html", folder.path())).unwrap();
            let targets: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            assert!(targets.len() > 40, "{twin}: {}", targets.len());
            for target in targets {
                assert_eq!(page.matches(&format!("id=\"{target}\"")).count(), 1, "{twin}: {target}");
            }
            assert!(!page.contains("<script") && !page.contains("http"), "it needs nothing from elsewhere");
        }
    }
}

#[test]
fn text_of_the_document_stays_text() {
    let folder = Folder::new();
    let input =
        folder.file("a.txt", "全年支出<script>alert(1)</script>10万元，其中<b>人员</b>6万元、公用5万元。\n".as_bytes());
    run(&["check", &input, "--format", "html", "--out", folder.path()]);
    let page = std::fs::read_to_string(format!("{}/a.checked.html", folder.path())).unwrap();
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
}

#[test]
fn a_letter_asks_one_question_for_each_finding_and_says_by_when() {
    let folder = Folder::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/linjiang-2021/faulty/report.docx");
    let input = folder.file("自评.docx", &std::fs::read(sample).unwrap());
    let report = &lines(&run(&["check", &input, "--format", "jsonl"]).stdout)[0];
    for (due, printed) in [(None, "____年__月__日"), (Some("2026-12-10"), "2026年12月10日")] {
        let mut arguments = vec!["check", &input, "--format", "letter", "--out", folder.path()];
        arguments.extend(due.iter().flat_map(|due| ["--due", due]));
        assert_eq!(run(&arguments).code, 1);
        let letter = format!("{}/自评.letter.docx", folder.path());
        let mut archive = zip::ZipArchive::new(std::fs::File::open(letter).unwrap()).unwrap();
        let text = std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap();
        assert!(text.contains(&format!("期限：{printed}")) && text.contains("江州市临江区自然资源局"), "{text}");
        let findings = report["findings"].as_array().unwrap();
        assert_eq!(text.matches("怎样了结：").count(), findings.len());
        for finding in findings {
            assert!(text.contains(&format!("（{}）", finding["code"].as_str().unwrap())), "{finding}");
        }
    }
    assert_eq!(run(&["check", &input, "--format", "letter", "--out", folder.path(), "--due", "明天"]).code, 2);
}

#[test]
fn one_workbook_holds_the_findings_of_all_inputs() {
    let folder = Folder::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/linjiang-2021/faulty/report.docx");
    folder.file("in/a.docx", &std::fs::read(sample).unwrap());
    // What looks like a formula stays text.
    folder.file("in/b.txt", "=HYPERLINK(\"x\")\n全年支出10万元，其中人员6万元、公用5万元。\n".as_bytes());
    folder.file("in/c.docx", b"PK\x03\x04\x14\x00\x00\x00\x08\x00word/document.xml");
    let inputs = format!("{}/in", folder.path());
    let outcome = run(&["check", &inputs, "--format", "xlsx", "--out", folder.path()]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert!(outcome.stdout.contains("c.docx: ") && outcome.stdout.contains("2 份报告"), "{outcome:?}");
    let workbook = format!("{}/findings.xlsx", folder.path());
    let read = lines(&run(&["facts", &workbook, "--format", "jsonl"]).stdout);
    let written: Vec<&str> =
        read[0]["statements"].as_array().unwrap().iter().filter_map(|s| s["written"].as_str()).collect();
    for number in ["719.70", "721.85", "2.15"] {
        assert!(written.contains(&number), "{number} of the findings is a number of the workbook");
    }
}

#[test]
fn a_format_of_files_needs_a_folder() {
    for format in ["docx", "letter", "html", "xlsx"] {
        let outcome = run(&["check", "a.docx", "--format", format]);
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert!(outcome.stderr.contains("--out"), "{outcome:?}");
    }
}
