//! Formulas, markup and characters that turn the order around stay text in every file that is written.

#[cfg(test)]
mod common;

use std::io::{Cursor, Read as _};
use std::path::Path;

use common::{Folder, good_text, lines, run};

/// Put into the name of the department, into a cell and into running text.
const HOSTILE: [&str; 4] = [
    "=HYPERLINK(\"http://x.invalid\",\"a\")<script>alert(1)</script>",
    "+cmd|' /C calc'!A0]]><w:r><img src=x onerror=alert(1)>&lt;",
    "@SUM(A1:A9)甲\u{202e}99\u{202c}乙\u{2066}",
    "＝1+1",
];

/// All parts of a file that hold text: of a package each part, of anything else the whole.
fn parts(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("a file that was written");
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(&bytes)) else {
        return String::from_utf8(bytes).expect("text in UTF-8");
    };
    let mut all = String::new();
    for index in 0..archive.len() {
        let mut part = String::new();
        let read = archive.by_index(index).expect("a part").read_to_string(&mut part);
        read.expect("a part in UTF-8");
        all += &part;
    }
    all
}

#[test]
fn hostile_text_stays_text_in_every_output() {
    let folder = Folder::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/linjiang-2021/faulty/report.txt");
    let text = std::fs::read_to_string(sample).unwrap();
    assert!(Path::new(folder.path()).is_dir());
    assert!(
        lines(&run(&["check", &folder.file("good.txt", good_text().as_bytes()), "--format", "jsonl"]).stdout).len()
            == 1
    );
    for hostile in HOSTILE {
        let text = text
            .replace("江州市临江区自然资源局", &format!("{hostile}局"))
            .replace("专款专用", &format!("专款专用{hostile}"))
            .replacen("人员经费", &format!("{hostile}人员经费"), 1);
        let input = folder.file("a.txt", text.as_bytes());
        let out = folder.folder("out");
        for format in ["html", "letter", "xlsx"] {
            let outcome = run(&["check", &input, "--format", format, "--out", &out, "--fail-on", "never"]);
            assert!(outcome.code == 0 && outcome.stderr.is_empty(), "{format} {hostile}: {outcome:?}");
        }
        for format in ["docx", "xlsx", "html"] {
            let file = format!("{out}/form.{format}");
            assert_eq!(run(&["report", &input, "--out", &file]).code, 0, "{format} {hostile}");
        }
        let public = run(&["report", &input, "--public", "--out", &format!("{out}/public.docx")]);
        assert_eq!(public.code, 0, "{hostile}: {public:?}");
        // The user's own file comes back with comments that quote the text.
        run(&["check", &format!("{out}/form.docx"), "--format", "docx", "--out", &out, "--fail-on", "never"]);
        let mut names = 0;
        for entry in std::fs::read_dir(&out).unwrap() {
            let path = entry.unwrap().path();
            let text = parts(&path);
            let shown = path.display();
            assert!(!text.contains("<script") && !text.contains("<img"), "{shown} {hostile}");
            assert!(!text.contains('\u{202e}') && !text.contains('\u{2066}'), "{shown} {hostile}");
            for formula in text.split("<f>").skip(1).filter_map(|rest| rest.split("</f>").next()) {
                let ours = ["HYPERLINK", "cmd", "A1:A9"].iter().all(|word| !formula.contains(word));
                assert!(ours, "{shown} {formula}");
            }
            let starts = |line: &str| line.split(',').any(|cell| cell.starts_with(['=', '+', '@', '＝']));
            assert!(path.extension().is_none_or(|e| e != "csv") || !text.lines().any(starts), "{shown} {hostile}");
            names += 1;
        }
        assert_eq!(names, 10, "every writer wrote: {hostile}");
    }
}
