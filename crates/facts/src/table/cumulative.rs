//! 当期支出 beside 累计支出: every row of the second is the sum of the first so far.

use super::column::{Column, Kind};
use super::sheet::{Place, Sheet};
use super::tally::{Grammar, Tally, Trial};

/// More rows than a year's instalments.
const ROWS_MAX: usize = 40;

/// A structure for each cumulative column beside the one that it sums up.
pub(crate) fn tallies(sheet: &Sheet) -> Vec<Tally> {
    let amounts =
        || sheet.halves.iter().flat_map(|half| half.amounts.iter().filter_map(|at| Some((*at, sheet.column(*at)?))));
    let grown = |column: &Column| column.kind == Kind::Amount && column.leaf().contains("累计");
    amounts()
        .filter(|(_, column)| grown(column))
        .filter_map(|(total, _)| {
            let single = amounts().rfind(|(at, column)| *at < total && !grown(column)).map(|(at, _)| at)?;
            let tally = along(sheet, single, total);
            // The first row is the same in both, and the others grow.
            (tally.trials.len() >= 3).then_some(tally)
        })
        .collect()
}

fn along(sheet: &Sheet, single: usize, total: usize) -> Tally {
    let rows: Vec<usize> = sheet
        .entries
        .iter()
        .flatten()
        .filter(|entry| entry.total.is_none() && sheet.figure((entry.row, single)).is_some())
        .map(|entry| entry.row)
        .take(ROWS_MAX)
        .collect();
    let trials = (0..rows.len()).filter_map(|last| {
        let places: Vec<Place> = rows.iter().take(last + 1).map(|row| (*row, single)).collect();
        Trial::of(sheet, (*rows.get(last)?, total), places)
    });
    let trials: Vec<Trial> = trials.collect();
    // A wrong amount breaks every sum behind it: one that holds beside it, or sums that fail alike, say what is meant.
    let gaps: Vec<i128> = trials.iter().filter(|trial| !trial.holds()).map(|trial| trial.gap.size).collect();
    let same = gaps.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
    let shifted = same && gaps.len() >= 2;
    let grammar = if same { Grammar::Sure } else { Grammar::Labelled };
    Tally { trials: if shifted { last_failing(trials) } else { trials }, grammar }
}

/// One wrong amount is one error: the sums before the last that fails say the same.
fn last_failing(trials: Vec<Trial>) -> Vec<Trial> {
    let last = trials.iter().rposition(|trial| !trial.holds());
    trials.into_iter().enumerate().filter(|(at, trial)| trial.holds() || Some(*at) == last).map(|(_, t)| t).collect()
}
