//! Chinese numerals are names unless something licenses them: a measure word, 百分之, 成, 半, 番, or capital digits.

use jiheng_model::decimal::Decimal;
use jiheng_model::statement::Approximation;
use jiheng_model::unit::Dimension;

use super::quantity::{self, Number};
use super::{Mention, MentionKind, Quantity};
use crate::lexicon::Lexicon;
use crate::numeral::{capital, chinese, tenths};

/// The quantity that starts at `at`, if one does.
pub(super) fn mention(text: &[char], at: usize, previous_end: usize, lexicon: &Lexicon) -> Option<Mention> {
    if let Some((end, value)) = capital(text, at) {
        return plain(lexicon, (at, end, end), (value, None), ("元", Approximation::None));
    }
    if lexicon.numeral_guard.before(text, at).is_some() {
        return doubling(text, at, lexicon);
    }
    rate(text, at, previous_end, lexicon)
        .or_else(|| half(text, at, lexicon))
        .or_else(|| doubling(text, at, lexicon))
        .or_else(|| places(text, at, lexicon))
        .or_else(|| counted(text, at, previous_end, lexicon))
}

/// A mention without further words around it: start, end of the number, end of the whole.
fn plain(
    lexicon: &Lexicon,
    span: (usize, usize, usize),
    value: (Decimal, Option<Decimal>),
    meant: (&str, Approximation),
) -> Option<Mention> {
    let quantity =
        Quantity { value: value.0, high: value.1, unit: Some(lexicon.unit(meant.0)?), approximation: meant.1 };
    let kind = MentionKind::Quantity(quantity);
    Some(Mention { start: span.0, end: span.2, number_start: span.0, number_end: span.1, kind })
}

/// 百分之九十五以上, 八成: percents in words.
fn rate(text: &[char], at: usize, previous_end: usize, lexicon: &Lexicon) -> Option<Mention> {
    let (number_end, value) = tenths(text, at)?;
    let (mut start, mut end, mut approximation) = (at, number_end, Approximation::None);
    if let Some((length, kind)) = super::approximation::after(text, end, lexicon) {
        (end, approximation) = (end + length, kind);
    } else if let Some((length, kind)) = super::approximation::before(text, at, previous_end, lexicon) {
        (start, approximation) = (at - length, kind);
    }
    let mut mention = plain(lexicon, (at, number_end, end), (value, None), ("%", approximation))?;
    mention.start = start;
    Some(mention)
}

/// 半年, 半个月, 半小时: between nothing and one, so no exact half.
fn half(text: &[char], at: usize, lexicon: &Lexicon) -> Option<Mention> {
    let divided = at > 0 && text.get(at - 1).is_some_and(|c| "上下前后".contains(*c));
    if text.get(at) != Some(&'半') || divided {
        return None;
    }
    let word = lexicon.plain_unit_at(text, at + 1).filter(|unit| unit.dimension == Dimension::Duration)?;
    let half = Decimal::new(5, 1)?;
    let symbol: String = word.chars.iter().collect();
    let end = at + 1 + word.chars.len();
    plain(lexicon, (at, at + 1, end), (half, Some(half)), (&symbol, Approximation::Range))
}

/// 翻一番, 翻了两番.
fn doubling(text: &[char], at: usize, lexicon: &Lexicon) -> Option<Mention> {
    let head = text.get(..at)?;
    let turned = head.ends_with(&['翻']) || head.ends_with(&['翻', '了']);
    // 实现翻番 is once.
    if turned && text.get(at)? == &'番' {
        return plain(lexicon, (at, at + 1, at + 1), (Decimal::new(1, 0)?, None), ("番", Approximation::None));
    }
    let value = match text.get(at)? {
        '一' => 1,
        '两' | '二' => 2,
        '三' => 3,
        _ => return None,
    };
    let counted = turned && text.get(at + 1) == Some(&'番');
    let value = Decimal::new(value, 0).filter(|_| counted)?;
    plain(lexicon, (at, at + 1, at + 2), (value, None), ("番", Approximation::None))
}

/// 甲、乙、丙三镇分别…: a list of places with their number.
fn places(text: &[char], at: usize, lexicon: &Lexicon) -> Option<Mention> {
    let number = chinese(text, at).filter(|number| number.value >= 2 && number.high.is_none())?;
    let word = lexicon.plain_unit_at(text, number.end).filter(|unit| &*unit.class == "place")?;
    let end = number.end + word.chars.len();
    let summed = lexicon.list_follow.at(text, end).is_some();
    let listed = text.get(at.saturating_sub(24)..at)?.contains(&'、');
    let value = Decimal::new(i128::from(number.value), 0).filter(|_| summed && listed)?;
    plain(lexicon, (at, number.end, end), (value, None), ("个", Approximation::None))
}

/// 三十五个, 两次, 十余户, 三千万元: a numeral before a unit that people count with.
fn counted(text: &[char], at: usize, previous_end: usize, lexicon: &Lexicon) -> Option<Mention> {
    let number = chinese(text, at).filter(|number| number.value >= 2)?;
    let plus = lexicon.plus.at(text, number.end).unwrap_or(0);
    let (unit, length) = lexicon.unit_at(text, number.end + plus)?;
    let after = text.get(number.end + plus + length).copied().unwrap_or(' ');
    let licensed = match unit.dimension {
        Dimension::Count => {
            lexicon.counted.at(text, number.end + plus).is_some_and(|word| word <= length) && !"一".contains(after)
        }
        Dimension::Duration => matches!(&*unit.symbol, "个月" | "个工作日" | "天" | "小时" | "分钟" | "学时"),
        Dimension::Money | Dimension::Area => number.end - at >= 2 || unit.scaled,
        Dimension::Length => matches!(&*unit.symbol, "公里" | "千米"),
        Dimension::Times => "倍".contains(&*unit.symbol),
        _ => false,
    };
    let value = Decimal::new(i128::from(number.value), 0).filter(|_| licensed)?;
    let high = number.high.and_then(|high| Decimal::new(i128::from(high), 0));
    Some(quantity::read(text, previous_end, lexicon, &Number { start: at, end: number.end, value, high }))
}
