//! The amounts of the sentence that a rate stands in, with the words around each.

use jiheng_model::statement::Statement;
use jiheng_model::unit::Dimension;

use super::super::{Line, comparable};
use crate::builder::Builder;
use crate::phrase::{clause_start, is_clause_stop, is_sentence_end, sentence_start};

/// More amounts than a sentence about one rate holds.
const AMOUNTS_MAX: usize = 10;

/// An amount or a count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount<'b> {
    /// Index of its mention.
    pub(super) at: usize,
    pub(super) statement: &'b Statement,
}

/// The measured or counted quantities of the sentence of the rate at `at`, in order; changes and rates are none.
pub(super) fn amounts<'b>(builder: &'b Builder, line: &Line, at: usize) -> Vec<Amount<'b>> {
    let from = sentence_start(&line.text, line.start(at));
    let end = line.text.iter().skip(line.end(at)).position(|c| is_sentence_end(*c));
    let to = end.map_or(line.text.len(), |length| line.end(at) + length);
    // 结余37.90万元 is a fall for growth, and an amount for its rate.
    let left = |q: usize| {
        let head = line.text.get(..line.start(q)).unwrap_or_default();
        builder.lexicon.cue_remainder.before(head, head.len()).is_some()
    };
    let states = |q: &usize| !line.is_change(*q) || left(*q);
    let inside = line.quantities().filter(|q| line.start(*q) >= from && line.end(*q) <= to).filter(states);
    let amounts = inside.filter_map(|q| {
        let statement = line.id(q).and_then(|id| builder.get(id))?;
        let counted = matches!(
            statement.unit.as_ref()?.dimension,
            Dimension::Money
                | Dimension::Count
                | Dimension::Area
                | Dimension::Length
                | Dimension::Volume
                | Dimension::Mass
                | Dimension::Score
        );
        counted.then_some(Amount { at: q, statement })
    });
    amounts.take(AMOUNTS_MAX).collect()
}

/// The others that can be added to it.
pub(super) fn others<'b>(amounts: &[Amount<'b>], one: Amount<'b>) -> Vec<Amount<'b>> {
    let alike = |other: &&Amount<'b>| other.at != one.at && comparable(other.statement, one.statement);
    amounts.iter().filter(alike).copied().collect()
}

/// 126例 and 1860对 are not counted in one measure word, so neither is a part of the other for sure; 个 and 项 count anything.
pub(super) fn counted_alike(a: &Statement, b: &Statement) -> bool {
    let symbol = |s: &Statement| s.unit.as_ref().map(|unit| unit.symbol.clone());
    let things = |s: &Statement| s.unit.as_ref().is_some_and(|unit| &*unit.class == "item");
    let any = |s: &Statement| symbol(s).is_some_and(|symbol| matches!(&*symbol, "个" | "项"));
    symbol(a) == symbol(b) || !things(a) || !things(b) || any(a) || any(b)
}

/// The words of its clause around a quantity: from the quantity or stop before it to the next one.
pub(super) fn label(line: &Line, at: usize) -> Vec<char> {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let mut start = clause_start(&line.text, line.start(at)).max(floor);
    // 执法办案（94万元）: the name stands before the bracket.
    if start == line.start(at) && start > floor && line.text.get(start - 1).is_some_and(|c| "（(：:".contains(*c)) {
        start = clause_start(&line.text, start - 1).max(floor);
    }
    let rest = line.text.get(line.end(at)..).unwrap_or_default();
    let tail = rest.iter().take_while(|c| !is_clause_stop(**c) && !crate::numeral::is_digit(**c)).count();
    let words = line.between(start, line.start(at)).iter().chain(rest.iter().take(tail));
    words.copied().filter(|c| !c.is_whitespace() && !"“”\"（(：:".contains(*c)).collect()
}
