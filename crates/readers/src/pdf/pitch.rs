//! How far lines of one paragraph stand from each other.

use std::collections::BTreeMap;

use super::line::Line;
use super::page::Length;
use super::paragraph::{Column, Placed, ends_sentence, is_full};

/// How many lines before and after one are looked at for the distance of lines.
const AROUND: usize = 8;
/// So many pairs of lines show what is usual.
const USUAL_MIN: usize = 3;
/// Distances that differ by less are one, as a share of the size.
const STEPS: Length = 8;

/// How far lines usually stand from each other, in eighths of their size.
#[derive(Clone, Debug, Default)]
pub(super) struct Usual {
    of_size: BTreeMap<Length, Length>,
    /// Of the size that most lines have.
    of_most: Option<Length>,
}

impl Usual {
    /// The most frequent distances below lines that break off at the edge of their column.
    pub(super) fn of<'a>(pages: impl Iterator<Item = &'a [Line]>, column: Column) -> Self {
        let mut counted: BTreeMap<Length, BTreeMap<Length, usize>> = BTreeMap::new();
        for lines in pages {
            let pairs = lines.iter().zip(lines.iter().skip(1));
            let breaks_off = |one: &Line, other: &Line| is_full(one, other, column) && !ends_sentence(one);
            for (one, other) in pairs.filter(|(one, other)| is_alike(one, other) && breaks_off(one, other)) {
                let gap = (other.baseline - one.baseline) * STEPS / one.size.max(1);
                if (STEPS..STEPS * 3).contains(&gap) {
                    *counted.entry(one.size).or_default().entry(gap).or_default() += 1;
                }
            }
        }
        let often = |gaps: BTreeMap<Length, usize>| {
            gaps.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count >= USUAL_MIN)
        };
        let found: Vec<(Length, (Length, usize))> =
            counted.into_iter().filter_map(|(size, gaps)| Some((size, often(gaps)?))).collect();
        let of_most = found.iter().max_by_key(|(_, (_, count))| *count).map(|(_, (gap, _))| *gap);
        Self { of_size: found.into_iter().map(|(size, (gap, _))| (size, gap)).collect(), of_most }
    }

    /// The distance at a line, at the upper end of what counts as the same.
    fn at(&self, line: &Line) -> Option<Length> {
        // Of a size that no paragraph shows, less is known.
        let known = self.of_size.get(&line.size).map(|gap| gap + 1);
        known.or(self.of_most.map(|gap| gap + 2)).map(|gap| gap * line.size / STEPS)
    }
}

/// The distance of lines within the paragraphs around a line: the least that two pairs of lines near it, as large as
/// it, have in common, or else what is usual.
pub(super) fn pitch(lines: &[Placed<'_>], index: usize, usual: &Usual) -> Option<Length> {
    let from = index.saturating_sub(AROUND);
    let around = lines.get(from..lines.len().min(index + AROUND)).unwrap_or_default();
    let (line, _) = lines.get(index)?;
    let pairs = around.iter().zip(around.iter().skip(1));
    let pairs = pairs.filter(|((one, _), (other, _))| is_alike(line, one) && is_alike(line, other));
    let mut gaps: Vec<Length> = pairs.map(|((one, _), (other, _))| other.baseline - one.baseline).collect();
    gaps.retain(|gap| gap * 10 > line.size * 9);
    gaps.sort_unstable();
    let pairs = gaps.iter().zip(gaps.iter().skip(1));
    let common = pairs.filter(|(one, other)| (*other - *one) * STEPS < line.size).map(|(_, other)| *other).next();
    match (common, usual.at(line)) {
        // Short paragraphs only have the room between them in common.
        (Some(common), Some(usual)) => Some(common.min(usual)),
        (common, usual) => common.or(usual),
    }
}

fn is_alike(one: &Line, other: &Line) -> bool {
    one.page == other.page && (one.size - other.size).abs() * STEPS <= one.size
}
