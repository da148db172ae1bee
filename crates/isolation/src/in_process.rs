//! Reading in the process that asks: without any guard, for tests, debugging and files of one's own.

use std::sync::{Arc, Mutex, PoisonError};

use jiheng_markup::{Edit, Marked, Remark};
use jiheng_model::document::Document;
use jiheng_model::sheet::Workbook;
use jiheng_readers::Limits;
use jiheng_readers::archive::{Archive, ArchiveError, Member};

use crate::archives::{self, Archives};
use crate::confine::Standing;
use crate::failure::{self, Failure};
use crate::fault::{Fault, guarded};
use crate::file::{ArchiveFile, FileReader};
use crate::message::{Listing, Reading};
use crate::reader::Reader;

/// The reader without a child process.
#[derive(Debug)]
pub struct InProcess {
    limits: Limits,
    archives: Mutex<Archives<FileReader>>,
}

impl InProcess {
    /// A reader within `limits`.
    pub fn new(limits: Limits) -> Self {
        Self { limits, archives: Mutex::new(Archives::new()) }
    }

    fn open(&self, file: &ArchiveFile) -> Result<Arc<Archive<FileReader>>, ArchiveError> {
        let mut archives = self.archives.lock().unwrap_or_else(PoisonError::into_inner);
        archives.open(file.id(), file.reader(), &self.limits)
    }
}

impl Reader for InProcess {
    fn document(&self, bytes: &[u8]) -> Result<Document, Failure> {
        let read = guarded(|| jiheng_readers::read(bytes, &self.limits)).map_err(|fault| of_fault(&fault))?;
        read.map_err(|error| Failure::Refused { kind: error.kind().to_owned(), message: error.message() })
    }

    fn sheets(&self, bytes: &[u8]) -> Result<Workbook, Failure> {
        let read = guarded(|| jiheng_readers::read_sheets(bytes, &self.limits)).map_err(|fault| of_fault(&fault))?;
        read.map_err(|error| Failure::Refused { kind: error.kind().to_owned(), message: error.message() })
    }

    fn list(&self, archive: &ArchiveFile) -> Result<Listing, Failure> {
        let listed = guarded(|| self.open(archive).map(|archive| archives::listing(&archive)));
        listed.map_err(|fault| of_fault(&fault))?.map_err(|error| refused(&error))
    }

    fn member(&self, archive: &ArchiveFile, member: &Member, limit: u64) -> Result<Reading, Failure> {
        let read = guarded(|| self.open(archive).and_then(|archive| archive.read(member, limit)));
        let bytes = read.map_err(|fault| of_fault(&fault))?.map_err(|error| refused(&error))?;
        Ok(Reading { document: self.document(&bytes), bytes })
    }

    fn mark(&self, bytes: &[u8], remarks: Vec<Remark>, edits: Vec<Edit>) -> Result<Marked, Failure> {
        let marked = guarded(|| jiheng_markup::write(bytes, &remarks, &edits)).map_err(|fault| of_fault(&fault))?;
        marked.map_err(|error| {
            let (kind, message) = failure::unmarked(&error);
            Failure::Refused { kind, message }
        })
    }

    fn standing(&self) -> Option<&Standing> {
        None
    }
}

fn of_fault(fault: &Fault) -> Failure {
    Failure::Fault { place: fault.place.clone() }
}

fn refused(error: &ArchiveError) -> Failure {
    let (kind, message) = archives::words(error);
    Failure::Refused { kind, message }
}
