//! Rows of a dump that lost the cells merged into their label are moved back under their columns.

use super::grid::{Band, Spot};

/// Cells whose column cannot be known stand right of everything else.
pub(crate) const NOWHERE: u32 = 1 << 20;

/// What mostly stands in a column.
#[derive(Clone, Copy, Default)]
struct Profile {
    numbers: usize,
    words: usize,
}

/// Moves the cells of short rows; rows of the usual length tell what stands in each column.
pub(crate) fn align(body: &mut [Band]) {
    let width = usual_width(body);
    if width < 2 {
        return;
    }
    let mut profiles = vec![Profile::default(); width];
    for band in body.iter().filter(|band| band.spots.len() == width) {
        for (spot, profile) in band.spots.iter().zip(&mut profiles) {
            profile.numbers += usize::from(spot.value.is_some());
            profile.words += usize::from(spot.is_words());
        }
    }
    for band in body.iter_mut().filter(|band| band.spots.len() != width) {
        place(band, &profiles);
    }
}

/// The length that most rows have; the longest of equals.
fn usual_width(body: &[Band]) -> usize {
    let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for band in body {
        *counts.entry(band.spots.len()).or_insert(0) += 1;
    }
    counts.into_iter().max_by_key(|(length, count)| (*count, *length)).map_or(0, |(length, _)| length)
}

/// A short row: its only label takes the cells that are missing, or the last cells are. The reading under which more
/// numbers stand among numbers; of equal ones none.
fn place(band: &mut Band, profiles: &[Profile]) {
    let missing = profiles.len().saturating_sub(band.spots.len());
    let labels: Vec<usize> =
        (0..band.spots.len()).filter(|at| band.spots.get(*at).is_some_and(Spot::is_words)).collect();
    let label = labels.first().copied().filter(|_| missing > 0 && labels.len() == 1);
    let kept = score(&band.spots, profiles, 0, 0);
    let moved = label.and_then(|label| score(&band.spots, profiles, label + 1, missing));
    match (kept, moved, label) {
        (None, Some(_), Some(label)) => shift(band, label, missing),
        (Some(kept), Some(moved), Some(label)) if moved > kept => shift(band, label, missing),
        (Some(kept), moved, _) if moved.is_none_or(|moved| moved < kept) => {}
        _ => band.spots.iter_mut().filter(|spot| spot.value.is_some()).for_each(|spot| spot.column += NOWHERE),
    }
}

fn shift(band: &mut Band, label: usize, by: usize) {
    for spot in band.spots.iter_mut().skip(label + 1) {
        spot.column += u32::try_from(by).unwrap_or(0);
    }
}

/// How many numbers stand among numbers, with the cells from `from` on moved by `by`; none may stand among words.
fn score(spots: &[Spot], profiles: &[Profile], from: usize, by: usize) -> Option<usize> {
    let numbers = spots.iter().enumerate().filter(|(_, spot)| spot.value.is_some());
    let columns: Vec<&Profile> =
        numbers.map(|(at, _)| profiles.get(if at >= from { at + by } else { at })).collect::<Option<_>>()?;
    let clean = columns.iter().all(|profile| profile.words <= profile.numbers);
    clean.then(|| columns.iter().filter(|profile| profile.numbers > 0).count())
}
