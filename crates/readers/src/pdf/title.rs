//! Titles that are printed again above a table that goes on from the page before.

use super::join;
use super::line::Line;
use super::page::Length;
use super::table::Sheet;
use super::zones::Found;

/// No table has more lines of title, number and unit above it.
const MOST: usize = 6;

/// What stands above a table: the last of these lines that are on its page.
pub(super) fn above<'a>(lines: impl DoubleEndedIterator<Item = &'a Line>, page: u32) -> Vec<String> {
    lines.rev().take_while(|line| line.page == page).take(MOST).map(plain).collect()
}

/// How many lines at the top of a page only repeat the `titles` of a table that goes on below them.
pub(super) fn repeated(found: &[Found], titles: &[String], table: &Sheet, bottom: Length) -> usize {
    let is_line = |thing: &&Found| matches!(thing, Found::Line(..));
    let count = found.iter().take_while(is_line).count();
    let Some(Found::Table(next)) = found.get(count) else { return 0 };
    let is_known = |thing: &Found| match thing {
        Found::Line(line, _) => titles.contains(&plain(line)),
        Found::Table(_) => false,
    };
    let is_repeated = (1..=MOST).contains(&count)
        && found.iter().take(count).all(is_known)
        && join::goes_on(table, next, bottom)
        && join::repeats_header(table, next);
    if is_repeated { count } else { 0 }
}

/// Without blanks and without the words that say it goes on.
fn plain(line: &Line) -> String {
    let text: String = line.visible().collect();
    ["（续表）", "(续表)", "（续）", "(续)", "续表"].iter().fold(text, |text, mark| text.replace(mark, ""))
}
