//! Page numbers and running headers that stand in the middle of a text that was printed page by page.

use std::collections::{BTreeMap, BTreeSet};

use super::bars;
use super::line::{Line, SHORT};

/// Lines looked at on each side of a page border.
const NEAR: usize = 2;
/// Longer lines are no running headers, in characters.
const HEADER_MAX: usize = 60;
/// Shorter ones may be labels of a table.
const HEADER_MIN: usize = 5;
/// A header of a table may be repeated in as many rows on the next page.
const TABLE_HEADER_MAX: usize = 6;

/// What a line that looks like a page number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PageNumber {
    /// `— 3 —`, `第3页`, `Page 3 of 8`.
    Plain,
    /// `3/8`: could be a rate.
    Of(u32, u32),
    /// `3`: could be anything.
    Bare,
}

/// Takes the furniture of pages out and tells how many lines that were.
pub(super) fn remove(lines: &mut Vec<Line<'_>>) -> usize {
    let numbers = page_numbers(lines);
    let borders = borders(lines, &numbers);
    if borders.is_empty() {
        return 0;
    }
    let mut gone = numbers;
    gone.extend(running(lines, &borders, &gone));
    let repeated = repeated_headers(lines, &gone);
    gone.extend(repeated);
    let mut index = 0;
    let mut border = false;
    let before = lines.len();
    lines.retain_mut(|line| {
        let keep = !gone.contains(&index);
        border |= !keep || line.opens_page;
        if keep && !line.is_blank() {
            line.after_border = border;
            border = false;
        }
        index += 1;
        keep
    });
    before - lines.len()
}

/// Indices of the lines that are page numbers.
fn page_numbers(lines: &[Line<'_>]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut shares: Vec<(usize, u32, u32)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        match page_number(line) {
            Some(PageNumber::Plain) => {
                found.insert(index);
            }
            Some(PageNumber::Of(page, pages)) => shares.push((index, page, pages)),
            Some(PageNumber::Bare) if is_at_feed(lines, index) => {
                found.insert(index);
            }
            _ => {}
        }
    }
    // 1/8, 2/8, 3/8 … in this order are pages.
    let counted = shares.len() >= 2
        && shares.windows(2).all(|pair| matches!(pair, [a, b] if a.2 == b.2 && a.1 + 1 == b.1))
        && shares.iter().all(|(_, page, pages)| (1..=*pages).contains(page));
    found.extend(shares.into_iter().filter(|_| counted).map(|(index, ..)| index));
    found
}

/// A bare number is one of a page only beside a form feed.
fn is_at_feed(lines: &[Line<'_>], index: usize) -> bool {
    let visible = |line: &&Line<'_>| !line.is_blank();
    let opens = lines.get(index).is_some_and(|line| line.opens_page);
    opens || lines.iter().skip(index + 1).find(visible).is_some_and(|line| line.opens_page)
}

fn page_number(line: &Line<'_>) -> Option<PageNumber> {
    if line.cell.is_some() || line.text.len() > 64 {
        return None;
    }
    let text: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_dash = |c: char| "-—–－―─·•~～".contains(c);
    let inner = text.trim_matches(is_dash);
    let dashed = text.starts_with(is_dash) && text.ends_with(is_dash) && inner.len() < text.len();
    let number = |text: &str| -> Option<u32> {
        (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
    };
    if number(inner).is_some() {
        return Some(if dashed { PageNumber::Plain } else { PageNumber::Bare }).filter(|_| dashed || inner == text);
    }
    if let Some((page, pages)) = inner.split_once('/') {
        return Some(PageNumber::Of(number(page)?, number(pages)?));
    }
    let words: String = inner.chars().filter(|c| !c.is_ascii_digit()).collect();
    let said = matches!(
        words.as_str(),
        "第页" | "第页共页" | "第页，共页" | "第页/共页" | "共页第页" | "共页，第页" | "Pageof" | "Page"
    );
    said.then_some(PageNumber::Plain)
}

/// Where pages meet: page numbers and form feeds, as indices of lines.
fn borders(lines: &[Line<'_>], numbers: &BTreeSet<usize>) -> BTreeSet<usize> {
    let feeds = lines.iter().enumerate().filter(|(_, line)| line.opens_page).map(|(index, _)| index);
    numbers.iter().copied().chain(feeds).collect()
}

/// Lines beside page borders that stand beside several of them.
fn running(lines: &[Line<'_>], borders: &BTreeSet<usize>, numbers: &BTreeSet<usize>) -> BTreeSet<usize> {
    let usable = |index: &usize| !numbers.contains(index) && lines.get(*index).is_some_and(|line| !line.is_blank());
    // The first page has the header, too, but there it may be the title.
    let title: BTreeSet<usize> = (0..lines.len()).filter(usable).take(NEAR).collect();
    let mut places: BTreeSet<usize> = BTreeSet::new();
    let pages = pages(borders, lines, numbers);
    for border in &pages {
        let first = if numbers.contains(border) { border + 1 } else { *border };
        places.extend((first..lines.len()).filter(usable).take(NEAR));
        places.extend((0..*border).rev().filter(usable).take(NEAR));
    }
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in places.union(&title) {
        if let Some(shape) = lines.get(*index).and_then(shape) {
            seen.entry(shape).or_default().push(*index);
        }
    }
    let often = |found: &Vec<usize>| found.len() >= 2.max(pages.len() / 3);
    seen.into_values().filter(often).flatten().filter(|index| !title.contains(index)).collect()
}

/// One border for each page: a page number at the bottom and the form feed after it are the same.
fn pages(borders: &BTreeSet<usize>, lines: &[Line<'_>], numbers: &BTreeSet<usize>) -> Vec<usize> {
    let mut pages: Vec<usize> = Vec::new();
    for border in borders {
        let joined = pages.last().is_some_and(|last| {
            (last + 1..*border).all(|at| numbers.contains(&at) || lines.get(at).is_some_and(Line::is_blank))
        });
        if !joined {
            pages.push(*border);
        }
    }
    pages
}

/// The text of a possible header with its digits alike.
fn shape(line: &Line<'_>) -> Option<String> {
    let length = line.text.trim().chars().count();
    let table = line.text.contains('\t') || bars::separator(line.text).is_some();
    if table || !(HEADER_MIN..=HEADER_MAX).contains(&length) || line.text.trim_end().ends_with(['。', '；', '，']) {
        return None;
    }
    let mut shape = String::new();
    for c in line.text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_ascii_digit() { '0' } else { c };
        if !(c == '0' && shape.ends_with('0')) {
            shape.push(c);
        }
    }
    shape.chars().any(char::is_alphabetic).then_some(shape)
}

/// Header rows of a table that are printed once more at the top of a page.
fn repeated_headers(lines: &[Line<'_>], gone: &BTreeSet<usize>) -> BTreeSet<usize> {
    let is_row = |line: &Line<'_>| line.has_inner_tab() || bars::separator(line.text).is_some();
    let has_digit = |line: &Line<'_>| line.text.bytes().any(|byte| byte.is_ascii_digit());
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut found = BTreeSet::new();
    let mut last_is_row = false;
    // Rows still to be compared after a border inside of a table.
    let mut left = 0;
    for (index, line) in lines.iter().enumerate() {
        if gone.contains(&index) || line.opens_page {
            left = if last_is_row { TABLE_HEADER_MAX } else { 0 };
        }
        if gone.contains(&index) || line.is_blank() {
            continue;
        }
        last_is_row = is_row(line);
        if left > 0 && last_is_row && !has_digit(line) && known.contains(line.text) {
            found.insert(index);
            left -= 1;
            continue;
        }
        left = 0;
        if !last_is_row {
            // A new table may begin with the same words.
            if line.text.chars().count() > SHORT {
                known.clear();
            }
        } else if !has_digit(line) {
            known.insert(line.text);
        }
    }
    found
}
