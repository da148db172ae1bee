//! The binary as a user meets it: files in, text and exit code out.

#[cfg(test)]
mod common;

use std::io::Read;
use std::process::Stdio;

use common::{Folder, good_text, jiheng, lines, run};
use serde_json::Value;

#[test]
fn every_hostile_file_gets_a_sentence_and_exit_code_2() {
    let folder = Folder::new();
    let cases: [(&str, &[u8]); 5] = [
        ("empty.docx", b""),
        ("truncated.docx", b"PK\x03\x04\x14\x00\x00\x00\x08\x00word/document.xml"),
        ("picture.docx", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"),
        ("picture.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01"),
        ("portable.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
    ];
    for (name, bytes) in cases {
        let path = folder.file(name, bytes);
        let outcome = run(&["check", &path, "--format", "jsonl"]);
        assert_eq!(outcome.code, 2, "{name}: {outcome:?}");
        let line = &lines(&outcome.stdout)[0];
        assert_eq!(line["source"]["bytes"], bytes.len(), "{name}");
        assert!(line["error"]["message"].as_str().is_some_and(|text| text.chars().count() > 10), "{name}: {line}");
        assert!(line["error"]["message_en"].as_str().is_some_and(str::is_ascii), "{name}: {line}");
        assert_ne!(line["error"]["kind"], "internal", "{name}");
        assert!(outcome.stderr.is_empty(), "{name}: {outcome:?}");
        let text = run(&["check", &path]).stdout;
        assert_eq!(text.lines().next().map(|line| line.contains(name)), Some(true), "{text}");
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused_by_its_size_alone() {
    let folder = Folder::new();
    let path = folder.file("big.txt", b"");
    std::fs::File::options().write(true).open(&path).unwrap().set_len(55 << 20).unwrap();
    let outcome = run(&["check", &path, "--format", "jsonl"]);
    let line = &lines(&outcome.stdout)[0];
    assert_eq!((outcome.code, line["error"]["kind"].as_str()), (2, Some("too-large")));
    assert_eq!((&line["source"]["bytes"], &line["source"]["sha256"]), (&Value::from(55 << 20), &Value::Null));
}

#[test]
fn one_bad_file_never_stops_a_run_and_files_come_in_the_order_of_their_bytes() {
    let folder = Folder::new();
    folder.file("b.txt", good_text().as_bytes());
    folder.file("a.docx", b"PK\x03\x04broken");
    folder.file("sub/c.txt", good_text().as_bytes());
    folder.file("notes.md", b"x");
    folder.file("~$b.docx", b"x");
    let outcome = run(&["check", folder.path(), "--format", "jsonl", "--fail-on", "never"]);
    let names: Vec<_> = lines(&outcome.stdout)
        .iter()
        .map(|line| {
            let path = line["source"]["path"].as_str().unwrap();
            (path.strip_prefix(folder.path()).unwrap().to_owned(), line.get("error").is_some())
        })
        .collect();
    let expected = [("/a.docx", true), ("/b.txt", false), ("/sub/c.txt", false)];
    assert_eq!(names, expected.map(|(name, refused)| (name.to_owned(), refused)));
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("跳过 2 个"), "{outcome:?}");
}

#[test]
fn the_number_of_threads_does_not_change_a_byte() {
    let folder = Folder::new();
    for n in 0..12 {
        folder.file(&format!("{n}.txt"), format!("{}全年共{n}项。\n", good_text()).as_bytes());
    }
    for format in ["text", "json", "jsonl", "sarif"] {
        let outputs = ["1", "5"].map(|jobs| run(&["check", folder.path(), "--format", format, "--jobs", jobs]).stdout);
        assert_eq!(outputs[0], outputs[1], "{format}");
    }
}

#[test]
fn json_is_the_array_of_the_lines() {
    let folder = Folder::new();
    folder.file("a.txt", good_text().as_bytes());
    folder.file("b.docx", b"PK\x03\x04broken");
    for command in ["check", "facts"] {
        let array: Value = serde_json::from_str(&run(&[command, folder.path(), "--format", "json"]).stdout).unwrap();
        let each = lines(&run(&[command, folder.path(), "--format", "jsonl"]).stdout);
        assert_eq!(array, Value::Array(each), "{command}");
    }
}

#[test]
fn output_fits_the_published_schemas() {
    let folder = Folder::new();
    folder.file("a.txt", good_text().as_bytes());
    folder.file("b.docx", b"PK\x03\x04broken");
    let schemas =
        [("check", jiheng_reports::schema::evaluation_schema()), ("facts", jiheng_reports::schema::facts_schema())];
    for (command, schema) in schemas {
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        for line in lines(&run(&[command, folder.path(), "--format", "jsonl"]).stdout) {
            let problems: Vec<_> = validator.iter_errors(&line).map(|error| error.to_string()).collect();
            assert!(problems.is_empty(), "{problems:?}");
        }
    }
}

#[test]
fn exit_codes_follow_the_worst_input() {
    let folder = Folder::new();
    let good = folder.file("good.txt", good_text().as_bytes());
    let bad = folder.file("bad.docx", b"PK\x03\x04broken");
    let missing = format!("{}/missing.docx", folder.path());
    let empty = folder.folder("empty");
    let cases: [(&[&str], i32); 11] = [
        (&["check", &good, "--fail-on", "never"], 0),
        (&["check", &good, &bad, "--fail-on", "never"], 2),
        (&["check", &missing], 2),
        (&["check", &empty], 2),
        (&["facts", &good], 0),
        (&["facts", &bad], 2),
        (&["check"], 2),
        (&["check", &good, "--format", "xlsx"], 2),
        (&["explain", "NONE-999"], 2),
        (&["packs", "verify"], 0),
        (&["--listen", "0.0.0.0:1", "--no-browser"], 2),
    ];
    for (arguments, code) in cases {
        let outcome = run(arguments);
        assert_eq!(outcome.code, code, "{arguments:?}: {outcome:?}");
    }
}

#[test]
fn a_pipe_gets_no_colours_and_no_counter() {
    let folder = Folder::new();
    let good = folder.file("good.txt", good_text().as_bytes());
    let outcome = run(&["check", &good, &good]);
    assert!(!outcome.stdout.contains('\u{1b}') && outcome.stderr.is_empty(), "{outcome:?}");
    assert!(outcome.stdout.contains("合计：2 个文件"), "{}", outcome.stdout);
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let folder = Folder::new();
    for n in 0..60 {
        folder.file(&format!("{n}.txt"), good_text().repeat(50).as_bytes());
    }
    let mut child = jiheng(&["check", folder.path(), "--format", "jsonl", "--fail-on", "never"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let outcome = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(outcome.stderr).unwrap(), "");
    assert_eq!(outcome.status.code(), Some(0));
}

#[test]
fn a_pack_folder_that_does_not_load_is_an_input_that_was_refused() {
    let folder = Folder::new();
    folder.file("national/pack.toml", b"nonsense");
    let good = folder.file("good.txt", good_text().as_bytes());
    let packs = folder.path();
    for arguments in [vec!["packs", "verify", packs], vec!["check", &good, "--packs", packs]] {
        let outcome = run(&arguments);
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert!(outcome.stderr.contains("national/pack.toml"), "{outcome:?}");
        assert!(outcome.stdout.is_empty(), "{outcome:?}");
    }
}

#[test]
fn every_rule_can_be_explained_in_both_languages() {
    let packs = run(&["packs", "list"]).stdout;
    for pack in packs.lines().filter_map(|line| line.split("  ").next()) {
        let shown = run(&["packs", "show", pack]);
        assert_eq!(shown.code, 0, "{shown:?}");
        for code in shown.stdout.lines().skip(3).filter_map(|line| line.split("  ").next()) {
            for language in ["zh", "en"] {
                let outcome = run(&["explain", code, "--lang", language]);
                assert_eq!(outcome.code, 0, "{outcome:?}");
                assert!(outcome.stdout.starts_with(code), "{}", outcome.stdout);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn linked_folders_are_not_followed() {
    let folder = Folder::new();
    folder.file("a.txt", good_text().as_bytes());
    std::os::unix::fs::symlink(folder.path(), format!("{}/loop", folder.path())).unwrap();
    let outcome = run(&["check", folder.path(), "--format", "jsonl", "--fail-on", "never"]);
    assert_eq!((lines(&outcome.stdout).len(), outcome.code), (1, 0), "{outcome:?}");
}
