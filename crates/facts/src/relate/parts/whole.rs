//! Which quantity a cue speaks of: the nearest one before it that can be added to the first one behind it.

use jiheng_model::statement::Statement;

use super::super::{Line, comparable, evidence, is_rate};
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
    let matched = line.between(cue.at, cue.end).contains(&'别');
    if matched && (listed || is_matched(line, nearest, (first_at, end))) {
        return None;
    }
    Some(attached(builder, line, frames, (nearest, first_at)))
}

/// 幸福院86所、照料中心24个，床位分别为860张、480张: as many amounts in a row before as behind, one for each.
fn is_matched(line: &Line, nearest: usize, behind: (usize, usize)) -> bool {
    let (first, end) = behind;
    let joined = |pair: &[usize]| {
        let [a, b] = pair else { return false };
        let between = line.between(line.end(*a), line.start(*b));
        between.first() == Some(&'、') && !between.iter().any(|c| "，,；;。（(".contains(*c))
    };
    let row = |all: &[usize]| 1 + all.windows(2).take_while(|pair| joined(pair)).count();
    let from = sentence_start(&line.text, line.start(nearest));
    let mut before: Vec<usize> = line.quantities_within(from, line.end(nearest)).collect();
    let after: Vec<usize> = line.quantities_within(line.start(first), end).collect();
    before.reverse();
    let backwards = 1 + before.windows(2).take_while(|pair| matches!(pair, [b, a] if joined(&[*a, *b]))).count();
    backwards >= 2 && backwards == row(&after)
}

/// 受理8642件，审结8426件；其中旧存386件，新收8256件: the parts make up an amount before the nearest one, which they do not.
pub(super) fn fitting(builder: &Builder, line: &Line, cue: &Cue, found: (usize, &[usize])) -> usize {
    let (nearest, parts) = found;
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let statements: Vec<&Statement> = parts.iter().filter_map(|at| get(*at)).collect();
    let fits = |at: usize| get(at).is_some_and(|whole| evidence::adds_up(whole, &statements));
    if cue.bare || statements.len() < 2 || fits(nearest) {
        return nearest;
    }
    let from = sentence_start(&line.text, line.start(nearest));
    let earlier = line.quantities().rev().filter(|at| *at < nearest && line.start(*at) >= from);
    let alike = |at: &usize| {
        is_level(line, *at)
            && get(*at).zip(get(nearest)).is_some_and(|(a, b)| comparable(a, b) && a.role == b.role)
            && open_brackets(line, from, line.start(*at)) == 0
            // 编制97人，年末实有97人，其中…: what there may be has no parts.
            && !line.between(line.floor(*at), line.start(*at)).windows(2).any(|w| w == ['编', '制'])
    };
    earlier.filter(alike).take(LOOK_BACK).find(|at| fits(*at)).unwrap_or(nearest)
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
