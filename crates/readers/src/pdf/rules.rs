//! Ruling lines as drawn to whole lines, and the lines that belong to one table.

use super::page::{Length, Page, Rule};

/// Pieces of one line lie at most this far aside.
const ASIDE: Length = 120;
/// Pieces of one line leave at most this gap.
const GAP: Length = 250;
/// Lines meet when they come this near.
const NEAR: Length = 300;

/// Lines that hang together: the skeleton of one table.
#[derive(Debug, Default)]
pub(super) struct Skeleton {
    pub(super) horizontal: Vec<Rule>,
    pub(super) vertical: Vec<Rule>,
}

/// The skeletons of a page, or nothing when lines cross more than `crossings` times.
pub(super) fn skeletons(page: &Page, crossings: u64) -> Option<Vec<Skeleton>> {
    let horizontal = whole_lines(&page.horizontal);
    let vertical = whole_lines(&page.vertical);
    let mut groups = Groups::new(horizontal.len() + vertical.len());
    let mut met: u64 = 0;
    for (index, line) in horizontal.iter().enumerate() {
        let first = vertical.partition_point(|other| other.at < line.from - NEAR);
        let beside = vertical.iter().enumerate().skip(first).take_while(|(_, other)| other.at <= line.to + NEAR);
        for (other_index, other) in beside {
            met += 1;
            if other.from - NEAR <= line.at && line.at <= other.to + NEAR {
                groups.join(index, horizontal.len() + other_index);
            }
        }
        if met > crossings {
            return None;
        }
    }
    let mut by_root: std::collections::BTreeMap<usize, Skeleton> = std::collections::BTreeMap::new();
    for (index, line) in horizontal.iter().enumerate() {
        by_root.entry(groups.root(index)).or_default().horizontal.push(*line);
    }
    for (index, line) in vertical.iter().enumerate() {
        by_root.entry(groups.root(horizontal.len() + index)).or_default().vertical.push(*line);
    }
    // Lines that meet no other rule a title or underline a word.
    let found = by_root.into_values();
    Some(
        found.filter(|found| found.horizontal.len() + found.vertical.len() >= 3).filter(Skeleton::is_crossed).collect(),
    )
}

impl Skeleton {
    fn is_crossed(&self) -> bool {
        !self.horizontal.is_empty() && !self.vertical.is_empty()
    }
}

/// Pieces put together, sorted by place.
pub(super) fn whole_lines(pieces: &[Rule]) -> Vec<Rule> {
    let mut pieces: Vec<Rule> = pieces.to_vec();
    pieces.sort_unstable_by_key(|rule| (rule.at, rule.from));
    let mut whole = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.partition_point(|rule| rule.at - first.at <= ASIDE);
        let (beside, after) = rest.split_at(count.max(1));
        join_pieces(beside, &mut whole);
        rest = after;
    }
    whole.sort_unstable_by_key(|rule: &Rule| (rule.at, rule.from));
    whole
}

fn join_pieces(pieces: &[Rule], whole: &mut Vec<Rule>) {
    let mut pieces: Vec<Rule> = pieces.to_vec();
    pieces.sort_unstable_by_key(|rule| rule.from);
    let mut current: Option<Rule> = None;
    for piece in pieces {
        match &mut current {
            Some(line) if piece.from <= line.to + GAP => line.to = line.to.max(piece.to),
            _ => whole.extend(current.replace(piece)),
        }
    }
    whole.extend(current);
}

/// Sets that grow together.
#[derive(Debug)]
pub(super) struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    pub(super) fn new(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    pub(super) fn root(&mut self, of: usize) -> usize {
        let mut at = of;
        while let Some(&parent) = self.parent.get(at) {
            if parent == at {
                break;
            }
            // Halving the way keeps it short for whoever asks next.
            let above = self.parent.get(parent).copied().unwrap_or(parent);
            if let Some(place) = self.parent.get_mut(at) {
                *place = above;
            }
            at = above;
        }
        at
    }

    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(place) = self.parent.get_mut(one.max(other)) {
            *place = one.min(other);
        }
    }
}
