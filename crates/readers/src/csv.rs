//! Separated values: exports of registers. Commas, tabs, semicolons or bars, whichever the first lines agree on.

use std::borrow::Cow;

use jiheng_model::sheet::Sheet;

use crate::error::{Measure, ReadError};

/// Characters that separate cells, the likeliest first.
const SEPARATORS: [char; 4] = [',', '\t', ';', '|'];
/// Lines that are looked at to find the separator.
const LINES_LOOKED_AT: usize = 20;
/// Cells of an export: a hundred thousand rows of fifty columns.
const CELLS_MAX: u64 = 5_000_000;
/// Cells of one row: as many as the widest sheet has columns.
const COLUMNS_MAX: usize = 16_384;

/// Reads a text into rows. Quoted cells may hold separators and line ends; blank lines are no rows.
pub(crate) fn read(text: &str) -> Result<Sheet, ReadError> {
    let separator = separator(text);
    let mut sheet = Sheet::new("");
    let mut line = 1;
    let mut rest = text;
    while !rest.is_empty() {
        let start = line;
        let too_many = ReadError::TooLarge { what: Measure::Cells, limit: CELLS_MAX };
        let Some((row, after)) = row(rest, separator, &mut line) else { return Err(too_many) };
        rest = after;
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if (sheet.cells() + row.len()) as u64 > CELLS_MAX {
            return Err(too_many);
        }
        let kept = sheet.open_row(start).and_then(|()| row.iter().try_for_each(|cell| sheet.push(cell)));
        kept.map_err(|_| too_many)?;
    }
    Ok(sheet)
}

/// One row and the text behind it; `None` for a row that no sheet could hold.
fn row<'t>(text: &'t str, separator: char, line: &mut u32) -> Option<(Vec<Cow<'t, str>>, &'t str)> {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = if let Some(quoted) = rest.trim_start_matches(' ').strip_prefix('"') {
            quoted_cell(quoted, separator, line)
        } else {
            let end = rest.find([separator, '\n']).unwrap_or(rest.len());
            let (cell, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            (cell.into(), after)
        };
        cells.push(cell);
        if cells.len() > COLUMNS_MAX {
            return None;
        }
        let Some(next) = after.strip_prefix(separator) else {
            *line = line.saturating_add(1);
            return Some((cells, after.strip_prefix('\n').unwrap_or(after)));
        };
        rest = next;
    }
}

/// A cell behind its opening quotation mark; two marks stand for one. A mark that is never closed ends with the text.
fn quoted_cell<'t>(text: &'t str, separator: char, line: &mut u32) -> (Cow<'t, str>, &'t str) {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let Some((before, after)) = rest.split_once('"') else {
            cell.push_str(rest);
            return (counted(cell, line).into(), "");
        };
        cell.push_str(before);
        let Some(next) = after.strip_prefix('"') else {
            // What stands between the closing mark and the separator belongs to the cell.
            let end = after.find([separator, '\n']).unwrap_or(after.len());
            let (tail, after) = after.split_at_checked(end).unwrap_or((after, ""));
            cell.push_str(tail.trim());
            return (counted(cell, line).into(), after);
        };
        cell.push('"');
        rest = next;
    }
}

fn counted(cell: String, line: &mut u32) -> String {
    let lines = cell.bytes().filter(|byte| *byte == b'\n').count();
    *line = line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
    cell
}

/// The separator that occurs most often in the first lines; a comma where none does.
fn separator(text: &str) -> char {
    let count = |separator: char| text.lines().take(LINES_LOOKED_AT).map(|line| line.matches(separator).count()).sum();
    let counts: Vec<(usize, char)> = SEPARATORS.into_iter().map(|separator| (count(separator), separator)).collect();
    let most = counts.iter().map(|(count, _)| *count).max().unwrap_or(0);
    counts.into_iter().find(|(count, _)| *count == most).map_or(',', |(_, separator)| separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let sheet = read(text).unwrap();
        (0..sheet.rows()).map(|row| (sheet.line(row), sheet.row(row).map(str::to_owned).collect())).collect()
    }

    fn row(line: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn cells_may_hold_separators_marks_and_line_ends() {
        let text =
            "编号,位置,面积\r\nA1,\"东路,南侧\",\"1,187.00\"\r\n\r\nA2,\"俗称\"\"大坪\"\"\n二组\",4.87\r\nA3,,\n";
        assert_eq!(
            rows(text),
            [
                row(1, &["编号", "位置", "面积"]),
                row(2, &["A1", "东路,南侧", "1,187.00"]),
                row(4, &["A2", "俗称\"大坪\"\n二组", "4.87"]),
                row(6, &["A3", "", ""]),
            ]
        );
    }

    #[test]
    fn the_separator_is_the_one_that_is_used() {
        for text in ["编号\t面积\nA1\t3,5\n", "编号;面积\nA1;3,5\n", "编号|面积\nA1|3,5\n"] {
            assert_eq!(rows(text)[1].1, ["A1", "3,5"], "{text}");
        }
        assert_eq!(rows("面积\n3\n"), [row(1, &["面积"]), row(2, &["3"])]);
    }

    #[test]
    fn open_quotation_marks_and_endless_rows_come_to_an_end() {
        assert_eq!(rows("甲,\"乙\n丙"), [row(1, &["甲", "乙\n丙"])]);
        assert!(read(&",".repeat(COLUMNS_MAX + 1)).is_err());
        assert!(rows("").is_empty() && rows("\n\n , \n").is_empty());
    }
}
