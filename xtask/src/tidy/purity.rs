//! Floors 0 to 2 and the engine know no file system, clock, environment, network or chance: same bytes, same result.

use super::{Repository, Tidy};

const PURE: [&str; 10] =
    ["model", "packs", "readers", "facts", "checks", "documents", "markup", "scoring", "reports", "engine"];

/// Reports each line of a pure crate's sources that reaches for the outside world.
pub fn check(repository: &Repository, tidy: &mut Tidy) {
    for file in repository.files.iter().filter(|file| file.is("rs") && is_pure(&file.path)) {
        let Some(text) = file.text() else { continue };
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(word) = outside(line) {
                tidy.problem(format!("{}:{number}: {word} in a pure crate; take it as an argument instead", file.path));
            }
        }
    }
}

fn is_pure(path: &str) -> bool {
    // Tests over a folder of fixtures.
    let is_test = path.ends_with("/cases.rs");
    !is_test && PURE.iter().any(|name| path.starts_with(&format!("crates/{name}/src/")))
}

fn outside(line: &str) -> Option<&'static str> {
    const WORDS: [&str; 8] =
        ["std::fs", "std::net", "std::process", "std::env", "std::time::", "SystemTime", "Instant::now", "thread_rng"];
    let code = line.split("//").next().unwrap_or_default();
    WORDS.into_iter().find(|word| code.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_of_pure_crates_counts() {
        assert!(is_pure("crates/facts/src/form/mod.rs"));
        assert!(!is_pure("crates/cli/src/main.rs"));
        assert!(!is_pure("crates/facts/tests/support/mod.rs"));
        assert_eq!(outside("let bytes = std::fs::read(path);"), Some("std::fs"));
        assert_eq!(outside("// never std::fs here"), None);
    }
}
