//! The documents to measure, and the packs to measure with.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiheng_packs::PackFile;

use crate::derive;

/// Formats in the order of the table.
pub const FORMATS: [&str; 4] = ["txt", "docx", "xlsx", "html"];

/// One document in memory.
pub struct Document {
    /// One of [`FORMATS`].
    pub format: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// All documents of a run.
pub struct Corpus {
    /// How they came about, for the table.
    pub origin: String,
    /// The documents.
    pub documents: Vec<Document>,
}

impl Corpus {
    /// Those of one format.
    pub fn of(&self, format: &str) -> Vec<&[u8]> {
        self.documents.iter().filter(|document| document.format == format).map(|d| d.bytes.as_slice()).collect()
    }
}

/// `count` documents derived from the sample in each format that reads fast, fewer of the others.
///
/// # Errors
/// When the sample cannot be read, or two documents came out the same.
pub fn derived(root: &Path, count: usize) -> Result<Corpus, String> {
    let sample = root.join("examples/linjiang-2021");
    let mut documents = Vec::new();
    for (format, count) in [("txt", count), ("docx", count / 4), ("xlsx", count / 4), ("html", count / 4)] {
        let twins = ["clean", "faulty"]
            .map(|twin| sample.join(twin).join(format!("report.{format}")))
            .iter()
            .map(|path| read(path))
            .collect::<Result<Vec<_>, _>>()?;
        for (number, twin) in (0..count).zip(twins.iter().cycle()) {
            documents.push(Document { format, bytes: derive::document(twin, format, number)? });
        }
    }
    let distinct: BTreeSet<&[u8]> = documents.iter().map(|document| document.bytes.as_slice()).collect();
    if distinct.len() != documents.len() {
        return Err(format!("of {} derived documents only {} differ", documents.len(), distinct.len()));
    }
    Ok(Corpus { origin: format!("{} distinct documents derived from the sample", documents.len()), documents })
}

/// The documents of a folder.
///
/// # Errors
/// When it cannot be read or holds none.
pub fn of_folder(folder: &Path) -> Result<Corpus, String> {
    let mut documents = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let mut paths = Vec::new();
        for entry in fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))? {
            paths.push(entry.map_err(|error| error.to_string())?.path());
        }
        paths.sort();
        for path in paths {
            let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
            if path.is_dir() {
                waiting.push(path);
            } else if let Some(format) = FORMATS.into_iter().find(|format| extension == *format) {
                documents.push(Document { format, bytes: read(&path)? });
            }
        }
    }
    if documents.is_empty() {
        return Err(format!("{} holds no documents", folder.display()));
    }
    Ok(Corpus { origin: format!("{} documents of a folder", documents.len()), documents })
}

/// The files of the shipped packs.
///
/// # Errors
/// When they cannot be read.
pub fn packs(root: &Path) -> Result<Vec<PackFile>, String> {
    let mut files = Vec::new();
    collect(&root.join("packs"), "", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, into: &mut Vec<PackFile>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let entry = entry.map_err(|error| error.to_string())?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), into)?;
        } else {
            into.push(PackFile { bytes: read(&entry.path())?, path: name });
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}
