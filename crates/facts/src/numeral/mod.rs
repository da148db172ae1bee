//! Numerals: Arabic digits with separators; Chinese numerals, capital amounts and tenths in rooms of their own.

mod capital;
mod chinese;
mod noise;
mod spaced;
mod tenths;

use jiheng_model::decimal::{DIGITS_MAX, Decimal};

pub(crate) use capital::capital;
pub(crate) use chinese::chinese;
pub(crate) use spaced::{by_threes, is_blank, spaced, year as spaced_year};
pub(crate) use tenths::tenths;

/// The ASCII digit of a half-width or full-width digit.
pub(crate) fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

pub(crate) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// A run of Arabic digits as a number: where it ends and its value.
///
/// Thousands separators count only when every group after the first has exactly three digits.
pub(crate) fn arabic(text: &[char], at: usize) -> Option<(usize, Decimal)> {
    let mut ascii = String::new();
    let mut end = at;
    if matches!(text.get(end), Some('-' | '－' | '−')) {
        ascii.push('-');
        end += 1;
    }
    let start = end;
    end = digits(text, end, &mut ascii);
    if end == start {
        return None;
    }
    if end - start <= 3 {
        while let Some(next) = thousands_group(text, end) {
            end = digits(text, end + 1, &mut ascii);
            if next != end {
                break;
            }
        }
    }
    if matches!(text.get(end), Some('.' | '．')) && text.get(end + 1).copied().is_some_and(is_digit) {
        ascii.push('.');
        end = digits(text, end + 1, &mut ascii);
    }
    if ascii.len() > DIGITS_MAX {
        return None;
    }
    noise::settled(&ascii).or_else(|| Decimal::parse(&ascii)).map(|value| (end, value))
}

fn digits(text: &[char], from: usize, into: &mut String) -> usize {
    let mut end = from;
    while let Some(d) = text.get(end).copied().and_then(digit) {
        into.push(d);
        end += 1;
    }
    end
}

/// End of a group `,123` at `at` that no fourth digit follows.
fn thousands_group(text: &[char], at: usize) -> Option<usize> {
    if !matches!(text.get(at), Some(',' | '，')) {
        return None;
    }
    let group = text.get(at + 1..at + 4)?;
    let fourth = text.get(at + 4).copied().is_some_and(is_digit);
    (group.iter().copied().all(is_digit) && !fourth).then_some(at + 4)
}

/// Number of runs of Arabic digits in a text: one decimal point and separators belong to a run.
pub(crate) fn digit_runs(text: &[char]) -> u32 {
    let mut runs = 0;
    let mut at = 0;
    while at < text.len() {
        if text.get(at).copied().is_some_and(is_digit) {
            runs += 1;
            at = run_end(text, at);
        } else {
            at += 1;
        }
    }
    runs
}

/// End of the digit run that starts at `at`.
pub(crate) fn run_end(text: &[char], at: usize) -> usize {
    let mut ignored = String::new();
    let mut end = digits(text, at, &mut ignored);
    if end - at <= 3 {
        while let Some(next) = thousands_group(text, end) {
            end = next;
        }
    }
    if matches!(text.get(end), Some('.' | '．')) && text.get(end + 1).copied().is_some_and(is_digit) {
        end = digits(text, end + 1, &mut ignored);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_numbers_end_where_people_see_them_end() {
        for (text, value, end) in [
            ("719.70万元", "719.70", 6),
            ("1,234.5", "1234.5", 7),
            ("１２．５亩", "12.5", 4),
            ("12,15,18人", "12", 2),
            ("2021,100", "2021", 4),
            ("-89.57", "-89.57", 6),
            ("3.", "3", 1),
            ("1234,567", "1234", 4),
            ("12,345,678", "12345678", 10),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let (at, number) = arabic(&chars, 0).unwrap();
            assert_eq!((number.to_string().as_str(), at), (value, end), "{text}");
        }
    }

    #[test]
    fn runs_are_counted_as_readers_count_them() {
        for (text, runs) in
            [("〔2021〕24号", 2), ("0730-8265113", 2), ("1,234.50元和3个", 2), ("12,15,18", 3), ("无", 0)]
        {
            assert_eq!(digit_runs(&text.chars().collect::<Vec<_>>()), runs, "{text}");
        }
    }
}
