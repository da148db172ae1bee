//! `cargo xtask fuzz`: the seeds of a target from the sample files, then the target under the limits of a worker.
//!
//! The targets are a workspace of their own in `fuzz/`; they need a nightly compiler and `cargo fuzz`.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{say, tools};

mod seeds;

const TARGETS: &str = "fuzz/fuzz_targets";
const MEMORY: &str = "-rss_limit_mb=512";
/// Seconds for one input.
const TIME: &str = "-timeout=5";
/// Bytes of an input: longer ones make the search slow, not better.
const TEXT_BYTES: &str = "-max_len=4096";
const DOCUMENT_BYTES: &str = "-max_len=262144";
/// What is freed stays reserved by the sanitizer for a while; its default alone is half of what a target may have.
const SANITIZER: &str = "quarantine_size_mb=16:malloc_context_size=4";

/// Runs one target, or all in turn, each for so many minutes.
///
/// # Errors
/// A tool that is missing, a target that does not exist, or the targets that found something.
pub fn run(root: &Path, target: Option<&str>, minutes: u64) -> Result<(), String> {
    if !tools::cargo_has("fuzz") {
        return Err("`cargo fuzz` is missing. Install it with: cargo install --locked cargo-fuzz".to_owned());
    }
    let all = targets(root)?;
    let chosen: Vec<&String> = all.iter().filter(|name| target.is_none_or(|target| target == *name)).collect();
    if chosen.is_empty() {
        return Err(format!("there is no such target; there are {}", all.join(" ")));
    }
    let mut found = Vec::new();
    for name in chosen {
        let count = seeds::write(root, name)?;
        say::line(&format!("{name}: {count} seeds, {minutes} minutes"));
        if let Err(error) = search(root, name, minutes) {
            found.push(format!("{name}: {error}"));
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

fn targets(root: &Path) -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(root.join(TARGETS)).map_err(|error| format!("{TARGETS}: {error}"))?;
    let name = |path: &Path| Some(path.file_stem()?.to_str()?.to_owned());
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| name(&entry.path())).collect();
    names.sort();
    Ok(names)
}

/// Runs a target; prints what it says of a crash, and its figures at the end.
fn search(root: &Path, target: &str, minutes: u64) -> Result<(), String> {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly", "cargo", "fuzz", "run", "--release", "--debug-assertions", target, "--"]);
    command.args([MEMORY, TIME, "-print_final_stats=1", &format!("-max_total_time={}", minutes.saturating_mul(60))]);
    command.arg(if seeds::is_text(target) { TEXT_BYTES } else { DOCUMENT_BYTES });
    // This program was started with the toolchain of the product.
    command.env_remove("RUSTUP_TOOLCHAIN").env("ASAN_OPTIONS", SANITIZER).current_dir(root).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("rustup could not be started: {error}"))?;
    let mut edges = String::new();
    if let Some(stderr) = child.stderr.take() {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            if let Some((_, after)) = line.split_once(" cov: ") {
                after.split(' ').next().unwrap_or_default().clone_into(&mut edges);
            } else if !is_chatter(&line) {
                say::line(&line);
            }
        }
    }
    say::line(&format!("edges: {edges}"));
    let status = child.wait().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("ended with {status}; the input lies in fuzz/artifacts")) }
}

/// Lines of a run that goes well.
fn is_chatter(line: &str) -> bool {
    line.starts_with("INFO:") || line.starts_with('#') || line.trim_start().starts_with("Compiling")
}
