//! The archive that was read last, with its directory: members are asked for one at a time.

use std::io::{Read, Seek};
use std::sync::Arc;

use jiheng_model::text::Bilingual;
use jiheng_readers::Limits;
use jiheng_readers::archive::{Archive, ArchiveError};

use crate::message::Listing;

/// Keeps one opened archive, because a folder may hold thousands of them.
#[derive(Debug)]
pub struct Archives<R> {
    last: Option<(u64, Arc<Archive<R>>)>,
}

impl<R: Read + Seek + Clone> Archives<R> {
    /// None yet.
    pub fn new() -> Self {
        Self { last: None }
    }

    /// The archive `id`, opened from `reader` unless it is the last one.
    pub fn open(&mut self, id: u64, reader: R, limits: &Limits) -> Result<Arc<Archive<R>>, ArchiveError> {
        if let Some((last, archive)) = &self.last
            && *last == id
        {
            return Ok(Arc::clone(archive));
        }
        // What is kept is a clone, because its reader has no open file.
        let archive = Arc::new(Archive::open(reader, limits)?.clone());
        self.last = Some((id, Arc::clone(&archive)));
        Ok(archive)
    }
}

/// What others have to know of an archive.
pub fn listing<R: Read + Seek + Clone>(archive: &Archive<R>) -> Listing {
    Listing {
        members: archive.members().to_vec(),
        names_unique: archive.names_unique(),
        is_document: archive.is_document(),
    }
}

/// Kind and sentence of an error.
pub fn words(error: &ArchiveError) -> (String, Bilingual) {
    (error.kind().to_owned(), error.message())
}
