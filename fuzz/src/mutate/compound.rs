//! A compound file: the streams are bent in place, in records or as bytes, and written into a new one.

use std::io::{Cursor, Read, Write};

use cfb::{CompoundFile, Version};

use super::{Random, by_bytes};

const STREAM_BYTES_MAX: u64 = 1 << 20;

/// Numbers that lie at an edge of something; negative ones are large offsets.
const NUMBERS: [i64; 14] = [0, 1, 2, 3, 7, 8, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, -2, 1 << 31];

pub fn bent(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut streams = opened(bytes)?;
    let long: Vec<usize> = (0..streams.len()).filter(|at| !streams[*at].1.is_empty()).collect();
    if long.is_empty() {
        return None;
    }
    let at = *random.of(&long);
    let (name, content) = &mut streams[at];
    let is_workbook = name.ends_with("Workbook") || name.ends_with("Book");
    match random.below(16) {
        0 => drop(streams.remove(at)),
        1 => content.truncate(random.below(content.len())),
        2 | 3 => by_bytes(content),
        4..=8 if is_workbook => *content = records(content, random),
        _ => (0..=random.below(4)).for_each(|_| number(content, random)),
    }
    closed(&streams)
}

/// A number of one, two or four bytes somewhere becomes another.
fn number(content: &mut [u8], random: &mut Random) {
    let width = *random.of(&[1, 2, 4]);
    let at = random.below(content.len());
    let Some(place) = content.get_mut(at..at + width) else { return };
    let mut old = [0; 8];
    old[..width].copy_from_slice(place);
    let new = match random.below(4) {
        0 => i64::from_le_bytes(old) + 1,
        1 => i64::from_le_bytes(old) - 1,
        2 => random.below(1 << 16) as i64,
        _ => *random.of(&NUMBERS),
    };
    place.copy_from_slice(&new.to_le_bytes()[..width]);
}

/// Records of a binary workbook are left out, doubled or exchanged, or one of their bytes changes.
fn records(content: &[u8], random: &mut Random) -> Vec<u8> {
    let mut records: Vec<Vec<u8>> = Vec::new();
    let mut rest = content;
    while let Some(head) = rest.get(..4) {
        let end = (4 + usize::from(u16::from_le_bytes([head[2], head[3]]))).min(rest.len());
        records.push(rest[..end].to_vec());
        rest = &rest[end..];
    }
    records.push(rest.to_vec());
    let count = records.len();
    let some = random.piece(count, 4);
    match random.below(5) {
        0 => drop(records.drain(some)),
        1 => {
            let copy = records[some].to_vec();
            let at = random.below(count + 1);
            records.splice(at..at, copy);
        }
        2 => records.swap(random.below(count), random.below(count)),
        _ => (0..=random.below(3)).for_each(|_| number(&mut records[random.below(count)], random)),
    }
    records.concat()
}

fn opened(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let paths: Vec<_> = file.walk().filter(|entry| entry.is_stream()).map(|entry| entry.path().to_owned()).collect();
    let mut streams = Vec::new();
    // Streams in folders are never read.
    for path in paths.into_iter().filter(|path| path.components().count() == 2).take(16) {
        let mut content = Vec::new();
        file.open_stream(&path).ok()?.take(STREAM_BYTES_MAX).read_to_end(&mut content).ok()?;
        streams.push((path.to_string_lossy().into_owned(), content));
    }
    Some(streams)
}

fn closed(streams: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new())).ok()?;
    for (name, content) in streams {
        file.create_stream(name).ok()?.write_all(content).ok()?;
    }
    Some(file.into_inner().into_inner())
}
