//! From paths on the command line to documents, in a fixed order; and the reading of them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use jiheng_isolation::{ArchiveFile, Listing, Reader, Reading};
use jiheng_readers::archive::Member;
use jiheng_reports::Refusal;

use crate::archive::{self, Found};
use crate::refusals;

/// Folders inside folders; deeper trees are hostile or broken.
const DEPTH_MAX: usize = 64;

/// The path that stands for what is piped in.
const STDIN: &str = "-";

/// One thing to evaluate or to report as refused.
#[derive(Debug)]
pub struct Input {
    /// Path as shown in results, with `/` between its parts.
    pub shown: String,
    /// Where its bytes are, or why there are none.
    pub source: Result<Source, Refusal>,
}

/// Where the bytes of a document are.
#[derive(Debug)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// What is piped in.
    Stdin,
    /// A file inside a zip.
    Member(ArchiveFile, Member),
}

/// All inputs of a run.
pub struct Gathered<'a> {
    /// In the order of the arguments; below a folder or in a zip in order of their paths' bytes.
    pub inputs: Vec<Input>,
    /// Files below folders and in zips that are of no known type.
    pub skipped: usize,
    reader: &'a dyn Reader,
}

/// Finds the documents behind `paths`. A folder or zip that holds none is an input that is refused.
pub fn gather<'a>(paths: &[PathBuf], reader: &'a dyn Reader) -> Gathered<'a> {
    let mut gathered = Gathered { inputs: Vec::new(), skipped: 0, reader };
    for path in paths {
        if path.as_os_str() == STDIN {
            gathered.inputs.push(Input { shown: STDIN.to_owned(), source: Ok(Source::Stdin) });
            continue;
        }
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => gathered.folder(path),
            Ok(_) => {
                if gathered.file(path.clone()) == 0 {
                    gathered.refuse(path, refusals::empty_archive());
                }
            }
            Err(error) => gathered.refuse(path, refusals::unreadable(&error)),
        }
    }
    gathered
}

impl Gathered<'_> {
    fn refuse(&mut self, path: &Path, refusal: Refusal) {
        self.inputs.push(Input { shown: shown(path), source: Err(refusal) });
    }

    /// Adds a file, or what it holds if it is a zip of documents; returns how many inputs that were.
    fn file(&mut self, path: PathBuf) -> usize {
        match archive::find(&path, self.reader) {
            Found::Archive(archive, listing) => self.members(&path, &archive, listing),
            Found::Refused(refusal) => {
                self.refuse(&path, refusal);
                1
            }
            Found::Document => {
                self.inputs.push(Input { shown: shown(&path), source: Ok(Source::File(path)) });
                1
            }
        }
    }

    fn members(&mut self, path: &Path, archive: &ArchiveFile, listing: Listing) -> usize {
        let before = self.inputs.len();
        let zip = shown(path);
        if !listing.names_unique {
            self.refuse(path, archive::names_repeated());
        }
        for member in listing.members {
            if is_known(Path::new(&member.path)) {
                let shown = format!("{zip}/{}", member.path);
                self.inputs.push(Input { shown, source: Ok(Source::Member(archive.clone(), member)) });
            } else {
                self.skipped += 1;
            }
        }
        self.inputs.len() - before
    }

    fn folder(&mut self, root: &Path) {
        let mut found: BTreeMap<Vec<u8>, (PathBuf, Option<Refusal>)> = BTreeMap::new();
        let mut waiting = vec![(root.to_owned(), 0)];
        while let Some((folder, depth)) = waiting.pop() {
            match entries(&folder, depth) {
                Ok(Entries { folders, files, skipped }) => {
                    self.skipped += skipped;
                    waiting.extend(folders.into_iter().map(|folder| (folder, depth + 1)));
                    found.extend(files.into_iter().map(|file| (bytes_of(&file), (file, None))));
                }
                Err(refusal) => {
                    found.insert(bytes_of(&folder), (folder, Some(refusal)));
                }
            }
        }
        let before = self.inputs.len();
        for (path, refusal) in found.into_values() {
            match refusal {
                Some(refusal) => self.refuse(&path, refusal),
                // Only what is called a zip is looked into here: opening every docx once more would cost too much.
                None if archive::is_named_zip(&path) => {
                    self.file(path);
                }
                None => self.inputs.push(Input { shown: shown(&path), source: Ok(Source::File(path)) }),
            }
        }
        if self.inputs.len() == before {
            self.refuse(root, refusals::empty_folder());
        }
    }
}

/// What one folder holds.
#[derive(Default)]
struct Entries {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
    skipped: usize,
}

fn entries(folder: &Path, depth: usize) -> Result<Entries, Refusal> {
    if depth > DEPTH_MAX {
        return Err(refusals::too_deep(DEPTH_MAX));
    }
    let mut entries = Entries::default();
    for entry in std::fs::read_dir(folder).map_err(|error| refusals::unreadable(&error))? {
        let entry = entry.map_err(|error| refusals::unreadable(&error))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| refusals::unreadable(&error))?;
        // A linked folder may lead back up or out of what was given; a linked file is as good as the file.
        let is_linked_folder = kind.is_symlink() && path.is_dir();
        if kind.is_dir() {
            entries.folders.push(path);
        } else if is_known(&path) && !is_linked_folder {
            entries.files.push(path);
        } else {
            entries.skipped += 1;
        }
    }
    Ok(entries)
}

/// Word leaves `~$name.docx` beside an open document, other programs leave hidden files.
fn is_known(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_leftover = name.starts_with("~$") || name.starts_with('.');
    !is_leftover && (extension == "zip" || jiheng_readers::EXTENSIONS.contains(&extension.as_str()))
}

/// Reads a document of at most `limit` bytes.
///
/// # Errors
/// The size as far as known, and why there are no bytes.
pub fn read(source: &Source, reader: &dyn Reader, limit: u64) -> Result<Reading, (u64, Refusal)> {
    match source {
        Source::File(path) => {
            let bytes = read_file(path, limit)?;
            Ok(Reading { document: reader.document(&bytes), bytes })
        }
        Source::Stdin => {
            let bytes = read_capped(std::io::stdin().lock(), 0, limit)?;
            Ok(Reading { document: reader.document(&bytes), bytes })
        }
        Source::Member(archive, member) => {
            reader.member(archive, member, limit).map_err(|failure| (member.size(), refusals::of_failure(&failure)))
        }
    }
}

/// Reads a regular file of at most `limit` bytes.
///
/// # Errors
/// As for [`read`].
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, (u64, Refusal)> {
    let metadata = std::fs::metadata(path).map_err(|error| (0, refusals::unreadable(&error)))?;
    // Opening a pipe or a device could wait for ever.
    if !metadata.is_file() {
        return Err((0, refusals::not_a_file()));
    }
    let size = metadata.len();
    if size > limit {
        return Err((size, refusals::too_large(size, limit)));
    }
    // The file may grow while it is read.
    read_capped(File::open(path).map_err(|error| (size, refusals::unreadable(&error)))?, size, limit)
}

fn read_capped(input: impl std::io::Read, size: u64, limit: u64) -> Result<Vec<u8>, (u64, Refusal)> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    input.take(limit + 1).read_to_end(&mut bytes).map_err(|error| (size, refusals::unreadable(&error)))?;
    let length = bytes.len() as u64;
    if length > limit { Err((length, refusals::too_large(length, limit))) } else { Ok(bytes) }
}

/// A path as results show it.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

fn bytes_of(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_considers_documents_and_leaves_leftovers() {
        for (name, known) in [
            ("a.docx", true),
            ("A.DOCX", true),
            ("表.xlsx", true),
            ("预算.XLS", true),
            ("a.et", true),
            ("a.odt", true),
            ("a.ods", true),
            ("a.htm", true),
            ("~$a.docx", false),
            (".a.txt", false),
            ("a.zip", true),
            ("a.rar", false),
            ("a.doc", true),
            ("报告.WPS", true),
            ("~$a.doc", false),
            ("a.dot", false),
            ("docx", false),
        ] {
            assert_eq!(is_known(Path::new(name)), known, "{name}");
        }
    }
}
