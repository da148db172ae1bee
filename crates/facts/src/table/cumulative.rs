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
    // Each row is what stands above it and its own amount, so that one wrong amount breaks one sum.
    let trials = (0..rows.len()).filter_map(|last| {
        let above = last.checked_sub(1).and_then(|above| rows.get(above)).map(|row| (*row, total));
        let own = *rows.get(last)?;
        let places: Vec<Place> = above.into_iter().chain(std::iter::once((own, single))).collect();
        Trial::of(sheet, (own, total), places)
    });
    let trials: Vec<Trial> = trials.collect();
    let open: Vec<i128> = trials.iter().filter(|trial| !trial.holds()).map(|trial| trial.gap.size).collect();
    let shifted = matches!(open.as_slice(), [a, b] if *a == -*b);
    let grammar = if open.len() <= 1 || shifted { Grammar::Sure } else { Grammar::Labelled };
    Tally { trials, grammar }
}
