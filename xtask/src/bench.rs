//! `cargo xtask bench`: the product and the measuring program in release mode, then the measuring.

use std::path::Path;

use crate::tools;

/// Builds both and measures.
///
/// # Errors
/// When a build or the measuring fails.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), String> {
    let build = ["build", "--release", "--quiet", "--package", "jiheng-cli", "--package", "jiheng-bench"];
    tools::run(root, "cargo", &build, &[])?;
    let mut command = vec!["run", "--release", "--quiet", "--package", "jiheng-bench", "--"];
    command.extend(arguments.iter().map(String::as_str));
    tools::run(root, "cargo", &command, &[])
}
