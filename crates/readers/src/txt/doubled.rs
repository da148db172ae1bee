//! Rows of a table that were printed one over the other: the same row twice, one below the other.

use jiheng_model::decimal::Decimal;

use super::bars;
use super::line::Line;

/// Rows with fewer figures may be alike by chance.
const FIGURES_MIN: usize = 2;
/// So many rows on either side are looked at for a total.
const AROUND: usize = 64;
/// So many rows of a text are asked for; more are no accident of a list but of the print.
const ASKED: usize = 32;

/// Takes the second of two equal rows out and tells how many those were. A row entered twice looks the same: where the
/// total of the table counts both, both stay, and else what cannot be told apart convicts nobody.
pub(super) fn remove(lines: &mut Vec<Line<'_>>) -> usize {
    let before = lines.len();
    let again = again(lines);
    let asked = again.len() <= ASKED;
    let mut gone =
        again.into_iter().filter(|(one, other)| !(asked && needs_both(lines, *one, *other))).map(|(_, at)| at);
    let mut next = gone.next();
    let keep: Vec<bool> = (0..before)
        .map(|index| {
            let is_gone = next == Some(index);
            if is_gone {
                next = gone.next();
            }
            !is_gone
        })
        .collect();
    drop(gone);
    let mut keep = keep.into_iter();
    lines.retain(|_| keep.next().unwrap_or(true));
    before - lines.len()
}

/// Rows and the equal ones right below them, blank lines aside.
fn again(lines: &[Line<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut last: Option<usize> = None;
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
        let known = last.and_then(|last| lines.get(last)).filter(|known| known.text == line.text);
        if let Some(last) = last.filter(|_| known.is_some() && is_row(line)) {
            found.push((last, index));
        }
        last = Some(index);
    }
    found
}

/// A row with its label and amounts.
struct Row {
    is_total: bool,
    cells: Vec<Option<Decimal>>,
}

impl Row {
    fn of(line: &Line<'_>) -> Option<Self> {
        let bar = if line.has_inner_tab() { '\t' } else { bars::separator(line.text)? };
        let cells = || line.body().split(bar).map(str::trim);
        let is_total = cells().find(|text| !text.is_empty()).is_some_and(|label| label.contains('计'));
        Some(Self { is_total, cells: cells().map(|text| Decimal::parse(&text.replace(',', ""))).collect() })
    }

    fn has_amount(&self) -> bool {
        self.cells.iter().any(Option::is_some)
    }
}

/// More columns add up to a total with both rows than with one of them.
fn needs_both(lines: &[Line<'_>], one: usize, other: usize) -> bool {
    let Some(row) = lines.get(one).and_then(Row::of) else { return false };
    let rows = |lines: &mut dyn Iterator<Item = &Line<'_>>| -> Vec<Row> {
        let rows = lines.filter(|line| !line.is_blank()).map_while(Row::of).take(AROUND);
        rows.take_while(Row::has_amount).collect()
    };
    let above = rows(&mut lines.get(..one).unwrap_or_default().iter().rev());
    let below = rows(&mut lines.get(other + 1..).unwrap_or_default().iter());
    let (both, single) = totals(&row, &above, &below);
    let (both_above, single_above) = totals(&row, &below, &above);
    both.max(both_above) > single.max(single_above)
}

/// In how many columns the first total on one side is the sum of all rows up to the end of the other, or to a total there:
/// with the row counted twice, and once.
fn totals(row: &Row, before: &[Row], after: &[Row]) -> (usize, usize) {
    let is_end = |index: usize, rows: &[Row]| index + 1 == rows.len();
    let Some(at) = (0..after.len()).find(|at| after.get(*at).is_some_and(|row| row.is_total) || is_end(*at, after))
    else {
        return (0, 0);
    };
    let Some(total) = after.get(at) else { return (0, 0) };
    let parts = || after.iter().take(at).chain(before.iter().take_while(|row| !row.is_total));
    let (mut both, mut single) = (0, 0);
    for (column, value) in row.cells.iter().enumerate() {
        let amount = |row: &Row| row.cells.get(column).copied().flatten();
        let (Some(value), Some(total)) = (value.filter(|value| !value.is_zero()), amount(total)) else { continue };
        let once = parts().filter_map(amount).try_fold(value, Decimal::checked_add);
        single += usize::from(once == Some(total));
        both += usize::from(once.and_then(|once| once.checked_add(value)) == Some(total));
    }
    (both, single)
}

/// A row with several figures, or a row of labels, on one line.
fn is_row(line: &Line<'_>) -> bool {
    let divided = line.has_inner_tab() || bars::separator(line.text).is_some();
    let digits = line.text.bytes().any(|byte| byte.is_ascii_digit());
    let labels = !digits && line.text.chars().any(char::is_alphabetic);
    divided && (labels || figures(line.text) >= FIGURES_MIN)
}

/// Runs of digits that are not zero.
fn figures(text: &str) -> usize {
    let word = |c: char| !c.is_ascii_digit() && c != '.' && c != ',';
    text.split(word).filter(|run| run.bytes().any(|byte| (b'1'..=b'9').contains(&byte))).count()
}
