//! The zip of a document. Sizes are counted while inflating; headers are not believed.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Measure, ReadError};
use crate::limits::Limits;

const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
/// The end record and the longest comment after it.
pub(crate) const END_SEARCH_BYTES: usize = 22 + 65_535;

/// An opened package.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    inflated: u64,
    file_bytes: u64,
    limits: &'a Limits,
}

impl<'a> Package<'a> {
    /// Reads the directory of the zip.
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, ReadError> {
        let file_bytes = bytes.len() as u64;
        if file_bytes > limits.package_bytes {
            return Err(ReadError::TooLarge { what: Measure::FileBytes, limit: limits.package_bytes });
        }
        let too_many = ReadError::TooLarge { what: Measure::Entries, limit: limits.entries };
        // Asked before opening, because opening builds an index of as many entries as the record declares.
        if declared_entries(bytes).ok_or(ReadError::Truncated)? > limits.entries {
            return Err(too_many);
        }
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::DamagedArchive { part: "zip".to_owned() })?;
        if archive.len() as u64 > limits.entries {
            return Err(too_many);
        }
        let names: Vec<String> =
            archive.file_names_raw().map(|raw| normal_name(&String::from_utf8_lossy(raw))).collect();
        let unique: BTreeSet<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
        if archive.has_duplicate_names() || unique.len() < names.len() {
            return Err(ReadError::RepeatedParts);
        }
        Ok(Self { archive, names, inflated: 0, file_bytes, limits })
    }

    /// Part names without a leading slash.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The limits this package is read within.
    pub(crate) fn limits(&self) -> &'a Limits {
        self.limits
    }

    /// The text of a part, `None` when there is none of this name. Names compare without case, as OPC has it.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let exact = self.names.iter().position(|known| known == name);
        let index = exact.or_else(|| self.names.iter().position(|known| known.eq_ignore_ascii_case(name)));
        let Some(index) = index else { return Ok(None) };
        let bytes = self.inflate(index, name)?;
        to_text(bytes, name).map(Some)
    }

    fn inflate(&mut self, index: usize, name: &str) -> Result<Vec<u8>, ReadError> {
        let damaged = || ReadError::DamagedArchive { part: name.to_owned() };
        let limits = self.limits;
        let mut file = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => ReadError::Encrypted,
            _ => damaged(),
        })?;
        let packed = file.compressed_size().min(self.file_bytes).max(1);
        let dense = limits.ratio_floor_bytes.max(packed.saturating_mul(limits.ratio.saturating_add(1)) - 1);
        let cap = limits.part_bytes.min(limits.total_bytes.saturating_sub(self.inflated)).min(dense);
        // What a part declares is believed as far as packing that well is common.
        let expected = packed.saturating_mul(16).min(file.size()).min(cap);
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0).saturating_add(1));
        file.by_ref().take(cap.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| damaged())?;
        let size = bytes.len() as u64;
        self.inflated = self.inflated.saturating_add(size);
        if size > cap { Err(ReadError::ZipBomb { part: name.to_owned() }) } else { Ok(bytes) }
    }
}

/// The number of entries in the last end record; `None` when there is no such record. All ones mean zip64,
/// which a document of less than 65,535 parts never needs.
pub(crate) fn declared_entries(bytes: &[u8]) -> Option<u64> {
    let tail = bytes.get(bytes.len().saturating_sub(END_SEARCH_BYTES)..)?;
    let at = tail.windows(END_OF_DIRECTORY.len()).rposition(|window| window == END_OF_DIRECTORY)?;
    let count = tail.get(at + 10..at + 12)?;
    Some(u64::from(u16::from_le_bytes(count.try_into().ok()?)))
}

fn normal_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

/// Parts are UTF-8, or UTF-16 with a byte order mark.
fn to_text(bytes: Vec<u8>, name: &str) -> Result<String, ReadError> {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(&bytes) {
        return Ok(encoding.decode(bytes.get(length..).unwrap_or_default()).0.into_owned());
    }
    String::from_utf8(bytes).map_err(|_| ReadError::DamagedXml { part: name.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::zip_of;

    #[test]
    fn sizes_are_counted_while_inflating() {
        let long = "x".repeat(40_000);
        let zip = zip_of(&[("a.xml", &long), ("b.xml", &long), ("c.xml", "<c/>")]);
        let generous = Limits::default();
        let cases = [
            (Limits { part_bytes: 30_000, ..generous.clone() }, "zip-bomb"),
            (Limits { total_bytes: 60_000, ..generous.clone() }, "zip-bomb"),
            (Limits { ratio: 10, ratio_floor_bytes: 1_000, ..generous.clone() }, "zip-bomb"),
            (Limits { ratio: 10, ratio_floor_bytes: 50_000, ..generous.clone() }, "fine"),
            (Limits { entries: 2, ..generous.clone() }, "too-large"),
            (Limits { package_bytes: 100, ..generous.clone() }, "too-large"),
            (generous, "fine"),
        ];
        for (limits, expected) in cases {
            let outcome = Package::open(&zip, &limits).and_then(|mut package| {
                package.text("a.xml")?;
                package.text("B.XML")
            });
            let kind = outcome.as_ref().map_or_else(ReadError::kind, |text| {
                assert_eq!(text.as_deref(), Some(long.as_str()), "names compare without case");
                "fine"
            });
            assert_eq!(kind, expected, "{limits:?}");
        }
    }

    #[test]
    fn no_part_is_read_when_there_are_two_of_its_name() {
        let limits = Limits::default();
        for (other, is_read) in [("A.XML", false), ("/a.xml", false), ("\\a.xml", false), ("b/a.xml", true)] {
            let zip = zip_of(&[("a.xml", "<a/>"), (other, "<b/>")]);
            assert_eq!(Package::open(&zip, &limits).is_ok(), is_read, "{other}");
        }
    }

    #[test]
    fn a_cut_package_is_called_incomplete() {
        let zip = zip_of(&[("a.xml", "<a/>")]);
        let limits = Limits::default();
        let cut = Package::open(&zip[..zip.len() - 30], &limits).err().unwrap();
        assert_eq!(cut, ReadError::Truncated);
    }
}
