//! Text that went through the wrong encoding, and data written in letters: read as text it would state nonsense.

use encoding_rs::GB18030;

use crate::error::ReadError;

/// What is looked at: the first characters beyond ASCII.
const SAMPLE: usize = 600;
/// What is taken back through an encoding, which is slow.
const TAKEN_BACK: usize = 120;
/// Lines of this length without a blank, one after the other, are data.
const DATA_LINE: usize = 60;
const DATA_LINES: usize = 5;

/// Refuses what is no readable text.
pub(super) fn check(text: &str) -> Result<(), ReadError> {
    if is_data(text) {
        return Err(ReadError::NotText);
    }
    if text.is_ascii() {
        return Ok(());
    }
    if is_lossy(text) || is_latin(text) || is_twice_decoded(text) {
        return Err(ReadError::Garbled);
    }
    Ok(())
}

/// Letters, digits and little else in long lines, as mail programs write attachments.
fn is_data(text: &str) -> bool {
    let is_code = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte);
    let mixed = |line: &str| {
        let any = |test: fn(&u8) -> bool| line.as_bytes().iter().any(test);
        any(u8::is_ascii_lowercase) && any(u8::is_ascii_uppercase) && any(u8::is_ascii_digit)
    };
    let is_line = |line: &str| line.len() >= DATA_LINE && line.trim_end().bytes().all(is_code);
    let mut run = 0;
    for line in text.lines().take(200) {
        run = if is_line(line) { run + 1 } else { 0 };
        if run >= DATA_LINES && mixed(text) {
            return true;
        }
    }
    text.len() > DATA_LINE * DATA_LINES && text.trim_end().bytes().all(is_code) && mixed(text)
}

/// Characters were lost when the text was saved: one in a hundred, or the words that lost ones turn into.
fn is_lossy(text: &str) -> bool {
    let lost = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let words = text.matches("锟斤拷").count();
    (lost >= 5 && lost.saturating_mul(100) > text.chars().count()) || words >= 3
}

/// Chinese bytes read one by one: accented letters in place of Chinese.
fn is_latin(text: &str) -> bool {
    let beyond = || text.chars().filter(|c| !c.is_ascii()).take(SAMPLE);
    let all = beyond().count();
    let latin = beyond().filter(|c| ('\u{80}'..='\u{ff}').contains(c)).count();
    all >= 20 && latin.saturating_mul(10) >= all.saturating_mul(8)
}

/// UTF-8 that was read as GBK: taken back, its bytes are Chinese in UTF-8, which no Chinese text in GBK is.
fn is_twice_decoded(text: &str) -> bool {
    let sample: String = text.chars().filter(|c| !c.is_ascii()).take(TAKEN_BACK).collect();
    if sample.chars().count() < 20 {
        return false;
    }
    let (bytes, _, _) = GB18030.encode(&sample);
    let back = String::from_utf8_lossy(&bytes);
    let chinese = back.chars().filter(|c| ('\u{3000}'..='\u{ffef}').contains(c)).count();
    chinese.saturating_mul(10) >= back.chars().count().saturating_mul(8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GBK;

    const PLAIN: &str =
        "全年支出合计2855.53万元，其中基本支出1243.40万元、项目支出1612.13万元，年末结转结余40.43万元。";

    #[test]
    fn what_went_through_a_wrong_encoding_is_refused() {
        let text = PLAIN.repeat(3);
        let latin: String = GBK.encode(&text).0.iter().map(|byte| char::from(*byte)).collect();
        let twice = GBK.decode(text.as_bytes()).0.into_owned();
        let lossy = String::from_utf8_lossy(&GBK.encode(&text).0).into_owned();
        let data = format!("{}\n", "QWJjZGV2".repeat(9)).repeat(8);
        for (garbled, error) in [
            (latin, ReadError::Garbled),
            (twice, ReadError::Garbled),
            (lossy, ReadError::Garbled),
            ("锟斤拷锟斤拷支出锟斤拷".to_owned(), ReadError::Garbled),
            (data, ReadError::NotText),
        ] {
            assert_eq!(check(&garbled), Err(error), "{garbled}");
        }
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in
            [PLAIN, "支出\u{fffd}万元", "café, naïve", "一", "收支決算總表 單位：萬元", "https://example.org/a/b"]
        {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }
}
