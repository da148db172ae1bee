//! What the structures of one table become: relations, with the cell that breaks two of them as the suspect.

use std::collections::{BTreeMap, BTreeSet};

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::StatementId;

use super::identity::{self, Balance};
use super::sheet::{Place, Sheet};
use super::tally::{Grammar, Tally, Trial};
use super::words::Words;
use super::{cumulative, differences, headers, inside, portions, products, rates, rows, triples};
use crate::builder::Builder;

/// Relates the cells of one table.
pub(crate) fn relate(builder: &mut Builder, sheet: &Sheet, words: &Words) {
    let since = builder.facts.relations.len();
    let claims = identity::claims(sheet, words);
    let down = rows::tallies(sheet, words);
    let along = headers::tallies(sheet, words);
    let grown = cumulative::tallies(sheet);
    let tallies: Vec<Tally> = claims.tallies.into_iter().chain(down).chain(along).chain(grown).collect();
    let proven: Vec<bool> = tallies.iter().map(|tally| tally.is_proven(sheet)).collect();
    let crossed = crossed(&tallies);
    let mut blanks: BTreeMap<Place, Option<StatementId>> = BTreeMap::new();
    let mut done: BTreeSet<(Place, Vec<Place>)> = BTreeSet::new();
    for (tally, proven) in tallies.iter().zip(proven) {
        // A structure that is seen only from the numbers has to be seen often.
        let seen = tally.grammar != Grammar::Numbers || (tally.holds() >= 2 && tally.holds() > tally.fails());
        for trial in &tally.trials {
            let fails = !trial.holds();
            let strong = proven || (fails && crossed.contains(&(trial.total, trial.gap.size)));
            if (fails && !strong) || (!fails && !seen) || !done.insert((trial.total, trial.parts.clone())) {
                continue;
            }
            sum(builder, sheet, trial, strong, &mut blanks);
        }
    }
    balances(builder, sheet, &claims.balances);
    for (a, b) in claims.equal {
        if let (Some(a), Some(b)) = (sheet.figure(a), sheet.figure(b)) {
            builder.relate(RelationKind::Restatement { mentions: vec![a.id, b.id] }, Origin::Table, true);
        }
    }
    inside::relate(builder, sheet, words);
    rates::relate(builder, sheet, words);
    differences::relate(builder, sheet, words);
    portions::relate(builder, sheet, words);
    products::relate(builder, sheet);
    triples::relate(builder, sheet, since);
}

/// A two-way total is a code of two parities: one bad cell breaks one sum of rows and one of columns by the same
/// amount. Gives the totals of such pairs.
fn crossed(tallies: &[Tally]) -> BTreeSet<(Place, i128)> {
    let mut crossed = BTreeSet::new();
    for tally in tallies.iter().filter(|tally| tally.grammar != Grammar::Numbers) {
        crossed.extend(shifted(tally));
    }
    let failing: Vec<&Trial> = tallies
        .iter()
        .filter(|tally| tally.grammar != Grammar::Numbers && tally.holds() > 0)
        .flat_map(|tally| tally.trials.iter().filter(|trial| !trial.holds()))
        .collect();
    let mut by_size: BTreeMap<u128, Vec<&Trial>> = BTreeMap::new();
    for trial in failing {
        by_size.entry(trial.gap.size.unsigned_abs()).or_default().push(trial);
    }
    for trials in by_size.values().filter(|trials| (2..=8).contains(&trials.len())) {
        for (at, a) in trials.iter().enumerate() {
            for b in trials.iter().skip(at + 1).filter(|b| is_upright(a) != is_upright(b)) {
                let cells: BTreeSet<Place> = a.places().collect();
                if b.places().any(|place| cells.contains(&place)) {
                    crossed.insert((a.total, a.gap.size));
                    crossed.insert((b.total, b.gap.size));
                }
            }
        }
    }
    crossed
}

/// An amount that stands in the wrong column: two sums of one structure miss by the same amount, one above, one below,
/// and no other fails.
fn shifted(tally: &Tally) -> Vec<(Place, i128)> {
    let failing: Vec<&Trial> = tally.trials.iter().filter(|trial| !trial.holds()).collect();
    match failing.as_slice() {
        [a, b] if a.gap.size == -b.gap.size && a.parts.len() >= 2 && a.parts.len() == b.parts.len() => {
            vec![(a.total, a.gap.size), (b.total, b.gap.size)]
        }
        _ => Vec::new(),
    }
}

/// A sum down a column, not along a row.
fn is_upright(trial: &Trial) -> bool {
    trial.parts.first().is_some_and(|part| part.0 != trial.total.0)
}

fn sum(
    builder: &mut Builder,
    sheet: &Sheet,
    trial: &Trial,
    strong: bool,
    blanks: &mut BTreeMap<Place, Option<StatementId>>,
) {
    let Some(total) = sheet.figure(trial.total) else { return };
    let mut parts: Vec<StatementId> = Vec::with_capacity(trial.parts.len());
    for place in &trial.parts {
        match sheet.figure(*place) {
            Some(figure) => parts.push(figure.id),
            // A blank may be the number that is missing.
            None if !trial.holds() => {
                parts.extend(*blanks.entry(*place).or_insert_with(|| sheet.state_blank(builder, *place)));
            }
            None => {}
        }
    }
    builder.relate(RelationKind::Sum { total: total.id, parts, complete: true }, Origin::Table, strong);
}

/// 年初结转和结余 + 本年收入 = 本年支出 + 年末结转和结余, where most rows keep it.
fn balances(builder: &mut Builder, sheet: &Sheet, balances: &[Balance]) {
    let ids = |places: &[Place]| -> Vec<StatementId> {
        places.iter().filter_map(|place| Some(sheet.figure(*place)?.id)).collect()
    };
    let total = |places: &[Place]| {
        places.iter().filter_map(|place| sheet.figure(*place)).try_fold((0_i128, 0_i128), |(value, half), figure| {
            Some((value.checked_add(figure.value)?, half.checked_add(figure.half)?))
        })
    };
    // The gap that is left, nothing where rounding explains it.
    let gap = |balance: &Balance| -> Option<i128> {
        let ((left, left_half), (right, right_half)) = (total(&balance.left)?, total(&balance.right)?);
        let filled = ids(&balance.left).len() >= 2 && !ids(&balance.right).is_empty();
        let gap = left.saturating_sub(right);
        filled.then_some(if gap.abs() <= left_half.saturating_add(right_half) { 0 } else { gap })
    };
    let gaps: Vec<(&Balance, i128)> = balances.iter().filter_map(|balance| Some((balance, gap(balance)?))).collect();
    let open: Vec<i128> = gaps.iter().map(|(_, gap)| *gap).filter(|gap| *gap != 0).collect();
    // One amount in the wrong row: two gaps that make up for each other.
    let shifted = matches!(open.as_slice(), [a, b] if *a == -*b);
    let holds = gaps.len() - open.len();
    let strong = holds >= 1 && (open.len() <= 1 || shifted);
    let judged: Vec<(&Balance, bool)> = gaps.into_iter().map(|(balance, gap)| (balance, gap == 0)).collect();
    for (balance, _) in judged.into_iter().filter(|(_, holds)| *holds || strong) {
        let kind = RelationKind::Balance { left: ids(&balance.left), right: ids(&balance.right) };
        builder.relate(kind, Origin::Table, strong);
    }
}
