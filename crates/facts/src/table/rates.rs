//! Columns that follow from others along the row: rates of execution, shares, changes against the year before.

use jiheng_model::relation::{Manner, Origin, RelationKind};
use jiheng_model::statement::StatementId;
use jiheng_model::unit::Dimension;

use super::column::{Column, Kind};
use super::figure::{Figure, Gap};
use super::sheet::Sheet;
use super::shift::{self, WHOLE};
use super::words::{Total, Words};
use crate::builder::Builder;

/// Columns left of a rate that it may rest on.
const REACH: usize = 8;

/// How a rate may rest on two columns, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// Column over column.
    Quotient { part: usize, whole: usize, named: bool },
    /// The cell over the total of its column.
    Share { column: usize, total: usize, named: bool },
    /// (after − before) ÷ before, or after − before.
    Change { before: usize, after: usize, named: bool },
    /// The same between the row of a year and that of the year before.
    Down { column: usize, named: bool },
}

impl Reading {
    /// The names of the columns say it.
    fn is_named(self) -> bool {
        match self {
            Self::Quotient { named, .. }
            | Self::Share { named, .. }
            | Self::Change { named, .. }
            | Self::Down { named, .. } => named,
        }
    }
}

/// Relates all rate and change columns of a table.
pub(crate) fn relate(builder: &mut Builder, sheet: &Sheet, words: &Words) {
    for half in &sheet.halves {
        for index in &half.others {
            let Some(column) = sheet.column(*index) else { continue };
            let mut near: Vec<usize> = half.amounts.iter().copied().filter(|a| a < index).rev().take(REACH).collect();
            // 目标值 and 完成值 are never added, but one is done of the other.
            let loose = |at: &&usize| **at < *index && sheet.column(**at).is_some_and(|c| c.kind == Kind::Loose);
            if words.is_execution(column.leaf()) {
                near.extend(half.others.iter().filter(loose).take(REACH));
            }
            let readings = match column.kind {
                Kind::Rate => rates(sheet, &near, column, words),
                Kind::Change => changes(sheet, &near, column, words),
                _ => continue,
            };
            settle(builder, sheet, *index, &readings);
        }
    }
}

fn rates(sheet: &Sheet, near: &[usize], column: &Column, words: &Words) -> Vec<Reading> {
    let name = |index: usize| sheet.column(index).map_or("", |c| c.name.as_str());
    let mut readings = Vec::new();
    if column.leaf().contains('占') || column.leaf().contains("比重") || column.leaf().contains("构成") {
        let total = sheet.entries.iter().flatten().find(|e| e.total == Some(Total::Grand) && e.filled).map(|e| e.row);
        let named = near.len() == 1;
        readings.extend(near.iter().filter_map(|at| Some(Reading::Share { column: *at, total: total?, named })));
    }
    for part in near {
        for whole in near.iter().filter(|whole| *whole != part) {
            let named = words.is_execution(column.leaf())
                && words.is_paid(name(*part))
                && !words.is_paid(name(*whole))
                && words.is_planned(name(*whole));
            let named = named || is_share_of(column, sheet.column(*part), sheet.column(*whole));
            readings.push(Reading::Quotient { part: *part, whole: *whole, named });
        }
    }
    readings
}

/// 支出占收支总计比重: the names of both columns stand in that of the share.
fn is_share_of(share: &Column, part: Option<&Column>, whole: Option<&Column>) -> bool {
    let (Some(part), Some(whole), Some((head, tail))) = (part, whole, share.leaf().split_once('占')) else {
        return false;
    };
    !head.is_empty() && part.leaf().contains(head) && !whole.leaf().is_empty() && tail.starts_with(whole.leaf())
}

fn changes(sheet: &Sheet, near: &[usize], change: &Column, words: &Words) -> Vec<Reading> {
    let column = |index: usize| sheet.column(index);
    let mut readings = Vec::new();
    let against = ["比上年", "较上年", "比去年"].iter().find_map(|word| change.leaf().split_once(word));
    if let Some((head, _)) = against {
        readings.extend(near.iter().map(|at| {
            let leaf = column(*at).map_or("", Column::leaf);
            Reading::Down { column: *at, named: !head.is_empty() && leaf.contains(head) }
        }));
    }
    for after in near {
        for before in near.iter().filter(|before| *before != after) {
            let named = is_earlier(column(*before), column(*after), words);
            readings.push(Reading::Change { before: *before, after: *after, named });
        }
    }
    readings
}

/// 上年 before 本年, 2020 before 2021, 预算 before 决算.
fn is_earlier(before: Option<&Column>, after: Option<&Column>, words: &Words) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    if let (Some(a), Some(b)) = (&before.year, &after.year) {
        return a < b;
    }
    let prior = |c: &Column| c.name.contains("上年") || c.name.contains("上期") || c.name.contains("去年");
    if prior(before) != prior(after) {
        return prior(before);
    }
    words.is_planned(&before.name) && words.is_paid(&after.name) && !words.is_planned(&after.name)
}

/// One row of a reading.
struct Case {
    kind: RelationKind,
    holds: bool,
    /// 100 % and 0 follow from many pairs of columns and prove none.
    telling: bool,
    /// By how much the first and the second of the two cells miss what the others say.
    gaps: [Option<Gap>; 2],
}

/// Relates the reading that holds along most rows; the failing rows are errors when nearly all others hold.
fn settle(builder: &mut Builder, sheet: &Sheet, rate: usize, readings: &[Reading]) {
    let mut best: Option<(usize, usize, bool, Vec<Case>)> = None;
    let mut moved: Vec<Vec<Case>> = Vec::new();
    let (mut named, mut silent) = (0, 0);
    for reading in readings {
        let cases: Vec<Case> =
            (0..sheet.body.len()).filter_map(|row| case(builder, sheet, row, rate, *reading)).collect();
        let said = reading.is_named();
        let holds = cases.iter().filter(|case| case.holds && (case.telling || said)).count();
        let fails = cases.iter().filter(|case| !case.holds).count();
        named += usize::from(said && !cases.is_empty());
        silent += usize::from(said && holds == 0 && fails == 1);
        if holds >= 1 && is_shifted(&cases) {
            moved.push(cases);
            continue;
        }
        let better = best.as_ref().is_none_or(|(known, _, known_said, _)| (holds, said) > (*known, *known_said));
        if better && !cases.is_empty() {
            best = Some((holds, fails, said, cases));
        }
    }
    // No other reading explains the rows, and under this one a single amount in the wrong row does.
    if let [cases] = moved.as_mut_slice()
        && best.as_ref().is_none_or(|(holds, ..)| *holds <= cases.iter().filter(|case| case.holds).count())
    {
        for case in std::mem::take(cases) {
            builder.relate(case.kind, Origin::Table, true);
        }
        return;
    }
    let Some((holds, fails, said, cases)) = best else { return };
    let proven = (holds >= 2 && holds >= 3 * fails)
        || (said && holds >= fails && holds > 0)
        || (said && fails == 1 && (named == 1 || named == silent));
    if holds == 0 && !proven {
        return;
    }
    for case in cases.into_iter().filter(|case| case.holds || proven) {
        builder.relate(case.kind, Origin::Table, proven);
    }
}

/// Two rows fail by one amount in both directions: it stands in the wrong one of them.
fn is_shifted(cases: &[Case]) -> bool {
    (0..2).any(|cell| {
        let open: Vec<Option<Gap>> =
            cases.iter().filter(|case| !case.holds).map(|case| case.gaps.get(cell).copied().flatten()).collect();
        shift::is_shift(&open)
    })
}

fn case(builder: &Builder, sheet: &Sheet, row: usize, rate: usize, reading: Reading) -> Option<Case> {
    let printed = sheet.figure((row, rate))?;
    let percent = builder.get(printed.id)?.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate);
    let pair = |a: (usize, usize), b: (usize, usize)| Some((sheet.figure(a)?, sheet.figure(b)?));
    match reading {
        Reading::Quotient { part, whole, .. } => quotient(printed, percent, pair((row, part), (row, whole))?),
        Reading::Share { column, total, .. } => quotient(printed, percent, pair((row, column), (total, column))?),
        Reading::Change { before, after, .. } => change(builder, printed, percent, pair((row, before), (row, after))?),
        Reading::Down { column, .. } => {
            let before = row_of_year(sheet, year_of_row(sheet, row)?.checked_sub(1)?)?;
            change(builder, printed, percent, pair((before, column), (row, column))?)
        }
    }
}

/// The year that the first cell of a row names.
fn year_of_row(sheet: &Sheet, row: usize) -> Option<u16> {
    let label = sheet.body.get(row)?.spots.first()?.text;
    super::column::year_in(label)?.parse().ok()
}

/// The only row of a year.
fn row_of_year(sheet: &Sheet, year: u16) -> Option<usize> {
    let mut found = (0..sheet.body.len()).filter(|row| year_of_row(sheet, *row) == Some(year));
    found.next().filter(|_| found.next().is_none())
}

/// `part ÷ whole` as a percentage; negative amounts are left alone.
fn quotient(printed: Figure, percent: bool, (part, whole): (Figure, Figure)) -> Option<Case> {
    if !percent || whole.value <= 0 || part.value < 0 {
        return None;
    }
    let kind = RelationKind::Share { part: part.id, whole: whole.id, rate: printed.id };
    let telling = part.value != whole.value && !part.is_zero();
    let gaps = [shift::of_part(printed, part, whole), shift::of_whole(printed, part, whole)];
    Some(Case { kind, holds: is_ratio(printed, part.value, part.half, whole), telling, gaps })
}

fn change(builder: &Builder, printed: Figure, percent: bool, (before, after): (Figure, Figure)) -> Option<Case> {
    let comparable = |a: StatementId, b: StatementId| Some(super::is_comparable(builder.get(a)?, builder.get(b)?));
    if !comparable(before.id, after.id)? || (percent && before.value <= 0) {
        return None;
    }
    let difference = after.value.checked_sub(before.value)?;
    let half = before.half.checked_add(after.half)?;
    let falling = printed.value < 0 || (difference < 0 && printed.value == difference.checked_neg()?);
    let manner = if falling { Manner::Fall } else { Manner::Rise };
    let kind = RelationKind::Growth { before: before.id, after: after.id, change: printed.id, manner };
    let holds = if percent {
        is_ratio(printed, difference, half, before)
    } else {
        comparable(before.id, printed.id)?
            && printed.value.checked_sub(difference)?.abs() <= printed.half.checked_add(half)?.checked_mul(2)?
    };
    // A column of falls carries no sign.
    let gap = |printed_value: Option<i128>| {
        let size = difference.checked_sub(printed_value?)?;
        Some(Gap { size, allowed: half.checked_add(printed.half)? })
    };
    let gaps = if percent { [None, None] } else { [gap(Some(printed.value)), gap(printed.value.checked_neg())] };
    Some(Case { kind, holds, telling: difference != 0, gaps })
}

/// `printed = value ÷ base` within what the digits allow; overflow counts as agreement, so that it convicts nobody.
pub(super) fn is_ratio(printed: Figure, value: i128, half: i128, base: Figure) -> bool {
    let gap = || printed.value.checked_mul(base.value)?.checked_sub(value.checked_mul(WHOLE)?);
    let slack = || {
        let rate = printed.half.checked_mul(2)?.checked_mul(base.value.checked_abs()?)?;
        let below = printed.value.checked_abs()?.checked_mul(base.half)?;
        rate.checked_add(below)?.checked_add(half.checked_mul(WHOLE)?)
    };
    match (gap(), slack()) {
        (Some(gap), Some(slack)) => gap.unsigned_abs() <= slack.unsigned_abs(),
        _ => true,
    }
}
