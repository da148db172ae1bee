//! Numbers as bytes, lowest first; what does not fit is cut to the largest that does.

/// Two bytes.
pub fn u16_bytes(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

/// Four bytes.
pub fn u32_bytes(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

/// Text as UTF-16.
pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Writes over what stands at a place; what would lie beyond the end is left out.
pub fn patch(bytes: &mut [u8], at: usize, new: &[u8]) {
    for (old, new) in bytes.iter_mut().skip(at).zip(new) {
        *old = *new;
    }
}

/// The four bytes at a place as a number.
pub fn number_at(bytes: &[u8], at: usize) -> usize {
    let four = bytes.iter().skip(at).take(4).rev();
    four.fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// Bytes without order, the same for the same seed; they do not pack.
pub fn noise(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..count).map(|_| next()).collect()
}

/// The same as letters.
pub fn letters(seed: u64, count: usize) -> String {
    noise(seed, count).into_iter().map(|byte| char::from(b'a' + byte % 26)).collect()
}
