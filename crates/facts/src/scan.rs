//! One passage of text to its numerals: quantities, and numerals that are none.

use jiheng_model::decimal::Decimal;
use jiheng_model::statement::{Approximation, WaiverClass};
use jiheng_model::unit::{Dimension, Unit};

use crate::lexicon::Lexicon;
use crate::numeral::{arabic, chinese, is_digit};
use crate::waive;

/// A numeral in a passage.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// First character of the whole mention, approximation word included.
    pub(crate) start: usize,
    /// One after its last character, unit included.
    pub(crate) end: usize,
    /// First character of the number alone.
    pub(crate) number_start: usize,
    /// One after the last character of the number alone.
    pub(crate) number_end: usize,
    pub(crate) kind: MentionKind,
}

#[derive(Clone, Debug)]
pub(crate) enum MentionKind {
    Waived(WaiverClass),
    Quantity(Quantity),
}

#[derive(Clone, Debug)]
pub(crate) struct Quantity {
    pub(crate) value: Decimal,
    pub(crate) high: Option<Decimal>,
    pub(crate) unit: Option<Unit>,
    pub(crate) approximation: Approximation,
}

impl Mention {
    pub(crate) fn quantity(&self) -> Option<&Quantity> {
        match &self.kind {
            MentionKind::Quantity(quantity) => Some(quantity),
            MentionKind::Waived(_) => None,
        }
    }
}

/// All mentions of a passage, in order, not overlapping.
pub(crate) fn scan(text: &[char], lexicon: &Lexicon) -> Vec<Mention> {
    let trapped = waive::trapped(text, lexicon);
    let quoted = waive::quoted(text);
    let mut mentions: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let previous_end = mentions.last().map_or(0, |mention| mention.end);
        let found = if text.get(at).copied().is_some_and(is_digit) || negative_start(text, at) {
            Some(arabic_mention(text, at, previous_end, lexicon, &quoted))
        } else if trapped.get(at) == Some(&false) && quoted.get(at) == Some(&false) {
            chinese_mention(text, at, previous_end, lexicon)
        } else {
            None
        };
        match found {
            Some(mention) => {
                at = mention.end.max(at + 1);
                mentions.push(mention);
            }
            None => at += 1,
        }
    }
    share_last_unit(text, &mut mentions);
    mentions
}

/// A minus sign is one only where no number, year or unit stands before it.
fn negative_start(text: &[char], at: usize) -> bool {
    matches!(text.get(at), Some('-' | '－' | '−'))
        && text.get(at + 1).copied().is_some_and(is_digit)
        && (at == 0 || text.get(at - 1).is_some_and(|c| "（(：:，,、为是至率 \t".contains(*c)))
}

fn arabic_mention(text: &[char], at: usize, previous_end: usize, lexicon: &Lexicon, quoted: &[bool]) -> Mention {
    if let Some((end, class)) = waive::class_at(text, at, lexicon, quoted) {
        let start = waive::start_of(text, at, previous_end, class);
        let kind = MentionKind::Waived(class);
        return Mention { start, end, number_start: at, number_end: end, kind };
    }
    let Some((number_end, value)) = arabic(text, at) else {
        // Longer than any amount: an identifier.
        let end = crate::numeral::run_end(text, at).max(at + 1);
        let kind = MentionKind::Waived(WaiverClass::Identifier);
        return Mention { start: at, end, number_start: at, number_end: end, kind };
    };
    quantity(text, previous_end, lexicon, (at, number_end, value))
}

/// A Chinese numeral is a quantity only before a measure word, and never 一.
fn chinese_mention(text: &[char], at: usize, previous_end: usize, lexicon: &Lexicon) -> Option<Mention> {
    let blocked = at > 0 && text.get(at - 1).is_some_and(|c| "第“《几数每近头前后星周礼初".contains(*c));
    if blocked {
        return None;
    }
    if text.get(at) == Some(&'半') {
        let word = lexicon.plain_unit_at(text, at + 1).filter(|unit| unit.dimension == Dimension::Duration)?;
        let half = Decimal::new(5, 1)?;
        let unit = lexicon.unit(&word.chars.iter().collect::<String>())?;
        let end = at + 1 + word.chars.len();
        let quantity =
            Quantity { value: half, high: Some(half), unit: Some(unit), approximation: Approximation::Range };
        let kind = MentionKind::Quantity(quantity);
        return Some(Mention { start: at, end, number_start: at, number_end: at + 1, kind });
    }
    let (number_end, value) = chinese(text, at)?;
    if value < 2 {
        return None;
    }
    let (unit, _) = lexicon.unit_at(text, number_end)?;
    let countable = matches!(unit.dimension, Dimension::Count)
        && matches!(&*unit.class, "item" | "occasion" | "household" | "person" | "visit" | "enterprise");
    let licensed = countable && "个次项户宗家处条件名场起笔".contains(unit.symbol.chars().next().unwrap_or(' '));
    let months = &*unit.symbol == "个月" || &*unit.symbol == "个工作日";
    (licensed || months)
        .then(|| Decimal::new(i128::from(value), 0))
        .flatten()
        .map(|value| quantity(text, previous_end, lexicon, (at, number_end, value)))
}

/// Number, approximation, range, scale and unit around it.
fn quantity(text: &[char], previous_end: usize, lexicon: &Lexicon, number: (usize, usize, Decimal)) -> Mention {
    let (number_start, first_end, value) = number;
    let mut number_end = first_end;
    let mut high = None;
    if let Some((end, upper)) = range_end(text, first_end, lexicon) {
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
    let blank = usize::from(text.get(end) == Some(&' '));
    let mut unit = None;
    if let Some((found, length)) = lexicon.unit_at(text, end + blank).filter(|_| end + blank < text.len())
        && !unit_is_word(text, end + blank, length, &found)
    {
        end += blank + length;
        unit = Some(found);
    }
    if unit.is_some()
        && let Some(length) = lexicon.plus.at(text, end).filter(|_| !followed_by_word(text, end))
    {
        approximation = Approximation::Plus;
        end += length;
    }
    let mut start = number_start;
    for (words, kind) in &lexicon.after {
        if let Some(length) = words.at(text, end) {
            approximation = *kind;
            end += length;
            break;
        }
    }
    if approximation == Approximation::None
        && let Some((length, kind)) = before(text, number_start, previous_end, lexicon)
    {
        start = number_start - length;
        approximation = kind;
    }
    let kind = MentionKind::Quantity(Quantity { value, high, unit, approximation });
    Mention { start, end, number_start, number_end, kind }
}

fn before(text: &[char], end: usize, floor: usize, lexicon: &Lexicon) -> Option<(usize, Approximation)> {
    lexicon
        .before
        .iter()
        .filter_map(|(words, kind)| words.before(text, end).map(|length| (length, *kind)))
        .filter(|(length, _)| end - length >= floor)
        .max_by_key(|(length, _)| *length)
        .filter(|(length, _)| {
            !(*length == 1 && text.get(end - length) == Some(&'近') && end >= 2 && text.get(end - 2) == Some(&'附'))
        })
}

/// 3—5, 10%~15%: the end and the upper number of a range whose lower number ends at `end`.
fn range_end(text: &[char], end: usize, lexicon: &Lexicon) -> Option<(usize, Decimal)> {
    let dash = |c: &char| "-－—–~～".contains(*c);
    let mut at = end;
    let unit = lexicon.unit_at(text, end).filter(|(unit, _)| unit.dimension == Dimension::Rate);
    if let Some((_, length)) = &unit {
        at += length;
    }
    let separator = text.get(at)?;
    if !(dash(separator) || (*separator == '至' && unit.is_none())) {
        return None;
    }
    at += 1;
    while text.get(at).is_some_and(dash) {
        at += 1;
    }
    text.get(at).copied().filter(|c| is_digit(*c))?;
    let (upper_end, upper) = arabic(text, at)?;
    if unit.is_some() {
        let (second, _) = lexicon.unit_at(text, upper_end)?;
        return (second.dimension == Dimension::Rate).then_some((upper_end, upper));
    }
    lexicon.unit_at(text, upper_end).map(|_| (upper_end, upper))
}

/// 分 and a few others are a unit only when they do not begin another word.
fn unit_is_word(text: &[char], at: usize, length: usize, unit: &Unit) -> bool {
    let next = text.get(at + length).copied().unwrap_or(' ');
    match &*unit.symbol {
        "分" => "别布局类期校之项数值管部析享".contains(next),
        "点" => "位".contains(next),
        "度" => "量假".contains(next),
        _ => false,
    }
}

/// 多 and 余 after a unit may begin a word: 3个多月 is one, 多次 after a list is not.
fn followed_by_word(text: &[char], at: usize) -> bool {
    text.get(at + 1).is_some_and(|c| "次项种个家处年元额部措方".contains(*c))
}

/// 12、15、18公里: numbers of a list without unit take that of the last.
fn share_last_unit(text: &[char], mentions: &mut [Mention]) {
    for index in (1..mentions.len()).rev() {
        let (head, tail) = mentions.split_at_mut(index);
        let (Some(left), Some(right)) = (head.last_mut(), tail.first()) else { continue };
        let between = text.get(left.end..right.start).unwrap_or_default();
        let listed = matches!(between, ['、' | ',' | '，' | '和' | '及']);
        let MentionKind::Quantity(right_quantity) = &right.kind else { continue };
        if let MentionKind::Quantity(left_quantity) = &mut left.kind
            && listed
            && left_quantity.unit.is_none()
        {
            left_quantity.unit.clone_from(&right_quantity.unit);
        }
    }
}
