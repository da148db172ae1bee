//! What is asked of whoever reads the bytes of strangers.

use jiheng_markup::{Edit, Marked, Remark};
use jiheng_model::document::Document;
use jiheng_model::sheet::Workbook;
use jiheng_readers::archive::Member;

use crate::confine::Standing;
use crate::failure::Failure;
use crate::file::ArchiveFile;
use crate::message::{Listing, Reading};

/// Reads documents and archives; on several threads at once.
pub trait Reader: Sync {
    /// Reads one document.
    ///
    /// # Errors
    /// Why the document cannot be read, or what became of the process that tried.
    fn document(&self, bytes: &[u8]) -> Result<Document, Failure>;

    /// Reads a register or a workbook of accounts.
    ///
    /// # Errors
    /// As for [`Reader::document`].
    fn sheets(&self, bytes: &[u8]) -> Result<Workbook, Failure>;

    /// Reads the directory of a zip of documents.
    ///
    /// # Errors
    /// As for [`Reader::document`].
    fn list(&self, archive: &ArchiveFile) -> Result<Listing, Failure>;

    /// Unpacks a member of at most `limit` bytes and reads it as a document.
    ///
    /// # Errors
    /// As for [`Reader::document`], when it cannot be unpacked.
    fn member(&self, archive: &ArchiveFile, member: &Member, limit: u64) -> Result<Reading, Failure>;

    /// Writes comments and corrections into a Word document.
    ///
    /// # Errors
    /// As for [`Reader::document`], when it cannot be marked.
    fn mark(&self, bytes: &[u8], remarks: Vec<Remark>, edits: Vec<Edit>) -> Result<Marked, Failure>;

    /// Which guards the first worker put up; `None` before it told, or without workers.
    fn standing(&self) -> Option<&Standing>;
}
