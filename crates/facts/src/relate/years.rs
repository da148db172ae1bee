//! 2021年度支出合计980万元 in an account of 2022: one sentence that opens with another year than all the others.
//!
//! The usual year is the one most sentences on money open with. Only a single exception speaks: a report that tells of
//! two years says so more than once. Comparisons name the other year by right.

use std::collections::BTreeMap;

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{StatementId, WaiverClass};
use jiheng_model::unit::Dimension;

use super::Line;
use crate::builder::Builder;
use crate::phrase::{is_sentence_end, sentence_start};
use crate::scan::MentionKind;

/// Sentences of the usual year that must be there.
const USUAL_MIN: usize = 3;
/// Most characters of a sentence before its year.
const LEAD_MAX: usize = 24;

/// One sentence on money with the year it opens with.
struct Opening {
    year: i32,
    id: StatementId,
    /// Nothing in it or around it explains another year.
    plain: bool,
}

/// Finds the one sentence of another year.
pub(crate) fn relate(builder: &mut Builder, lines: &[Line]) {
    let openings: Vec<Opening> = lines.iter().flat_map(|line| openings(builder, line)).collect();
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for opening in &openings {
        *counts.entry(opening.year).or_insert(0) += 1;
    }
    let Some((usual, count)) = counts.iter().max_by_key(|(_, count)| **count).map(|(year, count)| (*year, *count))
    else {
        return;
    };
    let others: Vec<&Opening> = openings.iter().filter(|opening| opening.year != usual).collect();
    let &[outlier] = others.as_slice() else { return };
    if count < USUAL_MIN || !outlier.plain || (outlier.year - usual).abs() != 1 {
        return;
    }
    let Some(first) = openings.iter().find(|opening| opening.year == usual) else { return };
    let (outlier, usual) = (outlier.id, first.id);
    builder.relate(RelationKind::OtherYear { outlier, usual }, Origin::Sentence, true);
}

fn openings(builder: &Builder, line: &Line) -> Vec<Opening> {
    let in_cell = builder.passages.get(line.index).is_some_and(|passage| passage.cell.is_some());
    let mut found = Vec::new();
    let mut last = None;
    for at in (0..line.mentions.len()).filter(|_| !in_cell) {
        let Some(year) = year(line, at) else { continue };
        let from = sentence_start(&line.text, line.start(at));
        let to = (line.end(at)..line.text.len())
            .find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c)))
            .unwrap_or(line.text.len());
        let compared =
            line.start(at) > 0 && line.text.get(line.start(at) - 1).is_some_and(|c| "与比较同自从由至到".contains(*c));
        let opens = line.start(at) - from <= LEAD_MAX && last != Some(from) && !compared;
        last = Some(from);
        let money =
            line.quantities().any(|q| line.start(q) >= line.end(at) && line.end(q) <= to && is_money(builder, line, q));
        if let Some(id) = line.id(at).filter(|_| opens && money) {
            found.push(Opening { year, id, plain: is_plain(builder, line, (from, to), year) });
        }
    }
    found
}

fn year(line: &Line, at: usize) -> Option<i32> {
    let mention = line.mentions.get(at).filter(|m| matches!(m.kind, MentionKind::Waived(WaiverClass::Year)))?;
    line.between(mention.number_start, mention.number_end)
        .iter()
        .filter_map(|c| crate::numeral::digit(*c))
        .take(4)
        .collect::<String>()
        .parse()
        .ok()
}

fn is_money(builder: &Builder, line: &Line, at: usize) -> bool {
    let unit = line.id(at).and_then(|id| builder.get(id)).and_then(|s| s.unit.as_ref());
    unit.is_some_and(|unit| matches!(unit.dimension, Dimension::Money | Dimension::Score))
}

/// No comparison, no deadline, no other year in the sentence.
fn is_plain(builder: &Builder, line: &Line, span: (usize, usize), own: i32) -> bool {
    let words = line.between(span.0, span.1);
    let compared = builder.lexicon.cue_former.within(words, 0, words.len())
        || words
            .windows(2)
            .any(|w| matches!(w, ['结', '转'] | ['截', '至'] | ['跨', '年'] | ['以', '来'] | ['同', '期']));
    let other = (0..line.mentions.len())
        .any(|at| line.start(at) >= span.0 && line.end(at) <= span.1 && year(line, at).is_some_and(|year| year != own));
    !compared && !other
}
