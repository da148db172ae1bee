//! `cargo xtask new rule FAMILY slug`: the rule file with the next free number, and its change note.

use std::fs;
use std::path::Path;

use crate::say;
use crate::tidy::Repository;
use crate::tidy::numbered::{is_slug_word, rule_code, rule_name};

const RULE: &str = include_str!("scaffold/rule.md");
const CHANGE: &str = include_str!("scaffold/change.md");

/// Writes both files.
///
/// # Errors
/// The family, the slug or the pack is not one, or a file cannot be written.
pub fn rule(root: &Path, pack: &str, family: &str, slug: &str) -> Result<(), String> {
    if family.is_empty() || !family.split('-').all(|part| part.bytes().all(|b| b.is_ascii_uppercase())) {
        return Err(format!("{family:?} is no family; families are capital letters such as SUM, XREF or RATE"));
    }
    if !slug.split('-').all(is_slug_word) {
        return Err(format!("{slug:?} is no slug; write lower-case words joined by hyphens: parts-exceed-whole"));
    }
    if !root.join("packs").join(pack).join("pack.toml").is_file() {
        return Err(format!("there is no pack packs/{pack}"));
    }
    let code = next_code(&Repository::read(root)?, family);
    let fill = |template: &str| template.replace("{CODE}", &code).replace("{slug}", slug);
    let rule = format!("packs/{pack}/rules/{code}-{slug}.md");
    let change = format!("changes/{}-{slug}.md", code.to_lowercase());
    write_new(root, &rule, &fill(RULE))?;
    write_new(root, &change, &fill(CHANGE))?;
    say::line(&format!(
        "{rule}\n{change}\nFill in both, then run: cargo xtask gen && cargo xtask test\n\
         The rule is refused until it has a source, a failing and a passing example."
    ));
    Ok(())
}

/// The number after the highest one ever used in the family; numbers of removed rules stay taken.
fn next_code(repository: &Repository, family: &str) -> String {
    let taken = repository.files.iter().filter_map(|file| rule_code(rule_name(&file.path)?));
    let numbers = taken.filter_map(|code| code.strip_prefix(family)?.strip_prefix('-')?.parse::<u32>().ok());
    format!("{family}-{:03}", numbers.max().unwrap_or(0) + 1)
}

fn write_new(root: &Path, path: &str, content: &str) -> Result<(), String> {
    let full = root.join(path);
    if full.exists() {
        return Err(format!("{path} exists already"));
    }
    if let Some(folder) = full.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("{path}: {error}"))?;
    }
    fs::write(&full, content).map_err(|error| format!("{path}: {error}"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::tidy::RepositoryFile;

    #[test]
    fn the_next_number_follows_the_highest_of_the_family() {
        let files = ["SUM-001-a.md", "SUM-007-b.md", "XREF-009-c.md", "HN-SUM-020-d.md"];
        let files =
            files.map(|name| RepositoryFile { path: format!("packs/national/rules/{name}"), bytes: Vec::new() });
        let repository = Repository { root: PathBuf::new(), files: files.into() };
        for (family, code) in [("SUM", "SUM-008"), ("RATE", "RATE-001"), ("HN-SUM", "HN-SUM-021")] {
            assert_eq!(next_code(&repository, family), code);
        }
    }
}
