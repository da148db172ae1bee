//! Text that runs up or down on a page: labels in cells, and what stands upright on a page that lies on its side.

use std::collections::BTreeMap;

use super::frame::{Frame, Turn};
use super::furniture;
use super::grid::Grid;
use super::line::{self, Line};
use super::page::{Glyph, Page};
use super::paragraph::Column;

/// The turned text of a page.
#[derive(Debug, Default)]
pub(super) struct Turned {
    /// In cells, by table and cell, with the columns that it may fill.
    pub(super) in_cells: BTreeMap<(usize, usize), Vec<(Line, Column)>>,
    /// Beside the tables of a page that was turned.
    pub(super) beside: Vec<Line>,
    /// How many headers, footers and page numbers of such a page were left out.
    pub(super) furniture: usize,
    /// Something else is left out.
    pub(super) is_lost: bool,
}

/// Finds the turned text; `grids` are the tables of the page.
pub(super) fn find(page: &Page, grids: &[Grid]) -> Turned {
    let mut turned = Turned::default();
    for turn in [Turn::Climbing, Turn::Falling] {
        let (text, frame) = page.turned(turn);
        let mut inside: BTreeMap<(usize, usize), Vec<Glyph>> = BTreeMap::new();
        let mut outside = Vec::new();
        for glyph in &text.seen {
            let (x, y) = frame.place((glyph.middle(), glyph.centre()));
            let place = grids.iter().enumerate().find_map(|(index, grid)| Some((index, grid.find_at(x, y)?)));
            match place {
                Some(place) => inside.entry(place).or_default().push(*glyph),
                None => outside.push(*glyph),
            }
        }
        let whole = frame.then(page.frame);
        for ((table, region), glyphs) in inside {
            let area = grids.get(table).and_then(|grid| Some(grid.area_of(grid.regions.get(region)?)));
            let column = turn.column(area.unwrap_or_default(), page.height);
            let lines = line::lines(page.number, whole, glyphs).into_iter().map(|line| (line, column));
            turned.in_cells.entry((table, region)).or_default().extend(lines);
        }
        turned.take(line::lines(page.number, whole, outside), page);
    }
    turned
}

impl Turned {
    /// Lines in no cell. The upright text of a page that was turned is read, but for what stands at its edges.
    fn take(&mut self, lines: Vec<Line>, page: &Page) {
        if page.frame == Frame::default() {
            self.is_lost |= !lines.is_empty();
            return;
        }
        // Its frame is as high as the page is wide.
        let height = page.width;
        let margin = height / 100 * furniture::MARGIN;
        for line in lines {
            if (margin..height - margin).contains(&line.baseline) {
                self.beside.push(line);
            } else {
                self.furniture += 1;
            }
        }
    }
}
