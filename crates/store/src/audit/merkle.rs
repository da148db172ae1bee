//! The root of a Merkle tree as in RFC 6962: leaves and inner nodes are hashed differently, so that none can pass for
//! the other.

use sha2::{Digest as _, Sha256};

/// SHA-256 as bytes.
pub(crate) type Hash = [u8; 32];

/// The root over the digests of records; over none it is the hash of nothing.
pub(crate) fn root(leaves: &[Hash]) -> Hash {
    let mut row: Vec<Hash> = leaves.iter().map(|leaf| hash(0, leaf, &[])).collect();
    if row.is_empty() {
        return Sha256::digest([]).into();
    }
    // Pairs from the left, an odd one moves up: the same tree as splitting at the largest power of two.
    while row.len() > 1 {
        row = row.chunks(2).map(|pair| if let [left, right] = pair { hash(1, left, right) } else { pair[0] }).collect();
    }
    row[0]
}

fn hash(kind: u8, left: &[u8], right: &[u8]) -> Hash {
    Sha256::new().chain_update([kind]).chain_update(left).chain_update(right).finalize().into()
}

/// A digest as bytes; `None` for what is none.
pub(crate) fn bytes(digest: &str) -> Option<Hash> {
    if digest.len() != 64 || !digest.is_ascii() {
        return None;
    }
    let mut hash = Hash::default();
    for (index, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digest.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use jiheng_model::text::hexadecimal;

    use super::*;

    /// The definition of RFC 6962, word for word.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [leaf] => hash(0, leaf, &[]),
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                hash(1, &by_definition(&leaves[..split]), &by_definition(&leaves[split..]))
            }
        }
    }

    #[test]
    fn the_root_is_that_of_the_definition() {
        let leaves: Vec<Hash> = (0..70_u8).map(|number| [number; 32]).collect();
        for count in 0..leaves.len() {
            assert_eq!(root(&leaves[..count]), by_definition(&leaves[..count]), "{count}");
        }
    }

    #[test]
    fn a_digest_goes_to_bytes_and_back() {
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(bytes(digest).map(|hash| hexadecimal(&hash)).as_deref(), Some(digest));
        assert_eq!((bytes("ab"), bytes(&"x".repeat(64))), (None, None));
    }
}
