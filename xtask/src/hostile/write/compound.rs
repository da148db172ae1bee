//! Compound files, and the places in them that can be made to lie.

use std::io::{Cursor, Write as _};

use super::bytes::{number_at, patch, u32_bytes};

/// Bytes of a sector.
pub const SECTOR: usize = 512;
/// Places in the header.
pub const SECTOR_SHIFT: usize = 0x1E;
/// Shift of small sectors.
pub const SMALL_SHIFT: usize = 0x20;
/// How many sectors the table of sectors has.
pub const TABLE_COUNT: usize = 0x2C;
/// First sector of the directory.
pub const DIRECTORY: usize = 0x30;
/// Streams below this size lie in small sectors.
pub const SMALL_LIMIT: usize = 0x38;
/// First sector of the table of small sectors, and how many it has.
pub const SMALL_TABLE: usize = 0x3C;
/// First sector of the list of the table's sectors, and how many it has.
pub const LIST: usize = 0x44;
/// The first sectors of the table.
pub const TABLE: usize = 0x4C;
/// Bytes of a directory entry.
const ENTRY: usize = 128;
/// Places in a directory entry: left, right and child, first sector, size.
pub const LEFT: usize = 0x44;
/// Right.
pub const RIGHT: usize = 0x48;
/// Child.
pub const CHILD: usize = 0x4C;
/// First sector of the stream.
pub const FIRST: usize = 0x74;
/// Size of the stream.
pub const SIZE: usize = 0x78;

/// A sound file of these streams; a `/` in a name makes folders.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    written(streams).unwrap_or_default()
}

fn written(streams: &[(&str, &[u8])]) -> std::io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    for (name, bytes) in streams {
        if let Some((folder, _)) = name.rsplit_once('/') {
            file.create_storage_all(folder)?;
        }
        file.create_stream(name)?.write_all(bytes)?;
    }
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// A compound file whose bytes are changed one by one.
#[derive(Clone, Debug)]
pub struct Bent(pub Vec<u8>);

impl Bent {
    /// Changes the header.
    pub fn header(mut self, at: usize, new: &[u8]) -> Self {
        patch(&mut self.0, at, new);
        self
    }

    /// Says which sector follows a sector.
    pub fn follows(mut self, sector: usize, next: u32) -> Self {
        let table = number_at(&self.0, TABLE);
        patch(&mut self.0, (table + 1) * SECTOR + sector * 4, &next.to_le_bytes());
        self
    }

    /// Changes the directory entry of this number; 0 is the root.
    pub fn entry(mut self, index: usize, at: usize, new: &[u8]) -> Self {
        let directory = number_at(&self.0, DIRECTORY);
        patch(&mut self.0, (directory + 1) * SECTOR + index * ENTRY + at, new);
        self
    }

    /// The first sector of a stream.
    pub fn first(&self, index: usize) -> usize {
        number_at(&self.0, (number_at(&self.0, DIRECTORY) + 1) * SECTOR + index * ENTRY + FIRST)
    }

    /// Appends a sector of these numbers, the rest of it filled with the last one.
    pub fn sector(mut self, numbers: &[u32]) -> Self {
        let last = numbers.last().copied().unwrap_or(0);
        let all = numbers.iter().copied().chain(std::iter::repeat(last)).take(SECTOR / 4);
        self.0.extend(all.flat_map(u32::to_le_bytes));
        self
    }

    /// The number of the next sector to be appended.
    pub fn end(&self) -> usize {
        self.0.len() / SECTOR - 1
    }

    /// A list of the table's sectors that is said to be this long and to begin here.
    pub fn list(self, first: usize, count: u32) -> Self {
        let count = count.to_le_bytes();
        self.header(LIST, &u32_bytes(first)).header(LIST + 4, &count)
    }
}
