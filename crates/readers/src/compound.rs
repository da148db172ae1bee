//! Compound files (OLE): the container of doc, xls and of files behind a password.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use crate::bytes::{u16_at, u32_at};
use crate::error::ReadError;
use crate::piece::to_u32;

const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Sector numbers above this one have a meaning of their own.
const SECTOR_MAX: u32 = 0xFFFF_FFFA;
const SECTOR_FREE: u32 = 0xFFFF_FFFF;
/// Sectors of the allocation table that the header lists; more stand in a chain.
const HEADER_LISTED: usize = 109;
const HEADER_LIST_AT: usize = 0x4C;
const CHAIN_AT: usize = 0x44;
const SECTOR_SHIFT_AT: usize = 0x1E;

/// Begins like a compound file.
pub(crate) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// An open compound file.
pub(crate) struct Compound<'a> {
    file: cfb::CompoundFile<Cursor<Cow<'a, [u8]>>>,
    /// No stream is longer than the file around it, whatever the directory says.
    cap: u64,
}

/// A stream as far as it can be read.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    pub(crate) bytes: Vec<u8>,
    /// The directory says that there is more.
    pub(crate) is_cut: bool,
}

impl<'a> Compound<'a> {
    /// Opens the container: its allocation tables and its directory.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let damaged = ReadError::DamagedCompound { part: "FAT" };
        let Some(size) = sector_bytes(bytes).filter(|size| has_bounded_tables(bytes, *size)) else {
            return Err(damaged);
        };
        let open = |bytes: Cow<'a, [u8]>| cfb::CompoundFile::open(Cursor::new(bytes)).ok();
        let file = open(Cow::Borrowed(bytes)).or_else(|| open(Cow::Owned(padded(bytes, size)?))).ok_or(damaged)?;
        Ok(Self { file, cap: bytes.len() as u64 })
    }

    /// There is a stream of this name at the root; embedded documents lie deeper and do not count.
    pub(crate) fn has_stream(&self, name: &str) -> bool {
        self.file.is_stream(name)
    }

    /// There is a folder of this name at the root.
    pub(crate) fn has_storage(&self, name: &str) -> bool {
        self.file.is_storage(name)
    }

    /// How many streams and folders lie in a folder at the root.
    pub(crate) fn count_within(&self, name: &str) -> u32 {
        self.file.read_storage(name).map_or(0, |entries| to_u32(entries.count()))
    }

    /// The bytes of a stream at the root.
    pub(crate) fn stream(&mut self, name: &str) -> Option<Stream> {
        if !self.has_stream(name) {
            return None;
        }
        let mut open = self.file.open_stream(name).ok()?;
        let declared = open.len();
        let mut bytes = Vec::new();
        // What was read before an error stays in `bytes`.
        let _cut = open.by_ref().take(self.cap).read_to_end(&mut bytes);
        let is_cut = (bytes.len() as u64) < declared;
        Some(Stream { bytes, is_cut })
    }
}

fn sector_bytes(bytes: &[u8]) -> Option<usize> {
    u16_at(bytes, SECTOR_SHIFT_AT).filter(|shift| [9, 12].contains(shift)).map(|shift| 1 << shift)
}

/// Some programs do not fill the last sector, which may be one of the tables.
fn padded(bytes: &[u8], size: usize) -> Option<Vec<u8>> {
    let missing = bytes.len().next_multiple_of(size) - bytes.len();
    (missing > 0).then(|| [bytes, &vec![0; missing]].concat())
}

/// The list of the table's sectors may name one sector a million times and so ask for gigabytes; an honest
/// one names each sector of the file at most once.
fn has_bounded_tables(bytes: &[u8], size: usize) -> bool {
    let per_sector = size / 4;
    let sectors = bytes.len().div_ceil(size);
    let named = |start: usize, count: usize| {
        (0..count).filter(|at| u32_at(bytes, start + at * 4).is_some_and(|entry| entry != SECTOR_FREE)).count()
    };
    let mut listed = named(HEADER_LIST_AT, HEADER_LISTED);
    let mut next = u32_at(bytes, CHAIN_AT).unwrap_or(SECTOR_FREE);
    for _ in 0..=sectors {
        // The last sector of the list may be padded with zeros.
        if listed > sectors + per_sector {
            return false;
        }
        if next >= SECTOR_MAX {
            return true;
        }
        let Some(start) = usize::try_from(next).ok().and_then(|sector| (sector + 1).checked_mul(size)) else {
            return false;
        };
        listed += named(start, per_sector - 1);
        next = u32_at(bytes, start.saturating_add(size - 4)).unwrap_or(SECTOR_FREE);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::compound_of;

    #[test]
    fn streams_of_the_root_are_found_and_read() {
        let long = vec![7; 100_000];
        let bytes = compound_of(&[("WordDocument", &long), ("1Table", b"short")]);
        let mut compound = Compound::open(&bytes).unwrap();
        assert!(is_compound(&bytes) && compound.has_stream("1Table") && !compound.has_stream("0Table"));
        assert!(!compound.has_storage("Macros"));
        for (name, expected) in [("WordDocument", long.as_slice()), ("1Table", b"short")] {
            let stream = compound.stream(name).unwrap();
            assert_eq!((stream.bytes.as_slice(), stream.is_cut), (expected, false));
        }
        assert!(compound.stream("0Table").is_none());
    }

    #[test]
    fn the_last_sector_need_not_be_whole() {
        let whole = compound_of(&[("WordDocument", &[7; 6000])]);
        // The tables come last here: their end is zero anyway.
        let mut moved = whole.clone();
        let directory = u32_at(&whole, 0x30).unwrap();
        let last = u32::try_from(whole.len() / 512 - 1).unwrap();
        moved.extend_from_slice(&whole[(directory as usize + 1) * 512..][..512]);
        moved[0x30..0x34].copy_from_slice(&last.to_le_bytes());
        let table = (u32_at(&whole, HEADER_LIST_AT).unwrap() as usize + 1) * 512;
        moved[table + last as usize * 4..][..4].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
        for end in [moved.len(), moved.len() - 100] {
            let stream = Compound::open(&moved[..end]).unwrap().stream("WordDocument").unwrap();
            assert_eq!((stream.bytes.len(), stream.is_cut), (6000, false));
        }
    }

    #[test]
    fn a_list_that_asks_for_more_memory_than_the_file_is_refused() {
        // A chain of list sectors, each naming sector 0 again and again.
        let mut bytes = compound_of(&[("WordDocument", &vec![7; 60_000])]);
        let first = u32::try_from(bytes.len() / 512 - 1).unwrap();
        let last = first + 200;
        bytes[CHAIN_AT..CHAIN_AT + 4].copy_from_slice(&first.to_le_bytes());
        for sector in first..last {
            bytes.extend(std::iter::repeat_n(0_u32.to_le_bytes(), 127).flatten());
            bytes.extend((sector + 1).to_le_bytes());
        }
        assert!(matches!(Compound::open(&bytes), Err(ReadError::DamagedCompound { .. })));
    }

    #[test]
    fn no_cut_or_changed_container_panics() {
        let whole = compound_of(&[("WordDocument", &[1; 6000]), ("1Table", &[2; 100]), ("Data", &[3; 5000])]);
        let read = |bytes: &[u8]| {
            let Ok(mut compound) = Compound::open(bytes) else { return };
            for name in ["WordDocument", "1Table", "Data"] {
                let length = compound.stream(name).map_or(0, |stream| stream.bytes.len());
                assert!(length <= bytes.len());
            }
        };
        for end in (0..whole.len()).step_by(61) {
            read(&whole[..end]);
        }
        for at in 0..whole.len() {
            for bits in [0xFF, 0x01, 0x80] {
                let mut changed = whole.clone();
                changed[at] ^= bits;
                read(&changed);
            }
        }
    }
}
