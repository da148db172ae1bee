//! `cargo xtask soak`: corrections in many Word documents, with every check that a debug build makes.

use std::path::Path;

use crate::tools;

/// Runs the laboratory over so many documents.
///
/// # Errors
/// The first document that was not as it has to be.
pub fn run(root: &Path, documents: u64) -> Result<(), String> {
    let count = documents.to_string();
    let laboratory = ["run", "--quiet", "--package", "jiheng-laboratory", "--", "--soak", count.as_str()];
    tools::run(root, "cargo", &laboratory, &[])
}
