//! `cargo xtask faults`: the fault laboratory, built for speed and started with the options as they are.
//!
//! It is a package of its own so that `cargo xtask` stays quick to build.

use std::path::Path;

use crate::tools;

/// Runs the laboratory.
///
/// # Errors
/// How it ended when it did not end well.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), String> {
    let mut all = vec!["run", "--quiet", "--release", "--package", "jiheng-laboratory", "--"];
    all.extend(arguments.iter().map(String::as_str));
    tools::run(root, "cargo", &all, &[])
}
