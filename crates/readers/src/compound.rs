//! Compound files (OLE2), the container of xls, et, doc and wps: a small file system of sectors.
//!
//! Everything is read from where the file says it is, nothing is believed about how much there is: chains are
//! followed for no more steps than the file has sectors, and no table grows beyond what the file could fill.

use crate::error::ReadError;

/// The first bytes of every compound file.
pub(crate) const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

const ENTRY_BYTES: usize = 128;
const MINI_SECTOR_BYTES: usize = 64;
/// Where the header keeps the first sectors of the allocation table, and how many.
const TABLE_AT: usize = 76;
const TABLE_COUNT: usize = 109;
/// Sector numbers from here on mean that a chain ends.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const NO_ENTRY: u32 = u32::MAX;
const KIND_STREAM: u8 = 2;

/// Two bytes of a file, low byte first.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes of a file, low byte first.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// One stream or storage of the directory.
#[derive(Debug)]
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: usize,
}

/// The bytes of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stream {
    /// As far as they could be read.
    pub(crate) bytes: Vec<u8>,
    /// As many as the directory says.
    pub(crate) is_complete: bool,
}

/// An opened compound file.
#[derive(Debug)]
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    /// Streams below this size stand in sectors of the mini stream.
    mini_below: usize,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
    /// Entries directly below the root.
    top: Vec<usize>,
}

impl<'a> Compound<'a> {
    /// Reads the tables and the directory.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        Self::opened(bytes).ok_or_else(|| ReadError::DamagedCompound { part: "OLE".to_owned() })
    }

    fn opened(bytes: &'a [u8]) -> Option<Self> {
        let sector_bytes = match (bytes.starts_with(MAGIC), u16_at(bytes, 30)?) {
            (true, shift @ (9 | 12)) => 1_usize << shift,
            _ => return None,
        };
        let mini_below = usize::try_from(u32_at(bytes, 56)?).ok()?;
        let mut file = Self {
            bytes,
            sector_bytes,
            table: Vec::new(),
            mini_table: Vec::new(),
            mini_below,
            mini_stream: Vec::new(),
            entries: Vec::new(),
            top: Vec::new(),
        };
        file.read_table()?;
        let directory = file.chain(u32_at(bytes, 48)?, usize::MAX);
        file.entries = directory.bytes.chunks_exact(ENTRY_BYTES).map(Entry::read).collect::<Option<Vec<_>>>()?;
        let root = file.entries.first()?;
        let (start, size, child) = (root.start, root.size, root.child);
        file.mini_stream = file.chain(start, size).bytes;
        let mini_table = file.chain(u32_at(bytes, 60)?, usize::MAX);
        file.mini_table = numbers(&mini_table.bytes).collect();
        file.find_top(child);
        Some(file)
    }

    /// Names of the streams and storages directly below the root.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.top.iter().filter_map(|index| self.entries.get(*index)).map(|entry| entry.name.as_str())
    }

    /// The stream of this name directly below the root; streams of embedded documents stand deeper.
    pub(crate) fn stream(&self, name: &str) -> Option<Stream> {
        let top = self.top.iter().filter_map(|index| self.entries.get(*index));
        let entry =
            top.filter(|entry| entry.kind == KIND_STREAM).find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        Some(if entry.size < self.mini_below {
            follow(&self.mini_stream, &self.mini_table, entry.start, entry.size, MINI_SECTOR_BYTES)
        } else {
            self.chain(entry.start, entry.size)
        })
    }

    fn sectors(&self) -> &'a [u8] {
        self.bytes.get(self.sector_bytes..).unwrap_or_default()
    }

    fn chain(&self, start: u32, size: usize) -> Stream {
        follow(self.sectors(), &self.table, start, size, self.sector_bytes)
    }

    /// The allocation table; a file cannot have more of it than its own sectors need.
    fn read_table(&mut self) -> Option<()> {
        let sectors = self.sectors();
        let sector_count = sectors.len().div_ceil(self.sector_bytes);
        let numbers_each = self.sector_bytes / 4;
        let needed = sector_count.div_ceil(numbers_each);
        let header = self.bytes.get(TABLE_AT..TABLE_AT + 4 * TABLE_COUNT)?;
        let mut places: Vec<u32> = numbers(header).collect();
        let mut next = u32_at(self.bytes, 68)?;
        for _ in 0..sector_count {
            let Some(more) = sector(sectors, next, self.sector_bytes).filter(|_| places.len() < needed) else { break };
            places.extend(numbers(more).take(numbers_each - 1));
            next = numbers(more).nth(numbers_each - 1).unwrap_or(LAST_SECTOR);
        }
        for place in places.into_iter().filter(|place| *place < LAST_SECTOR).take(needed) {
            let part = sector(sectors, place, self.sector_bytes)?;
            self.table.extend(numbers(part));
        }
        Some(())
    }

    /// The siblings of the root's child are a tree; in what order they stand in it does not matter here.
    fn find_top(&mut self, child: u32) {
        let mut seen = vec![false; self.entries.len()];
        let mut waiting = vec![child];
        while let Some(number) = waiting.pop() {
            let index = usize::try_from(number).unwrap_or(usize::MAX);
            let Some(entry) = self.entries.get(index).filter(|_| number != NO_ENTRY) else { continue };
            if let Some(seen) = seen.get_mut(index).filter(|seen| !**seen) {
                *seen = true;
                self.top.push(index);
                waiting.extend([entry.left, entry.right]);
            }
        }
    }
}

impl Entry {
    fn read(bytes: &[u8]) -> Option<Self> {
        let length = usize::from(u16_at(bytes, 64)?).saturating_sub(2).min(62);
        let name: Vec<u16> = bytes.get(..length)?.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
        Some(Self {
            name: String::from_utf16_lossy(&name),
            kind: *bytes.get(66)?,
            left: u32_at(bytes, 68)?,
            right: u32_at(bytes, 72)?,
            child: u32_at(bytes, 76)?,
            start: u32_at(bytes, 116)?,
            // The upper half of the size is not kept by older programs, and no file we read is that large.
            size: usize::try_from(u32_at(bytes, 120)?).ok()?,
        })
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0))
}

/// A sector; the last one of a file may be cut short.
fn sector(sectors: &[u8], number: u32, sector_bytes: usize) -> Option<&[u8]> {
    let at = usize::try_from(number).ok()?.checked_mul(sector_bytes)?;
    let rest = sectors.get(at..).filter(|rest| !rest.is_empty())?;
    Some(rest.get(..sector_bytes).unwrap_or(rest))
}

/// Collects `size` bytes along a chain. A chain that bites its tail ends when the file would be used up.
fn follow(sectors: &[u8], table: &[u32], start: u32, size: usize, sector_bytes: usize) -> Stream {
    let mut bytes = Vec::new();
    let mut number = start;
    for _ in 0..sectors.len().div_ceil(sector_bytes) {
        let Some(part) = sector(sectors, number, sector_bytes).filter(|_| bytes.len() < size) else { break };
        bytes.extend_from_slice(part);
        let next = usize::try_from(number).ok().and_then(|index| table.get(index));
        number = next.copied().unwrap_or(NO_ENTRY);
    }
    let is_complete = bytes.len() >= size;
    bytes.truncate(size);
    Stream { bytes, is_complete }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::compound_of;

    #[test]
    fn streams_are_found_by_name_whatever_their_size() {
        let long: Vec<u8> = (0..=255_u8).cycle().take(70_000).collect();
        let bytes = compound_of(&[("Workbook", &long), ("\u{1}Ole", b"short"), ("表", &long[..4096])]);
        let file = Compound::open(&bytes).unwrap();
        let mut names: Vec<&str> = file.names().collect();
        names.sort_unstable();
        assert_eq!(names, ["\u{1}Ole", "Workbook", "表"]);
        for (name, expected) in [("workbook", &long[..]), ("\u{1}ole", b"short"), ("表", &long[..4096])] {
            let stream = file.stream(name).unwrap();
            assert_eq!((stream.bytes.as_slice(), stream.is_complete), (expected, true), "{name}");
        }
        assert_eq!(file.stream("Book"), None);
    }

    #[test]
    fn damage_is_bounded() {
        let long = vec![7_u8; 20_000];
        let whole = compound_of(&[("Workbook", &long), ("b", b"short")]);
        for cut in (0..whole.len()).step_by(61) {
            if let Ok(file) = Compound::open(&whole[..cut])
                && let Some(stream) = file.stream("Workbook")
            {
                assert!(stream.bytes.len() <= cut);
            }
        }
        // Every number of the table leads back to the first sector.
        let mut circle = whole.clone();
        circle[512..1024].fill(0);
        let file = Compound::open(&circle).unwrap();
        assert!(file.table.len() <= 128 && file.entries.len() <= whole.len() / ENTRY_BYTES);
        // A directory of entries that are their own siblings.
        let mut siblings = whole;
        let at = (0..siblings.len() - 4).find(|at| siblings[*at..].starts_with(&[b'b', 0, 0, 0])).unwrap();
        siblings[at + 68..at + 76].fill(1);
        assert!(Compound::open(&siblings).is_ok());
    }

    #[test]
    fn a_table_that_repeats_itself_does_not_grow() {
        // 109 times the same sector of the table, for a file that needs one.
        let mut bytes = compound_of(&[("Workbook", &[1; 9000])]);
        for at in 0..TABLE_COUNT {
            bytes[TABLE_AT + 4 * at..TABLE_AT + 4 * at + 4].fill(0);
        }
        assert_eq!(Compound::open(&bytes).unwrap().table.len(), 128);
    }
}
