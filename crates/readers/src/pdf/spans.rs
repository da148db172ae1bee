//! Headings that stand above several columns of a table whose lines nobody drew.

use super::aligned::Placed;
use super::page::Length;
use super::segment::is_number;
use super::stretches::Stretch;

/// No table has more rows of headings.
const MOST_ROWS: usize = 6;
/// No heading reaches over more columns.
const MOST_COLUMNS: usize = 12;

/// Lets each heading reach over the columns in whose middle it stands, when the row below divides them and no
/// column below stays without one. `size` is the height of a character.
pub(super) fn widen(rows: &mut [Vec<Placed>], columns: &[Stretch], size: Length) {
    let heads = rows.iter().take(MOST_ROWS).take_while(|row| !has_amount(row)).count();
    for index in 0..heads.saturating_sub(1) {
        let (above, below) = rows.split_at_mut(index + 1);
        let (Some(row), Some(next)) = (above.last_mut(), below.first()) else { continue };
        let mut from = 0;
        let mut reaches = Vec::with_capacity(row.len());
        for (place, cell) in row.iter().enumerate() {
            let to = row.get(place + 1).map_or(columns.len(), |cell| cell.first);
            let (first, last) = reach(cell, from..to, columns, next, size).unwrap_or((cell.first, cell.last));
            reaches.push((first, last));
            from = last + 1;
        }
        let is_under = |below: &Placed| reaches.iter().any(|(first, last)| (*first..=*last).contains(&below.first));
        if next.iter().filter(|below| below.first > 0).all(is_under) {
            for (cell, (first, last)) in row.iter_mut().zip(reaches) {
                (cell.first, cell.last) = (first, last);
            }
        }
    }
}

fn has_amount(row: &[Placed]) -> bool {
    row.iter().any(|cell| cell.first > 0 && is_number(&cell.line))
}

/// The columns around a heading: its middle is theirs, nothing else stands above them, and each has a heading below.
fn reach(
    cell: &Placed,
    free: std::ops::Range<usize>,
    columns: &[Stretch],
    next: &[Placed],
    size: Length,
) -> Option<(usize, usize)> {
    let middle = cell.line.area.left.midpoint(cell.line.area.right);
    let off = |first: usize, last: usize| {
        let (left, right) = (columns.get(first)?.left, columns.get(last)?.right);
        let off = (left.midpoint(right) - middle).abs();
        (left < middle && middle < right && off * 2 <= size * 3).then_some(off)
    };
    let is_divided = |first: usize, last: usize| {
        (first..=last).all(|column| next.iter().any(|below| below.first == column && below.last == column))
    };
    let ends = |first: usize| first + 1..free.end.min(first + MOST_COLUMNS);
    let pairs = free.clone().flat_map(|first| ends(first).map(move |last| (first, last)));
    let fitting = pairs.filter(|(first, last)| is_divided(*first, *last));
    let best = fitting.filter_map(|(first, last)| Some((off(first, last)?, first, last))).min()?;
    Some((best.1, best.2))
}
