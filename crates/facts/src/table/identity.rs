//! Identities by name that the accounts always have: 总计 = 本年收入合计 + 年初结转和结余. The list is data of the packs.

use super::column::Column;
use super::entry::Entry;
use super::sheet::{Place, Sheet};
use super::tally::{Grammar, Tally, Trial};
use super::words::{Total, Words};

/// One line of the list.
struct Identity<'v> {
    total: Vec<&'v str>,
    plus: Vec<Vec<&'v str>>,
    minus: Vec<Vec<&'v str>>,
    /// `>`: the parts are the rows just below the total.
    below: bool,
}

/// `left = right`, each side a sum.
#[derive(Clone, Debug)]
pub(crate) struct Balance {
    pub(crate) left: Vec<Place>,
    pub(crate) right: Vec<Place>,
}

/// What the names of rows and columns claim.
#[derive(Default)]
pub(crate) struct Claims {
    pub(crate) tallies: Vec<Tally>,
    pub(crate) balances: Vec<Balance>,
    /// 收入总计 and 支出总计 on one row.
    pub(crate) equal: Vec<(Place, Place)>,
}

/// Claims of one table.
pub(crate) fn claims(sheet: &Sheet, words: &Words) -> Claims {
    let list: Vec<Identity> = words.identity.iter().filter_map(|line| parse(line)).collect();
    let mut claims = Claims::default();
    for (half, entries) in sheet.entries.iter().enumerate() {
        for identity in &list {
            rows(sheet, half, entries, identity, &list, &mut claims);
        }
    }
    for identity in list.iter().filter(|_| !sheet.unsure) {
        columns(sheet, identity, words, &mut claims);
    }
    grand_totals(sheet, &mut claims);
    claims
}

/// `总计=甲|乙+丙-丁`.
fn parse(line: &str) -> Option<Identity<'_>> {
    let below = line.contains('>');
    let (total, parts) = line.split_once(['=', '>'])?;
    let mut identity = Identity { total: total.split('|').collect(), plus: Vec::new(), minus: Vec::new(), below };
    for positive in parts.split('+') {
        let mut terms = positive.split('-');
        identity.plus.extend(terms.next().map(|term| term.split('|').collect::<Vec<_>>()));
        identity.minus.extend(terms.map(|term| term.split('|').collect::<Vec<_>>()));
    }
    Some(identity)
}

fn rows(sheet: &Sheet, half: usize, entries: &[Entry], identity: &Identity, list: &[Identity], claims: &mut Claims) {
    let named = |entry: &&Entry, names: &[&str]| names.contains(&entry.label.as_str());
    let Some(total) = entries.iter().find(|e| named(e, &identity.total)) else { return };
    let find = |names: &[&str]| {
        let mut found =
            entries.iter().filter(|e| named(e, names) && e.row != total.row && (!identity.below || e.row > total.row));
        let first = found.next()?;
        (identity.below || found.next().is_none()).then_some(first)
    };
    let Some(first) = identity.plus.first().and_then(|names| find(names)) else { return };
    let plus: Vec<usize> = identity.plus.iter().filter_map(|names| find(names)).map(|e| e.row).collect();
    let minus: Vec<usize> = identity.minus.iter().filter_map(|names| find(names)).map(|e| e.row).collect();
    // 公务用车购置费 stands below the row that it is part of: the terms are of two levels.
    let covers = |other: &&Identity| {
        let shared = |names: &&Vec<&str>| identity.plus.iter().any(|own| own.iter().any(|name| names.contains(name)));
        other.below && other.plus.iter().filter(shared).count() >= 2 && entries.iter().any(|e| named(&e, &other.total))
    };
    let flat = !identity.below && list.iter().any(|other| covers(&other));
    if plus.len() + minus.len() < 2 || minus.len() < identity.minus.len() || flat {
        return;
    }
    let lanes = sheet.halves.get(half).map_or(&[][..], |half| half.amounts.as_slice());
    let at = |rows: &[usize], column: usize| -> Vec<Place> { rows.iter().map(|row| (*row, column)).collect() };
    if !minus.is_empty() {
        claims.balances.extend(lanes.iter().map(|column| Balance {
            left: at(&[&[total.row][..], &minus].concat(), *column),
            right: at(&plus, *column),
        }));
        return;
    }
    let between = (first.row.min(total.row), first.row.max(total.row));
    let known = |entry: &Entry| list.iter().any(|i| i.plus.iter().any(|names| names.contains(&entry.label.as_str())));
    let foreign = entries.iter().any(|e| {
        let inside = e.row > between.0 && e.row < between.1;
        let zero = lanes.iter().all(|column| sheet.figure((e.row, *column)).is_none_or(|figure| figure.is_zero()));
        inside && !e.partial && !zero && !known(e)
    });
    let grammar = if foreign || sheet.assumed { Grammar::Labelled } else { Grammar::Sure };
    let trials = lanes.iter().filter_map(|column| Trial::of(sheet, (total.row, *column), at(&plus, *column)));
    claims.tallies.push(Tally { trials: trials.collect(), grammar });
}

/// The name of a column among its neighbours: 本年支出 for its 小计.
fn name<'c>(column: &'c Column, words: &Words) -> &'c str {
    let inner = matches!(words.total(column.leaf()), Some(Total::Grand | Total::Section));
    let outer = column.path.len().checked_sub(2).and_then(|at| column.path.get(at));
    if let (true, Some(outer)) = (inner, outer) { outer } else { column.leaf() }
}

fn columns(sheet: &Sheet, identity: &Identity, words: &Words, claims: &mut Claims) {
    for half in &sheet.halves {
        let find = |names: &[&str]| {
            let fits = |index: &&usize| sheet.column(**index).is_some_and(|c| names.contains(&name(c, words)));
            let mut found = half.amounts.iter().filter(fits);
            let first = found.next().copied()?;
            found.next().is_none().then_some(first)
        };
        let Some(total) =
            find(&identity.total).filter(|_| identity.plus.first().is_some_and(|names| find(names).is_some()))
        else {
            continue;
        };
        let plus: Vec<usize> = identity.plus.iter().filter_map(|names| find(names)).collect();
        let minus: Vec<usize> = identity.minus.iter().filter_map(|names| find(names)).collect();
        if plus.len() + minus.len() < 2 || minus.len() < identity.minus.len() || identity.below {
            continue;
        }
        let rows = 0..sheet.body.len();
        let at =
            |row: usize, columns: &[usize]| -> Vec<Place> { columns.iter().map(|column| (row, *column)).collect() };
        if minus.is_empty() {
            let trials = rows.filter_map(|row| Trial::of(sheet, (row, total), at(row, &plus)));
            // Every term of a long identity has its column on one level: the names say it.
            let all = plus.len() == identity.plus.len() && are_siblings(sheet, &plus);
            let grammar = if all { Grammar::Sure } else { Grammar::Labelled };
            if plus.len() > 3 && !all {
                continue;
            }
            claims.tallies.push(Tally { trials: trials.collect(), grammar });
        } else {
            claims.balances.extend(
                rows.map(|row| Balance { left: at(row, &[&[total][..], &minus].concat()), right: at(row, &plus) }),
            );
        }
    }
}

/// The columns stand under one head; the single columns of a group are not beside its neighbours.
fn are_siblings(sheet: &Sheet, columns: &[usize]) -> bool {
    let head = |at: &usize| sheet.column(*at).and_then(|column| column.path.split_last()).map(|(_, head)| head);
    columns.windows(2).all(|pair| matches!(pair, [a, b] if head(a) == head(b)))
}

/// 总计 left and right on one row: the accounts balance.
fn grand_totals(sheet: &Sheet, claims: &mut Claims) {
    let [left, right] = sheet.entries.as_slice() else { return };
    let [left_half, right_half] = sheet.halves.as_slice() else { return };
    let grand = |entries: &[Entry]| -> Option<usize> {
        let is_grand = |e: &&Entry| e.label == "总计" || e.label == "收入总计" || e.label == "支出总计";
        entries.iter().rev().find(is_grand).map(|e| e.row)
    };
    let (Some(a), Some(b)) = (grand(left), grand(right)) else { return };
    if let (true, Some(x), Some(y)) = (a == b, left_half.amounts.first(), right_half.amounts.first()) {
        claims.equal.push(((a, *x), (b, *y)));
    }
}
