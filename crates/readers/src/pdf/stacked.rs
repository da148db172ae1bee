//! Rows of a ruled table between which no line is drawn: amounts that stand below each other in one cell.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::line::Line;
use super::page::Length;
use super::segment::is_number;
use super::table::{Cell, Sheet};

/// So many amounts below each other are no number that was broken.
const FEWEST: usize = 3;
/// In so many columns at the same heights.
const COLUMNS: usize = 2;

/// A table with more such rows, and a row with more amounts below each other, is left as it is.
const MOST: usize = 200;
/// Lines on one height differ by less.
const NEAR: Length = 300;

impl Sheet {
    /// Cuts rows that hold several rows of amounts.
    pub(super) fn unstacked(mut self) -> Self {
        let is_stacked =
            |cell: &&Cell| cell.row_span == 1 && cell.lines.len() >= FEWEST && cell.lines.iter().all(is_number);
        let mut stacks: BTreeMap<usize, Vec<Vec<Length>>> = BTreeMap::new();
        for cell in self.cells.iter().filter(is_stacked) {
            stacks.entry(cell.row).or_default().push(cell.lines.iter().map(|line| line.baseline).collect());
        }
        if stacks.len() > MOST {
            return self;
        }
        // From the last to the first, so that the numbers of rows above stay.
        for (row, stacks) in stacks.into_iter().rev() {
            // A cell that reaches over more rows has its own heights.
            let is_crossed = self.cells.iter().any(|cell| cell.row_span > 1 && cell.row <= row && row < cell.end());
            let heights = heights(&stacks);
            if heights.len() > 1 && !is_crossed {
                self.cut(row, &heights);
            }
        }
        self
    }

    fn cut(&mut self, row: usize, heights: &[Length]) {
        let added = heights.len() - 1;
        let mut cells = Vec::with_capacity(self.cells.len() + added);
        for mut cell in std::mem::take(&mut self.cells) {
            match cell.row.cmp(&row) {
                Ordering::Less => cells.push(cell),
                Ordering::Equal => cells.extend(parts(cell, heights)),
                Ordering::Greater => {
                    cell.row += added;
                    cells.push(cell);
                }
            }
        }
        cells.sort_by_key(|cell| (cell.row, cell.left));
        self.cells = cells;
        self.rows += added;
    }
}

/// Where the rows of amounts stand within a row; nothing when it is one.
fn heights(stacks: &[Vec<Length>]) -> Vec<Length> {
    let most = stacks.iter().max_by_key(|heights| heights.len()).filter(|heights| heights.len() <= MOST);
    let Some(most) = most else { return Vec::new() };
    // Blank places in one column are filled in another.
    let is_on = |height: &Length| most.iter().any(|one| (one - height).abs() < NEAR);
    let agreeing = stacks.iter().filter(|heights| heights.iter().all(is_on)).count();
    if agreeing >= COLUMNS { most.clone() } else { Vec::new() }
}

/// A cell for each height, with the lines that stand there or follow.
fn parts(cell: Cell, heights: &[Length]) -> impl Iterator<Item = Cell> {
    let mut texts: Vec<Vec<Line>> = vec![Vec::new(); heights.len()];
    for line in cell.lines {
        let index = heights.partition_point(|height| *height <= line.baseline + NEAR).saturating_sub(1);
        if let Some(text) = texts.get_mut(index) {
            text.push(line);
        }
    }
    let mut turned = Some(cell.turned);
    texts.into_iter().enumerate().map(move |(index, lines)| Cell {
        row: cell.row + index,
        row_span: 1,
        left: cell.left,
        right: cell.right,
        lines,
        column: cell.column,
        turned: turned.take().unwrap_or_default(),
    })
}
