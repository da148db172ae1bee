//! `cargo xtask gen`: writes docs/reference from the packs and the result types, so that it never ages.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiheng_packs::{PackFile, PackSet};
use jiheng_reports::schema;

use crate::say;

mod frameworks;
mod registers;
mod rules;
mod sources;
mod vocabulary;

const FOLDER: &str = "docs/reference";

/// Pages of measurements that take minutes: `cargo xtask faults --write` makes them, nobody compares them.
const MEASURED: [&str; 1] = ["accuracy.md"];

/// Path below docs/reference → content.
pub type Pages = BTreeMap<String, String>;

/// Writes the pages, or compares them with what is there.
///
/// # Errors
/// The packs do not load, a file cannot be read or written, or `check` found a page that is out of date.
pub fn run(root: &Path, check: bool) -> Result<(), String> {
    let pages = pages(root)?;
    let folder = root.join(FOLDER);
    let mut stale = Vec::new();
    for (name, content) in &pages {
        let path = folder.join(name);
        if fs::read_to_string(&path).is_ok_and(|there| there == *content) {
            continue;
        }
        if !check {
            write(&path, content)?;
            say::line(&format!("{FOLDER}/{name}"));
        }
        stale.push(format!("{FOLDER}/{name} is out of date"));
    }
    let generated = |name: &String| pages.contains_key(name) || MEASURED.contains(&name.as_str());
    for name in files_below(&folder)?.into_iter().filter(|name| !generated(name)) {
        if !check {
            fs::remove_file(folder.join(&name)).map_err(|error| format!("{name}: {error}"))?;
            say::line(&format!("{FOLDER}/{name} removed"));
        }
        stale.push(format!("{FOLDER}/{name} is no longer generated"));
    }
    if check && !stale.is_empty() {
        return Err(format!("{}\nwrite them again with: cargo xtask gen", stale.join("\n")));
    }
    Ok(())
}

/// All generated pages.
fn pages(root: &Path) -> Result<Pages, String> {
    let packs = load_packs(root)?;
    let mut pages = Pages::new();
    pages.insert("evaluation.schema.json".to_owned(), schema::evaluation_schema());
    pages.insert("facts.schema.json".to_owned(), schema::facts_schema());
    pages.insert("score.schema.json".to_owned(), schema::score_schema());
    rules::pages(&packs, &mut pages);
    frameworks::pages(&packs, &mut pages);
    registers::pages(&packs, &mut pages);
    sources::pages(&packs, &mut pages);
    vocabulary::pages(&packs, &mut pages);
    Ok(pages)
}

/// The packs of this repository, proven.
///
/// # Errors
/// Every problem of every pack file.
pub fn load_packs(root: &Path) -> Result<PackSet, String> {
    let folder = root.join("packs");
    let mut files = Vec::new();
    for path in files_below(&folder)? {
        let bytes = fs::read(folder.join(&path)).map_err(|error| format!("packs/{path}: {error}"))?;
        files.push(PackFile { path, bytes });
    }
    PackSet::load(files).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("packs/{problem}")).collect();
        lines.join("\n")
    })
}

/// Paths of all files below a folder, relative to it, with `/`, sorted; none when the folder is missing.
fn files_below(folder: &Path) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    while let Some(below) = open.pop() {
        let Ok(entries) = fs::read_dir(folder.join(&below)) else { continue };
        for entry in entries {
            let entry = entry.map_err(|error| error.to_string())?;
            let name = entry.file_name();
            let name = name.to_str().ok_or_else(|| format!("{}: the name is not UTF-8", entry.path().display()))?;
            let path = if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
            if entry.path().is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn write(path: &Path, content: &str) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}
