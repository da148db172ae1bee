//! Archives on disk. None is kept open or in memory: a folder may hold thousands of them.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// An archive by its path. A clone is the same archive.
#[derive(Clone, Debug)]
pub struct ArchiveFile {
    path: Arc<Path>,
    id: u64,
    /// How many files it lists, once that is known.
    members: Arc<AtomicU32>,
}

impl ArchiveFile {
    /// The archive at `path`, which is opened only when it is read.
    pub fn new(path: &Path) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self { path: Arc::from(path), id: NEXT.fetch_add(1, Ordering::Relaxed), members: Arc::default() }
    }

    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    pub(crate) fn members(&self) -> u32 {
        self.members.load(Ordering::Relaxed)
    }

    pub(crate) fn set_members(&self, count: usize) {
        self.members.store(u32::try_from(count).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    pub(crate) fn reader(&self) -> FileReader {
        FileReader::new(&self.path)
    }
}

/// A file that opens when it is first read; a clone starts closed.
#[derive(Debug)]
pub(crate) struct FileReader {
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

    /// Size of the file.
    pub(crate) fn length(&mut self) -> std::io::Result<u64> {
        Ok(self.opened()?.file.get_ref().metadata()?.len())
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
            SeekFrom::End(step) => self.length()?.checked_add_signed(step),
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
