//! Which quantity a cue speaks of: the nearest one before it that can be added to the first one behind it.

use jiheng_model::statement::Statement;

use super::super::{Line, comparable, is_rate};
use super::Frames;
use super::cue::{Cue, sentence_end};
use super::levels::is_level;
use crate::builder::Builder;
use crate::phrase::sentence_start;

/// Quantities looked back at.
const LOOK_BACK: usize = 6;

/// Mention index of the whole.
pub(super) fn find(
    builder: &Builder,
    line: &Line,
    cue: &Cue,
    bracket: Option<usize>,
    frames: &Frames,
) -> Option<usize> {
    let end = bracket.unwrap_or_else(|| sentence_end(line, cue.end));
    let first = line.quantities().find(|at| {
        line.start(*at) >= cue.end && line.end(*at) <= end && !is_rate(builder, line, *at) && is_level(line, *at)
    })?;
    let first_at = first;
    let first = builder.get(line.id(first)?)?;
    let from = sentence_start(&line.text, cue.at);
    // A frame survives one full stop when the next sentence opens with 经核实 or 其中.
    let opens = cue.recheck || line.between(from, cue.at).iter().all(|c| c.is_whitespace() || matches!(*c, '，' | ','));
    let rechecked = builder.lexicon.cue_recheck.at(&line.text, first_word(line, from)).is_some();
    let floor = if opens || rechecked { sentence_start(&line.text, from.saturating_sub(1)) } else { from };
    let nearest = line
        .quantities()
        .rev()
        .filter(|at| line.end(*at) <= cue.at && line.start(*at) >= floor && is_level(line, *at))
        .filter(|at| bracket.is_some() || open_brackets(line, floor, line.start(*at)) == 0)
        .take(LOOK_BACK)
        .find(|at| {
            line.id(*at).and_then(|id| builder.get(id)).is_some_and(|s| comparable(s, first) && s.role == first.role)
        })?;
    if bracket.is_some() {
        return Some(nearest);
    }
    // 任务数分别为223户、259户、211户，完成数分别为…: the last of a list is no whole.
    let listed = nearest.checked_sub(1).is_some_and(|previous| {
        let between: String = line.between(line.end(previous), line.start(nearest)).iter().collect();
        matches!(between.trim(), "、" | "和" | "及" | "与")
    });
    if listed && line.between(cue.at, cue.end).contains(&'别') {
        return None;
    }
    Some(attached(builder, line, frames, (nearest, first_at)))
}

/// A second 其中 speaks of the last part or of the whole: of the whole when it cannot be the part.
fn attached(builder: &Builder, line: &Line, frames: &Frames, places: (usize, usize)) -> usize {
    let (nearest, first) = places;
    let exact = |at: usize| line.id(at).and_then(|id| builder.get(id)).and_then(Statement::exact);
    match frames.whole_of.get(&nearest) {
        Some(outer) if exact(first) > exact(nearest) => *outer,
        _ => nearest,
    }
}

fn first_word(line: &Line, from: usize) -> usize {
    (from..line.text.len()).find(|i| line.text.get(*i).is_some_and(|c| !c.is_whitespace())).unwrap_or(from)
}

/// Brackets that are open at `to`.
pub(super) fn open_brackets(line: &Line, from: usize, to: usize) -> usize {
    let text = line.between(from, to);
    let opened = text.iter().filter(|c| matches!(**c, '（' | '(')).count();
    opened.saturating_sub(text.iter().filter(|c| matches!(**c, '）' | ')')).count())
}
