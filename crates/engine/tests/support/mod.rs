//! What the tests of the whole pipeline share: the shipped packs and the shipped sample.

use std::path::{Path, PathBuf};

use jiheng_packs::{PackFile, PackSet};

/// Root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, prefix: &str, into: &mut Vec<PackFile>) {
    for entry in std::fs::read_dir(folder).expect("the packs folder can be read") {
        let entry = entry.expect("an entry of it can be read");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{name}/"), into);
        } else {
            let bytes = std::fs::read(entry.path()).expect("a pack file can be read");
            into.push(PackFile { path: name, bytes });
        }
    }
}

/// The shipped packs, or every reason why they do not load.
pub fn packs() -> PackSet {
    let mut list = Vec::new();
    files(&root().join("packs"), "", &mut list);
    PackSet::load(list).unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("the packs do not load:\n{}", lines.join("\n"))
    })
}
