//! Deflated data of any length from little work: each stretch is packed once and repeated.

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compress, Compression, Crc, FlushCompress};

/// Most bytes of a block that is stored as it is.
const STORED_MAX: usize = 65_535;

/// So many repetitions are reckoned into the checksum.
const CHECKED_MAX: usize = 100;

/// Packed data with what is true about it.
#[derive(Debug, Default)]
pub struct Packed {
    /// Deflated.
    pub bytes: Vec<u8>,
    /// Bytes once inflated.
    pub size: u64,
    crc: Crc,
}

impl Packed {
    /// A stretch as often as that. The checksum of very many is left wrong: whoever gets that far has been harmed.
    pub fn repeated(mut self, stretch: &[u8], times: usize) -> Self {
        let one = independent(stretch);
        let mut own = Crc::new();
        own.update(stretch);
        for index in 0..times {
            self.bytes.extend_from_slice(&one);
            self.size += stretch.len() as u64;
            if index < CHECKED_MAX {
                self.crc.combine(&own);
            }
        }
        self
    }

    /// Bytes that would not pack anyway, so that the whole does not look packed too well.
    pub fn ballast(mut self, bytes: &[u8]) -> Self {
        for block in bytes.chunks(STORED_MAX) {
            let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
            self.bytes.push(0);
            self.bytes.extend(length.to_le_bytes());
            self.bytes.extend((!length).to_le_bytes());
            self.bytes.extend_from_slice(block);
        }
        self.size += bytes.len() as u64;
        self.crc.update(bytes);
        self
    }

    /// The end: an empty last block.
    pub fn end(mut self) -> Self {
        self.bytes.extend_from_slice(&[0x03, 0x00]);
        self
    }

    /// Checksum of what is inflated.
    pub fn crc(&self) -> u32 {
        self.crc.sum()
    }
}

/// Checksum of bytes that are not packed.
pub fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// All of it at once.
pub fn deflated(bytes: &[u8]) -> Packed {
    Packed::default().repeated(bytes, 1).end()
}

/// As PDF wants it.
pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    // Memory takes everything.
    let _never_fails = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Anything repeated, as PDF wants it, without the checksum at its end.
pub fn zlib_repeated(stretch: &[u8], times: usize) -> Vec<u8> {
    [&[0x78, 0x9C], Packed::default().repeated(stretch, times).end().bytes.as_slice()].concat()
}

/// Blocks that end on a byte, are not the last, and refer to nothing before them.
fn independent(bytes: &[u8]) -> Vec<u8> {
    let mut compress = Compress::new(Compression::new(6), false);
    let mut out = Vec::with_capacity(bytes.len() + 1024);
    // The room is larger than anything that packing could need.
    let _never_fails = compress.compress_vec(bytes, &mut out, FlushCompress::Full);
    out
}
