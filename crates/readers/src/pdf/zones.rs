//! What stands on a page outside of ruled tables, in the order in which it is read.

use super::aligned::{self, Part};
use super::columns::{self, Zone};
use super::furniture::Outside;
use super::line::Line;
use super::paragraph::Column;
use super::table::Sheet;

/// One thing on a page.
pub(super) enum Found {
    /// A line and the column of text that it stands in.
    Line(Line, Column),
    Table(Sheet),
}

/// The lines and the ruled tables of a page in reading order. `column` is where running text stands.
pub(super) fn arrange(page: Outside, sheets: Vec<Sheet>, column: Column) -> Vec<Found> {
    let Outside { mut lines, width, rules, .. } = page;
    lines.sort_by_key(|line| line.baseline);
    let mut found = Vec::new();
    let mut lines = lines.into_iter().peekable();
    for sheet in sheets {
        let mut stretch = Vec::new();
        while let Some(line) = lines.next_if(|line| line.baseline <= sheet.area.top) {
            stretch.push(line);
        }
        add(&mut found, stretch, column, |lines| aligned::tables(lines, &rules), width);
        found.push(Found::Table(sheet));
    }
    add(&mut found, lines.collect(), column, |lines| aligned::tables(lines, &rules), width);
    found
}

fn add(found: &mut Vec<Found>, lines: Vec<Line>, column: Column, tables: impl Fn(Vec<Line>) -> Vec<Part>, width: i32) {
    for zone in columns::zones(lines, width) {
        match zone {
            Zone::Whole(lines) => found.extend(tables(lines).into_iter().map(|part| match part {
                Part::Line(line) => Found::Line(line, column),
                Part::Table(sheet) => Found::Table(sheet),
            })),
            Zone::Pair(sides) => {
                let lines =
                    |(lines, column): (Vec<Line>, Column)| lines.into_iter().map(move |line| Found::Line(line, column));
                found.extend(sides.into_iter().flat_map(lines));
            }
        }
    }
}
