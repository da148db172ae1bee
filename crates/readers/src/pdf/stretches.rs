//! From where to where the columns of a table reach whose lines nobody drew.

use super::line::Line;
use super::page::{Area, Length};
use super::segment::is_number;

/// A column's text, from its leftmost to its rightmost place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) left: Length,
    pub(super) right: Length,
}

/// More columns are no table of a page.
const MOST: usize = 60;

/// The columns of rows that are cut into pieces, or none when there are too many; `size` is the height of their
/// characters.
pub(super) fn of(rows: &[&[Line]], size: Length) -> Vec<Stretch> {
    // A heading above several columns, or a label that runs over, does not make them one.
    let crossing = match rows.len() {
        0..=3 => 0,
        4..=15 => 1,
        count => count / 8,
    };
    let pieces = || rows.iter().flat_map(|row| row.iter());
    let mut columns = common(pieces().map(|piece| piece.area), crossing, size);
    if columns.len() > MOST {
        return Vec::new();
    }
    let is_apart = |piece: &&Line| columns.iter().all(|column| common_length(*column, piece.area) <= 0);
    // An amount that stands where little else does is a column with few entries.
    let sparse: Vec<Area> =
        pieces().filter(|piece| is_number(piece)).filter(is_apart).map(|piece| piece.area).collect();
    columns.extend(common(sparse.into_iter(), 0, size));
    columns.sort_unstable_by_key(|column| column.left);
    columns.truncate(MOST);
    columns
}

/// Where more than `crossing` areas are; small gaps do not count.
fn common(areas: impl Iterator<Item = Area>, crossing: usize, size: Length) -> Vec<Stretch> {
    let mut ends: Vec<(Length, bool)> = areas.flat_map(|area| [(area.left, true), (area.right, false)]).collect();
    ends.sort_unstable();
    let mut columns: Vec<Stretch> = Vec::new();
    let mut open: usize = 0;
    let mut start = None;
    for (place, is_start) in ends {
        open = if is_start { open + 1 } else { open.saturating_sub(1) };
        match start {
            None if open > crossing => start = Some(place),
            Some(left) if open <= crossing => {
                start = None;
                match columns.last_mut() {
                    Some(before) if (left - before.right) * 5 < size * 2 => before.right = place,
                    _ => columns.push(Stretch { left, right: place }),
                }
            }
            _ => {}
        }
    }
    columns
}

/// The first and the last of the columns that a piece stands in.
pub(super) fn place(piece: &Line, columns: &[Stretch]) -> (usize, usize) {
    let area = piece.area;
    let is_in = |column: &&Stretch| {
        let common = common_length(**column, area);
        common > 0 && (common * 2 >= column.right - column.left || common * 2 > area.right - area.left)
    };
    let mut inside = columns.iter().enumerate().filter(|(_, column)| is_in(column)).map(|(index, _)| index);
    if let Some(first) = inside.next() {
        return (first, inside.next_back().unwrap_or(first));
    }
    let most = columns.iter().enumerate().max_by_key(|(_, column)| common_length(**column, area));
    let most = most.map_or(0, |(index, _)| index);
    (most, most)
}

/// Do columns meet between these two places?
pub(super) fn parts(columns: &[Stretch], from: Length, to: Length) -> bool {
    let pairs = columns.iter().zip(columns.iter().skip(1));
    pairs.map(|(one, other)| one.right.midpoint(other.left)).any(|seam| (from..=to).contains(&seam))
}

/// Where columns meet, with the outer edges.
pub(super) fn seams(columns: &[Stretch], area: Area) -> Vec<Length> {
    let inner = columns.iter().zip(columns.iter().skip(1)).map(|(one, other)| one.right.midpoint(other.left));
    let first = columns.first().map_or(area.left, |column| column.left.min(area.left));
    let last = columns.last().map_or(area.right, |column| column.right.max(area.right));
    std::iter::once(first).chain(inner).chain(std::iter::once(last)).collect()
}

/// How much of a column an area covers; negative is the distance.
fn common_length(column: Stretch, area: Area) -> Length {
    column.right.min(area.right) - column.left.max(area.left)
}
