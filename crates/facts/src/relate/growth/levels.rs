//! The two values that a change lies between.

use std::cmp::Ordering;

use jiheng_model::relation::Manner;
use jiheng_model::statement::{Role, Statement};
use jiheng_model::unit::Dimension;

use super::super::{Line, comparable};
use super::change::Change;
use crate::builder::Builder;
use crate::phrase::{clause_start, segment_start, sentence_start};

/// Most characters between a pair of levels and their change.
const DISTANCE_MAX: usize = 40;
/// Levels looked back at.
const LEVELS_MAX: usize = 6;

/// A former and a later value, as mention indices.
pub(super) struct Pair {
    pub(super) before: usize,
    pub(super) after: usize,
    /// The words say so; a pair of neighbours only suggests it.
    pub(super) strong: bool,
}

/// Possible pairs for a change, the likeliest first.
pub(super) fn find(
    builder: &Builder,
    line: &Line,
    changes: &[Change],
    change: &Change,
    spans: &[(usize, usize, Manner)],
) -> Vec<Pair> {
    let Some(stated) = line.id(change.at).and_then(|id| builder.get(id)) else { return Vec::new() };
    let from = reach(builder, line, change);
    let is_change = |at: usize| changes.iter().any(|other| other.at == at);
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let fits = |at: &usize| !is_change(*at) && get(*at).is_some_and(|s| measures_level(s, stated));
    let mut levels: Vec<usize> = line
        .quantities()
        .rev()
        .filter(|at| *at < change.at && line.start(*at) >= from)
        .filter(fits)
        .take(LEVELS_MAX)
        .collect();
    levels.reverse();
    let mut pairs: Vec<Pair> = spanned(line, change, spans, &levels).into_iter().collect();
    if pairs.is_empty() {
        let reached = reached(line, change).filter(|at| fits(at));
        pairs.extend(compared(builder, line, change, &levels, reached));
        pairs.extend(years(builder, line, &levels, change));
    }
    pairs.retain(|pair| get(pair.before).zip(get(pair.after)).is_some_and(|(a, b)| comparable(a, b)));
    pairs
}

/// Where levels may begin: the part of the sentence, or all of it when the part opens with the comparison (；较上年…).
fn reach(builder: &Builder, line: &Line, change: &Change) -> usize {
    let part = segment_start(&line.text, line.start(change.at));
    if builder.lexicon.comparison_word.at(&line.text, part).is_some() {
        sentence_start(&line.text, line.start(change.at))
    } else {
        part
    }
}

/// 由A提高到B，提高C: the span that ends last before the change, with nothing but a comma between.
fn spanned(line: &Line, change: &Change, spans: &[(usize, usize, Manner)], levels: &[usize]) -> Option<Pair> {
    let (before, after, _) = spans.iter().rev().find(|(_, after, _)| *after < change.at)?;
    let last = levels.last() == Some(after);
    let near = line.between(line.end(*after), change.cue).len() <= DISTANCE_MAX;
    (last && near).then_some(Pair { before: *before, after: *after, strong: true })
}

/// 增长8%，达到5620万元: the level that the change leads to.
fn reached(line: &Line, change: &Change) -> Option<usize> {
    let next = line.quantities().find(|at| *at > change.at)?;
    let between = line.between(line.end(change.at), line.start(next));
    let words: String = between.iter().filter(|c| !"，, ".contains(**c)).collect();
    matches!(words.as_str(), "达" | "达到" | "至" | "增至" | "减至" | "降至" | "为" | "升至" | "增加到" | "减少到")
        .then_some(next)
}

/// A level with words of comparison right before it is the former one: 比上年5200万元增加420万元.
fn compared(builder: &Builder, line: &Line, change: &Change, levels: &[usize], reached: Option<usize>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (position, before) in levels.iter().enumerate().rev() {
        if !is_former(builder, line, *before) {
            continue;
        }
        // No other comparison may stand between the former value and the change.
        let rest = line.between(line.end(*before), change.cue);
        let own = rest.len() <= DISTANCE_MAX && !compares_anew(builder, rest);
        let later = levels.iter().skip(position + 1).copied().next();
        let earlier = position.checked_sub(1).and_then(|at| levels.get(at)).copied();
        let after = reached.or_else(|| later.filter(|_| !follows_comparison(line, *before))).or(earlier).or(later);
        if let Some(after) = after {
            pairs.push(Pair { before: *before, after, strong: own });
        }
        break;
    }
    pairs
}

/// The value right behind 比上年, 较2021年的, 与年初预算.
pub(super) fn is_former(builder: &Builder, line: &Line, at: usize) -> bool {
    if line.id(at).and_then(|id| builder.get(id)).is_some_and(|s| matches!(s.role, Role::Prior)) {
        return true;
    }
    let lead = line.between(clause_start(&line.text, line.start(at)), line.start(at));
    follows_comparison(line, at) && builder.lexicon.cue_compared.within(lead, 0, lead.len())
        || follows_comparison(line, at)
            && line
                .mentions
                .iter()
                .any(|m| m.end <= line.start(at) && line.start(at) - m.end <= 8 && m.quantity().is_none())
}

fn follows_comparison(line: &Line, at: usize) -> bool {
    let lead = line.between(clause_start(&line.text, line.start(at)), line.start(at));
    lead.iter().any(|c| "比较与同".contains(*c))
}

/// 与上年相比 goes on with the comparison; another 比 or 较 opens a new one.
fn compares_anew(builder: &Builder, words: &[char]) -> bool {
    let mut at = 0;
    while let Some(c) = words.get(at) {
        if let Some(length) = builder.lexicon.compared_guard.at(words, at) {
            at += length;
        } else if "比较".contains(*c) {
            return true;
        } else {
            at += 1;
        }
    }
    false
}

/// Two levels of different years and one measure: 2022年收入1150万元，2021年收入1000万元.
fn years(builder: &Builder, line: &Line, levels: &[usize], change: &Change) -> Option<Pair> {
    let [.., first, second] = levels else { return None };
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let (one, two) = (get(*first)?, get(*second)?);
    let near = line.between(line.end(*second), change.cue).len() <= DISTANCE_MAX;
    let alike = one.measure == two.measure && near;
    let order = if alike { former(one, two) } else { None }?;
    let strong = !compares_anew(builder, line.between(line.end(*second), change.cue));
    Some(match order {
        Ordering::Less => Pair { before: *first, after: *second, strong },
        _ => Pair { before: *second, after: *first, strong },
    })
}

/// Which of two levels is the earlier one, when that is said.
fn former(one: &Statement, two: &Statement) -> Option<Ordering> {
    match (one.role == Role::Prior, two.role == Role::Prior) {
        (true, false) => return Some(Ordering::Less),
        (false, true) => return Some(Ordering::Greater),
        _ => {}
    }
    let (a, b) = one.period.as_ref().zip(two.period.as_ref())?;
    let numeric = |text: &str| text.chars().next().is_some_and(|c| c.is_ascii_digit());
    (numeric(a) && numeric(b) && a != b).then(|| a.cmp(b))
}

/// What a change can be a change of. A percent or points beside two rates, amounts or counts: the judge tells.
fn measures_level(level: &Statement, change: &Statement) -> bool {
    let dimension = |s: &Statement| s.unit.as_ref().map(|unit| unit.dimension);
    let relative = |d| matches!(d, Some(Dimension::Rate | Dimension::RatePoint | Dimension::Times));
    match (dimension(level), dimension(change)) {
        (Some(Dimension::Times | Dimension::RatePoint), _) => false,
        (Some(Dimension::Rate), change) => matches!(change, Some(Dimension::Rate | Dimension::RatePoint)),
        (_, change) if relative(change) => true,
        _ => comparable(level, change),
    }
}
