//! Bytes to text: UTF-8 or GB18030, by what the bytes say and not by guess where they do.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

use crate::error::ReadError;

/// How far into a page its declaration of an encoding is looked for.
const DECLARATION_BYTES: usize = 4096;
/// How much of a text the detector of encodings is shown.
const SAMPLE_BYTES: usize = 2048;

/// Decodes a whole text file. `declared` is the encoding that a page names for itself.
///
/// Strict UTF-8 goes before the declaration: GB18030 text is practically never valid UTF-8, while converted
/// pages often keep a declaration that has become wrong.
pub(crate) fn decode<'b>(bytes: &'b [u8], declared: Option<&'static Encoding>) -> Result<Cow<'b, str>, ReadError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return lossy(bytes.get(length..).unwrap_or_default(), encoding).ok_or(ReadError::UnknownEncoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    declared
        .and_then(|encoding| lossy(bytes, encoding))
        .or_else(|| lossy(bytes, UTF_8))
        .or_else(|| lossy(bytes, guess(bytes)))
        .ok_or(ReadError::UnknownEncoding)
}

/// Decodes a text file, with the name of the encoding it was in.
pub(crate) fn decode_named(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), ReadError> {
    let name = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.name(),
        None if std::str::from_utf8(bytes).is_ok() || lossy(bytes, UTF_8).is_some() => UTF_8.name(),
        None => guess(bytes).name(),
    };
    decode(bytes, None).map(|text| (text, name))
}

/// The encoding that an HTML page declares in its head.
pub(crate) fn declared_in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION_BYTES).unwrap_or(bytes).to_ascii_lowercase();
    let at = head.windows(7).position(|window| window == b"charset")?;
    let rest = head.get(at + 7..)?;
    let label: Vec<u8> = rest
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b' ' | b'=' | b'"' | b'\'' | b'\t'))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .take(32)
        .collect();
    Encoding::for_label(&label)
}

/// GB18030 unless the bytes are clearly Big5. Single-byte guesses are ignored: they accept any bytes. A sample
/// is enough, and detection is slower than everything else that is done with a text file.
pub(crate) fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let rest = bytes.get(start..).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(rest.get(..SAMPLE_BYTES).unwrap_or(rest), rest.len() <= SAMPLE_BYTES);
    let guessed = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    if guessed == BIG5 { BIG5 } else { GB18030 }
}

/// Decodes unless more than one character in a thousand is undecodable.
fn lossy<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Option<Cow<'b, str>> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        let errors = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        if errors.saturating_mul(1000) > text.chars().count() {
            return None;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found_by_content() {
        let text = "基本支出合计1243.40万元，其中人员经费若干。";
        let gb = GB18030.encode(text).0.into_owned();
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let with_bom = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &gb, &utf16, &with_bom] {
            assert_eq!(decode(bytes, None).unwrap(), text);
        }
        // A declaration that has become wrong does no harm.
        assert_eq!(decode(text.as_bytes(), Some(GB18030)).unwrap(), text);
        assert_eq!(decode(&gb, Some(UTF_8)).unwrap(), text);
    }

    #[test]
    fn a_few_bad_bytes_are_borne_and_many_refused() {
        let mut bytes = "支出合计若干万元。".repeat(300).into_bytes();
        bytes.push(0xFF);
        assert!(decode(&bytes, None).unwrap().ends_with('\u{FFFD}'));
        let noise: Vec<u8> = (0..=255_u8).cycle().take(4000).map(|byte| byte | 0x80).collect();
        assert_eq!(decode(&noise, None), Err(ReadError::UnknownEncoding));
    }

    #[test]
    fn a_page_declares_its_encoding() {
        for (head, expected) in [
            ("<meta charset=\"gb2312\">", Some("GBK")),
            ("<META http-equiv='Content-Type' content='text/html; charset=GB18030'>", Some("gb18030")),
            ("<meta charset = utf-8>", Some("UTF-8")),
            ("<meta charset=klingon>", None),
            ("<html>", None),
        ] {
            assert_eq!(declared_in_html(head.as_bytes()).map(Encoding::name), expected, "{head}");
        }
    }
}
