//! Tables without lines between their columns: rows whose amounts stand below each other.
//!
//! Prose must never become a table, so much is asked for: three rows with an amount, amounts that agree on an
//! edge, and no clause in any cell.

use std::ops::Range;

use super::line::Line;
use super::page::{Area, Length, POINT, Rule};
use super::segment::{is_number, is_prose, pieces};
use super::spans;
use super::stretches::{self, Stretch};
use super::table::{Cell, Sheet};

/// Fewer rows with amounts below each other are a coincidence.
const FEWEST_ROWS: usize = 3;
/// No page has a table of more lines.
const MOST_LINES: usize = 500;
/// Rows farther apart than this many tenths of a character are not of one table.
const FARTHEST: Length = 45;

/// What lines turned out to be.
pub(super) enum Part {
    Line(Line),
    Table(Sheet),
}

/// A line cut at its wide gaps.
struct Row {
    line: Line,
    pieces: Vec<Line>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Cells of more than one column.
    Many,
    /// A label of its own, or the rest of one.
    Lone,
    /// Ends a table.
    Other,
}

/// Finds the tables among lines that follow each other; `rules` are the horizontal lines of the page.
pub(super) fn tables(lines: Vec<Line>, rules: &[Rule]) -> Vec<Part> {
    let rows: Vec<Row> = lines.into_iter().map(Row::of).collect();
    let mut found: Vec<(Range<usize>, Sheet)> = Vec::new();
    let mut waiting = chunks(&rows);
    while let Some(chunk) = waiting.pop() {
        match table_of(&rows, chunk, rules) {
            Outcome::Table(range, sheet) => found.push((range, sheet)),
            Outcome::Cut(chunks) => waiting.extend(chunks),
            Outcome::Nothing => {}
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut found = found.into_iter().peekable();
    let mut parts = Vec::new();
    let mut end = 0;
    for (index, row) in rows.into_iter().enumerate() {
        if let Some((range, sheet)) = found.next_if(|(range, _)| range.start == index) {
            end = range.end;
            parts.push(Part::Table(sheet));
        }
        if index >= end {
            parts.push(Part::Line(row.line));
        }
    }
    parts
}

enum Outcome {
    Table(Range<usize>, Sheet),
    Cut(Vec<Range<usize>>),
    Nothing,
}

impl Row {
    fn of(line: Line) -> Self {
        let pieces = pieces(&line);
        let has_colon = |piece: &&Line| piece.visible().any(|character| matches!(character, '：' | ':'));
        let is_title = |piece: &Line| {
            let text: String = piece.visible().collect();
            text.contains("单位：") || text.contains("单位:") || (text.starts_with("公开") && text.ends_with('表'))
        };
        let is_other = pieces.iter().any(|piece| is_prose(piece) || is_title(piece))
            || pieces.iter().filter(has_colon).count() * 2 > pieces.len();
        let kind = match pieces.len() {
            _ if is_other => Kind::Other,
            0 | 1 => Kind::Lone,
            _ => Kind::Many,
        };
        Self { line, pieces, kind }
    }

    fn gap(&self, next: &Self) -> Length {
        next.line.baseline - self.line.baseline
    }
}

/// Rows that follow each other without anything that ends a table.
fn chunks(rows: &[Row]) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let mut start = 0;
    for (index, row) in rows.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| rows.get(before));
        let is_far = before.is_some_and(|before| before.gap(row) * 10 > before.line.size.max(row.line.size) * FARTHEST);
        if row.kind == Kind::Other || is_far {
            chunks.push(start..index);
            start = if row.kind == Kind::Other { index + 1 } else { index };
        }
    }
    chunks.push(start..rows.len());
    chunks
}

fn table_of(rows: &[Row], chunk: Range<usize>, rules: &[Rule]) -> Outcome {
    let all = rows.get(chunk.clone()).unwrap_or_default();
    let is_many = |row: &Row| row.kind == Kind::Many;
    let (Some(first), Some(last)) = (all.iter().position(is_many), all.iter().rposition(is_many)) else {
        return Outcome::Nothing;
    };
    let inner = all.get(first..=last).unwrap_or_default();
    let many: Vec<&Row> = inner.iter().filter(|row| row.kind == Kind::Many).collect();
    if many.len() < FEWEST_ROWS || all.len() > MOST_LINES {
        return Outcome::Nothing;
    }
    let size = middle(many.iter().map(|row| row.line.size).collect());
    let columns = stretches::of(&many.iter().map(|row| row.pieces.as_slice()).collect::<Vec<_>>(), size);
    if columns.len() < 2 {
        return Outcome::Nothing;
    }
    let strangers = inner.iter().enumerate().filter(|(index, row)| is_stranger(inner, *index, row, &columns));
    let mut cuts: Vec<usize> = strangers.map(|(index, _)| chunk.start + first + index).collect();
    if !cuts.is_empty() {
        cuts.push(chunk.end);
        let starts = std::iter::once(chunk.start).chain(cuts.iter().map(|cut| cut + 1));
        return Outcome::Cut(starts.zip(&cuts).map(|(start, end)| start..*end).collect());
    }
    let rows_of_cells: Vec<Vec<Placed>> = all.iter().map(|row| cells(row, &columns)).collect();
    let mut candidate = Candidate { rows: all, cells: rows_of_cells, columns: &columns, size, rules };
    let inner_range = first..last + 1;
    if !candidate.is_table(&inner_range) {
        return Outcome::Nothing;
    }
    let range = candidate.grown(inner_range);
    spans::widen(candidate.cells.get_mut(range.clone()).unwrap_or_default(), &columns, size);
    let sheet = candidate.sheet(&range);
    Outcome::Table(chunk.start + range.start..chunk.start + range.end, sheet)
}

/// A line of its own that is neither a label in the first column nor the rest of a cell.
fn is_stranger(rows: &[Row], index: usize, row: &Row, columns: &[Stretch]) -> bool {
    if row.kind != Kind::Lone {
        return false;
    }
    let Some(piece) = row.pieces.first() else { return false };
    let (first, last) = stretches::place(piece, columns);
    if first == 0 && last == 0 {
        return false;
    }
    let beside = [index.checked_sub(1), Some(index + 1)];
    let is_near = |other: &Row| other.gap(row).abs() * 10 < row.line.size * 14;
    first != last || !beside.into_iter().flatten().filter_map(|index| rows.get(index)).any(is_near)
}

/// A cell's text on one line, with the first and the last of the columns it stands in.
pub(super) struct Placed {
    pub(super) line: Line,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Cuts a line where columns meet; what wide gaps parted within one column belongs together.
fn cells(row: &Row, columns: &[Stretch]) -> Vec<Placed> {
    let cut = |piece: &Line| {
        piece.parts(|before, glyph| {
            let gap = piece.gap(before, glyph);
            gap * 4 > before.size && stretches::parts(columns, before.right, glyph.left)
        })
    };
    let mut cells: Vec<Placed> = Vec::new();
    for line in row.pieces.iter().flat_map(cut) {
        let (first, last) = stretches::place(&line, columns);
        match cells.last_mut() {
            Some(before) if first <= before.last => {
                before.last = before.last.max(last);
                before.line = before.line.joined(&line);
            }
            _ => cells.push(Placed { line, first, last }),
        }
    }
    cells
}

/// Rows that may be a table.
struct Candidate<'a> {
    rows: &'a [Row],
    cells: Vec<Vec<Placed>>,
    columns: &'a [Stretch],
    size: Length,
    rules: &'a [Rule],
}

impl Candidate<'_> {
    fn cells_of(&self, index: usize) -> &[Placed] {
        self.cells.get(index).map(Vec::as_slice).unwrap_or_default()
    }

    fn has_amount(&self, index: usize) -> bool {
        self.cells_of(index).iter().any(|cell| cell.first > 0 && is_number(&cell.line))
    }

    fn is_table(&self, range: &Range<usize>) -> bool {
        if self.is_ruled(range) {
            return true;
        }
        let Some(start) = range.clone().find(|index| self.has_amount(*index)) else { return false };
        let body = start..range.end;
        let (mut others, mut agreeing, mut most) = (0, 0, 0);
        for column in 1..self.columns.len() {
            let in_column = || body.clone().flat_map(|row| self.cells_of(row)).filter(move |cell| cell.first == column);
            let amounts: Vec<Area> =
                in_column().filter(|cell| is_number(&cell.line)).map(|cell| cell.line.area).collect();
            others += in_column().count() - amounts.len();
            let agree = agreement(&amounts, self.size);
            agreeing += agree;
            others += amounts.len() - agree;
            most = most.max(agree);
        }
        most >= FEWEST_ROWS
            && agreeing * 5 >= (agreeing + others) * 3
            && !self.is_list(&body)
            && !self.is_contents(&body)
    }

    /// Labels that end with a colon are no rows but lines with a value each.
    fn is_list(&self, body: &Range<usize>) -> bool {
        let labels = || body.clone().filter_map(|row| self.cells_of(row).first()).filter(|cell| cell.first == 0);
        labels().filter(|cell| matches!(cell.line.last(), '：' | ':')).count() * 2 > labels().count()
    }

    /// Headings with the pages that they stand on.
    fn is_contents(&self, body: &Range<usize>) -> bool {
        let mut before = 0;
        self.columns.len() == 2
            && body.clone().flat_map(|row| self.cells_of(row)).filter(|cell| cell.first == 1).all(|cell| {
                let page = cell.line.text().parse::<u32>().ok().filter(|page| *page >= before && *page < 1000);
                before = page.unwrap_or(before);
                page.is_some()
            })
    }

    /// The distance of rows of one line each, where two with amounts follow each other.
    fn pitch(&self, range: &Range<usize>) -> Option<Length> {
        let pairs = range.clone().zip(range.clone().skip(1));
        let pairs = pairs.filter(|(one, other)| self.has_amount(*one) && self.has_amount(*other));
        pairs.filter_map(|(one, other)| Some(self.rows.get(one)?.gap(self.rows.get(other)?))).min()
    }

    /// Does a line part two rows?
    fn is_ruled_between(&self, above: &Row, below: &Row) -> bool {
        let left = self.columns.first().map_or(0, |column| column.left);
        let right = self.columns.last().map_or(0, |column| column.right);
        let heights = above.line.baseline..below.line.baseline;
        let crosses = |rule: &Rule| rule.to.min(right) - rule.from.max(left) > (right - left) / 2;
        let first = self.rules.partition_point(|rule| rule.at < heights.start);
        self.rules.iter().skip(first).take_while(|rule| rule.at < heights.end).any(crosses)
    }

    /// A line parts each two rows, so that labels alone are a table, too.
    fn is_ruled(&self, range: &Range<usize>) -> bool {
        let rows = self.rows.get(range.clone()).unwrap_or_default();
        let pairs = rows.iter().zip(rows.iter().skip(1));
        let parted = pairs.clone().filter(|(above, below)| self.is_ruled_between(above, below)).count();
        parted + 1 >= FEWEST_ROWS && parted == pairs.count()
    }

    /// Do two lines that follow each other belong to one row?
    fn is_one_row(&self, above: usize, pitch: Option<Length>) -> bool {
        let (Some(one), Some(other)) = (self.rows.get(above), self.rows.get(above + 1)) else { return false };
        if self.is_ruled_between(one, other) {
            return false;
        }
        let gap = one.gap(other);
        if self.has_amount(above) && self.has_amount(above + 1) {
            return false;
        }
        if gap * 10 < pitch.map_or(self.size * 10, |pitch| pitch * 8) {
            return true;
        }
        // A label that reached the end of its column goes on in the next line.
        let (Some(label), [rest]) = (self.cells_of(above).first(), self.cells_of(above + 1)) else { return false };
        let edge = self.columns.get(rest.first).map_or(0, |column| column.right);
        label.first == rest.first
            && rest.first == rest.last
            && gap * 10 < self.size * 18
            && edge - label.line.area.right < rest.line.first_word()
            && rest.line.after_number().is_none()
            && self.cells_of(above).len() > 1
    }

    /// With the lines at both ends that belong to its first and last row.
    fn grown(&self, inner: Range<usize>) -> Range<usize> {
        let pitch = self.pitch(&inner);
        let mut range = inner;
        while range.start > 0 && self.is_one_row(range.start - 1, pitch) {
            range.start -= 1;
        }
        while range.end < self.rows.len() && self.is_one_row(range.end - 1, pitch) {
            range.end += 1;
        }
        range
    }

    fn sheet(mut self, range: &Range<usize>) -> Sheet {
        let pitch = self.pitch(range);
        let lines: Vec<&Row> = self.rows.get(range.clone()).unwrap_or_default().iter().collect();
        let page = lines.first().map_or(0, |row| row.line.page);
        let area = lines.iter().map(|row| row.line.area).reduce(Area::union).unwrap_or_default();
        let seams = stretches::seams(self.columns, area);
        let starts: Vec<bool> =
            range.clone().map(|index| index == range.start || !self.is_one_row(index - 1, pitch)).collect();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut all = std::mem::take(&mut self.cells);
        for (index, is_start) in range.clone().zip(starts) {
            if is_start {
                rows.push(Vec::new());
            }
            let number = rows.len() - 1;
            let Some(row) = rows.last_mut() else { continue };
            for placed in all.get_mut(index).map(std::mem::take).unwrap_or_default() {
                add(row, number, placed, &seams, self.columns);
            }
        }
        let count = rows.len();
        let cells = rows.into_iter().enumerate().flat_map(|(number, row)| with_blanks(row, number, &seams)).collect();
        Sheet {
            cells,
            rows: count,
            page,
            area,
            first: area,
            last: area,
            first_row: self.size + 2 * POINT,
            open_above: false,
            open_below: false,
            seams,
        }
    }
}

/// Puts text into its cell of a row.
fn add(row: &mut Vec<Cell>, number: usize, placed: Placed, seams: &[Length], columns: &[Stretch]) {
    let seam = |index: usize| seams.get(index).copied().unwrap_or(0);
    let (left, right) = (seam(placed.first), seam(placed.last + 1));
    if let Some(cell) = row.iter_mut().find(|cell| cell.left < right && left < cell.right) {
        cell.left = cell.left.min(left);
        cell.right = cell.right.max(right);
        cell.lines.push(placed.line);
        return;
    }
    let column = columns.get(placed.first).zip(columns.get(placed.last));
    let column = column.map(|(first, last)| super::paragraph::Column { left: first.left, right: last.right });
    row.push(Cell { row: number, row_span: 1, left, right, lines: vec![placed.line], column, turned: Vec::new() });
}

/// A row with a cell wherever it has none.
fn with_blanks(mut row: Vec<Cell>, number: usize, seams: &[Length]) -> Vec<Cell> {
    for (left, right) in seams.iter().copied().zip(seams.iter().copied().skip(1)) {
        if !row.iter().any(|cell| cell.left < right && left < cell.right) {
            row.push(Cell {
                row: number,
                row_span: 1,
                left,
                right,
                lines: Vec::new(),
                column: None,
                turned: Vec::new(),
            });
        }
    }
    row.sort_by_key(|cell| cell.left);
    row
}

/// How many of these stand on one edge: the right one, the left one or their middle.
fn agreement(areas: &[Area], size: Length) -> usize {
    let edges: [fn(&Area) -> Length; 3] = [|area| area.right, |area| area.left, |area| area.left.midpoint(area.right)];
    let count = |edge: fn(&Area) -> Length| {
        let places: Vec<Length> = areas.iter().map(edge).collect();
        let common = middle(places.clone());
        places.iter().filter(|place| (**place - common).abs() * 2 <= size).count()
    };
    edges.into_iter().map(count).max().unwrap_or(0)
}

fn middle(mut lengths: Vec<Length>) -> Length {
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}
