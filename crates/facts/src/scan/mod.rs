//! Numerals of a passage: what each of them is, with number, approximation, scale and unit.

mod approximation;
mod chinese;
mod list;
mod quantity;
mod range;
mod unclear;

use jiheng_model::decimal::Decimal;
use jiheng_model::statement::{Approximation, WaiverClass};
use jiheng_model::unit::{Dimension, Unit};

use crate::lexicon::Lexicon;
use crate::numeral::{arabic, by_threes, is_blank, is_digit, spaced};
use crate::waive;

pub(crate) use unclear::{is_unclear_cell, is_unclear_text};

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
    /// A number, and not for certain which.
    Unclear,
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
            MentionKind::Waived(_) | MentionKind::Unclear => None,
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
    if let Some((start, end)) = unclear::at(text, at, lexicon) {
        let start = start.max(previous_end);
        return Mention { start, end, number_start: start, number_end: end, kind: MentionKind::Unclear };
    }
    if let Some((end, value)) = apart(text, at, lexicon) {
        let Some(value) = value else {
            return Mention { start: at, end, number_start: at, number_end: end, kind: MentionKind::Unclear };
        };
        let number = quantity::Number { start: at, end, value, high: None };
        return quantity::read(text, previous_end, lexicon, &number);
    }
    // A minus sign alone is in no class: “增长率-5.2%” in quotes is a rate below zero.
    if let Some((end, class)) = waive::class_at(text, at, lexicon, quoted).filter(|(end, _)| *end > at) {
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

/// 支出1 234.56万元: digits apart before a unit are one number, where it ends and its value. Where the first of them may
/// number what stands before (标段1 234.56万元), nobody knows the value.
fn apart(text: &[char], at: usize, lexicon: &Lexicon) -> Option<(usize, Option<Decimal>)> {
    let next = text.get(at + 1..at + 4)?;
    if !next.iter().any(|c| matches!(*c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')) {
        return None;
    }
    let (end, value) = spaced(text, at)?;
    let unit = lexicon.unit_at(text, end + usize::from(is_blank(text, end)))?.0;
    if !matches!(unit.dimension, Dimension::Money | Dimension::Area | Dimension::Rate) {
        return None;
    }
    let before = at.checked_sub(1).and_then(|at| text.get(at)).copied().unwrap_or(' ');
    let numbered = "第目标务段构位件表图题别".contains(before);
    let grouped = by_threes(text, at).is_some();
    Some((end, Some(value).filter(|_| !grouped || (before.is_alphabetic() && !numbered))))
}
