//! Plain Chinese numerals below 10,000: 两, 三十五, 一百二十; and the pairs 三四 that mean three or four.

/// A Chinese numeral as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chinese {
    /// One after its last character.
    pub(crate) end: usize,
    /// Its value; the lower one of a pair.
    pub(crate) value: i64,
    /// The upper value of a pair such as 三四.
    pub(crate) high: Option<i64>,
}

/// The numeral that starts at `at`. A run of digits (二〇二一) is a year or a code and none; so is a bare 百 or 千.
pub(crate) fn chinese(text: &[char], at: usize) -> Option<Chinese> {
    if text.get(at).is_some_and(|c| matches!(*c, '百' | '千')) {
        return None;
    }
    pair(text, at).or_else(|| by_place(text, at))
}

fn by_place(text: &[char], at: usize) -> Option<Chinese> {
    let (mut total, mut current, mut end) = (0_i64, None, at);
    while let Some(&c) = text.get(end) {
        if let Some(value) = digit(c) {
            if current.is_some_and(|known| known != 0) {
                return None;
            }
            current = Some(value);
        } else if let Some(place) = place(c) {
            if total > 0 && total % (place * 10) != 0 {
                return None;
            }
            total += current.take().unwrap_or(1) * place;
        } else {
            break;
        }
        end += 1;
    }
    (end > at).then_some(Chinese { end, value: total + current.unwrap_or(0), high: None })
}

/// 三四个: two neighbouring digits, the second one more than the first, and nothing else.
fn pair(text: &[char], at: usize) -> Option<Chinese> {
    let (low, high) = (digit(*text.get(at)?)?, digit(*text.get(at + 1)?)?);
    let alone = text.get(at + 2).is_none_or(|c| digit(*c).is_none() && place(*c).is_none());
    (low > 0 && high == low + 1 && alone).then_some(Chinese { end: at + 2, value: low, high: Some(high) })
}

pub(super) fn digit(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn place(c: char) -> Option<i64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_are_read_by_place() {
        for (text, expected) in [
            ("两", Some((2, None))),
            ("十二", Some((12, None))),
            ("三十五", Some((35, None))),
            ("一百二十", Some((120, None))),
            ("一千零五", Some((1005, None))),
            ("四", Some((4, None))),
            ("三四", Some((3, Some(4)))),
            ("三五", None),
            ("二〇二一", None),
            ("百", None),
            ("千", None),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let found = chinese(&chars, 0).filter(|c| c.end == chars.len()).map(|c| (c.value, c.high));
            assert_eq!(found, expected, "{text}");
        }
    }
}
