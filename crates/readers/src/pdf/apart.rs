//! Tables that touch: one ends where the next begins, and their lines hang together.
//!
//! Browsers print tables one below the other without room between them. Rows of one table have their outer edge in
//! common, or at least a line between columns that runs on; two tables have neither. Each is divided by its own lines
//! alone, and then they stand together as the parts of one form.

use std::collections::BTreeMap;

use super::page::{Length, POINT, Rule};
use super::rules::Skeleton;
use super::table::{Cell, Sheet};

/// Lines nearer than this close the same rows.
const SAME: Length = 3 * POINT;
/// Rows of one table stand out no farther than this, however carelessly it was drawn.
const EDGE: Length = 12 * POINT;
/// Of so many lines one may run on by chance: columns of the same names are of one width.
const FEW: usize = 3;
/// A line that runs on is this exact.
const EXACT: Length = POINT / 2;

impl Skeleton {
    /// The tables, from top to bottom. Takes as long as the lines have crossings.
    pub(super) fn parted(self) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut rest = self;
        for (first, last) in rest.levels() {
            let above = rest.crossing(first - SAME / 2);
            let below = rest.crossing(last + SAME / 2);
            if are_two(&above, &below) && rest.is_divided((first, last), &above, &below) {
                let (one, other) = std::mem::take(&mut rest).cut((first, last), &above, &below);
                parts.push(one);
                rest = other;
            }
        }
        parts.push(rest);
        parts
    }

    /// Where rows may meet: the first and the last of lines that lie together.
    fn levels(&self) -> Vec<(Length, Length)> {
        let mut levels: Vec<(Length, Length)> = Vec::new();
        for rule in &self.horizontal {
            match levels.last_mut() {
                Some((_, last)) if rule.at - *last <= SAME => *last = rule.at,
                _ => levels.push((rule.at, rule.at)),
            }
        }
        levels
    }

    /// Where vertical lines cross a height, from left to right.
    fn crossing(&self, height: Length) -> Vec<Length> {
        self.vertical.iter().filter(|rule| rule.from <= height && rule.to >= height).map(|rule| rule.at).collect()
    }

    /// A line runs along all that the two sides have in common: no cell reaches over it.
    fn is_divided(&self, (first, last): (Length, Length), above: &[Length], below: &[Length]) -> bool {
        let from = above.first().max(below.first()).copied().unwrap_or(0);
        let to = above.last().min(below.last()).copied().unwrap_or(0);
        let mut lines: Vec<&Rule> =
            self.horizontal.iter().filter(|rule| (first..=last).contains(&rule.at) && rule.to > from).collect();
        lines.sort_unstable_by_key(|rule| rule.from);
        let reach =
            lines.iter().try_fold(from, |reach, rule| (rule.from <= reach + SAME).then_some(reach.max(rule.to)));
        reach.is_some_and(|reach| reach + SAME >= to)
    }

    /// Cuts the skeleton at lines that lie together; `above` and `below` are the vertical lines on either side.
    fn cut(self, (first, last): (Length, Length), above: &[Length], below: &[Length]) -> (Self, Self) {
        let (mut one, mut other) = (Self::default(), Self::default());
        for rule in self.horizontal {
            // What lies where they meet closes one and opens the other, each as wide as it is.
            if rule.at < first {
                one.horizontal.push(rule);
            } else if rule.at > last {
                other.horizontal.push(rule);
            } else {
                one.horizontal.extend(within(rule, above));
                other.horizontal.extend(within(rule, below));
            }
        }
        for rule in self.vertical {
            if rule.from < first {
                one.vertical.push(Rule { to: rule.to.min(last), ..rule });
            }
            if rule.to > last {
                other.vertical.push(Rule { from: rule.from.max(first), ..rule });
            }
        }
        (one, other)
    }
}

/// Tables made from the same lines put below each other again; a number for each says which those are.
pub(super) fn together(parts: impl Iterator<Item = (Sheet, usize)>) -> Vec<Sheet> {
    let mut place: BTreeMap<usize, usize> = BTreeMap::new();
    let mut sheets: Vec<Sheet> = Vec::new();
    for (part, group) in parts {
        let at = *place.entry(group).or_insert(sheets.len());
        match sheets.get_mut(at) {
            Some(sheet) => sheet.go_on(part),
            None => sheets.push(part),
        }
    }
    sheets
}

impl Sheet {
    /// Takes the rows of a table that touches this one from below.
    fn go_on(&mut self, below: Self) {
        let rows = self.rows;
        self.cells.extend(below.cells.into_iter().map(|cell| Cell { row: cell.row + rows, ..cell }));
        self.rows += below.rows;
        self.area = self.area.union(below.area);
        self.last = below.last;
        self.open_below = below.open_below;
    }
}

/// The part of a horizontal line between the outermost of these vertical ones.
fn within(rule: Rule, vertical: &[Length]) -> Option<Rule> {
    let (left, right) = (*vertical.first()?, *vertical.last()?);
    let rule = Rule { from: rule.from.max(left), to: rule.to.min(right), ..rule };
    (rule.from < rule.to).then_some(rule)
}

/// Vertical lines above and below a level.
fn are_two(above: &[Length], below: &[Length]) -> bool {
    let edges = |lines: &[Length]| Some((*lines.first()?, *lines.last()?));
    let (Some((left, right)), Some((other_left, other_right))) = (edges(above), edges(below)) else { return false };
    let stand_out = (left - other_left).abs() > EDGE || (right - other_right).abs() > EDGE;
    let inner = |lines: &[Length], left: Length, right: Length| -> Vec<Length> {
        lines.iter().copied().filter(|at| at - left > SAME && right - at > SAME).collect()
    };
    let (above, below) = (inner(above, left, right), inner(below, other_left, other_right));
    let runs_on = |at: &&Length| below.iter().any(|other| (other - **at).abs() <= EXACT);
    let fewest = above.len().min(below.len());
    (stand_out || fewest > 0) && above.iter().filter(runs_on).count() * FEW <= fewest
}
