//! Unfinished marks, ignored tests and paths of somebody's machine stay out.

use super::{Repository, Tidy};

/// First parts of absolute paths that only exist on a developer's machine.
const MACHINE_FOLDERS: [&str; 7] = ["home", "root", "Users", "tmp", "work", "mnt", "var/tmp"];

/// Reports each line that holds such a mark.
pub fn check(repository: &Repository, tidy: &mut Tidy) {
    for file in &repository.files {
        let Some(text) = file.text() else { continue };
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(why) = mark(line, file.is("rs")) {
                tidy.problem(format!("{}:{number}: {why}", file.path));
            }
        }
    }
}

fn mark(line: &str, rust: bool) -> Option<String> {
    // Written in two parts so that this file passes its own check.
    for word in [concat!("TO", "DO"), concat!("FIX", "ME")] {
        if line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|found| found == word) {
            return Some(format!("{word} without an issue; do it, or open an issue and leave the mark out"));
        }
    }
    if rust && line.trim_start().starts_with(concat!("#[", "ignore")) {
        return Some("an ignored test; assert today's wrong result instead and say why it is wrong".to_owned());
    }
    let folder = MACHINE_FOLDERS.iter().find(|folder| {
        let needle = format!("/{folder}/");
        line.match_indices(&needle).any(|(at, _)| starts_path(&line[..at]))
    })?;
    Some(format!("a path of somebody's machine (/{folder}…)"))
}

/// True when a path could begin after `before`: `src/work/x` and `https://a/root/` are not absolute paths.
fn starts_path(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !"._-~:}/*".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_and_their_neighbours_are_not() {
        for (line, rust, found) in [
            (concat!("// TO", "DO: later"), true, true),
            (concat!("let x = TO", "DOS;"), true, false),
            (concat!("#[", "ignore]"), true, true),
            (concat!("#[", "ignore]"), false, false),
            (concat!("open /ho", "me/someone/a.docx"), false, true),
            (concat!("see `/tm", "p/out`"), false, true),
            ("src/work/queue.rs", false, false),
            ("https://example.org/root/page", false, false),
        ] {
            assert_eq!(mark(line, rust).is_some(), found, "{line}");
        }
    }
}
