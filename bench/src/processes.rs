//! The program as a user meets it: start-up, peak memory, and what a second core brings.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Row;
use crate::checks::{millis, per_second, tenths};
use crate::corpus::Corpus;

const STARTS: usize = 41;

/// How many documents show what a second thread brings, and how often they are gone through.
const SCALING_DOCUMENTS: usize = 400;
const SCALING_RUNS: usize = 5;

/// Bytes of the text whose memory is measured.
const LARGE_BYTES: usize = 5_000_000;

/// Rows about whole processes.
///
/// # Errors
/// When the program or a file beside it cannot be used.
pub fn measure(root: &Path, corpus: &Corpus) -> Result<Vec<Row>, String> {
    let program = program()?;
    let folder = root.join("target/bench");
    let documents = folder.join("documents");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    }
    fs::create_dir_all(&documents).map_err(|error| error.to_string())?;
    for (number, document) in corpus.documents.iter().enumerate() {
        write(&documents.join(format!("{number}.{}", document.format)), &document.bytes)?;
    }
    let tiny = folder.join("tiny.txt");
    write(&tiny, "全年支出合计431.00万元，其中人员支出310.40万元，公用支出120.60万元。\n".as_bytes())?;
    let large = folder.join("large.txt");
    let texts = corpus.of("txt").concat();
    write(&large, &texts.iter().copied().cycle().take(LARGE_BYTES).collect::<Vec<u8>>())?;

    let mut rows = vec![
        Row::new("start-up: `jiheng --version`", millis(start(&program, &["--version"])?), "≤ 20 ms"),
        Row::new(
            "start-up: `jiheng check` of one sentence",
            millis(start(&program, &["check", &text(&tiny)])?),
            "≤ 20 ms",
        ),
    ];
    rows.extend(memory(&program, &large, &documents)?);
    rows.push(scaling(&program, &folder.join("some"), corpus)?);
    fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    Ok(rows)
}

/// The product lies beside this program.
fn program() -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let program = own.with_file_name(format!("jiheng{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        Ok(program)
    } else {
        Err(format!("{} is missing; run cargo xtask bench", program.display()))
    }
}

/// The median of many starts.
fn start(program: &Path, arguments: &[&str]) -> Result<Duration, String> {
    let mut times = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let start = Instant::now();
        spawn(program, arguments, Stdio::null())?.wait().map_err(|error| error.to_string())?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times[STARTS / 2])
}

/// Peak memory over one large text, and over all documents with it among them.
fn memory(program: &Path, large: &Path, documents: &Path) -> Result<Vec<Row>, String> {
    let size = tenths((LARGE_BYTES / 100_000) as u128);
    let alone = peak(program, &["check", &text(large), "--format", "jsonl"])?;
    let all = peak(program, &["check", &text(documents), "--format", "jsonl"])?;
    let shown = |kilobytes: Option<u128>| kilobytes.map_or("–".to_owned(), |k| format!("{} MB", tenths(k / 100)));
    Ok(vec![
        Row::new(format!("peak memory, one text of {size} MB"), shown(alone), "≤ 32 MB + 4 × the largest document"),
        Row::new("peak memory, all documents", shown(all), "≤ 32 MB + 4 × the largest document"),
    ])
}

/// The high-water mark in kilobytes, where the system keeps one. It is read again and again while the program still
/// has output to hand over, because it is gone with the process.
fn peak(program: &Path, arguments: &[&str]) -> Result<Option<u128>, String> {
    let mut child = spawn(program, arguments, Stdio::piped())?;
    let mut out = child.stdout.take().ok_or("the program has no output")?;
    let status = format!("/proc/{}/status", child.id());
    let mut chunk = vec![0; 1 << 16];
    let mut most = None;
    while out.read(&mut chunk).map_err(|error| error.to_string())? > 0 {
        most = most.max(high_water(&status));
    }
    child.wait().map_err(|error| error.to_string())?;
    Ok(most)
}

fn high_water(status: &str) -> Option<u128> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Some of the documents, on one and on two threads in turn; the fastest run of each counts, because other work on
/// the machine takes a second core away before it takes the first.
fn scaling(program: &Path, folder: &Path, corpus: &Corpus) -> Result<Row, String> {
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let step = corpus.documents.len().div_ceil(SCALING_DOCUMENTS);
    let some: Vec<_> = corpus.documents.iter().step_by(step).collect();
    for (number, document) in some.iter().enumerate() {
        write(&folder.join(format!("{number}.{}", document.format)), &document.bytes)?;
    }
    let (folder, count) = (text(folder), some.len());
    let [mut one, mut two] = [Duration::MAX; 2];
    for _ in 0..SCALING_RUNS {
        for (jobs, best) in [("1", &mut one), ("2", &mut two)] {
            let start = Instant::now();
            let arguments = ["check", &folder, "--format", "jsonl", "--jobs", jobs];
            spawn(program, &arguments, Stdio::null())?.wait().map_err(|error| error.to_string())?;
            *best = start.elapsed().min(*best);
        }
    }
    let factor = one.as_millis() * 100 / two.as_millis().max(1);
    Ok(Row::new(
        format!("{count} documents as one process, 1 and 2 threads"),
        format!(
            "{} and {} reports/s, {}.{:02} times",
            per_second(count, one),
            per_second(count, two),
            factor / 100,
            factor % 100
        ),
        "",
    ))
}

fn spawn(program: &Path, arguments: &[&str], stdout: Stdio) -> Result<Child, String> {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{}: {error}", program.display()))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
