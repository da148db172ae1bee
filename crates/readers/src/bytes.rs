//! Numbers at an offset of a binary file; what lies beyond its end is nothing, never a panic.

/// The byte at this offset.
pub(crate) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// Two bytes, the lower first.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(array_at(bytes, at)?))
}

/// Four bytes, the lowest first.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(array_at(bytes, at)?))
}

/// So many bytes from this offset on.
pub(crate) fn slice_at(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    slice_at(bytes, at, N)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beyond_the_end_is_nothing() {
        let bytes = [1, 2, 0xFF, 0xFF];
        assert_eq!((u8_at(&bytes, 3), u8_at(&bytes, 4)), (Some(0xFF), None));
        assert_eq!((u16_at(&bytes, 0), u16_at(&bytes, 3), u16_at(&bytes, usize::MAX)), (Some(0x0201), None, None));
        assert_eq!((u32_at(&bytes, 0), u32_at(&bytes, 1)), (Some(0xFFFF_0201), None));
        assert_eq!((slice_at(&bytes, 1, 2), slice_at(&bytes, 4, 0), slice_at(&bytes, 3, usize::MAX)), {
            let (two, none): (&[u8], &[u8]) = (&[2, 0xFF], &[]);
            (Some(two), Some(none), None)
        });
    }
}
