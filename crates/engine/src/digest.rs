//! SHA-256 as text.

use jiheng_model::text::hexadecimal;
use sha2::{Digest, Sha256};

/// The digest of bytes as lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}
