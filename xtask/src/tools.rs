//! Programs beside cargo: are they there, and how to get them.

use std::path::Path;
use std::process::{Command, Stdio};

/// True when `cargo <name> --version` answers.
pub fn cargo_has(name: &str) -> bool {
    answers(Command::new("cargo").args([name, "--version"]))
}

/// Makes sure that a component of the toolchain is there; asks rustup for it once when it is not.
///
/// # Errors
/// A sentence that says what to install.
pub fn component(name: &str, subcommand: &str) -> Result<(), String> {
    if cargo_has(subcommand)
        || (answers(Command::new("rustup").args(["component", "add", name])) && cargo_has(subcommand))
    {
        return Ok(());
    }
    Err(format!("`cargo {subcommand}` is missing and could not be added. Install it with: rustup component add {name}"))
}

/// Runs a program in `root` with its output on the terminal.
///
/// # Errors
/// The exit status, or why it could not be started.
pub fn run(root: &Path, program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Result<(), String> {
    let status = Command::new(program)
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(root)
        .status()
        .map_err(|error| format!("{program} could not be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program} ended with {status}")) }
}

/// Standard output of a program that was run in `root`.
///
/// # Errors
/// What the program wrote to standard error, or why it could not be started.
pub fn output(root: &Path, program: &str, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .output()
        .map_err(|error| format!("{program} could not be started: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!("{program} {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim()))
}

/// True when a program says its version.
pub fn starts(program: &str) -> bool {
    answers(Command::new(program).arg("--version"))
}

fn answers(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
