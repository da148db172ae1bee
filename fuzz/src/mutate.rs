//! Bends an input so that it still passes its container. Everything follows from the seed, so that a run repeats.

mod compound;
mod package;
mod pdf;
mod pipe;
mod random;
mod text;

use random::Random;

/// The parts of a zip.
pub fn package(data: &mut [u8], size: usize, room: usize, seed: u32) -> usize {
    inside(data, size, room, seed, package::bent)
}

/// The streams of a compound file.
pub fn compound(data: &mut [u8], size: usize, room: usize, seed: u32) -> usize {
    inside(data, size, room, seed, compound::bent)
}

/// The objects of a PDF.
pub fn pdf(data: &mut [u8], size: usize, room: usize, seed: u32) -> usize {
    inside(data, size, room, seed, pdf::bent)
}

/// Sentences, words and numbers.
pub fn text(data: &mut [u8], size: usize, room: usize, seed: u32) -> usize {
    inside(data, size, room, seed, |bytes, random| Some(text::bent(bytes, random)))
}

/// Answers of a worker.
pub fn pipe(data: &mut [u8], size: usize, room: usize, seed: u32) -> usize {
    inside(data, size, room, seed, pipe::bent)
}

/// One time in eight, and where the container cannot be opened, the bytes themselves are bent.
fn inside(
    data: &mut [u8],
    size: usize,
    room: usize,
    seed: u32,
    bent: impl Fn(&[u8], &mut Random) -> Option<Vec<u8>>,
) -> usize {
    let mut random = Random::new(seed);
    let content = data.get(..size).unwrap_or_default();
    let result = if random.one_in(8) { None } else { bent(content, &mut random) };
    match result {
        Some(bytes) if !bytes.is_empty() && bytes.len() <= room && bytes.len() <= data.len() => {
            data[..bytes.len()].copy_from_slice(&bytes);
            bytes.len()
        }
        _ => libfuzzer_sys::fuzzer_mutate(data, size, room),
    }
}

/// Bytes as libFuzzer bends them, a little longer at most.
fn by_bytes(bytes: &mut Vec<u8>) {
    let size = bytes.len();
    bytes.resize(size + 64, 0);
    let room = bytes.len();
    let size = libfuzzer_sys::fuzzer_mutate(bytes, size, room);
    bytes.truncate(size);
}
