//! Lists of rates beside lists of amounts: 完成率分别为72.4%、65.1%，任务数分别为225户、298户，完成数分别为163户、194户; 一季度末达17.1%，
//! …，对应累计支出346.74万元、…，预算总额2027.75万元.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::Statement;

use super::super::{Line, comparable, fit, is_rate};
use crate::builder::Builder;

/// Numbers of one sentence that are looked at.
const SENTENCE_MAX: usize = 40;
/// A shorter list is matched with other rates too easily.
const SPREAD_MIN: usize = 3;

/// Finds such lists in one line.
pub(super) fn relate(builder: &mut Builder, line: &Line) {
    for (from, end) in line.sentences() {
        let all: Vec<usize> = line.quantities_within(from, end).take(SENTENCE_MAX).collect();
        let runs = runs(line, &all);
        if let Some((parts, wholes, rates, strong)) =
            three(builder, line, &runs).or_else(|| spread(builder, line, &all, &runs))
        {
            for ((part, whole), rate) in parts.iter().zip(&wholes).zip(&rates) {
                if let (Some(part), Some(whole), Some(rate)) = (line.id(*part), line.id(*whole), line.id(*rate)) {
                    builder.relate(RelationKind::Share { part, whole, rate }, Origin::Sentence, strong);
                }
            }
        }
    }
}

/// Parts, wholes and rates by position, with whether they may convict.
type Matched = (Vec<usize>, Vec<usize>, Vec<usize>, bool);

/// Neighbours that nothing but list marks divide.
fn runs(line: &Line, all: &[usize]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for at in all {
        let joined = runs.last().and_then(|run| run.last()).is_some_and(|last| {
            let between: String = line.between(line.end(*last), line.start(*at)).iter().collect();
            matches!(between.trim(), "、" | "和" | "及" | "与")
        });
        match runs.last_mut().filter(|_| joined) {
            Some(run) => run.push(*at),
            None => runs.push(vec![*at]),
        }
    }
    runs.retain(|run| run.len() >= 2);
    runs
}

/// The words before a list, from the number or stop before it.
fn lead<'l>(line: &'l Line, run: &[usize]) -> &'l [char] {
    let Some(first) = run.first() else { return &[] };
    let floor = first.checked_sub(1).map_or(0, |previous| line.end(previous));
    let from = crate::phrase::segment_start(&line.text, line.start(*first)).max(floor);
    line.between(from, line.start(*first))
}

/// Two lists of amounts and one of rates, all of one length.
fn three(builder: &Builder, line: &Line, runs: &[Vec<usize>]) -> Option<Matched> {
    let [first, second, third] = runs else { return None };
    let rated = |run: &[usize]| run.iter().all(|at| is_rate(builder, line, *at) && !line.is_change(*at));
    let (rates, left, right) = match (rated(first), rated(second), rated(third)) {
        (true, false, false) => (first, second, third),
        (false, true, false) => (second, first, third),
        (false, false, true) => (third, first, second),
        _ => return None,
    };
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let alike = left.iter().chain(right).all(|at| {
        get(*at).zip(left.first().and_then(|first| get(*first))).is_some_and(|(s, first)| comparable(s, first))
    });
    if rates.len() != left.len() || left.len() != right.len() || !alike {
        return None;
    }
    let fits = |parts: &[usize], wholes: &[usize]| count(builder, line, (parts, wholes, rates));
    let (over, under) = (fits(left, right), fits(right, left));
    let words = &builder.lexicon.rates.planned;
    let planned = |run: &[usize]| words.within(lead(line, run), 0, lead(line, run).len());
    // Where neither way round holds more often, the words say what there was to do.
    let ways = (over, planned(right)).cmp(&(under, planned(left)));
    let (parts, wholes, held) = match ways {
        std::cmp::Ordering::Greater => (left, right, over),
        std::cmp::Ordering::Less => (right, left, under),
        std::cmp::Ordering::Equal => return None,
    };
    let said = planned(wholes) && !planned(parts);
    let strong = held + 1 >= rates.len() || (said && held >= 1);
    Some((parts.clone(), wholes.clone(), rates.clone(), strong && held >= 1))
}

/// One list of amounts, as many rates before it, and one amount more that all of them are shares of.
fn spread(builder: &Builder, line: &Line, all: &[usize], runs: &[Vec<usize>]) -> Option<Matched> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let run = runs.iter().find(|run| run.len() >= SPREAD_MIN && !run.iter().any(|at| is_rate(builder, line, *at)))?;
    let first = *run.first()?;
    let rates: Vec<usize> = all.iter().copied().filter(|at| *at < first && is_rate(builder, line, *at)).collect();
    let others: Vec<usize> = all
        .iter()
        .copied()
        .filter(|at| !run.contains(at) && get(*at).zip(get(first)).is_some_and(|(a, b)| comparable(a, b)))
        .collect();
    let (&[whole], true) = (others.as_slice(), rates.len() == run.len()) else { return None };
    let words = lead(line, run);
    let matched = builder.lexicon.rates.matched.within(words, 0, words.len());
    let wholes = vec![whole; run.len()];
    let held = count(builder, line, (run, &wholes, &rates));
    let strong = held + 1 >= rates.len() || (matched && held >= 1);
    (held >= 1).then(|| (run.clone(), wholes, rates, strong))
}

/// How many positions hold.
fn count(builder: &Builder, line: &Line, lists: (&[usize], &[usize], &[usize])) -> usize {
    let (parts, wholes, rates) = lists;
    let get = |at: &usize| -> Option<&Statement> { line.id(*at).and_then(|id| builder.get(id)) };
    let holds = |((part, whole), rate): &((&usize, &usize), &usize)| {
        get(part).zip(get(whole)).zip(get(rate)).is_some_and(|((part, whole), rate)| fit::ratio(part, whole, rate))
    };
    parts.iter().zip(wholes).zip(rates).filter(holds).count()
}
