//! The two values that a change lies between.

use std::cmp::Ordering;

use jiheng_model::relation::Manner;
use jiheng_model::statement::{Role, Statement};
use jiheng_model::unit::Dimension;

use super::super::{Line, comparable};
use super::change::Change;
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end, segment_start, sentence_start};

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
        pairs.extend(years(builder, line, &levels, change.cue));
        pairs.extend(saved(builder, line, &levels, change));
    }
    if pairs.is_empty() && levels.is_empty() {
        pairs.extend(following(builder, line, changes, change, spans, fits));
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
pub(super) fn reached(line: &Line, change: &Change) -> Option<usize> {
    let next = line.quantities().find(|at| *at > change.at)?;
    let between = line.between(line.end(change.at), line.start(next));
    let words: String = between.iter().filter(|c| !"，, ".contains(**c)).collect();
    let verb = words.trim_end_matches(['到', '至', '为']);
    let leads =
        matches!(verb, "" | "达" | "增" | "减" | "降" | "升" | "增加" | "减少" | "下降" | "上升" | "提高" | "降低")
            && !words.is_empty();
    leads.then_some(next)
}

/// 同比下降44.2%，由500件降至279件; 增幅为85%，2021年300人次，2022年555人次: the levels stand behind the change.
fn following(
    builder: &Builder,
    line: &Line,
    changes: &[Change],
    change: &Change,
    spans: &[(usize, usize, Manner)],
    fits: impl Fn(&usize) -> bool,
) -> Option<Pair> {
    let next_change = changes.iter().map(|other| other.at).find(|at| *at > change.at).unwrap_or(usize::MAX);
    let end = line.text.iter().skip(line.end(change.at)).position(|c| is_sentence_end(*c) || matches!(c, '；' | ';'));
    let to = end.map_or(line.text.len(), |length| line.end(change.at) + length);
    let levels: Vec<usize> = line
        .quantities()
        .filter(|at| *at > change.at && *at < next_change && line.end(*at) <= to)
        .take_while(|at| fits(at))
        .collect();
    let &[first, second] = levels.as_slice() else { return None };
    if line.between(line.end(change.at), line.start(first)).len() > DISTANCE_MAX {
        return None;
    }
    if spans.iter().any(|(before, after, _)| (*before, *after) == (first, second)) {
        return Some(Pair { before: first, after: second, strong: true });
    }
    years(builder, line, &levels, line.start(second))
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
fn years(builder: &Builder, line: &Line, levels: &[usize], cue: usize) -> Option<Pair> {
    let [.., first, second] = levels else { return None };
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let (one, two) = (get(*first)?, get(*second)?);
    let near = cue.saturating_sub(line.end(*second)) <= DISTANCE_MAX;
    let alike = (one.measure == two.measure || led_to(line, *second)) && near;
    let order = if alike { former(one, two) } else { None }?;
    let strong = !compares_anew(builder, line.between(line.end(*second), cue));
    Some(match order {
        Ordering::Less => Pair { before: *first, after: *second, strong },
        _ => Pair { before: *second, after: *first, strong },
    })
}

/// 增加到, 降至: the clause of the level says no more than where the former one went.
fn led_to(line: &Line, at: usize) -> bool {
    let lead = line.between(clause_start(&line.text, line.start(at)), line.start(at));
    lead.last().is_some_and(|c| "到至".contains(*c))
}

/// 预算10.05万元、支出9.68万元，节支0.37万元: what was planned and what was spent, when nothing else is measured.
fn saved(builder: &Builder, line: &Line, levels: &[usize], change: &Change) -> Option<Pair> {
    let &[first, second] = levels else { return None };
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let planned =
        |s: &Statement| matches!(s.role, Role::BudgetInitial | Role::BudgetAdjusted) || s.measure.ends_with("预算");
    let (one, two) = (get(first)?, get(second)?);
    let near = line.between(line.end(second), change.cue).len() <= 2;
    (near && planned(one) && !planned(two) && change.manner == Manner::Fall).then_some(Pair {
        before: first,
        after: second,
        strong: true,
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
