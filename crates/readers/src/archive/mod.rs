//! A zip of documents as departments hand them in: its members by name, read one at a time.
//!
//! The directory is read once; a member is inflated only when it is asked for. Declared sizes are a contract, not
//! a promise: together they must stay within the limits, and a member that inflates beyond its own is damaged.

mod error;
mod names;

use std::io::{Read, Seek, SeekFrom};

use serde::{Deserialize, Serialize};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::limits::Limits;
use crate::ooxml;
pub use error::ArchiveError;

/// Bit 11 of an entry's flags: its name is UTF-8.
const UTF8_FLAG: u16 = 1 << 11;

/// An opened zip. A clone shares the directory; its reader is a clone, too.
#[derive(Clone, Debug)]
pub struct Archive<R> {
    zip: ZipArchive<R>,
    members: Vec<Member>,
    names_unique: bool,
}

/// A file inside a zip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    index: usize,
    size: u64,
    /// Its path inside the zip, decoded, with `/` between its parts.
    pub path: String,
}

impl Member {
    /// Size in bytes that the zip declares for it.
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl<R: Read + Seek + Clone> Archive<R> {
    /// Reads the directory of a zip.
    ///
    /// # Errors
    /// When it is incomplete or damaged, or holds or declares more than `limits` allow.
    pub fn open(mut reader: R, limits: &Limits) -> Result<Self, ArchiveError> {
        let file_bytes = reader.seek(SeekFrom::End(0)).map_err(|error| ArchiveError::of_io(&error))?;
        // Asked before opening, because opening builds an index of as many entries as the record declares.
        let declared = declared_entries(&mut reader, file_bytes)?;
        let too_many = ArchiveError::TooManyEntries { limit: limits.archive_entries };
        if declared > limits.archive_entries {
            return Err(too_many);
        }
        let mut zip = ZipArchive::new(reader).map_err(|error| ArchiveError::of_zip(&error))?;
        if zip.len() as u64 > limits.archive_entries {
            return Err(too_many);
        }
        let (members, total) = list(&mut zip)?;
        let dense = total > limits.ratio_floor_bytes && total / file_bytes.max(1) > limits.ratio;
        if dense || total > limits.archive_bytes {
            return Err(ArchiveError::Bomb);
        }
        let names_unique = !zip.has_duplicate_names();
        Ok(Self { zip, members, names_unique })
    }

    /// The files inside, in order of their paths' bytes.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// False when the zip lists one name twice; only the last of them can be read then.
    pub fn names_unique(&self) -> bool {
        self.names_unique
    }

    /// True when the zip is itself a document (docx, xlsx, odt …) and no collection of documents.
    pub fn is_document(&self) -> bool {
        ["[Content_Types].xml", "mimetype", "word/document.xml", "xl/workbook.xml"]
            .iter()
            .any(|name| self.members.binary_search_by(|member| member.path.as_str().cmp(name)).is_ok())
    }

    /// Inflates a member of at most `limit` bytes.
    ///
    /// # Errors
    /// When it is too large, damaged, or packed in a way that is not read.
    pub fn read(&self, member: &Member, limit: u64) -> Result<Vec<u8>, ArchiveError> {
        if member.size > limit {
            return Err(ArchiveError::MemberTooLarge { size: member.size, limit });
        }
        let mut zip = self.zip.clone();
        let file = zip.by_index(member.index).map_err(|error| ArchiveError::of_zip(&error))?;
        // What a member declares is believed as far as packing that well is common.
        let expected = file.compressed_size().saturating_mul(16).min(member.size);
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
        file.take(member.size.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| ArchiveError::of_io(&error))?;
        if bytes.len() as u64 != member.size {
            return Err(ArchiveError::Damaged);
        }
        Ok(bytes)
    }
}

/// The files of the directory in order, and the sum of the sizes that they declare.
fn list<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<(Vec<Member>, u64), ArchiveError> {
    let mut files = Vec::new();
    let mut raw_names = Vec::new();
    let mut total: u64 = 0;
    for index in 0..zip.len() {
        let entry = zip.by_index_data(index).map_err(|error| ArchiveError::of_zip(&error))?;
        total = total.saturating_add(entry.size());
        if entry.is_file() {
            let is_utf8 = entry.flags().as_u16() & UTF8_FLAG != 0;
            raw_names.push(names::RawName { bytes: entry.name_raw().to_vec(), is_utf8 });
            files.push((index, entry.size()));
        }
    }
    let paths = names::decoded(&raw_names);
    let members = files.into_iter().zip(paths).map(|((index, size), path)| Member { index, size, path });
    let mut members: Vec<Member> = members.collect();
    members.sort_by(|a, b| (a.path.as_bytes(), a.index).cmp(&(b.path.as_bytes(), b.index)));
    Ok((members, total))
}

/// The number of entries in the last end record.
fn declared_entries<R: Read + Seek>(reader: &mut R, file_bytes: u64) -> Result<u64, ArchiveError> {
    let start = file_bytes.saturating_sub(ooxml::END_SEARCH_BYTES as u64);
    let mut tail = Vec::new();
    reader
        .seek(SeekFrom::Start(start))
        .and_then(|_| reader.by_ref().take(ooxml::END_SEARCH_BYTES as u64).read_to_end(&mut tail))
        .map_err(|error| ArchiveError::of_io(&error))?;
    ooxml::declared_entries(&tail).ok_or(ArchiveError::Truncated)
}

impl ArchiveError {
    fn of_zip(error: &ZipError) -> Self {
        match error {
            ZipError::Io(error) => Self::of_io(error),
            ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => Self::Encrypted,
            ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => Self::Method,
            _ => Self::Damaged,
        }
    }

    /// Errors of the operating system carry its number; all others come from unpacking.
    fn of_io(error: &std::io::Error) -> Self {
        match error.raw_os_error() {
            Some(_) => Self::Unreadable { why: error.to_string() },
            None => Self::Damaged,
        }
    }
}

#[cfg(test)]
mod tests;
