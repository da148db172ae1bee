//! Text that is set in two columns: what stands left of a gap that runs down the page is read before what
//! stands right of it.

use super::line::Line;
use super::page::Length;
use super::paragraph::Column;
use super::segment::{is_number, pieces};

/// Fewer lines beside each other are no columns of text.
const FEWEST: usize = 4;
/// Between columns at least this many tenths of a character are free.
const GUTTER: Length = 10;
/// Lines of text have at least this many characters.
const SHORTEST: usize = 8;

/// Lines in the order in which they are read.
pub(super) enum Zone {
    /// Across the page.
    Whole(Vec<Line>),
    /// Two columns, the left one first.
    Pair([(Vec<Line>, Column); 2]),
}

/// Lines that follow each other, with their columns told apart. `width` is that of the page.
pub(super) fn zones(lines: Vec<Line>, width: Length) -> Vec<Zone> {
    let with_pieces = |line: Line| {
        let pieces = pieces(&line);
        (line, pieces)
    };
    let rows: Vec<(Line, Vec<Line>)> = lines.into_iter().map(with_pieces).collect();
    let mut zones = Vec::new();
    let mut whole: Vec<Line> = Vec::new();
    let mut rest = rows.as_slice();
    while !rest.is_empty() {
        // What leaves a gap without being text need not be tried again line by line.
        let (taken, pair) = match gutter(rest, width) {
            Some((count, place)) => match pair(rest.get(..count).unwrap_or_default(), place) {
                Some(pair) => (count, Some(pair)),
                None => (count / 2, None),
            },
            None => (1, None),
        };
        let (lines, after) = rest.split_at(taken.max(1).min(rest.len()));
        rest = after;
        match pair {
            Some(pair) => {
                zones.extend((!whole.is_empty()).then(|| Zone::Whole(std::mem::take(&mut whole))));
                zones.push(Zone::Pair(pair));
            }
            None => whole.extend(lines.iter().map(|(line, _)| line.clone())),
        }
    }
    zones.extend((!whole.is_empty()).then_some(Zone::Whole(whole)));
    zones
}

/// How many lines from the first on leave a gap in the middle of the page, and where that is.
fn gutter(rows: &[(Line, Vec<Line>)], width: Length) -> Option<(usize, Length)> {
    // Only a line with text on both sides begins columns; what stands before it is read before it anyway.
    let (first, parts) = rows.first()?;
    if parts.len() != 2 {
        return None;
    }
    let (mut left, mut right) = (width / 3, width - width / 3);
    let mut count = 0;
    let mut last_right = 0;
    for (line, parts) in rows {
        let Some((from, to)) = free(parts, left, right) else { break };
        if (to - from) * 10 < line.size.max(first.size) * GUTTER {
            break;
        }
        (left, right) = (from, to);
        count += 1;
        if parts.iter().any(|part| part.area.left >= to) {
            last_right = count;
        }
    }
    // What follows the end of the right column on the left may belong below both.
    let kept = keep_even(rows.get(..count)?, last_right);
    (kept >= FEWEST).then_some((kept, left.midpoint(right)))
}

/// The widest part of a stretch that no piece covers.
fn free(parts: &[Line], left: Length, right: Length) -> Option<(Length, Length)> {
    let mut widest: Option<(Length, Length)> = None;
    let mut from = left;
    let ends = parts.iter().map(|part| (part.area.left, part.area.right)).chain(std::iter::once((right, right)));
    for (start, end) in ends {
        let to = start.min(right);
        if to > from && widest.is_none_or(|(one, other)| to - from > other - one) {
            widest = Some((from, to));
        }
        from = from.max(end);
    }
    widest
}

/// The left column ends where the gap below a line is wider than those within it.
fn keep_even(rows: &[(Line, Vec<Line>)], last_right: usize) -> usize {
    let mut kept = last_right;
    let Some(mut before) = last_right.checked_sub(1).and_then(|index| rows.get(index)) else { return 0 };
    for row in rows.iter().skip(last_right) {
        if (row.0.baseline - before.0.baseline) * 10 > row.0.size * 22 {
            break;
        }
        kept += 1;
        before = row;
    }
    kept
}

/// The lines left and right of a place, when both are text.
fn pair(rows: &[(Line, Vec<Line>)], place: Length) -> Option<[(Vec<Line>, Column); 2]> {
    let mut sides: [Vec<Line>; 2] = [Vec::new(), Vec::new()];
    for (_, parts) in rows {
        let mut by_side: [Option<Line>; 2] = [None, None];
        for part in parts {
            let side = by_side.get_mut(usize::from(part.area.left > place))?;
            *side = Some(side.take().map_or_else(|| part.clone(), |before| before.joined(part)));
        }
        for (side, line) in sides.iter_mut().zip(by_side) {
            side.extend(line);
        }
    }
    let [left, right] = sides;
    Some([text_column(left)?, text_column(right)?])
}

/// A column of text fills its width in most lines, and few of its lines are numbers.
fn text_column(lines: Vec<Line>) -> Option<(Vec<Line>, Column)> {
    let left = lines.iter().map(|line| line.area.left).min()?;
    let right = lines.iter().map(Line::right_of_words).max()?;
    let is_full = |line: &&Line| right - line.right_of_words() < line.size * 2;
    let full = lines.iter().filter(is_full).count();
    let long = lines.iter().filter(|line| line.visible().count() >= SHORTEST).count();
    let numbers = lines.iter().filter(|line| is_number(line)).count();
    let marked = lines.iter().filter(|line| line.visible().any(|character| "，。；、".contains(character))).count();
    let count = lines.len();
    let is_text =
        count >= FEWEST && full * 2 >= count && long * 3 >= count * 2 && numbers * 8 <= count && marked * 3 >= count;
    is_text.then_some((lines, Column { left, right }))
}
