//! Pages to blocks in reading order: what stands in a table, what stands outside, what a page break parted.

use jiheng_model::document::ParagraphKind;

use super::apart;
use super::furniture::{self, Outside};
use super::grid::Grid;
use super::join;
use super::line::{self, Line};
use super::notes::LeftOut;
use super::page::{Area, Glyph, Length, POINT, Page};
use super::paragraph::{self, Column};
use super::pitch::Usual;
use super::rules::{self, Skeleton};
use super::table::{SAME, Sheet};
use super::title;
use super::turned::{self, Turned};
use super::zones::{self, Found};
use crate::error::{Measure, ReadError};
use crate::flow::Item;
use crate::limits::Limits;

/// Lines that begin or end this near to each other agree.
const AGREE: Length = 6 * POINT;

/// The blocks of all pages; what is left out is noted.
pub(super) fn blocks(pages: &[Page], limits: &Limits, left_out: &mut LeftOut) -> Result<Vec<Item>, ReadError> {
    let mut outside = Vec::with_capacity(pages.len());
    let mut beside = Vec::with_capacity(pages.len());
    let mut furniture = 0;
    let mut tables = Vec::with_capacity(pages.len());
    let mut room = limits.table_cells;
    let mut before: Option<Sheet> = None;
    for page in pages {
        let Divided { sheets, lines, turned } = divide(page, before.as_ref(), &mut room, limits)?;
        if turned.is_lost && !left_out.turned.contains(&page.number) {
            left_out.turned.push(page.number);
        }
        furniture += turned.furniture;
        // Text below a table ends it; a page number does not.
        let footer = page.height - page.height / 100 * furniture::MARGIN;
        let is_last = |sheet: &&Sheet| !lines.iter().any(|line| (sheet.area.bottom..footer).contains(&line.baseline));
        before = sheets.last().filter(is_last).cloned();
        let reach = sheets.iter().map(|sheet| (sheet.area.top, sheet.area.bottom));
        let reach = reach.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        let rules = rules::whole_lines(&page.horizontal);
        beside.push(turned.beside);
        outside.push(Outside { lines, width: page.width, height: page.height, tables: reach, rules });
        tables.push(sheets);
    }
    left_out.turned.sort_unstable();
    left_out.furniture = furniture + furniture::remove(&mut outside);
    Ok(flow(outside, beside, tables, left_out))
}

/// A page, what is in its tables and what is not.
struct Divided {
    sheets: Vec<Sheet>,
    lines: Vec<Line>,
    turned: Turned,
}

/// The tables of a page and the lines outside of them. `before` is the last table of the page before.
fn divide(page: &Page, before: Option<&Sheet>, room: &mut u64, limits: &Limits) -> Result<Divided, ReadError> {
    let too_many = || ReadError::TooLarge { what: Measure::Cells, limit: limits.table_cells };
    let skeletons = rules::skeletons(page, limits.table_cells).ok_or_else(too_many)?;
    let positions = skeletons.iter().map(Grid::positions).sum::<u64>();
    *room = room.checked_sub(positions).ok_or_else(too_many)?;
    let (grids, groups) = grids(skeletons, page, before);
    let mut inside: Vec<Vec<Vec<Glyph>>> = grids.iter().map(|grid| vec![Vec::new(); grid.regions.len()]).collect();
    let mut rest = Vec::new();
    for glyph in &page.upright.seen {
        let place = grids.iter().zip(&mut inside).find_map(|(grid, texts)| texts.get_mut(grid.find(*glyph)?));
        match place {
            Some(text) => text.push(*glyph),
            None => rest.push(*glyph),
        }
    }
    let mut turned = turned::find(page, &grids);
    let sheet = |(index, (grid, texts)): (usize, (&Grid, Vec<Vec<Glyph>>))| {
        let text = |(region, glyphs)| {
            (line::lines(page.number, page.frame, glyphs), turned.in_cells.remove(&(index, region)).unwrap_or_default())
        };
        Sheet::of(page.number, grid, texts.into_iter().enumerate().map(text).collect()).unstacked()
    };
    let parts: Vec<Sheet> = grids.iter().zip(inside).enumerate().map(sheet).collect();
    let sheets = apart::together(parts.into_iter().zip(groups));
    Ok(Divided { sheets, lines: line::lines(page.number, page.frame, rest), turned })
}

/// The grids of a page from top to bottom, and for each of them which lines it was made from.
fn grids(skeletons: Vec<Skeleton>, page: &Page, before: Option<&Sheet>) -> (Vec<Grid>, Vec<usize>) {
    let mut grids: Vec<(Grid, usize)> = Vec::new();
    for (index, skeleton) in skeletons.into_iter().enumerate() {
        let parts: Vec<Grid> = skeleton.parted().iter().filter_map(Grid::of).collect();
        let is_table = |grid: &Grid| grid.regions.len() > 1 || before.is_some_and(|before| is_rest(grid, page, before));
        if parts.len() > 1 || parts.iter().any(is_table) {
            grids.extend(parts.into_iter().map(|grid| (grid, index)));
        }
    }
    if let Some(before) = before.filter(|before| before.open_below && grids.is_empty()) {
        grids.extend(Grid::of_columns(page, before.last).map(|grid| (grid, 0)));
    }
    // A table within a cell belongs to that cell.
    let areas: Vec<Area> = grids.iter().map(|(grid, _)| grid.area()).collect();
    grids.retain(|(grid, _)| {
        let own = grid.area();
        !areas
            .iter()
            .any(|area| *area != own && area.contains(own.left, own.top) && area.contains(own.right, own.bottom))
    });
    grids.sort_by_key(|(grid, _)| (grid.area().top, grid.area().left));
    grids.into_iter().unzip()
}

/// A frame at the top of a page that is as wide as the table before it is the rest of its last row.
fn is_rest(grid: &Grid, page: &Page, before: &Sheet) -> bool {
    let area = grid.area();
    (area.is_under(before.area, SAME) || area.is_under(before.last, SAME))
        && !page.upright.seen.iter().any(|glyph| !glyph.is_blank() && glyph.baseline < area.top)
}

fn flow(outside: Vec<Outside>, beside: Vec<Vec<Line>>, tables: Vec<Vec<Sheet>>, left_out: &mut LeftOut) -> Vec<Item> {
    let lines = outside.iter().flat_map(|page| page.lines.iter().map(|line| line.area.bottom));
    let sheets = tables.iter().flatten().map(|sheet| sheet.area.bottom);
    let bottom = lines.chain(sheets).max().unwrap_or(0);
    let column = column(&outside);
    let usual = Usual::of(outside.iter().map(|page| page.lines.as_slice()), column);
    let mut items = Vec::new();
    let mut pending: Vec<(Line, Column)> = Vec::new();
    let mut table: Option<Sheet> = None;
    let mut titles: Vec<String> = Vec::new();
    for ((page, sheets), beside) in outside.into_iter().zip(tables).zip(beside) {
        for line in beside {
            items.extend(table.take().map(Sheet::into_item));
            // Each is a paragraph: nothing tells where such text would have to stop.
            let own = Column { left: line.area.left, right: line.area.right + page.width };
            pending.push((line, own));
        }
        let found = zones::arrange(page, sheets, column);
        let repeated = table.as_ref().map_or(0, |table| title::repeated(&found, &titles, table, bottom));
        left_out.furniture += repeated;
        for thing in found.into_iter().skip(repeated) {
            match thing {
                Found::Line(line, column) => {
                    items.extend(table.take().map(Sheet::into_item));
                    pending.push((line, column));
                }
                Found::Table(sheet) => {
                    if !sheet.seams.is_empty() && left_out.aligned.last() != Some(&sheet.page) {
                        left_out.aligned.push(sheet.page);
                    }
                    match &mut table {
                        Some(before) if join::goes_on(before, &sheet, bottom) => join::add(before, sheet, bottom),
                        _ => {
                            titles = title::above(pending.iter().map(|(line, _)| line), sheet.page);
                            // A table before it stands before what is between them.
                            items.extend(table.take().map(Sheet::into_item));
                            flush(&mut items, &mut pending, &usual);
                            table = Some(sheet);
                        }
                    }
                }
            }
        }
    }
    items.extend(table.map(Sheet::into_item));
    flush(&mut items, &mut pending, &usual);
    items
}

fn flush(items: &mut Vec<Item>, pending: &mut Vec<(Line, Column)>, usual: &Usual) {
    let pieces = paragraph::paragraphs(pending.iter().map(|(line, column)| (line, *column)), usual);
    items.extend(pieces.into_iter().map(|piece| Item::Paragraph(piece, ParagraphKind::Body)));
    pending.clear();
}

/// Where running text begins and ends: the outermost places that several lines agree on. Where no line is full,
/// margins are taken to be alike.
fn column(pages: &[Outside]) -> Column {
    let lines = || pages.iter().flat_map(|page| &page.lines);
    let lefts: Vec<Length> = lines().map(|line| -line.area.left).collect();
    let left = outermost(lefts.clone()).or(lefts.into_iter().max()).map_or(0, |left| -left);
    let width = pages.iter().map(|page| page.width).max().unwrap_or(0);
    let right = outermost(lines().map(Line::right_of_words).collect());
    Column { left, right: right.unwrap_or(width - left) }
}

/// The largest place that a twentieth of all come near to, unless others go far beyond it.
fn outermost(mut places: Vec<Length>) -> Option<Length> {
    places.sort_unstable();
    let last = places.last().copied()?;
    let needed = (places.len() / 20).max(2);
    let below = |place: Length| places.partition_point(|other| *other < place);
    let is_agreed = |place: &&Length| below(**place + 1) - below(**place - AGREE) >= needed;
    places.iter().rev().find(is_agreed).copied().filter(|place| last - place <= AGREE * 4)
}
