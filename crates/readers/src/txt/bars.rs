//! Rows of a table whose cells are divided by bars, as in Markdown, in frames drawn with lines, or bare.

use super::line::Line;

const BARS: [char; 5] = ['|', '｜', '│', '┃', '║'];

/// The bar that divides the cells of a line.
pub(super) fn separator(text: &str) -> Option<char> {
    text.chars().find(|c| BARS.contains(c))
}

/// A line that only draws: `|---|---|`, `├──┼──┤`, `+----+`.
pub(super) fn is_frame(text: &str) -> bool {
    let drawn =
        |c: char| c.is_whitespace() || "-=+:_＋－—".contains(c) || BARS.contains(&c) || ('─'..='╿').contains(&c);
    let lines = |c: &char| "-=_－—".contains(*c) || matches!(*c, '─' | '━' | '═');
    text.chars().all(drawn) && text.chars().filter(lines).count() >= 2
}

/// For every line the bar of the table it is a row of.
pub(super) fn rows(lines: &[Line<'_>]) -> Vec<Option<Row>> {
    let mut rows: Vec<Option<Row>> = vec![None; lines.len()];
    let mut run: Vec<usize> = Vec::new();
    let mut bar = None;
    for (index, line) in lines.iter().enumerate() {
        if line.is_blank() || is_frame(line.text) {
            continue;
        }
        let own = separator(line.text).filter(|_| line.cell.is_none());
        if own.is_none() || own != bar {
            settle(lines, &run, bar, &mut rows);
            run.clear();
            bar = own;
        }
        if own.is_some() {
            run.push(index);
        }
    }
    settle(lines, &run, bar, &mut rows);
    rows
}

/// How the cells of a row are divided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    bar: char,
    /// Bars stand before the first cell and after the last one.
    before: bool,
    after: bool,
}

/// Two rows or more are a table; a bar in a single line may be anything, unless it stands at both ends and nowhere else.
fn settle(lines: &[Line<'_>], run: &[usize], bar: Option<char>, rows: &mut [Option<Row>]) {
    let Some(bar) = bar else { return };
    let texts = || run.iter().filter_map(|index| lines.get(*index)).map(|line| line.text.trim());
    if run.len() < 2 && !texts().all(|text| is_single_cell(text, bar)) {
        return;
    }
    let row =
        Row { bar, before: texts().all(|text| text.starts_with(bar)), after: texts().all(|text| text.ends_with(bar)) };
    for index in run {
        if let Some(slot) = rows.get_mut(*index) {
            *slot = Some(row);
        }
    }
}

/// `| text |`: the whole text of a table of one cell.
fn is_single_cell(text: &str, bar: char) -> bool {
    let inside = text.strip_prefix(bar).and_then(|text| text.strip_suffix(bar));
    inside.is_some_and(|inside| !inside.contains(bar) && !inside.trim().is_empty())
}

impl Row {
    /// The cells of the line, each with the column it begins in, from 1.
    pub(super) fn cells<'a>(self, line: &Line<'a>) -> Vec<(&'a str, u32)> {
        let mut column = line.column;
        let mut cells: Vec<(&str, u32)> = Vec::new();
        for text in line.text.split(self.bar) {
            cells.push((text, column));
            column = column.saturating_add(crate::piece::to_u32(text.chars().count())).saturating_add(1);
        }
        if self.after && cells.len() > 1 {
            cells.pop();
        }
        if self.before && cells.len() > 1 {
            cells.remove(0);
        }
        cells
    }
}
