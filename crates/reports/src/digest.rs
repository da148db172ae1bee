//! SHA-256 in lower-case hex, and lines that carry their own digest.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// What a line ends with before its digest is known.
const OPEN_END: &str = r#","digest":""}"#;

/// What the line of an ordinary report comes to; one that is longer grows.
const LINE_BYTES: usize = 1 << 18;

const HEX: &[u8; 16] = b"0123456789abcdef";

/// SHA-256 of `bytes` in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|nibble| char::from(HEX[usize::from(nibble)])).collect()
}

/// Serialises `line`, whose last member is an empty `digest`, and fills that member with the SHA-256 of the
/// line without it. Whoever holds the line can check it: cut `,"digest":"…"` out and hash the rest.
///
/// # Errors
/// When serialising fails, or the line does not end in an empty digest, which would be a fault of the caller.
pub(crate) fn sealed<T: Serialize>(line: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = Vec::with_capacity(LINE_BYTES);
    serde_json::to_writer(&mut text, line)?;
    if !text.ends_with(OPEN_END.as_bytes()) {
        return Err(serde::ser::Error::custom("a sealed line ends in an empty digest"));
    }
    text.truncate(text.len() - OPEN_END.len());
    text.push(b'}');
    let digest = sha256_hex(&text);
    text.pop();
    for piece in [r#","digest":""#, &digest, r#""}"#] {
        text.extend_from_slice(piece.as_bytes());
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Line {
        a: u8,
        digest: &'static str,
    }

    #[test]
    fn a_sealed_line_can_be_checked_by_cutting_the_digest_out() {
        let line = sealed(&Line { a: 1, digest: "" }).unwrap();
        let digest = sha256_hex(br#"{"a":1}"#);
        assert_eq!(line, format!(r#"{{"a":1,"digest":"{digest}"}}"#).into_bytes());
    }

    #[test]
    fn a_line_without_an_empty_digest_is_not_sealed() {
        assert!(sealed(&Line { a: 1, digest: "x" }).is_err());
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
