//! Files that are read daily stay short; large blobs stay out. Functions are clippy's business.

use super::{Repository, RepositoryFile, Tidy};

const LINES_WARN: usize = 500;
const LINES_MAX: usize = 800;
const BYTES_MAX: usize = 1 << 20;

/// Files that may be larger, with the reason: none so far.
const LARGE: [(&str, &str); 0] = [];

/// Warns of long Rust files and refuses very long ones and large blobs.
pub fn check(repository: &Repository, tidy: &mut Tidy) {
    for file in &repository.files {
        if file.bytes.len() > BYTES_MAX && !LARGE.iter().any(|(path, _)| *path == file.path) {
            tidy.problem(format!("{}: {} bytes; nothing over 1 MB is kept here", file.path, file.bytes.len()));
        }
        let lines = lines(file);
        if lines > LINES_MAX {
            tidy.problem(format!("{}: {lines} lines without its tests; {LINES_MAX} are the end, split it", file.path));
        } else if lines > LINES_WARN {
            tidy.warning(format!("{}: {lines} lines without its tests; think of splitting it", file.path));
        }
    }
}

/// Lines of a Rust source file before its tests; 0 for everything else.
fn lines(file: &RepositoryFile) -> usize {
    if !file.is("rs") || file.path.contains("/tests/") || file.path.ends_with("/tests.rs") {
        return 0;
    }
    file.text().map_or(0, |text| text.lines().take_while(|line| *line != "#[cfg(test)]").count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_do_not_count() {
        let file = |path: &str, text: &str| RepositoryFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
        for (path, text, expected) in [
            ("crates/a/src/a.rs", "fn a() {}\n\n#[cfg(test)]\nmod tests {\n}\n", 2),
            ("crates/a/src/a.rs", "fn a() {}\n", 1),
            ("crates/a/tests/long.rs", "fn a() {}\n", 0),
            ("crates/a/src/a/tests.rs", "fn a() {}\n", 0),
            ("README.md", "# a\n", 0),
        ] {
            assert_eq!(lines(&file(path, text)), expected, "{path}");
        }
    }
}
