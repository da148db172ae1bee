//! `cargo xtask browser` and `cargo xtask screens`: the workbench in a headless Chromium, driven by `browser/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{say, tools};

/// Programs that a Chromium may be called by; `JIHENG_CHROMIUM` names another one.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Builds the program and runs every flow.
///
/// # Errors
/// What is missing and how to get it, or that a flow failed.
pub fn run(root: &Path) -> Result<(), String> {
    flows(root, &[])
}

/// Builds the program and runs the flows of these files, all without names.
///
/// # Errors
/// What is missing and how to get it, or that a flow failed.
pub fn flows(root: &Path, names: &[String]) -> Result<(), String> {
    let program = ready(root)?;
    let mut arguments = vec!["run.js"];
    arguments.extend(names.iter().map(String::as_str));
    node(root, &program, &arguments)
}

/// Writes a picture of every page into `folder`.
///
/// # Errors
/// What is missing and how to get it, or why a page could not be taken.
pub fn screens(root: &Path, folder: &Path) -> Result<(), String> {
    let program = ready(root)?;
    let folder = root.join(folder);
    node(root, &program, &["screens.js", &folder.to_string_lossy()])?;
    say::line(&format!("      pictures are in {}", folder.display()));
    Ok(())
}

/// The path of the built program, once everything that drives it is there.
fn ready(root: &Path) -> Result<PathBuf, String> {
    for (program, remedy) in [("node", "install Node.js 20 or later"), ("npm", "install Node.js with npm")] {
        if !tools::starts(program) {
            return Err(format!("`{program}` is missing, and the workbench is tested in a browser; {remedy}"));
        }
    }
    if std::env::var_os("JIHENG_CHROMIUM").is_none() && !CHROMIUM.iter().any(|name| tools::starts(name)) {
        let names = CHROMIUM.join(", ");
        return Err(format!(
            "no Chromium is there ({names}), and the workbench is tested in one; install it (Debian: apt-get install chromium), or name one by JIHENG_CHROMIUM"
        ));
    }
    packages(&root.join("browser"))?;
    tools::run(root, "cargo", &["build", "--package", "jiheng-cli"], &[])?;
    program(root)
}

/// The packages of the lock file, fetched once per lock file; npm holds them against their digests and runs nothing.
fn packages(folder: &Path) -> Result<(), String> {
    let text = |error: std::io::Error| format!("browser/: {error}");
    let lock = fs::read(folder.join("package-lock.json")).map_err(text)?;
    let known = folder.join("node_modules/package-lock.json");
    if fs::read(&known).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    tools::run(folder, npm, &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], &[])?;
    fs::write(known, lock).map_err(text)
}

/// Where cargo puts the program.
fn program(root: &Path) -> Result<PathBuf, String> {
    let metadata = tools::output(root, "cargo", &["metadata", "--no-deps", "--format-version", "1"])?;
    let metadata: serde_json::Value =
        serde_json::from_slice(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let target = metadata["target_directory"].as_str().ok_or("cargo metadata names no target folder")?;
    Ok(Path::new(target).join("debug").join(format!("jiheng{}", std::env::consts::EXE_SUFFIX)))
}

/// Runs a script of `browser/`.
fn node(root: &Path, program: &Path, arguments: &[&str]) -> Result<(), String> {
    let status = Command::new("node")
        .args(arguments)
        .current_dir(root.join("browser"))
        .env("JIHENG_PROGRAM", program)
        .status()
        .map_err(|error| format!("node could not be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("node {} ended with {status}", arguments.join(" "))) }
}
