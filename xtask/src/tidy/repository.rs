//! The files that belong to the repository, as git sees them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::tools;

/// A file of the repository.
pub struct RepositoryFile {
    /// Path from the top folder, with `/`.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl RepositoryFile {
    /// The content as text; `None` when it is not UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// True when the name ends with this extension.
    pub fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }
}

/// All files of the repository.
pub struct Repository {
    /// The top folder.
    pub root: PathBuf,
    /// Tracked files, and new ones that are not ignored: what the next commit could hold.
    pub files: Vec<RepositoryFile>,
}

impl Repository {
    /// Reads all files.
    ///
    /// # Errors
    /// Git is missing, this is no git repository, or a file cannot be read.
    pub fn read(root: &Path) -> Result<Self, String> {
        let listing = tools::output(root, "git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
        let listing = String::from_utf8(listing).map_err(|error| format!("a file name is not UTF-8: {error}"))?;
        let mut paths: Vec<&str> = listing.split('\0').filter(|path| !path.is_empty()).collect();
        paths.sort_unstable();
        paths.dedup();
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            let full = root.join(path);
            // A file that was deleted but not yet staged is still listed.
            if full.is_file() {
                let bytes = fs::read(&full).map_err(|error| format!("{path}: {error}"))?;
                files.push(RepositoryFile { path: path.to_owned(), bytes });
            }
        }
        Ok(Self { root: root.to_path_buf(), files })
    }

    /// The text of one file.
    ///
    /// # Errors
    /// It is not there or is not UTF-8.
    pub fn text(&self, path: &str) -> Result<&str, String> {
        let file = self.files.iter().find(|file| file.path == path).ok_or_else(|| format!("{path} is missing"))?;
        file.text().ok_or_else(|| format!("{path} is not UTF-8"))
    }
}
