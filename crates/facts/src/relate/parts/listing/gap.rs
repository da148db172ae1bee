//! What stands between two quantities of a list: marks, the words of the lead, the name of the next one.

use jiheng_model::statement::WaiverClass;
use jiheng_model::unit::Dimension;

use super::super::super::{Line, is_rate};
use crate::builder::Builder;
use crate::numeral::is_digit;
use crate::phrase::{is_sentence_end, strip};

/// Longer pieces are sentences, not names.
const NAME_MAX: usize = 24;
/// Names of items that are sentences of their own are short.
const SENTENCE_NAME_MAX: usize = 8;
/// Longer words of a share are a sentence.
const SHARE_MAX: usize = 12;
/// More parts than anybody counts in a lead.
const COUNTED_MAX: usize = 20;

/// The text between two quantities, taken apart.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent pieces of evidence, not states")]
pub(super) struct Gap {
    /// The strongest mark: 1 、 2 ， 3 ； 4 。, 0 none.
    pub(super) mark: u8,
    /// Words between marks, list numbers and words of shares dropped.
    pub(super) words: Vec<Vec<char>>,
    /// Index in `words` of the first piece behind a colon or dash.
    pub(super) colon: Option<usize>,
    /// Index in `words` of the first piece behind the last full stop.
    pub(super) stop: usize,
    /// A bracket opens that this text does not close.
    pub(super) opens: bool,
    /// Two names joined by 和, not by a mark.
    pub(super) joint: bool,
    /// 其中, 包括 or 含 right before the name.
    pub(super) of_which: bool,
    /// 一是, ①, （1）: the name is an item's of a numbered list.
    pub(super) numbered: bool,
    /// 三个方面, 三项: how many parts are promised.
    pub(super) counted: Option<usize>,
    /// Mentions of rates.
    pub(super) rates: Vec<usize>,
}

impl Gap {
    /// Name of the quantity behind the gap.
    pub(super) fn name(&self) -> &[char] {
        self.words.last().map_or(&[], Vec::as_slice)
    }

    /// All words before the name, one after the other.
    pub(super) fn lead(&self) -> String {
        let names = usize::from(self.colon.is_none_or(|at| at < self.words.len()));
        let end = self.words.len().saturating_sub(names);
        let words: Vec<String> = self.words.iter().take(end).map(|word| word.iter().collect()).collect();
        words.join("，")
    }

    /// The words of the lead in the sentence of the list.
    pub(super) fn near_lead(&self) -> String {
        let names = usize::from(self.colon.is_none_or(|at| at < self.words.len()));
        let end = self.words.len().saturating_sub(names);
        self.words.iter().take(end).skip(self.stop).flatten().collect()
    }

    /// 按岗位分, 从学历看: the list behind divides a whole named before.
    pub(super) fn is_division(&self) -> bool {
        self.words.len() >= 2 && self.lead().starts_with(['按', '从', '分'])
    }

    /// One item of a list and the next.
    pub(super) fn is_item(&self) -> bool {
        let rest = self.words.len() == 2 && self.name().starts_with(&['其', '余']);
        let sentence = self.mark == 4 && !self.numbered && self.name().len() > SENTENCE_NAME_MAX;
        (self.words.len() <= 1 || rest)
            && self.colon.is_none()
            && !sentence
            && self.name().len() <= NAME_MAX
            && (self.mark > 0 || self.joint)
    }
}

/// Takes the text of a span apart; `None` when a quantity stands in it that is neither a rate nor a count of parts.
pub(super) fn read(builder: &Builder, line: &Line, from: usize, to: usize) -> Option<Gap> {
    let mut gap = Gap::default();
    let mut word: Vec<char> = Vec::new();
    let mut at = from;
    while at < to {
        if let Some((index, mention)) = line.mentions.iter().enumerate().find(|(_, m)| m.start <= at && at < m.end) {
            let kept = skip(builder, line, index, &mut gap)?;
            if kept {
                word.extend_from_slice(line.between(at, mention.end.min(to)));
            } else {
                close(builder, &mut gap, &mut word);
            }
            at = mention.end;
            continue;
        }
        let c = *line.text.get(at)?;
        if opens(c) {
            if let Some(end) = (at + 1..to).find(|i| line.text.get(*i).is_some_and(|c| closes(*c))) {
                bracketed_rates(builder, line, (at, end), &mut gap);
                at = end + 1;
                continue;
            }
            gap.opens = true;
        }
        if c.is_whitespace() && c != '\n' && word.is_empty() && gap.words.is_empty() && at == from {
            gap.mark = gap.mark.max(1);
        } else if let Some(mark) = mark(c) {
            close(builder, &mut gap, &mut word);
            gap.mark = gap.mark.max(mark);
            if matches!(c, '：' | ':' | '—') {
                gap.colon = Some(gap.words.len());
            }
            if mark == 4 {
                gap.stop = gap.words.len();
            }
        } else {
            word.push(c);
        }
        at += 1;
    }
    close(builder, &mut gap, &mut word);
    Some(gap)
}

/// 、 then ， then ；then 。; colons, dashes and brackets divide without a weight of their own.
fn mark(c: char) -> Option<u8> {
    Some(match c {
        '、' | '/' | '／' => 1,
        '，' | ',' => 2,
        '；' | ';' => 3,
        _ if is_sentence_end(c) || c == '\n' => 4,
        '：' | ':' | '—' | '（' | '(' | '）' | ')' | '［' | '[' | '］' | ']' | '【' | '】' | '＋' | '+' => 0,
        _ => return None,
    })
}

/// True when the characters of a mention belong to the words.
fn skip(builder: &Builder, line: &Line, index: usize, gap: &mut Gap) -> Option<bool> {
    let mention = line.mentions.get(index)?;
    let Some(quantity) = mention.quantity() else {
        let item = matches!(mention.kind, crate::scan::MentionKind::Waived(WaiverClass::ListNo));
        gap.numbered |= item;
        return Some(!item);
    };
    if is_rate(builder, line, index) {
        gap.rates.push(index);
        return (!line.is_change(index)).then_some(false);
    }
    let counts = quantity.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Count);
    let in_words = line.text.get(mention.number_start).is_some_and(|c| !is_digit(*c));
    let number = usize::try_from(quantity.value.mantissa()).ok().filter(|n| (2..=COUNTED_MAX).contains(n));
    let number = number.filter(|_| counts && in_words && quantity.value.scale() == 0)?;
    gap.counted = Some(number);
    Some(true)
}

/// An opening bracket of any kind.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '（' | '(' | '［' | '[' | '【')
}

/// A closing bracket of any kind.
pub(super) fn closes(c: char) -> bool {
    matches!(c, '）' | ')' | '］' | ']' | '】')
}

/// Shares in a bracket of their own: 62.5万元（12.5%）.
fn bracketed_rates(builder: &Builder, line: &Line, span: (usize, usize), gap: &mut Gap) {
    let inside = line.quantities().filter(|q| line.start(*q) > span.0 && line.end(*q) <= span.1);
    gap.rates.extend(inside.filter(|q| is_rate(builder, line, *q)));
}

/// Ends a word: list numbers, words of shares and fillers around it go.
fn close(builder: &Builder, gap: &mut Gap, word: &mut Vec<char>) {
    let piece = std::mem::take(word);
    // 其中：甲3万元: the colon does not make all of what 其中 announces.
    let announced = gap.of_which && gap.colon == Some(gap.words.len());
    gap.of_which = announced
        || [['其', '中'], ['包', '括'], ['包', '含']].iter().any(|word| piece.starts_with(word))
        || piece.first() == Some(&'含');
    let mut piece = strip(&piece, builder.lexicon);
    if let Some(rest) = numbered(&piece) {
        gap.numbered = true;
        piece = strip(&rest, builder.lexicon);
    }
    for joint in [&['以', '及'][..], &['和'], &['与'], &['及']] {
        if piece.len() > joint.len() && piece.starts_with(joint) && gap.words.is_empty() && gap.mark == 0 {
            gap.joint = true;
            piece.drain(..joint.len());
        } else if piece == joint {
            gap.joint = true;
            piece.clear();
        }
    }
    while let Some(length) = builder.lexicon.cue_share.before(&piece, piece.len()) {
        piece.truncate(piece.len() - length);
    }
    piece = strip(&piece, builder.lexicon);
    // 占总量的45%: of what the part is a share.
    let share = piece.len() <= SHARE_MAX && builder.lexicon.cue_share.at(&piece, 0).is_some();
    let ordinal = builder.lexicon.list_ordinal.at(&piece, 0) == Some(piece.len());
    if !piece.is_empty() && !share && !ordinal && piece != ['计'] {
        gap.words.push(piece);
    }
}

/// 一是, ①, 其二: the number of an item.
fn numbered(piece: &[char]) -> Option<Vec<char>> {
    let digits = "一二三四五六七八九十";
    match piece {
        [n, '是', rest @ ..] | ['其', n, rest @ ..] if digits.contains(*n) => Some(rest.to_vec()),
        [n, rest @ ..] if ('①'..='⑳').contains(n) => Some(rest.to_vec()),
        _ => None,
    }
}
