//! What is done with an input of each target, and what must hold afterwards. Also compiled into the tests of the
//! engine, which replay `fixtures/crashes`.

use std::io::Cursor;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use jiheng_engine::{Engine, Options};
use jiheng_evidence::Files;
use jiheng_evidence::accounts::AccountsFile;
use jiheng_evidence::register::{Export, Register};
use jiheng_facts::Lexicon;
use jiheng_isolation::ArchiveFile;
use jiheng_model::document::Document;
use jiheng_model::evaluation::Evaluation;
use jiheng_packs::{PackFile, PackSet};
use jiheng_readers::archive::Archive;
use jiheng_readers::{Limits, ReadError};
use jiheng_reports::text::{self, Style};
use jiheng_reports::{Catalogue, InputReport, json, sarif};

/// What a member of an archive may have here: more would only slow the search down.
const MEMBER_BYTES_MAX: u64 = 1 << 20;

static PACKS: LazyLock<PackSet> = LazyLock::new(|| {
    let mut files = Vec::new();
    collect(&root().join("packs"), "", &mut files);
    PackSet::load(files).expect("the packs of the repository load")
});
static ENGINE: LazyLock<Engine<'static>> = LazyLock::new(|| Engine::new(&PACKS));
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&PACKS.vocabulary));

/// Does what the target does; false when there is no such target.
pub fn run(target: &str, bytes: &[u8]) -> bool {
    match target {
        "doc" | "docx" | "html" | "ods" | "odt" | "pdf" | "txt" | "xls" | "xlsx" => read(bytes),
        "archive" => archive(bytes),
        "engine" => evaluate(bytes),
        "expression" => expression(bytes),
        "numerals" => numerals(bytes),
        "pack" => pack(bytes),
        "pipe" => pipe(bytes),
        "rule" => rule(bytes),
        "sheets" => sheets(bytes),
        _ => return false,
    }
    true
}

/// A register: it is recognised or refused in words, whatever its cells are, and so are its accounts.
pub fn sheets(bytes: &[u8]) {
    match jiheng_readers::read_sheets(bytes, &Limits::default()) {
        Ok(book) => {
            let export = Export { path: "2021台账.csv", sha256: "", book: &book, contract: None };
            let registers = Register::read(&export, &PACKS).into_iter().collect();
            let accounts = vec![AccountsFile { path: "2021决算.csv".to_owned(), sha256: String::new(), book }];
            let beside = Arc::new(Files { registers, accounts, ..Files::default() });
            let text = "某局2021年度自评报告\n全年基本支出12.50万元。全区闲置土地共19宗，处置率99.59%。\n";
            let options = Options { beside, ..Options::default() };
            drop(ENGINE.evaluate(text.as_bytes(), &options));
        }
        Err(error) => told(&error),
    }
}

/// A document of any format: what is read is sound.
pub fn read(bytes: &[u8]) {
    match jiheng_readers::read(bytes, &Limits::default()) {
        Ok(document) => assert_eq!(document.check(), Ok(())),
        Err(error) => told(&error),
    }
}

/// A zip of documents: its directory, then its members.
pub fn archive(bytes: &[u8]) {
    let Ok(archive) = Archive::open(Cursor::new(bytes), &Limits::default()) else { return };
    for member in archive.members().iter().take(16) {
        if let Ok(content) = archive.read(member, MEMBER_BYTES_MAX) {
            assert_eq!(content.len() as u64, member.size());
        }
    }
    archive.is_document();
}

/// A report through all stages.
pub fn evaluate(bytes: &[u8]) {
    if let Ok(evaluation) = ENGINE.evaluate(bytes, &Options::default()) {
        let known = |id| evaluation.facts.statement(id).is_some();
        let findings = &evaluation.judgement.findings;
        assert!(findings.iter().flat_map(|finding| &finding.statements).all(|id| known(*id)));
        printed(bytes, evaluation);
    }
}

/// What is found can be printed: narrow and in full, for people and for programs.
fn printed(bytes: &[u8], evaluation: Evaluation) {
    let path = "report.txt".to_owned();
    let report = InputReport { path, bytes: bytes.len() as u64, sha256: None, outcome: Ok(evaluation) };
    let narrow = Style { width: 20, verbose: true, colour: true, ..Style::default() };
    for style in [Style::default(), narrow] {
        text::write(&report, &Catalogue::default(), &style);
        text::write_facts(&report, &style);
    }
    json::check_line(&report).expect("a report is JSON");
    sarif::log(&[report], &[]).expect("a report is SARIF");
}

/// A passage and its numerals, and the same as the content of a cell.
pub fn numerals(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let places = jiheng_facts::numerals(&text, &LEXICON);
    let length = text.chars().count();
    let mut end = 0;
    for place in places {
        assert!(end <= place.start && place.start < place.end && place.end <= length, "{place:?} after {end}");
        end = place.end;
    }
    jiheng_facts::from_cell(&text, &LEXICON);
}

/// A rule file.
pub fn rule(bytes: &[u8]) {
    let path = "national/rules/SUM-001-example.md";
    if let Ok(rule) = jiheng_packs::rule::parse(path, "national", &String::from_utf8_lossy(bytes)) {
        rule.facts();
    }
}

/// An expression of a rule.
pub fn expression(bytes: &[u8]) {
    if let Ok(expression) = jiheng_packs::expression::parse(&String::from_utf8_lossy(bytes)) {
        expression.facts();
    }
}

/// The files of a pack, each behind a line `=== path`; what loads can be worked with.
pub fn pack(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let files = text.split("=== ").filter_map(|part| {
        let (path, content) = part.split_once('\n')?;
        Some(PackFile { path: path.trim().to_owned(), bytes: content.into() })
    });
    if let Ok(packs) = PackSet::load(files.take(16).collect()) {
        let report = "人员支出12.50万元，其中工资8.30万元、津贴4.20万元，占66.4%。";
        let evaluated = Engine::new(&packs).evaluate(report.as_bytes(), &Options::default());
        assert!(evaluated.is_ok());
    }
}

/// What a worker says to its parent: a document that is believed can be worked with.
pub fn pipe(bytes: &[u8]) {
    if let Ok(document) = jiheng_isolation::heard(bytes, None) {
        worked_with(&document);
    }
    // Nothing lies there: the worker is told so whenever it asks.
    let absent = ArchiveFile::new(Path::new("/nonexistent/archive.zip"));
    if let Ok(document) = jiheng_isolation::heard(bytes, Some(&absent)) {
        worked_with(&document);
    }
}

fn worked_with(document: &Document) {
    ENGINE.evaluate_document(document, String::new(), &Options::default());
}

/// A refusal says what happened.
fn told(error: &ReadError) {
    assert!(!error.kind().is_empty() && !error.message().zh.is_empty());
}

/// The top folder of the repository, which both crates that compile this file know.
pub fn root() -> std::path::PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let top = here.ancestors().find(|folder| folder.join("packs/national").is_dir());
    top.expect("the repository").to_owned()
}

fn collect(folder: &Path, prefix: &str, into: &mut Vec<PackFile>) {
    for entry in std::fs::read_dir(folder).expect("a folder of packs").flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), into);
        } else {
            into.push(PackFile { path: name, bytes: std::fs::read(entry.path()).expect("a pack file") });
        }
    }
}
