//! Sums down the rows: 合计 and 小计, account codes, numbered levels, 其中.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;
use super::sheet::{Place, Sheet};
use super::tally::{self, Grammar, Tally, Trial};
use super::words::{Total, Words};

/// Parts of one total at most.
const PARTS_MAX: usize = 1_000;

/// All structures of rows in a table.
pub(crate) fn tallies(sheet: &Sheet, words: &Words) -> Vec<Tally> {
    let mut tallies = Vec::new();
    let coded = codes(sheet, &mut tallies);
    for (half, entries) in sheet.entries.iter().enumerate() {
        if coded.contains(&half) {
            continue;
        }
        tallies.extend(totals(sheet, half, entries, words));
        tallies.extend(levels(sheet, half, entries));
    }
    tallies
}

/// One structure along every column of numbers of a half.
fn along(sheet: &Sheet, half: usize, total: usize, parts: &[usize], grammar: Grammar) -> Tally {
    let columns = sheet.halves.get(half).map_or(&[][..], |half| half.amounts.as_slice());
    let trials = columns.iter().filter_map(|column| {
        let places: Vec<Place> = parts.iter().map(|row| (*row, *column)).collect();
        Trial::of(sheet, (total, *column), places)
    });
    Tally { trials: trials.collect(), grammar }
}

/// Rows called 合计, 小计 or …合计, against what stands above or below them.
fn totals(sheet: &Sheet, half: usize, entries: &[Entry], words: &Words) -> Vec<Tally> {
    let open = words.is_open(&sheet.title);
    let leads = leads(sheet, half, entries);
    let positions: Vec<usize> = (0..entries.len()).filter(|at| entries.get(*at).is_some_and(is_total)).collect();
    let mut tallies = Vec::new();
    for (order, at) in positions.iter().enumerate().take(PARTS_MAX) {
        let Some(entry) = entries.get(*at) else { continue };
        let before = order.checked_sub(1).and_then(|i| positions.get(i)).copied();
        let after = positions.get(order + 1).copied();
        let mut readings: Vec<Vec<usize>> = Vec::new();
        let mut add = |rows: Vec<usize>| {
            if (1..=PARTS_MAX).contains(&rows.len()) && !readings.contains(&rows) {
                readings.push(rows);
            }
        };
        for span in spans(*at, before, after, entries.len(), leads) {
            let within = entries.get(span.0..span.1).unwrap_or_default();
            add(plain(within));
            add(top(within));
            add(nested(sheet, half, &plain(within)));
            // 其中：人员支出, and below it 公用支出 without the word.
            let all: Vec<usize> = within.iter().filter(|e| e.total.is_none()).map(|e| e.row).collect();
            if within.iter().any(|entry| entry.partial) {
                add(nested(sheet, half, &all));
            }
        }
        add(listed(entries, *at));
        sections(entries, *at, &positions, &mut add);
        if let Some(before) = before.filter(|_| entry.total == Some(Total::Grand)) {
            // 总计 = 本年收入合计 + what stands between.
            let mut rows = vec![entries.get(before).map_or(0, |e| e.row)];
            rows.extend(plain(entries.get(before + 1..*at).unwrap_or_default()));
            add(rows);
        }
        // 总额 names an amount that its rows need not make up.
        let claimed = entry.total != Some(Total::Named) || !entry.label.ends_with("总额");
        let sure =
            claimed && readings.len() == 1 && readings.iter().all(|rows| rows.len() >= 2) && !open && !sheet.assumed;
        let grammar = if sure { Grammar::Sure } else { Grammar::Labelled };
        let tried = readings.iter().map(|rows| along(sheet, half, entry.row, rows, grammar)).collect();
        tallies.extend(tally::best(tried));
    }
    tallies
}

fn is_total(entry: &Entry) -> bool {
    entry.total.is_some() && !entry.partial && entry.filled
}

/// True when sections are headed by their total instead of closed by it.
fn leads(sheet: &Sheet, half: usize, entries: &[Entry]) -> Option<bool> {
    let sections: Vec<usize> =
        (0..entries.len()).filter(|at| entries.get(*at).is_some_and(|e| e.total == Some(Total::Section))).collect();
    if sections.len() < 2 {
        return None;
    }
    let (mut above, mut below) = (0, 0);
    for (order, at) in sections.iter().enumerate() {
        let Some(entry) = entries.get(*at) else { continue };
        let from = order.checked_sub(1).and_then(|i| sections.get(i)).map_or(0, |i| i + 1);
        let to = sections.get(order + 1).copied().unwrap_or(entries.len());
        above +=
            along(sheet, half, entry.row, &plain(entries.get(from..*at).unwrap_or_default()), Grammar::Numbers).holds();
        below += along(sheet, half, entry.row, &plain(entries.get(at + 1..to).unwrap_or_default()), Grammar::Numbers)
            .holds();
    }
    (above != below).then_some(below > above)
}

/// Rows that a total can be of: those above it, those below it.
fn spans(
    at: usize,
    before: Option<usize>,
    after: Option<usize>,
    end: usize,
    leads: Option<bool>,
) -> Vec<(usize, usize)> {
    let above = (before.map_or(0, |i| i + 1), at);
    let below = (at + 1, after.unwrap_or(end));
    let mut spans = Vec::new();
    if leads != Some(true) && above.0 < above.1 {
        spans.push(above);
    }
    // A row of items after the last total is hardly its part when rows stand above it.
    if leads != Some(false) && below.0 < below.1 && (above.0 >= above.1 || leads == Some(true)) {
        spans.push(below);
    }
    spans
}

/// Rows without those that add up to the row above them: indentation does not survive into text.
fn nested(sheet: &Sheet, half: usize, rows: &[usize]) -> Vec<usize> {
    const RUN_MAX: usize = 12;
    let columns = sheet.halves.get(half).map_or(&[][..], |half| half.amounts.as_slice());
    let filled = |column: &&usize| rows.iter().filter(|row| sheet.figure((**row, **column)).is_some()).count();
    let Some(column) = columns.iter().max_by_key(filled) else { return Vec::new() };
    let mut kept = Vec::with_capacity(rows.len());
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        kept.push(*row);
        let run = (2..=RUN_MAX).find(|count| {
            let parts = rows.get(at + 1..at + 1 + count).unwrap_or_default();
            let places: Vec<Place> = parts.iter().map(|part| (*part, *column)).collect();
            let whole = parts.len() == *count;
            whole && Trial::of(sheet, (*row, *column), places).is_some_and(|trial| trial.holds() && trial.weight >= 2)
        });
        at += 1 + run.unwrap_or(0);
    }
    kept
}

/// 资金总额, below it 其中：财政拨款 and the rows that go on with the list.
fn listed(entries: &[Entry], at: usize) -> Vec<usize> {
    let below = || entries.iter().skip(at + 1);
    if !below().next().is_some_and(|entry| entry.partial) {
        return Vec::new();
    }
    below().take_while(|entry| entry.total.is_none()).take(PARTS_MAX).map(|entry| entry.row).collect()
}

/// 合计 of 小计 rows, and of all rows that are no totals.
fn sections(entries: &[Entry], at: usize, totals: &[usize], add: &mut impl FnMut(Vec<usize>)) {
    let Some(entry) = entries.get(at).filter(|entry| entry.total != Some(Total::Section)) else { return };
    let kind = |i: &usize| entries.get(*i).and_then(|e| e.total);
    let row = |i: &usize| entries.get(*i).map(|e| e.row);
    let lower = |i: &usize| {
        kind(i) != Some(Total::Grand) && (entry.total == Some(Total::Grand) || kind(i) == Some(Total::Section))
    };
    let above: Vec<usize> = totals.iter().take_while(|i| **i < at).filter(|i| lower(i)).filter_map(row).collect();
    let below: Vec<usize> = totals.iter().skip_while(|i| **i <= at).filter(|i| lower(i)).filter_map(row).collect();
    if above.len() + below.len() == 0 {
        return;
    }
    let (rows, span) = if above.is_empty() { (below, entries.get(at + 1..)) } else { (above, entries.get(..at)) };
    if rows.len() >= 2 {
        add(rows);
    }
    if entry.total == Some(Total::Grand) {
        add(plain(span.unwrap_or_default()));
    }
}

/// Rows that are neither totals nor parts of the row before.
fn plain(entries: &[Entry]) -> Vec<usize> {
    entries.iter().filter(|e| e.total.is_none() && !e.partial).map(|e| e.row).collect()
}

/// Of those the rows on the highest level, where some are numbered.
fn top(entries: &[Entry]) -> Vec<usize> {
    let highest = entries.iter().filter(|e| e.total.is_none() && !e.partial).filter_map(|e| e.level).min();
    let Some(highest) = highest else { return plain(entries) };
    let rows: Vec<usize> =
        entries.iter().filter(|e| e.total.is_none() && !e.partial && e.level == Some(highest)).map(|e| e.row).collect();
    if rows.len() >= 2 { rows } else { plain(entries) }
}

/// 一、 against the （一） below it.
fn levels(sheet: &Sheet, half: usize, entries: &[Entry]) -> Vec<Tally> {
    let mut all = Tally { trials: Vec::new(), grammar: Grammar::Numbers };
    for (at, entry) in entries.iter().enumerate() {
        let Some(level) = entry.level.filter(|_| entry.filled && entry.total.is_none()) else { continue };
        let below = entries.iter().skip(at + 1);
        let below: Vec<&Entry> = below
            .take_while(|e| e.level.is_none_or(|l| l > level) && e.total.is_none())
            .filter(|e| !e.partial)
            .take(PARTS_MAX)
            .collect();
        let next = below.iter().filter_map(|e| e.level).min();
        let parts: Vec<usize> = below.iter().filter(|e| e.level == next).map(|e| e.row).collect();
        if parts.len() >= 2 {
            all.trials.extend(along(sheet, half, entry.row, &parts, Grammar::Numbers).trials);
        }
    }
    vec![all]
}

/// Account codes: 201 is the sum of 20101, 20102 …, 合计 that of the codes without parent. Says which halves were coded.
fn codes(sheet: &Sheet, tallies: &mut Vec<Tally>) -> BTreeSet<usize> {
    let coded = |entries: &[Entry]| entries.iter().filter(|e| e.code.len() >= 3).count();
    let halves: BTreeSet<usize> = sheet
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entries)| coded(entries) >= 2 && coded(entries) * 2 >= entries.iter().filter(|e| e.filled).count())
        .map(|(half, _)| half)
        .collect();
    let width = |half: &usize| sheet.halves.get(*half).map_or(0, |half| half.amounts.len());
    let Some(first) = halves.first().copied() else { return halves };
    let Some(width_first) = Some(width(&first)).filter(|w| halves.iter().all(|half| width(half) == *w)) else {
        return BTreeSet::new();
    };
    let mut by_code: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for half in &halves {
        for entry in sheet.entries.get(*half).into_iter().flatten().filter(|e| e.code.len() >= 3) {
            if by_code.insert(&entry.code, (*half, entry.row)).is_some() {
                // The table lists several bodies one below the other.
                return repeated(sheet, &halves, tallies);
            }
        }
    }
    let mut children: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut roots: Vec<(usize, usize)> = Vec::new();
    for (code, slot) in &by_code {
        match parent(code, &by_code) {
            Some(parent) => children.entry(parent).or_default().push(*slot),
            None => roots.push(*slot),
        }
    }
    let mut all = Tally { trials: Vec::new(), grammar: Grammar::Sure };
    for (code, parts) in &children {
        if let Some(total) = by_code.get(code) {
            all.trials.extend(across(sheet, *total, parts, width_first));
        }
    }
    let grand =
        |half: &usize| sheet.entries.get(*half)?.iter().find(|e| e.total == Some(Total::Grand)).map(|e| (*half, e.row));
    if let (Some(total), 1) = (halves.iter().find_map(grand), halves.len()) {
        all.trials.extend(across(sheet, total, &roots, width_first));
    }
    tallies.push(all);
    tallies.extend(named_totals(sheet, &halves, &roots, width_first));
    halves
}

/// 人员经费合计 and 公用经费合计 below coded halves: of the codes without parent in the same half, or under one head.
fn named_totals(sheet: &Sheet, halves: &BTreeSet<usize>, roots: &[(usize, usize)], width: usize) -> Vec<Tally> {
    let mut tallies = Vec::new();
    // 人员经费合计 vouches for 公用经费合计 beside it.
    let mut sure = Tally { trials: Vec::new(), grammar: Grammar::Sure };
    for half in halves {
        let entries = sheet.entries.get(*half).into_iter().flatten();
        let head = |half: &usize| sheet.halves.get(*half).map_or("", |half| half.head.as_str());
        for total in entries.filter(|e| e.code.is_empty() && is_total(e) && e.total == Some(Total::Named)) {
            let own = roots.iter().filter(|(other, _)| other == half).copied().collect();
            let under: Vec<(usize, usize)> = roots
                .iter()
                .filter(|(other, _)| !head(half).is_empty() && head(other) == head(half))
                .copied()
                .collect();
            let readings = [own, under].into_iter().filter(|parts: &Vec<_>| !parts.is_empty());
            let tried = readings.map(|parts| Tally {
                trials: across(sheet, (*half, total.row), &parts, width),
                grammar: if head(half).is_empty() { Grammar::Labelled } else { Grammar::Sure },
            });
            match tally::best(tried.collect()) {
                Some(tally) if tally.grammar == Grammar::Sure => sure.trials.extend(tally.trials),
                other => tallies.extend(other),
            }
        }
    }
    tallies.push(sure);
    tallies
}

/// The longest code in the table that the code continues.
fn parent<'c>(code: &str, known: &BTreeMap<&'c str, (usize, usize)>) -> Option<&'c str> {
    [5, 3]
        .into_iter()
        .filter(|n| *n < code.len())
        .find_map(|n| known.get_key_value(code.get(..n)?).map(|(code, _)| *code))
}

/// The same structure in every column of numbers; the slots are half and row.
fn across(sheet: &Sheet, total: (usize, usize), parts: &[(usize, usize)], width: usize) -> Vec<Trial> {
    let place = |(half, row): (usize, usize), lane: usize| {
        sheet.halves.get(half).and_then(|half| half.amounts.get(lane)).map(|column| (row, *column))
    };
    (0..width)
        .filter_map(|lane| {
            let parts: Vec<Place> = parts.iter().take(PARTS_MAX).filter_map(|slot| place(*slot, lane)).collect();
            Trial::of(sheet, place(total, lane)?, parts)
        })
        .collect()
}

/// Codes that stand several times: a code is the sum of those that follow it.
fn repeated(sheet: &Sheet, halves: &BTreeSet<usize>, tallies: &mut Vec<Tally>) -> BTreeSet<usize> {
    for half in halves {
        let entries = sheet.entries.get(*half).map_or(&[][..], Vec::as_slice);
        let mut all = Tally { trials: Vec::new(), grammar: Grammar::Labelled };
        for (at, entry) in entries.iter().enumerate().filter(|(_, e)| e.code.len() >= 3) {
            let below = entries
                .iter()
                .skip(at + 1)
                .take_while(|e| e.code.len() > entry.code.len() && e.code.starts_with(&entry.code));
            let below: Vec<&Entry> = below.take(PARTS_MAX).collect();
            let next = below.iter().map(|e| e.code.len()).min();
            let parts: Vec<usize> = below.iter().filter(|e| Some(e.code.len()) == next).map(|e| e.row).collect();
            if !parts.is_empty() {
                all.trials.extend(along(sheet, *half, entry.row, &parts, Grammar::Labelled).trials);
            }
        }
        tallies.push(all);
    }
    halves.clone()
}
