//! SHA-256 as text.

use jiheng_model::text::hexadecimal;
use sha2::{Digest, Sha256};

/// The digest of bytes as lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// True for what [`sha256`] could have written; a digest names a file, so that nothing else may pass.
pub(crate) fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::{is_sha256, sha256};

    #[test]
    fn only_digests_look_like_digests() {
        assert!(is_sha256(&sha256(b"abc")));
        for text in ["", "abc", "../../../../../../../../../../../../../../../../../../../../../../", &"A".repeat(64)] {
            assert!(!is_sha256(text), "{text}");
        }
    }
}
