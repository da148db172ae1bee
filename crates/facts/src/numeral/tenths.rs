//! Rates in words: 百分之九十五, 八成, 八成五.

use jiheng_model::decimal::Decimal;

use super::chinese::{chinese, digit};

/// The rate in percent that starts at `at` and where it ends.
pub(crate) fn tenths(text: &[char], at: usize) -> Option<(usize, Decimal)> {
    percent(text, at).or_else(|| parts_of_ten(text, at))
}

/// 百分之九十五, 百分之十二点五, 百分之95.
fn percent(text: &[char], at: usize) -> Option<(usize, Decimal)> {
    let lead: &[char] = &['百', '分', '之'];
    let from = at + lead.len();
    if text.get(at..from).is_none_or(|words| words != lead) {
        return None;
    }
    if let Some((end, value)) = super::arabic(text, from) {
        return Some((end, value));
    }
    if text.get(from) == Some(&'百') {
        return Some((from + 1, Decimal::new(100, 0)?));
    }
    let whole = chinese(text, from).filter(|number| number.high.is_none())?;
    let mut digits = whole.value.to_string();
    let mut end = whole.end;
    if text.get(end) == Some(&'点') && text.get(end + 1).copied().and_then(digit).is_some() {
        digits.push('.');
        end += 1;
        while let Some(value) = text.get(end).copied().and_then(digit) {
            digits.push_str(&value.to_string());
            end += 1;
        }
    }
    Decimal::parse(&digits).map(|value| (end, value))
}

/// 八成 is 80 %, 八成五 85 %; 成 must not begin another word (三成立, 一成不变).
fn parts_of_ten(text: &[char], at: usize) -> Option<(usize, Decimal)> {
    let tens = digit(*text.get(at)?).filter(|value| (2..=9).contains(value))?;
    if text.get(at + 1) != Some(&'成')
        || text.get(at + 2).is_some_and(|c| {
            matches!(
                *c,
                '立' | '员' | '果' | '功' | '本' | '就' | '为' | '效' | '长' | '品' | '绩' | '套' | '熟' | '型'
            )
        })
    {
        return None;
    }
    match text.get(at + 2).copied().and_then(digit) {
        Some(ones) => Some((at + 3, Decimal::new(i128::from(tens * 10 + ones), 0)?)),
        None => Some((at + 2, Decimal::new(i128::from(tens * 10), 0)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_in_words_are_percents() {
        for (text, expected) in [
            ("百分之九十五", Some("95")),
            ("百分之十二点五", Some("12.5")),
            ("百分之百", Some("100")),
            ("百分之98.6", Some("98.6")),
            ("八成", Some("80")),
            ("八成五", Some("85")),
            ("三成立", None),
            ("百分比", None),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let found = tenths(&chars, 0).filter(|(end, _)| *end == chars.len()).map(|(_, value)| value.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
