//! Names inside a zip: UTF-8 where it says so or where all of them are, else what Chinese Windows writes.

use encoding_rs::UTF_8;

use crate::encoding;

/// A name as the zip has it.
pub(super) struct RawName {
    pub(super) bytes: Vec<u8>,
    /// The zip says that this name is UTF-8.
    pub(super) is_utf8: bool,
}

/// All names of one zip as paths. One program wrote them, so those that do not say their encoding share one;
/// together they are long enough to tell it.
pub(super) fn decoded(names: &[RawName]) -> Vec<String> {
    let silent: Vec<u8> =
        names.iter().filter(|name| !name.is_utf8).flat_map(|name| name.bytes.iter().copied().chain([b'\n'])).collect();
    let shared = if std::str::from_utf8(&silent).is_ok() { UTF_8 } else { encoding::guess(&silent) };
    names
        .iter()
        .map(|name| {
            let encoding = if name.is_utf8 { UTF_8 } else { shared };
            path(&encoding.decode_without_bom_handling(&name.bytes).0)
        })
        .collect()
}

/// With `/` between the parts and no empty ones; decoded first, because `\` is the second byte of some characters.
fn path(name: &str) -> String {
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use encoding_rs::{Encoding, GB18030};

    use super::*;

    fn name(text: &str, encoding: &'static Encoding, is_utf8: bool) -> RawName {
        RawName { bytes: encoding.encode(text).0.into_owned(), is_utf8 }
    }

    #[test]
    fn names_are_decoded_as_they_were_written() {
        let long = "部门整体支出绩效自评报告/财政局.docx";
        let cases = [
            (vec![name(long, UTF_8, true)], vec![long]),
            (vec![name(long, UTF_8, false)], vec![long]),
            (vec![name(long, GB18030, false)], vec![long]),
            (vec![name("乡镇/临江.txt", GB18030, false), name(long, UTF_8, true)], vec!["乡镇/临江.txt", long]),
            (vec![name("a\\b.txt", UTF_8, false), name("/./c//d.txt", UTF_8, false)], vec!["a/b.txt", "c/d.txt"]),
        ];
        for (raw, paths) in cases {
            assert_eq!(decoded(&raw), paths);
        }
    }

    #[test]
    fn a_character_whose_second_byte_is_a_backslash_is_no_separator() {
        let raw = [name("昞臸财政局报告.txt", GB18030, false)];
        assert!(raw[0].bytes.contains(&b'\\'), "the sample must have such a character");
        assert_eq!(decoded(&raw), ["昞臸财政局报告.txt"]);
    }
}
