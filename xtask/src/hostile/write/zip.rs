//! Zips whose headers say what one likes.

use super::bytes::{u16_bytes, u32_bytes};
use super::packed::{self, Packed};

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const DEFLATE: u16 = 8;

/// One file of a zip: its bytes, and what is said of them.
#[derive(Clone, Debug)]
pub struct Entry {
    /// In the directory.
    pub name: Vec<u8>,
    /// Before the data, where it differs.
    pub local_name: Option<Vec<u8>>,
    /// As they lie in the file.
    pub data: Vec<u8>,
    /// 0 stored, 8 deflated.
    pub method: u16,
    /// Bit 0 encrypted, bit 3 sizes follow, bit 11 the name is UTF-8.
    pub flags: u16,
    /// Checksum that is declared.
    pub crc: u32,
    /// Packed size that is declared.
    pub packed: u32,
    /// Size that is declared.
    pub size: u32,
    /// Extra field of the directory.
    pub extra: Vec<u8>,
    /// Mode bits of Unix in the upper half.
    pub attributes: u32,
    /// Place of the local header that is declared; where it is by default.
    pub place: Option<u32>,
    /// Listed only; there is no local header and no data.
    pub is_listed_only: bool,
}

impl Entry {
    /// Packed, with true headers.
    pub fn of(name: &str, packed: Packed) -> Self {
        Self {
            packed: u32::try_from(packed.bytes.len()).unwrap_or(u32::MAX),
            size: u32::try_from(packed.size).unwrap_or(u32::MAX),
            crc: packed.crc(),
            data: packed.bytes,
            ..Self::empty(name)
        }
    }

    /// A text, deflated.
    pub fn text(name: &str, text: &str) -> Self {
        Self::of(name, packed::deflated(text.as_bytes()))
    }

    /// Bytes as they are.
    pub fn stored(name: &str, bytes: &[u8]) -> Self {
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        Self { data: bytes.to_vec(), method: 0, packed: size, size, crc: packed::checksum(bytes), ..Self::empty(name) }
    }

    fn empty(name: &str) -> Self {
        Self {
            name: name.as_bytes().to_vec(),
            local_name: None,
            data: Vec::new(),
            method: DEFLATE,
            flags: if name.is_ascii() { 0 } else { 1 << 11 },
            crc: 0,
            packed: 0,
            size: 0,
            extra: Vec::new(),
            attributes: 0o100_644 << 16,
            place: None,
            is_listed_only: false,
        }
    }

    /// With another name.
    pub fn named(self, name: &[u8]) -> Self {
        Self { name: name.to_vec(), ..self }
    }

    fn head(&self, name: &[u8]) -> Vec<u8> {
        let mut head = Vec::new();
        head.extend(20_u16.to_le_bytes());
        head.extend(self.flags.to_le_bytes());
        head.extend(self.method.to_le_bytes());
        head.extend([0, 0, 0x21, 0]);
        head.extend(self.crc.to_le_bytes());
        head.extend(self.packed.to_le_bytes());
        head.extend(self.size.to_le_bytes());
        head.extend(u16_bytes(name.len()));
        head
    }
}

/// A zip and what its end record says.
#[derive(Clone, Debug, Default)]
pub struct Zip {
    /// Before the first header.
    pub prefix: Vec<u8>,
    /// The files.
    pub entries: Vec<Entry>,
    /// Number of files that is declared, where it is a lie.
    pub declared: Option<u16>,
    /// Place of the directory that is declared, where it is a lie.
    pub directory: Option<u32>,
    /// Between the directory and the end record.
    pub before_end: Vec<u8>,
    /// After the end record.
    pub comment: Vec<u8>,
}

impl Zip {
    /// Of these files, all true.
    pub fn of(entries: Vec<Entry>) -> Self {
        Self { entries, ..Self::default() }
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = self.prefix.clone();
        let mut directory = Vec::new();
        for entry in &self.entries {
            let place = entry.place.map_or_else(|| u32_bytes(out.len()), u32::to_le_bytes);
            if !entry.is_listed_only {
                let name = entry.local_name.as_ref().unwrap_or(&entry.name);
                out.extend_from_slice(LOCAL);
                out.extend(entry.head(name));
                out.extend([0, 0]);
                out.extend_from_slice(name);
                out.extend_from_slice(&entry.data);
            }
            directory.extend_from_slice(CENTRAL);
            // Made on Unix.
            directory.extend([20, 3]);
            directory.extend(entry.head(&entry.name));
            directory.extend(u16_bytes(entry.extra.len()));
            directory.extend([0; 6]);
            directory.extend(entry.attributes.to_le_bytes());
            directory.extend(place);
            directory.extend_from_slice(&entry.name);
            directory.extend_from_slice(&entry.extra);
        }
        let place = self.directory.map_or_else(|| u32_bytes(out.len()), u32::to_le_bytes);
        out.extend_from_slice(&directory);
        out.extend_from_slice(&self.before_end);
        let count = self.declared.map_or_else(|| u16_bytes(self.entries.len()), u16::to_le_bytes);
        out.extend_from_slice(END);
        out.extend([0; 4]);
        out.extend(count);
        out.extend(count);
        out.extend(u32_bytes(directory.len()));
        out.extend(place);
        out.extend(u16_bytes(self.comment.len()));
        out.extend_from_slice(&self.comment);
        out
    }
}

/// An extra field of zip64 with these numbers.
pub fn zip64_extra(numbers: &[u64]) -> Vec<u8> {
    let mut extra = vec![1, 0];
    extra.extend(u16_bytes(numbers.len() * 8));
    extra.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    extra
}

/// The end record of zip64, which claims so many files, and the record that says where it lies.
pub fn zip64_end(entries: u64, size: u64, directory: u64, place: u64) -> Vec<u8> {
    let mut record = b"PK\x06\x06".to_vec();
    record.extend(44_u64.to_le_bytes());
    record.extend([45, 3, 45, 0]);
    record.extend([0; 8]);
    for number in [entries, entries, size, directory] {
        record.extend(number.to_le_bytes());
    }
    record.extend_from_slice(b"PK\x06\x07");
    record.extend([0; 4]);
    record.extend(place.to_le_bytes());
    record.extend(1_u32.to_le_bytes());
    record
}
