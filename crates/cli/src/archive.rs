//! Zips among the inputs. Only their first four bytes are looked at here; everything else is the reader's business.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use jiheng_isolation::{ArchiveFile, Failure, Listing, Reader};
use jiheng_readers::archive::ArchiveError;
use jiheng_reports::Refusal;

use crate::refusals;

/// What a path turned out to be.
pub enum Found {
    /// No zip, or one that is itself a document.
    Document,
    /// A zip of documents.
    Archive(ArchiveFile, Listing),
    /// A zip that cannot be opened.
    Refused(Refusal),
}

/// Tells by content whether a file is a zip of documents. One that cannot be opened is left to the reader of
/// documents unless its name says zip: it knows better what to say of a damaged docx.
pub fn find(path: &Path, reader: &dyn Reader) -> Found {
    if !has_zip_signature(path) {
        return Found::Document;
    }
    let archive = ArchiveFile::new(path);
    match reader.list(&archive) {
        Ok(listing) if listing.is_document => Found::Document,
        Ok(listing) => Found::Archive(archive, listing),
        Err(Failure::Refused { .. }) if !is_named_zip(path) => Found::Document,
        Err(failure) => Found::Refused(refusals::of_failure(&failure)),
    }
}

/// True for names that end in `.zip`.
pub fn is_named_zip(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

/// One name twice in a zip.
pub fn names_repeated() -> Refusal {
    let error = ArchiveError::NamesRepeated;
    Refusal { kind: error.kind().to_owned(), message: error.message() }
}

/// Only regular files are looked into; opening a pipe could wait for ever.
fn has_zip_signature(path: &Path) -> bool {
    let mut head = [0; 4];
    std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
        && File::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok())
        && matches!(&head, b"PK\x03\x04" | b"PK\x05\x06")
}
