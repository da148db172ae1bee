//! The shipped packs and samples, for tests of the whole line.

use std::path::{Path, PathBuf};

use jiheng_packs::{PackFile, PackSet};

/// Root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The files of the shipped packs.
///
/// # Panics
/// When the folder cannot be read, which a test cannot go on without.
pub fn pack_files() -> Vec<PackFile> {
    let mut list = Vec::new();
    gather(&root().join("packs"), "", &mut list);
    list
}

/// The shipped packs.
///
/// # Panics
/// With every reason why they do not load.
pub fn packs() -> PackSet {
    PackSet::load(pack_files()).unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("the packs do not load:\n{}", lines.join("\n"))
    })
}

fn gather(folder: &Path, prefix: &str, into: &mut Vec<PackFile>) {
    for entry in std::fs::read_dir(folder).expect("the packs folder can be read") {
        let entry = entry.expect("an entry of it can be read");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{name}/"), into);
        } else {
            let bytes = std::fs::read(entry.path()).expect("a pack file can be read");
            into.push(PackFile { path: name, bytes });
        }
    }
}
