//! Headers, footers and page numbers: what stands at the same height on page after page.

use std::collections::BTreeMap;

use super::line::Line;
use super::page::{Length, POINT, Rule};
use super::segment::pieces;

/// Furniture lies in the outer parts of a page: this share of its height, in percent.
pub(super) const MARGIN: Length = 12;
/// At most this many lines at either end of a page are looked at.
const LINES: usize = 3;
/// The same height, up to this.
const SAME_HEIGHT: Length = 6 * POINT;

/// The lines of a page that stand outside of tables, with what is needed to judge them.
#[derive(Debug)]
pub(super) struct Outside {
    pub(super) lines: Vec<Line>,
    pub(super) width: Length,
    pub(super) height: Length,
    /// Top and bottom of the tables of the page.
    pub(super) tables: Option<(Length, Length)>,
    /// Its horizontal lines.
    pub(super) rules: Vec<Rule>,
}

/// Takes the furniture out and tells how many lines that were.
pub(super) fn remove(pages: &mut [Outside]) -> usize {
    let mut seen: BTreeMap<(String, bool), Vec<(usize, Length)>> = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        for (line, is_top) in page.candidates() {
            seen.entry((shape(line), is_top)).or_default().push((index, height(page, line, is_top)));
        }
    }
    let count = pages.len();
    let mut removed = 0;
    for page in pages.iter_mut() {
        let mut drop: Vec<Length> = Vec::new();
        for (line, is_top) in page.candidates() {
            let at = height(page, line, is_top);
            let places = seen.get(&(shape(line), is_top)).map(Vec::as_slice).unwrap_or_default();
            let alike = places.iter().filter(|(_, other)| (other - at).abs() <= SAME_HEIGHT).count();
            let is_number = is_page_number(&line.text());
            // Right and left pages may differ, and a first page often has no header.
            let is_repeated = alike >= 2 && (is_number || alike * 3 >= count);
            if is_repeated || (count == 1 && is_number && page.stands_apart(line, is_top)) {
                drop.push(line.baseline);
            }
        }
        let before = page.lines.len();
        page.lines.retain(|line| !drop.contains(&line.baseline));
        removed += before - page.lines.len();
    }
    removed
}

impl Outside {
    /// Lines near the top and the bottom, beyond all tables.
    fn candidates(&self) -> impl Iterator<Item = (&Line, bool)> {
        let margin = self.height / 100 * MARGIN;
        let (first, last) = self.tables.unwrap_or((Length::MAX, Length::MIN));
        let top = self.lines.iter().take(LINES);
        let top = top.filter(move |line| line.baseline < margin.min(first)).map(|line| (line, true));
        let bottom = self.lines.iter().rev().take(LINES);
        let bottom = bottom.filter(move |line| line.baseline > (self.height - margin).max(last));
        top.chain(bottom.map(|line| (line, false)))
    }

    /// On a single page only distance tells a page number from a number.
    fn stands_apart(&self, line: &Line, is_top: bool) -> bool {
        let distance = |other: &Line| (other.baseline - line.baseline).abs();
        let others = self.lines.iter().filter(|other| other.baseline != line.baseline);
        let near = others.map(distance).min().unwrap_or(Length::MAX);
        let table = self.tables.map(|(top, bottom)| if is_top { top - line.baseline } else { line.baseline - bottom });
        near.min(table.unwrap_or(Length::MAX)) > line.size * 2
    }
}

/// Measured from the edge that the furniture keeps its distance to.
fn height(page: &Outside, line: &Line, is_top: bool) -> Length {
    if is_top { line.baseline } else { page.height - line.baseline }
}

/// The text with the number of its page left open.
fn shape(line: &Line) -> String {
    let mut shape = String::new();
    for piece in pieces(line) {
        let text: String = piece.visible().collect();
        if is_page_number(&text) {
            shape.push('#');
        } else {
            shape.push_str(&without_page(&text));
        }
        shape.push('|');
    }
    shape
}

/// `第3页` within other text, without its number.
fn without_page(text: &str) -> String {
    let mut open = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('第') {
        open.push_str(before);
        open.push('第');
        let number = after.trim_start_matches(|character: char| character.is_ascii_digit());
        rest = if number.starts_with('页') { number } else { after };
    }
    open + rest
}

/// `3`, `- 3 -`, `第 3 页 共 8 页`, `3/8`.
fn is_page_number(text: &str) -> bool {
    let visible = || text.chars().filter(|character| !character.is_whitespace());
    let digits = visible().filter(char::is_ascii_digit).count();
    let is_part = |character: char| character.is_ascii_digit() || "-—–－―─·•.~/|第共页Pageof".contains(character);
    (1..=8).contains(&digits) && visible().all(is_part)
}
