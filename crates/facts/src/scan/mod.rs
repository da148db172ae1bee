//! Numerals of a passage: what each of them is, with number, approximation, scale and unit.

mod approximation;
mod chinese;
mod list;
mod quantity;
mod range;

use jiheng_model::decimal::Decimal;
use jiheng_model::statement::{Approximation, WaiverClass};
use jiheng_model::unit::Unit;

use crate::lexicon::Lexicon;
use crate::numeral::{arabic, is_digit};
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
    let mut mentions: Vec<Mention> = Vec::new();
    if !text.iter().any(|c| may_begin(*c)) {
        return mentions;
    }
    let trapped = waive::trapped(text, lexicon);
    let quoted = waive::quoted(text);
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        let previous_end = mentions.last().map_or(0, |mention| mention.end);
        let found = if is_digit(c) || negative_start(text, at) {
            Some(arabic_mention(text, at, previous_end, lexicon, &quoted))
        } else if may_begin(c) && trapped.get(at) == Some(&false) {
            let named = quoted.get(at) == Some(&true);
            // 十七 of 第五十七条 is no numeral of its own.
            let inside = at > previous_end
                && text.get(at - 1).is_some_and(|c| "一二三四五六七八九十百千".contains(*c))
                && trapped.get(at - 1) == Some(&false);
            chinese::mention(text, at, previous_end, lexicon).filter(|_| !named && !inside)
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
    list::share_last_unit(text, &mut mentions);
    mentions
}

/// Characters with which a numeral can begin.
fn may_begin(c: char) -> bool {
    is_digit(c) || "两二三四五六七八九十百半壹贰叁肆伍陆柒捌玖一番".contains(c)
}

/// A minus sign is one only where no number, year or unit stands before it.
fn negative_start(text: &[char], at: usize) -> bool {
    matches!(text.get(at), Some('-' | '－' | '−'))
        && text.get(at + 1).copied().is_some_and(is_digit)
        && (at == 0 || text.get(at - 1).is_some_and(|c| "（(：:，,、为是至率额余 \t".contains(*c)))
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
    quantity::read(text, previous_end, lexicon, &quantity::Number { start: at, end: number_end, value, high: None })
}
