//! Zips as inputs: names, order, damage, and the same bytes on any number of threads.

#[cfg(test)]
mod common;

use common::{Folder, good_text, lines, run};
use made::{declaring, expected, gbk_zip_of, sample, seen, stored_zip_of, zip_of};

#[test]
fn a_zip_is_a_folder_with_names_in_any_encoding() {
    let folder = Folder::new();
    let text = good_text();
    let members: [(&str, &[u8]); 5] = [
        ("报送材料/财政局/自评报告.docx", &sample("docx")),
        ("报送材料/教育局.txt", text.as_bytes()),
        ("报送材料/照片.jpg", b"\xff\xd8\xff"),
        ("报送材料/~$报告.docx", b"x"),
        ("__MACOSX/._a.txt", b"x"),
    ];
    for (name, zip) in [("甲.zip", zip_of(&members)), ("乙.zip", gbk_zip_of(&members))] {
        let path = folder.file(name, &zip);
        let outcome = run(&["check", &path, "--format", "jsonl", "--fail-on", "never"]);
        let paths = [("/报送材料/教育局.txt", None), ("/报送材料/财政局/自评报告.docx", None)];
        assert_eq!(seen(&outcome.stdout, &path), expected(&paths), "{outcome:?}");
        assert_eq!(outcome.code, 0, "{name}");
        assert!(outcome.stderr.contains("跳过 3 个"), "{outcome:?}");
        let alone = folder.file("自评报告.docx", &sample("docx"));
        let alone = lines(&run(&["check", &alone, "--format", "jsonl"]).stdout);
        let member = &lines(&outcome.stdout)[1];
        assert_eq!(member["source"]["sha256"], alone[0]["source"]["sha256"]);
        assert_eq!(member["findings"], alone[0]["findings"]);
    }
}

#[test]
fn a_zip_inside_a_folder_stands_where_its_name_stands() {
    let folder = Folder::new();
    let text = good_text();
    folder.file("a.txt", text.as_bytes());
    folder.file("b.zip", &zip_of(&[("z.txt", text.as_bytes()), ("c/d.html", &sample("html"))]));
    folder.file("c.docx", &sample("docx"));
    folder.file("d.ZIP", &sample("docx"));
    folder.folder("dd");
    folder.file("e.zip", &zip_of(&[("only.png", b"\x89PNG")]));
    let outcome = run(&["check", folder.path(), "--format", "jsonl", "--fail-on", "never"]);
    let paths =
        [("/a.txt", None), ("/b.zip/c/d.html", None), ("/b.zip/z.txt", None), ("/c.docx", None), ("/d.ZIP", None)];
    assert_eq!(seen(&outcome.stdout, folder.path()), expected(&paths), "{outcome:?}");
    assert!(outcome.stderr.contains("跳过 1 个"), "{outcome:?}");
}

#[test]
fn what_is_damaged_is_one_refused_line_and_the_run_goes_on() {
    let folder = Folder::new();
    let text = good_text().repeat(20);
    let whole = zip_of(&[("a.txt", text.as_bytes()), ("b.txt", text.as_bytes()), ("c.docx", b"PK\x03\x04")]);
    let mut scratched = whole.clone();
    scratched[60] ^= 0x55;
    folder.file("a.zip", &whole[..whole.len() - 30]);
    folder.file("b.zip", &scratched);
    folder.file("c.zip", &zip_of(&[("inner.zip", &whole)]));
    folder.file("d.txt", text.as_bytes());
    let outcome = run(&["check", folder.path(), "--format", "jsonl", "--fail-on", "never"]);
    let paths = [
        ("/a.zip", Some("truncated")),
        ("/b.zip/a.txt", Some("damaged-archive")),
        ("/b.zip/b.txt", None),
        ("/b.zip/c.docx", Some("truncated")),
        ("/c.zip/inner.zip", Some("unknown-archive")),
        ("/d.txt", None),
    ];
    assert_eq!(seen(&outcome.stdout, folder.path()), expected(&paths), "{outcome:?}");
    assert_eq!(outcome.code, 2);
}

#[test]
fn bombs_and_empty_zips_are_refused_without_being_unpacked() {
    let folder = Folder::new();
    let bomb = folder.file("bomb.zip", &declaring(zip_of(&[("a.txt", b"x"), ("b.txt", b"x")]), 2 << 30));
    let large = folder.file("large.zip", &stored_zip_of("a.txt", &vec![b' '; 21 << 20]));
    let empty = folder.file("empty.zip", &zip_of(&[]));
    let pictures = folder.file("pictures.zip", &zip_of(&[("a.png", b"\x89PNG")]));
    for (path, kind) in
        [(bomb, "zip-bomb"), (large, "too-large"), (empty, "empty-archive"), (pictures, "empty-archive")]
    {
        let outcome = run(&["check", &path, "--format", "jsonl"]);
        let line = &lines(&outcome.stdout)[0];
        assert_eq!((outcome.code, line["error"]["kind"].as_str()), (2, Some(kind)), "{outcome:?}");
        assert!(line["error"]["message"].as_str().is_some_and(|text| text.chars().count() > 10), "{line}");
    }
}

#[test]
fn the_number_of_threads_does_not_change_a_byte_over_folders_and_zips() {
    let folder = Folder::new();
    let mut members: Vec<(String, Vec<u8>)> = Vec::new();
    for n in 0..12 {
        let text = format!("{}全年共{n}项。\n", good_text());
        folder.file(&format!("{n}.txt"), text.as_bytes());
        members.push((format!("局{n}/报告.txt"), text.into_bytes()));
    }
    for format in ["docx", "xlsx", "html", "txt"] {
        members.push((format!("report.{format}"), sample(format)));
    }
    members.push(("broken.docx".to_owned(), b"PK\x03\x04".to_vec()));
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    folder.file("5.zip", &gbk_zip_of(&members));
    folder.file("cut.zip", b"PK\x03\x04");
    for format in ["text", "json", "jsonl", "sarif"] {
        let outcomes = ["1", "2", "7"].map(|jobs| run(&["check", folder.path(), "--format", format, "--jobs", jobs]));
        assert!(outcomes[0].stdout.contains("局11/报告.txt") || format == "sarif", "{}", outcomes[0].stdout);
        for other in &outcomes[1..] {
            assert_eq!((outcomes[0].code, &outcomes[0].stdout), (other.code, &other.stdout), "{format}");
        }
    }
}

#[cfg(test)]
mod made {
    //! Zips built in memory, and what a run said of them.

    use std::io::{Cursor, Write};

    use encoding_rs::GB18030;
    use serde_json::Value;
    use zip::write::SimpleFileOptions;

    use super::common::lines;

    pub fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// A zip as Chinese Windows writes it: names in GBK, and no word about it.
    pub fn gbk_zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
        let names: Vec<Vec<u8>> = members.iter().map(|(name, _)| GB18030.encode(name).0.into_owned()).collect();
        let stand_ins: Vec<String> = names
            .iter()
            .enumerate()
            .map(|(n, name)| format!("{:_<width$}", format!("#{n}#"), width = name.len()))
            .collect();
        let renamed: Vec<(&str, &[u8])> =
            stand_ins.iter().map(String::as_str).zip(members.iter().map(|m| m.1)).collect();
        let mut zip = zip_of(&renamed);
        for (stand_in, name) in stand_ins.iter().zip(&names) {
            while let Some(at) = zip.windows(name.len()).position(|window| window == stand_in.as_bytes()) {
                zip[at..at + name.len()].copy_from_slice(name);
            }
        }
        zip
    }

    pub fn sample(format: &str) -> Vec<u8> {
        let path = format!("{}/../../examples/linjiang-2021/faulty/report.{format}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(path).unwrap()
    }

    /// Paths below `root`, with the kind of the refusal where there is one.
    pub fn seen(stdout: &str, root: &str) -> Vec<(String, Option<String>)> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        lines(stdout)
            .iter()
            .map(|line| {
                let path = text(&line["source"]["path"]).unwrap();
                (path.strip_prefix(root).unwrap().to_owned(), text(&line["error"]["kind"]))
            })
            .collect()
    }

    pub fn expected(list: &[(&str, Option<&str>)]) -> Vec<(String, Option<String>)> {
        list.iter().map(|(path, kind)| ((*path).to_owned(), kind.map(str::to_owned))).collect()
    }

    /// A zip whose first member claims to have `size` bytes.
    pub fn declaring(mut zip: Vec<u8>, size: u32) -> Vec<u8> {
        let directory = zip.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        zip[directory + 24..directory + 28].copy_from_slice(&size.to_le_bytes());
        zip
    }

    /// A zip of one member that is not packed.
    pub fn stored_zip_of(name: &str, bytes: &[u8]) -> Vec<u8> {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap().into_inner()
    }
}
