//! What the tests of sentences share: the shipped packs and a text as a document.

use std::path::Path;

use jiheng_facts::{Lexicon, Reading, extract};
use jiheng_model::evaluation::FactSet;
use jiheng_packs::{PackFile, PackSet};

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

/// The shipped packs.
pub fn packs() -> PackSet {
    let mut list = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs"), "", &mut list);
    PackSet::load(list).expect("the shipped packs load")
}

/// The facts of a plain text.
pub fn facts(packs: &PackSet, lexicon: &Lexicon, text: &str) -> FactSet {
    let document =
        jiheng_readers::read(text.as_bytes(), &jiheng_readers::Limits::default()).expect("plain text is read");
    extract(&document, packs, lexicon, Reading::default())
}
