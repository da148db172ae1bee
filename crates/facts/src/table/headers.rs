//! Sums along the columns, as the tree of headers announces them: 合计 beside its parts, 小计 inside a group, 其中.

use super::column::Column;
use super::half::Half;
use super::sheet::{Place, Sheet};
use super::tally::{self, Grammar, Tally, Trial};
use super::words::Words;

/// All structures of columns in a table.
pub(crate) fn tallies(sheet: &Sheet, words: &Words) -> Vec<Tally> {
    let mut tallies = Vec::new();
    for half in &sheet.halves {
        let columns: Vec<(usize, &Column)> =
            half.amounts.iter().filter_map(|index| Some((*index, sheet.column(*index)?))).collect();
        for position in 0..columns.len() {
            let mut readings = readings(&columns, half, position, words);
            if sheet.unsure {
                for (_, grammar) in &mut readings {
                    *grammar = Grammar::Numbers;
                }
            }
            let tried = readings.into_iter().map(|(parts, grammar)| along(sheet, &columns, position, &parts, grammar));
            tallies.extend(tally::best(tried.collect()));
        }
    }
    tallies
}

/// One structure along every row.
fn along(sheet: &Sheet, columns: &[(usize, &Column)], total: usize, parts: &[usize], grammar: Grammar) -> Tally {
    let index = |position: usize| columns.get(position).map_or(usize::MAX, |(index, _)| *index);
    let trials = (0..sheet.body.len()).filter_map(|row| {
        let places: Vec<Place> = parts.iter().map(|position| (row, index(*position))).collect();
        Trial::of(sheet, (row, index(total)), places)
    });
    Tally { trials: trials.collect(), grammar }
}

/// The header path of a column without the head of its half and without 其中.
fn path<'c>(column: &'c Column, half: &Half) -> Vec<&'c str> {
    let skip = usize::from(!half.head.is_empty() && column.path.first() == Some(&half.head));
    column.path.iter().skip(skip).map(String::as_str).filter(|label| *label != "其中").collect()
}

/// What the column at `position` may be the sum of: positions of its parts.
fn readings(columns: &[(usize, &Column)], half: &Half, position: usize, words: &Words) -> Vec<(Vec<usize>, Grammar)> {
    let Some((_, column)) = columns.get(position) else { return Vec::new() };
    let own = path(column, half);
    let Some((leaf, prefix)) = own.split_last() else { return Vec::new() };
    let mut found: Vec<(Vec<usize>, Grammar)> = Vec::new();
    let mut add = |parts: Vec<usize>, grammar: Grammar| {
        if parts.len() >= 2 && !found.iter().any(|(known, _)| *known == parts) {
            found.push((parts, grammar));
        }
    };
    let nested = following_group(columns, position);
    if words.total(leaf).is_some() || leaf.starts_with('总') {
        let right: Vec<usize> = run(columns, half, prefix, position + 1..columns.len(), words);
        let left: Vec<usize> = run(columns, half, prefix, (0..position).rev(), words);
        let kept = |parts: &[usize]| -> Vec<usize> {
            let aside = |at: &usize| columns.get(*at).is_some_and(|(_, column)| words.is_aside(column.leaf()));
            parts.iter().filter(|at| !aside(at)).copied().collect()
        };
        let grouped = !prefix.is_empty();
        let grammar = if grouped && words.total(leaf).is_some() { Grammar::Sure } else { Grammar::Labelled };
        add(right.clone(), grammar);
        add(kept(&right), Grammar::Labelled);
        if position > 0 {
            add(left.clone(), Grammar::Labelled);
        }
        // The first of several columns may be all that is meant: 总投资 | 中央 | 省 | 已完成.
        for count in 2..right.len().min(8) {
            add(right.get(..count).unwrap_or_default().to_vec(), Grammar::Numbers);
        }
    }
    // 一季度, 二季度, 三季度, 四季度, 全年: the year is what its quarters make.
    let quarters: Vec<usize> = (0..position)
        .filter(|at| {
            columns.get(*at).is_some_and(|(_, column)| ["季度", "半年"].iter().any(|end| column.leaf().ends_with(end)))
        })
        .collect();
    if leaf == &"全年" && quarters.len() == position && matches!(position, 2 | 4) {
        found.push((quarters, Grammar::Sure));
    }
    // The total closes the row, and what stands before it is all there is.
    if let ([(parts, grammar)], true) = (found.as_mut_slice(), position + 1 == columns.len())
        && parts.len() == position
        && parts.len() >= 3
        && words.total(leaf).is_some()
        && !leaf.ends_with("总额")
    {
        *grammar = Grammar::Sure;
    }
    let mut add = |parts: Vec<usize>, grammar: Grammar| {
        if parts.len() >= 2 && !found.iter().any(|(known, _)| *known == parts) {
            found.push((parts, grammar));
        }
    };
    // 其中：公务员 | 其他人员: the rest has a column of its own, so nothing is left out.
    let last = nested.last().and_then(|at| columns.get(*at));
    let complete = last.is_some_and(|(_, column)| column.leaf().starts_with("其他"));
    add(nested, if complete { Grammar::Sure } else { Grammar::Numbers });
    found
}

/// The columns of a 其中 group that directly follows, innermost 其中 groups left out.
fn following_group(columns: &[(usize, &Column)], position: usize) -> Vec<usize> {
    let depth = |at: usize| columns.get(at).map_or(0, |(_, c)| c.path.iter().filter(|label| *label == "其中").count());
    let own = depth(position);
    let run = (position + 1..columns.len()).take_while(|at| depth(*at) > own);
    run.filter(|at| depth(*at) == own + 1).collect()
}

/// The columns of a run that share a prefix, each group by its own total where it has one, up to the next total.
fn run(
    columns: &[(usize, &Column)],
    half: &Half,
    prefix: &[&str],
    range: impl Iterator<Item = usize>,
    words: &Words,
) -> Vec<usize> {
    let mut parts: Vec<usize> = Vec::new();
    let mut group: Option<(&str, bool)> = None;
    let mut depth_floor: Option<usize> = None;
    for at in range {
        let Some((_, column)) = columns.get(at) else { break };
        let own = path(column, half);
        let Some(rest) = own.strip_prefix(prefix) else { break };
        let nested = column.path.iter().filter(|label| *label == "其中").count();
        // 其中 inside 其中 is part of the column before.
        if *depth_floor.get_or_insert(nested) < nested && !parts.is_empty() {
            continue;
        }
        match rest {
            [] => break,
            [leaf] if words.total(leaf).is_some() => break,
            [leaf] if words.is_partial(leaf) => {}
            [_] => {
                group = None;
                parts.push(at);
            }
            [name, .., leaf] => {
                let total = words.total(leaf).is_some();
                let same = group.is_some_and(|(known, _)| known == *name);
                if !same {
                    group = Some((name, total));
                    parts.push(at);
                } else if total {
                    // A total that closes its group stands for all of it.
                    while parts
                        .last()
                        .and_then(|p| columns.get(*p))
                        .is_some_and(|(_, c)| path(c, half).get(prefix.len()) == Some(name))
                    {
                        parts.pop();
                    }
                    group = Some((name, true));
                    parts.push(at);
                } else if !group.is_some_and(|(_, closed)| closed) && !words.is_partial(leaf) {
                    parts.push(at);
                }
            }
        }
    }
    parts.sort_unstable();
    parts
}
