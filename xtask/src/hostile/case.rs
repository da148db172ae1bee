//! A hostile file and what has to become of it.

use std::path::PathBuf;

/// A file with the answer that it must get. A change of behaviour shows as a difference from this.
#[derive(Clone, Debug)]
pub struct Case {
    /// What is hostile about it, in lower-case words joined by hyphens, with the extension it is handed in under.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// One answer for each document in it, in the order in which they are reported.
    pub expected: Vec<Answer>,
}

/// What becomes of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is refused with a sentence of this kind.
    Refused(String),
    /// It is read, with notes of exactly these kinds. None: it is read as if nothing was wrong with it.
    Read(Vec<String>),
}

impl Case {
    /// A file of which one document comes.
    pub fn new(name: &str, bytes: Vec<u8>, expected: Answer) -> Self {
        Self::many(name, bytes, vec![expected])
    }

    /// A file of several documents.
    pub fn many(name: &str, bytes: Vec<u8>, expected: Vec<Answer>) -> Self {
        Self { name: name.to_owned(), bytes, expected }
    }
}

/// Refused with this kind of sentence.
pub fn refused(kind: &str) -> Answer {
    Answer::Refused(kind.to_owned())
}

/// Read, and nothing to say about it.
pub fn read() -> Answer {
    Answer::Read(Vec::new())
}

/// Read with notes of these kinds.
pub fn noted(kinds: &[&str]) -> Answer {
    let mut kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    kinds.sort();
    Answer::Read(kinds)
}

/// What hostile files point to, to show whether anything follows them.
#[derive(Clone, Debug)]
pub struct Trap {
    /// Port on the loopback interface where somebody listens.
    pub port: u16,
    /// A file that nobody has a reason to open.
    pub canary: PathBuf,
}

impl Trap {
    /// A page at the listener.
    pub fn url(&self, page: &str) -> String {
        format!("http://127.0.0.1:{}/{page}", self.port)
    }

    /// The canary as a path.
    pub fn path(&self) -> String {
        self.canary.to_string_lossy().into_owned()
    }

    /// The canary as an address.
    pub fn file_url(&self) -> String {
        format!("file://{}", self.path())
    }
}
