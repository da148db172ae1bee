//! A zip: its parts are bent as text, exchanged, left out or doubled, and packed again.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Random, by_bytes, text};

/// More is not unpacked: the search would be slow.
const PARTS_MAX: usize = 64;
const PART_BYTES_MAX: u64 = 1 << 20;

pub fn bent(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut parts = unpacked(bytes)?;
    let count = parts.len();
    let (one, other) = (random.below(count), random.below(count));
    match random.below(16) {
        0 => drop(parts.remove(one)),
        1 => {
            let content = parts[one].1.clone();
            parts[other].1 = content;
        }
        2 => {
            let double = parts[one].clone();
            parts.push((parts[other].0.to_uppercase(), double.1));
        }
        3 => {
            let mut name = std::mem::take(&mut parts[one].0).into_bytes();
            by_bytes(&mut name);
            parts[one].0 = String::from_utf8_lossy(&name).into_owned();
        }
        4 => by_bytes(&mut parts[one].1),
        _ => {
            let content = &mut parts[one].1;
            *content = text::bent(content, random);
        }
    }
    packed(&parts)
}

fn unpacked(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..zip.len().min(PARTS_MAX) {
        let mut part = zip.by_index(index).ok()?;
        let mut content = Vec::new();
        part.by_ref().take(PART_BYTES_MAX).read_to_end(&mut content).ok()?;
        let name = part.name().ok()?.into_owned();
        parts.push((name, content));
    }
    (!parts.is_empty()).then_some(parts)
}

fn packed(parts: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    // Stored, not deflated: the fuzzer sees what it compares, and packing costs nothing.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), options).ok()?;
        zip.write_all(content).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}
