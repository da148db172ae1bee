//! Tables of which every cell stands on a line of its own.
//!
//! The rows come back where every name is followed by equally many figures. Their header comes back where it has one
//! label for every column; a header of several rows does not say which label is whose, and is left as lines.

use std::collections::BTreeMap;

use super::line::{Line, SHORT};

/// Figures that stand alone before a text is taken for such a table.
const FIGURES_MIN: usize = 8;
/// Rows that have to be alike.
const ROWS_MIN: usize = 3;

/// A table found among the lines: indices of lines, row by row, and of the labels above.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<usize>>,
    /// The last line that belongs to it.
    pub(super) end: usize,
}

/// What was found of such tables.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// By their first line.
    pub(super) tables: BTreeMap<usize, Table>,
    /// Some figures stand in no table, or under no header.
    pub(super) unclear: bool,
}

/// Finds the tables among lines that are neither rows nor cells of a dump. `free` says which lines are such.
pub(super) fn find(lines: &[Line<'_>], free: impl Fn(usize) -> bool) -> Found {
    let mut found = Found::default();
    let mut run: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.is_blank() {
            continue;
        }
        if free(index) && is_short(line.text) {
            run.push(index);
        } else {
            settle(lines, &run, &mut found);
            run.clear();
        }
    }
    settle(lines, &run, &mut found);
    found
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= SHORT && !text.contains(['。', '；', '，'])
}

/// A figure, a percentage or a mark for none, and nothing else.
fn is_figure(text: &str) -> bool {
    let text = text.trim();
    let marks = |text: &str| text.chars().all(|c| "-—－/…".contains(c)) || text == "无";
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    let part = |byte: u8| byte.is_ascii_digit() || b".,-%()".contains(&byte);
    (digits && text.bytes().all(part)) || (!text.is_empty() && marks(text))
}

fn settle(lines: &[Line<'_>], run: &[usize], found: &mut Found) {
    let text = |index: usize| lines.get(index).map_or("", |line| line.text.trim());
    let figures = run.iter().filter(|index| is_figure(text(**index))).count();
    if figures < FIGURES_MIN {
        return;
    }
    match table(run, text) {
        Some((table, first, headed)) => {
            found.unclear |= !headed;
            found.tables.insert(first, table);
        }
        None => found.unclear = true,
    }
}

/// The rows of a run: names, each followed by as many figures as every other.
fn table<'a>(run: &[usize], text: impl Fn(usize) -> &'a str) -> Option<(Table, usize, bool)> {
    let figure: Vec<bool> = run.iter().map(|index| is_figure(text(*index))).collect();
    let first = figure.iter().position(|figure| *figure)?.checked_sub(1)?;
    let last = figure.iter().rposition(|figure| *figure)?;
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (index, figure) in run.iter().zip(&figure).take(last + 1).skip(first) {
        match rows.last_mut() {
            Some(row) if *figure => row.push(*index),
            _ => rows.push(vec![*index]),
        }
    }
    let width = rows.first()?.len();
    if rows.len() < ROWS_MIN || width < 3 || rows.iter().any(|row| row.len() != width) {
        return None;
    }
    let end = *run.get(last)?;
    let header = header(run, first, width, text);
    let headed = header.is_some();
    let start = header.as_ref().and_then(|header| header.first()).or_else(|| run.get(first)).copied()?;
    if let Some(header) = header {
        rows.insert(0, header);
    }
    Some((Table { rows, end }, start, headed))
}

/// One label for every column, between the captions and the first row.
fn header<'a>(run: &[usize], first: usize, width: usize, text: impl Fn(usize) -> &'a str) -> Option<Vec<usize>> {
    let from = first.checked_sub(width)?;
    let labels = run.get(from..first)?;
    let above = from.checked_sub(1).and_then(|at| run.get(at));
    let whole =
        above.is_none_or(|index| is_caption(text(*index))) && !labels.iter().any(|index| is_caption(text(*index)));
    whole.then(|| labels.to_vec())
}

/// Title or unit above a table.
fn is_caption(text: &str) -> bool {
    text.contains("单位：") || text.contains("单位:") || text.ends_with('表') || text.ends_with("情况")
}
