//! What the structures of one table become: relations, with the cell that breaks two of them as the suspect.

use std::collections::{BTreeMap, BTreeSet};

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::StatementId;

use super::identity::{self, Balance};
use super::sheet::{Place, Sheet};
use super::tally::{Grammar, Tally, Trial};
use super::words::Words;
use super::{cumulative, differences, headers, inside, portions, rates, rows};
use crate::builder::Builder;

/// Relates the cells of one table.
pub(crate) fn relate(builder: &mut Builder, sheet: &Sheet, words: &Words) {
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
}

/// A two-way total is a code of two parities: one bad cell breaks one sum of rows and one of columns by the same
/// amount. Gives the totals of such pairs.
fn crossed(tallies: &[Tally]) -> BTreeSet<(Place, i128)> {
    let failing: Vec<&Trial> = tallies
        .iter()
        .filter(|tally| tally.grammar != Grammar::Numbers && tally.holds() > 0)
        .flat_map(|tally| tally.trials.iter().filter(|trial| !trial.holds()))
        .collect();
    let mut by_size: BTreeMap<u128, Vec<&Trial>> = BTreeMap::new();
    for trial in failing {
        by_size.entry(trial.gap.size.unsigned_abs()).or_default().push(trial);
    }
    let mut crossed = BTreeSet::new();
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
    let closes = |balance: &Balance| -> Option<bool> {
        let ((left, left_half), (right, right_half)) = (total(&balance.left)?, total(&balance.right)?);
        let filled = ids(&balance.left).len() >= 2 && !ids(&balance.right).is_empty();
        filled.then(|| left.saturating_sub(right).abs() <= left_half.saturating_add(right_half))
    };
    let judged: Vec<(&Balance, bool)> =
        balances.iter().filter_map(|balance| Some((balance, closes(balance)?))).collect();
    let holds = judged.iter().filter(|(_, holds)| *holds).count();
    let strong = holds >= 1 && holds + 1 >= judged.len();
    for (balance, _) in judged.into_iter().filter(|(_, holds)| *holds || strong) {
        let kind = RelationKind::Balance { left: ids(&balance.left), right: ids(&balance.right) };
        builder.relate(kind, Origin::Table, strong);
    }
}
