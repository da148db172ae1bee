//! Zips among the inputs. None is kept open or in memory: a folder may hold thousands of them.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use jiheng_readers::Limits;
use jiheng_readers::archive::{self, ArchiveError};
use jiheng_reports::Refusal;

/// A zip whose file is opened again for each member.
pub type Archive = archive::Archive<FileReader>;

/// What a path turned out to be.
pub enum Found {
    /// No zip, or one that is itself a document.
    Document,
    /// A zip of documents.
    Archive(Arc<Archive>),
    /// A zip that cannot be opened.
    Refused(Refusal),
}

/// Tells by content whether a file is a zip of documents. One that cannot be opened is left to the reader of
/// documents unless its name says zip: it knows better what to say of a damaged docx.
pub fn find(path: &Path, limits: &Limits) -> Found {
    if !has_zip_signature(path) {
        return Found::Document;
    }
    match Archive::open(FileReader::new(path), limits) {
        Ok(archive) if archive.is_document() => Found::Document,
        // The clone has no open file.
        Ok(archive) => Found::Archive(Arc::new(archive.clone())),
        Err(error) if is_named_zip(path) => Found::Refused(refusal(&error)),
        Err(_) => Found::Document,
    }
}

/// True for names that end in `.zip`.
pub fn is_named_zip(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

/// Why a zip or a member cannot be read, as results print it.
pub fn refusal(error: &ArchiveError) -> Refusal {
    Refusal { kind: error.kind().to_owned(), message: error.message() }
}

/// Only regular files are looked into; opening a pipe could wait for ever.
fn has_zip_signature(path: &Path) -> bool {
    let mut head = [0; 4];
    std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
        && File::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok())
        && matches!(&head, b"PK\x03\x04" | b"PK\x05\x06")
}

/// A file that opens when it is first read; a clone starts closed.
#[derive(Debug)]
pub struct FileReader {
    path: Arc<Path>,
    open: Option<Open>,
    at: u64,
}

#[derive(Debug)]
struct Open {
    file: BufReader<File>,
    at: u64,
}

impl FileReader {
    fn new(path: &Path) -> Self {
        Self { path: Arc::from(path), open: None, at: 0 }
    }

    fn opened(&mut self) -> std::io::Result<&mut Open> {
        match &mut self.open {
            Some(open) => Ok(open),
            closed => Ok(closed.insert(Open { file: BufReader::new(File::open(&self.path)?), at: 0 })),
        }
    }
}

impl Clone for FileReader {
    fn clone(&self) -> Self {
        Self { path: Arc::clone(&self.path), open: None, at: 0 }
    }
}

impl Read for FileReader {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let at = self.at;
        let open = self.opened()?;
        if open.at != at {
            // Within what is buffered this reads nothing again: a directory is many short steps.
            match i64::try_from(i128::from(at) - i128::from(open.at)) {
                Ok(step) => open.file.seek_relative(step)?,
                Err(_) => open.file.seek(SeekFrom::Start(at)).map(drop)?,
            }
            open.at = at;
        }
        let count = open.file.read(buffer)?;
        open.at += count as u64;
        self.at = open.at;
        Ok(count)
    }
}

impl Seek for FileReader {
    fn seek(&mut self, position: SeekFrom) -> std::io::Result<u64> {
        let target = match position {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(step) => self.at.checked_add_signed(step),
            SeekFrom::End(step) => self.opened()?.file.get_ref().metadata()?.len().checked_add_signed(step),
        };
        self.at = target.ok_or(std::io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_reads_where_it_was_sent_and_a_clone_from_the_start() {
        let path = std::env::temp_dir().join(format!("jiheng-file-reader-{}", std::process::id()));
        std::fs::write(&path, b"0123456789").unwrap();
        let mut reader = FileReader::new(&path);
        let mut two = |position| {
            let mut buffer = [0; 2];
            reader.seek(position).unwrap();
            reader.read_exact(&mut buffer).unwrap();
            String::from_utf8(buffer.to_vec()).unwrap()
        };
        assert_eq!(two(SeekFrom::End(-3)), "78");
        assert_eq!(two(SeekFrom::Start(1)), "12");
        assert_eq!(two(SeekFrom::Current(2)), "56");
        let mut rest = String::new();
        reader.clone().read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "0123456789");
        assert!(reader.seek(SeekFrom::Start(0)).and_then(|_| reader.seek(SeekFrom::Current(-1))).is_err());
        std::fs::remove_file(&path).unwrap();
    }
}
