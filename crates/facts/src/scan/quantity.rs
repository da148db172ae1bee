//! Number, approximation, range, scale and unit around it.

use jiheng_model::decimal::Decimal;
use jiheng_model::statement::Approximation;
use jiheng_model::unit::Unit;

use super::{Mention, MentionKind, Quantity, approximation, range};
use crate::lexicon::Lexicon;
use crate::numeral::is_blank;

/// A bare number whose surroundings are still to be read.
pub(super) struct Number {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Decimal,
    /// Upper value, for 三四个.
    pub(super) high: Option<Decimal>,
}

/// The whole mention of a number.
pub(super) fn read(text: &[char], previous_end: usize, lexicon: &Lexicon, number: &Number) -> Mention {
    let mut number_end = number.end;
    let mut high = number.high;
    if high.is_none()
        && let Some((end, upper)) = range::upper(text, number.end, lexicon)
    {
        number_end = end;
        high = Some(upper);
    }
    let mut approximation = if high.is_some() { Approximation::Range } else { Approximation::None };
    let mut end = number_end;
    if let Some(length) = lexicon.plus.at(text, end)
        && lexicon.unit_at(text, end + length).is_some()
    {
        approximation = Approximation::Plus;
        end += length;
    }
    let (mut unit, unit_end) = unit(text, end, lexicon);
    end = unit_end;
    if let Some(found) = &unit
        && let Some(length) = lexicon.plus.at(text, end).filter(|_| !followed_by_word(text, end))
    {
        approximation = Approximation::Plus;
        end += length;
        if let Some((whole, length)) = scaled_unit(text, end, found, lexicon) {
            // 200万多元 is less than 201万元: 多 adds to the digit before the scale.
            high = Decimal::new(1, 0).and_then(|one| number.value.checked_add(one));
            unit = Some(whole);
            end += length;
        }
    }
    let mut start = number.start;
    if unit.is_none() && number.start > 0 && text.get(number.start - 1).is_some_and(|c| "¥￥".contains(*c)) {
        unit = lexicon.unit("元");
        start -= 1;
    }
    if let Some((length, kind)) = approximation::after(text, end, lexicon) {
        approximation = if approximation == Approximation::Range { approximation } else { kind };
        end += length;
    } else if approximation == Approximation::None
        && let Some((length, kind)) = approximation::before(text, start, previous_end, lexicon)
    {
        start -= length;
        approximation = kind;
    }
    let kind = MentionKind::Quantity(Quantity { value: number.value, high, unit, approximation });
    Mention { start, end, number_start: number.start, number_end, kind }
}

/// The unit after the number, one blank in between allowed, and where it ends.
fn unit(text: &[char], end: usize, lexicon: &Lexicon) -> (Option<Unit>, usize) {
    let at = end + usize::from(is_blank(text, end));
    match lexicon.unit_at(text, at) {
        Some((found, length)) if !is_word(text, at, length, &found) => (Some(found), at + length),
        _ => (None, end),
    }
}

/// The unit that follows a scale word and 多: 万 then 元.
fn scaled_unit(text: &[char], at: usize, scale: &Unit, lexicon: &Lexicon) -> Option<(Unit, usize)> {
    if &*scale.class != crate::lexicon::BARE_SCALE {
        return None;
    }
    let word = lexicon.plain_unit_at(text, at)?;
    let symbol: String = scale.symbol.chars().chain(word.chars.iter().copied()).collect();
    lexicon.unit(&symbol).map(|unit| (unit, word.chars.len()))
}

/// 分 and a few others are a unit only when they do not begin another word.
fn is_word(text: &[char], at: usize, length: usize, unit: &Unit) -> bool {
    let next = text.get(at + length).copied().unwrap_or(' ');
    match &*unit.symbol {
        "分" => "别布局类期校之项数值管部析享".contains(next),
        "点" => "位".contains(next),
        "度" => "量假".contains(next),
        _ => false,
    }
}

/// 多 and 余 after a unit may begin a word: 3个多月 is one, 多次 after a list is not; 比1252万元多415万元 compares.
fn followed_by_word(text: &[char], at: usize) -> bool {
    text.get(at + 1).is_some_and(|c| "次项种个家处年额部措方出支收增完".contains(*c) || crate::numeral::is_digit(*c))
        || (text.get(at + 1) == Some(&'元') && text.get(at + 2).is_some_and(|c| "化素".contains(*c)))
}
