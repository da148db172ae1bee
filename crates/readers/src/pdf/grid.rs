//! A skeleton of lines to the cells between them, merged cells included.

use super::page::{Area, Glyph, Length, Page, Rule};
use super::rules::{Groups, Skeleton, whole_lines};

/// Lines nearer than this bound the same cells: double lines, lines drawn piece by piece.
const SAME: Length = 300;
/// Lines that reach this far beyond the last crossing one leave a side of the table open.
const OPEN: Length = 600;

/// A cell of a page's table, in columns and rows of its grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
}

/// The cells of one table on one page.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// Borders between columns, ascending, the outer ones included.
    pub(super) across: Vec<Length>,
    /// Borders between rows, ascending, the outer ones included.
    pub(super) down: Vec<Length>,
    /// Ordered by row, then column.
    pub(super) regions: Vec<Region>,
    /// For each grid position, by rows: the region it belongs to.
    owner: Vec<usize>,
    /// No line closes the last row.
    pub(super) open_below: bool,
    /// No line closes the first row.
    pub(super) open_above: bool,
}

/// Which borders of the grid's positions are drawn.
struct Borders {
    columns: usize,
    rows: usize,
    /// Above position (row, column), rows + 1 times columns.
    above: Vec<bool>,
    /// Left of position (row, column), rows times columns + 1.
    left: Vec<bool>,
}

impl Grid {
    /// How many positions the lines make.
    pub(super) fn positions(skeleton: &Skeleton) -> u64 {
        skeleton.horizontal.len() as u64 * skeleton.vertical.len() as u64
    }

    /// The cells; one alone is a frame around text.
    pub(super) fn of(skeleton: &Skeleton) -> Option<Self> {
        let mut across = places(skeleton.vertical.iter().map(|rule| rule.at));
        let mut down = places(skeleton.horizontal.iter().map(|rule| rule.at));
        let (open_above, open_below) = close(&mut down, skeleton.vertical.iter().map(|rule| (rule.from, rule.to)));
        close(&mut across, skeleton.horizontal.iter().map(|rule| (rule.from, rule.to)));
        if across.len() < 2 || down.len() < 2 {
            return None;
        }
        let borders = Borders::of(skeleton, &across, &down);
        let regions = borders.regions();
        let mut grid = Self { across, down, regions, owner: Vec::new(), open_below, open_above };
        grid.drop_idle_lines();
        grid.regions.sort_by_key(|region| (region.row, region.column));
        grid.own();
        Some(grid)
    }

    /// A row that fills a page has lines between its columns and none above or below.
    pub(super) fn of_columns(page: &Page, before: Area) -> Option<Self> {
        let lines = whole_lines(&page.vertical);
        let longest = lines.iter().map(|line| line.to - line.from).max()?;
        let columns: Vec<&Rule> = lines.iter().filter(|line| (line.to - line.from) * 10 >= longest * 9).collect();
        let across = places(columns.iter().map(|line| line.at));
        let is_same = |one: Option<&Length>, other: Length| one.is_some_and(|one| (one - other).abs() <= SAME);
        if across.len() < 3 || !is_same(across.first(), before.left) || !is_same(across.last(), before.right) {
            return None;
        }
        let down = vec![columns.iter().map(|line| line.from).min()?, columns.iter().map(|line| line.to).max()?];
        let regions = (0..across.len() - 1).map(|column| Region { row: 0, column, row_span: 1, column_span: 1 });
        let mut grid =
            Self { regions: regions.collect(), across, down, owner: Vec::new(), open_below: true, open_above: true };
        grid.own();
        Some(grid)
    }

    pub(super) fn columns(&self) -> usize {
        self.across.len().saturating_sub(1)
    }

    pub(super) fn rows(&self) -> usize {
        self.down.len().saturating_sub(1)
    }

    pub(super) fn area(&self) -> Area {
        Area {
            left: self.across.first().copied().unwrap_or(0),
            top: self.down.first().copied().unwrap_or(0),
            right: self.across.last().copied().unwrap_or(0),
            bottom: self.down.last().copied().unwrap_or(0),
        }
    }

    pub(super) fn area_of(&self, region: &Region) -> Area {
        let place = |places: &[Length], index: usize| places.get(index).copied().unwrap_or(0);
        Area {
            left: place(&self.across, region.column),
            top: place(&self.down, region.row),
            right: place(&self.across, region.column + region.column_span),
            bottom: place(&self.down, region.row + region.row_span),
        }
    }

    /// The region a character stands in.
    pub(super) fn find(&self, glyph: Glyph) -> Option<usize> {
        self.find_at(glyph.middle(), glyph.centre())
    }

    /// The region at a place.
    pub(super) fn find_at(&self, x: Length, y: Length) -> Option<usize> {
        if !self.area().grown(SAME).contains(x, y) {
            return None;
        }
        let column = index_of(&self.across, x, self.columns());
        let row = index_of(&self.down, y, self.rows());
        self.owner.get(row * self.columns() + column).copied()
    }

    /// Lines that bound no cell, such as an underline that reaches a border, leave the grid.
    fn drop_idle_lines(&mut self) {
        let mut column_bounds: Vec<bool> = vec![false; self.across.len()];
        let mut row_bounds: Vec<bool> = vec![false; self.down.len()];
        let mut mark = |bounds: usize, is_row: bool| {
            let flags = if is_row { &mut row_bounds } else { &mut column_bounds };
            if let Some(flag) = flags.get_mut(bounds) {
                *flag = true;
            }
        };
        for region in &self.regions {
            mark(region.column, false);
            mark(region.column + region.column_span, false);
            mark(region.row, true);
            mark(region.row + region.row_span, true);
        }
        let renumber = |flags: &[bool]| -> Vec<usize> {
            flags
                .iter()
                .scan(0, |next, kept| {
                    let index = *next;
                    *next += usize::from(*kept);
                    Some(index)
                })
                .collect()
        };
        let (new_column, new_row) = (renumber(&column_bounds), renumber(&row_bounds));
        let new = |numbers: &[usize], old: usize| numbers.get(old).copied().unwrap_or(0);
        for region in &mut self.regions {
            let right = new(&new_column, region.column + region.column_span);
            let bottom = new(&new_row, region.row + region.row_span);
            region.column = new(&new_column, region.column);
            region.row = new(&new_row, region.row);
            region.column_span = right.saturating_sub(region.column).max(1);
            region.row_span = bottom.saturating_sub(region.row).max(1);
        }
        keep(&mut self.across, &column_bounds);
        keep(&mut self.down, &row_bounds);
    }

    fn own(&mut self) {
        let columns = self.columns();
        let mut owner = vec![0; columns * self.rows()];
        for (index, region) in self.regions.iter().enumerate() {
            for row in region.row..region.row + region.row_span {
                let from = row * columns + region.column;
                for place in owner.iter_mut().skip(from).take(region.column_span) {
                    *place = index;
                }
            }
        }
        self.owner = owner;
    }
}

fn keep(places: &mut Vec<Length>, flags: &[bool]) {
    let mut flags = flags.iter();
    places.retain(|_| flags.next().copied().unwrap_or(false));
}

/// Distinct places, in order; lines that bound the same cells count once.
fn places(of: impl Iterator<Item = Length>) -> Vec<Length> {
    let mut all: Vec<Length> = of.collect();
    all.sort_unstable();
    let mut places: Vec<Length> = Vec::new();
    let mut last = None;
    for place in all {
        if last.is_none_or(|last| place - last > SAME) {
            places.push(place);
        }
        last = Some(place);
    }
    places
}

/// Lines that reach beyond the outermost crossing one close the table there, as if it were drawn. Tells at which ends.
fn close(places: &mut Vec<Length>, reach: impl Iterator<Item = (Length, Length)>) -> (bool, bool) {
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else { return (false, false) };
    let (from, to) = reach.fold((first, last), |(low, high), (from, to)| (low.min(from), high.max(to)));
    let opens = (first - from > OPEN, to - last > OPEN);
    if opens.0 {
        places.insert(0, from);
    }
    if opens.1 {
        places.push(to);
    }
    opens
}

/// Index of the stretch between two places that holds `at`.
fn index_of(places: &[Length], at: Length, count: usize) -> usize {
    places.partition_point(|place| *place <= at).saturating_sub(1).min(count.saturating_sub(1))
}

/// The place among `places` that a line at `at` was counted to.
fn nearest(places: &[Length], at: Length) -> usize {
    let after = places.partition_point(|place| *place < at);
    let distance = |index: usize| places.get(index).map_or(Length::MAX, |place| (place - at).abs());
    match after.checked_sub(1) {
        Some(before) if distance(before) <= distance(after) => before,
        _ => after.min(places.len().saturating_sub(1)),
    }
}

impl Borders {
    fn of(skeleton: &Skeleton, across: &[Length], down: &[Length]) -> Self {
        let (columns, rows) = (across.len() - 1, down.len() - 1);
        let mut borders =
            Self { columns, rows, above: vec![false; (rows + 1) * columns], left: vec![false; rows * (columns + 1)] };
        for rule in &skeleton.horizontal {
            let row = nearest(down, rule.at);
            for column in covered(across, rule.from, rule.to) {
                set(&mut borders.above, row * columns + column);
            }
        }
        for rule in &skeleton.vertical {
            let column = nearest(across, rule.at);
            for row in covered(down, rule.from, rule.to) {
                set(&mut borders.left, row * (columns + 1) + column);
            }
        }
        borders
    }

    /// Positions without a line between them are one cell.
    fn regions(&self) -> Vec<Region> {
        let mut groups = Groups::new(self.columns * self.rows);
        for row in 0..self.rows {
            for column in 0..self.columns {
                let here = row * self.columns + column;
                if row > 0 && !get(&self.above, here) {
                    groups.join(here, here - self.columns);
                }
                if column > 0 && !get(&self.left, row * (self.columns + 1) + column) {
                    groups.join(here, here - 1);
                }
            }
        }
        self.rectangles(&mut groups)
    }

    /// Where lines are missing, a region may have a corner; it is cut into rows that fit together.
    fn rectangles(&self, groups: &mut Groups) -> Vec<Region> {
        let mut open: std::collections::BTreeMap<(usize, usize, usize), usize> = std::collections::BTreeMap::new();
        let mut regions: Vec<Region> = Vec::new();
        for row in 0..self.rows {
            let mut next = std::collections::BTreeMap::new();
            let mut column = 0;
            while column < self.columns {
                let root = groups.root(row * self.columns + column);
                let from = column;
                while column < self.columns && groups.root(row * self.columns + column) == root {
                    column += 1;
                }
                let key = (root, from, column);
                let index = open.get(&key).copied().unwrap_or(regions.len());
                match regions.get_mut(index) {
                    Some(region) => region.row_span += 1,
                    None => regions.push(Region { row, column: from, row_span: 1, column_span: column - from }),
                }
                next.insert(key, index);
            }
            open = next;
        }
        regions
    }
}

/// Stretches between places that a line covers for the most part.
fn covered(places: &[Length], from: Length, to: Length) -> impl Iterator<Item = usize> {
    let first = places.partition_point(|place| *place <= from - SAME).saturating_sub(1);
    let pairs = places.iter().zip(places.iter().skip(1)).enumerate().skip(first);
    pairs
        .take_while(move |(_, (start, _))| **start < to)
        .filter(move |(_, (start, end))| {
            let overlap = to.min(**end) - from.max(**start);
            overlap * 5 >= (**end - **start) * 3
        })
        .map(|(index, _)| index)
}

fn set(flags: &mut [bool], index: usize) {
    if let Some(flag) = flags.get_mut(index) {
        *flag = true;
    }
}

fn get(flags: &[bool], index: usize) -> bool {
    flags.get(index).copied().unwrap_or(true)
}
