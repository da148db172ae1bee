//! What crosses the pipe.

use jiheng_markup::{Edit, Remark};
use jiheng_model::document::Document;
use jiheng_model::sheet::Workbook;
use jiheng_model::text::Bilingual;
use jiheng_readers::Limits;
use jiheng_readers::archive::Member;
use serde::{Deserialize, Serialize};

use crate::confine::Standing;
use crate::failure::Failure;
use crate::self_test::Attempt;

/// Bytes of a greeting or a question; the longest question is that for comments on many findings.
pub const SMALL_BYTES_MAX: usize = 16 << 20;

/// Bytes of an answer: a document or a directory. A text of the largest size allowed stays far below.
pub const ANSWER_BYTES_MAX: usize = 64 << 20;

/// Bytes of an archive handed over at a time.
pub const BLOCK_BYTES: usize = 32 << 10;

/// A worker's first words, once its guards stand.
#[derive(Debug, Serialize, Deserialize)]
pub struct Hello {
    /// Version of the worker's binary.
    pub version: String,
    /// Its guards.
    pub standing: Standing,
}

/// A question to a worker.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// Limits of the readers.
    pub limits: Limits,
    /// What to do.
    pub task: Task,
}

/// What a worker does.
#[derive(Debug, Serialize, Deserialize)]
pub enum Task {
    /// Read a document, whose bytes follow as the next frame.
    Document,
    /// Read a register or accounts, whose bytes follow as the next frame.
    Sheets,
    /// Write comments and corrections into a Word document, whose bytes follow as the next frame.
    Mark {
        /// The comments.
        remarks: Vec<Remark>,
        /// The corrections.
        edits: Vec<Edit>,
    },
    /// Try what must not be possible, more memory than this among it.
    SelfTest(u64),
    /// Read the directory of an archive.
    List(ArchiveKey),
    /// Unpack a member and read it as a document.
    Member {
        /// Of this archive.
        archive: ArchiveKey,
        /// As the directory lists it.
        member: Member,
        /// Most bytes it may have.
        limit: u64,
    },
}

/// An archive whose bytes stay with the parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveKey {
    /// Never the same for two archives of one run.
    pub id: u64,
    /// Its size in bytes.
    pub length: u64,
}

/// What a worker says.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// The document.
    Document(Document),
    /// The rows and columns.
    Sheets(Workbook),
    /// The directory.
    Listing(Listing),
    /// The member, whose bytes follow as the next frame, and what was read from them as the one after.
    Member,
    /// The marked document, whose bytes follow as the next frame, and how much of it was done.
    Marked {
        /// Comments that found their place.
        comments: u32,
        /// Edits that were made.
        edits: u32,
    },
    /// What was tried.
    Attempts(Vec<Attempt>),
    /// It cannot be read.
    Refused {
        /// Stable kind.
        kind: String,
        /// What happened and what to do.
        message: Bilingual,
    },
    /// The reader panicked at this place of our code.
    Fault(String),
    /// The answer would be longer than the pipe takes.
    TooMuch,
    /// Bytes of the archive are needed first; the parent answers with a block and the worker goes on.
    Want {
        /// From here.
        offset: u64,
        /// At most this many.
        length: u32,
    },
}

/// A document in its file's bytes and as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The document, or why there is none.
    pub document: Result<Document, Failure>,
}

/// The directory of a zip of documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The files inside, in order of their paths' bytes.
    pub members: Vec<Member>,
    /// False when one name is listed twice.
    pub names_unique: bool,
    /// True when the zip is itself a document.
    pub is_document: bool,
}
