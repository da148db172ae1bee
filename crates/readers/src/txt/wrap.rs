//! Lines that were broken at the edge of the paper, at the end of a page, or in the middle of a number.

use super::bars;
use super::line::{Line, opens_paragraph};

/// Narrower than this no text is broken, in characters and in columns of half width.
const NARROW: (usize, usize) = (16, 32);
/// Wider than this none is.
const WIDE: usize = 200;
/// So many full lines show that a text was broken.
const FULL_MIN: usize = 4;
/// A shorter line before a page border is a heading or a label.
const SENTENCE_MIN: usize = 15;

/// Marks the lines that go on where the one before was broken off.
pub(super) fn join(lines: &mut [Line<'_>]) {
    let pairs: Vec<bool> = (0..lines.len()).map(|index| is_candidate(lines, index)).collect();
    let edge = Edge::of(lines, &pairs);
    let indented = lines.iter().filter(|line| line.cell.is_none() && line.text.starts_with(['　', ' '])).count() >= 3;
    for index in 1..lines.len() {
        let Some(before) = previous(lines, index) else { continue };
        let (Some(last), Some(line)) = (lines.get(before), lines.get(index)) else { continue };
        let adjacent = before + 1 == index;
        let broken = adjacent && splits_number(last, line);
        let open = pairs.get(index) == Some(&true);
        let ended = ends_sentence(last.text);
        // A sentence ends at the edge far more often than a paragraph does, unless the edge is not sharp.
        let full = edge.filter(|_| adjacent).is_some_and(|edge| {
            let goes_on = !ended || indented || edge.is_exact(last.text);
            edge.is_full(last.text) && goes_on
        });
        let page = line.after_border && !ended && is_running(last.body());
        let joined = broken || (open && (full || page));
        if let Some(line) = lines.get_mut(index).filter(|_| joined) {
            line.continues = true;
        }
    }
}

/// The line before; over a page border, the one before the blank lines.
fn previous(lines: &[Line<'_>], index: usize) -> Option<usize> {
    let border = lines.get(index)?.after_border;
    let head = lines.get(..index)?;
    let before = if border { head.iter().rposition(|line| !line.is_blank()) } else { index.checked_sub(1) };
    before.filter(|before| lines.get(*before).is_some_and(|line| !line.is_blank()))
}

/// Both are running text, and the second does not begin a paragraph.
fn is_candidate(lines: &[Line<'_>], index: usize) -> bool {
    let (Some(before), Some(line)) = (previous(lines, index), lines.get(index)) else { return false };
    let is_prose = |line: &Line<'_>| !line.has_inner_tab() && bars::separator(line.text).is_none();
    let prose = line.cell.is_none() && is_prose(line) && lines.get(before).is_some_and(is_prose);
    prose && !line.is_blank() && !opens_paragraph(line.text) && !is_columns(line.text)
}

/// Two numbers with nothing but blanks between: a row of a table, not a sentence.
fn is_columns(text: &str) -> bool {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || b".,-%".contains(&byte));
    text.split_whitespace().filter(|word| is_number(word)).count() >= 2
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['。', '；', '：', '！', '？', ';', ':', '!', '?'])
}

/// A sentence rather than a heading.
fn is_running(text: &str) -> bool {
    text.chars().count() >= SENTENCE_MIN && text.contains(['，', '。', '；', '、'])
}

/// `2855.` and `53万元`; `2855` and `.53`.
fn splits_number(last: &Line<'_>, line: &Line<'_>) -> bool {
    if line.cell.is_some() {
        return false;
    }
    let (head, tail) = (last.text.trim_end(), line.text);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let opens = |text: &str, point: char| {
        let mut chars = text.chars();
        chars.next() == Some(point) && digit(chars.next())
    };
    if digit(head.chars().next_back()) && opens(tail, '.') {
        return true;
    }
    // `任务1.` and `2021年` are an item and its text.
    let after = tail.trim_start_matches(|c: char| c.is_ascii_digit());
    let closed = after.is_empty() || after.starts_with(['万', '亿', '元', '%', '％', '亩', '公', '平']);
    let mut back = head.chars().rev();
    back.next() == Some('.') && digit(back.next()) && digit(tail.chars().next()) && closed && !is_alone(last)
}

/// A line that holds only `3.` is the number of an item.
fn is_alone(line: &Line<'_>) -> bool {
    line.cell.is_none() && line.text.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Where lines end that are as long as a line can be.
#[derive(Clone, Copy, Debug)]
struct Edge {
    width: usize,
    slack: usize,
    columns: bool,
}

impl Edge {
    /// The edge of a text, measured in characters or in columns, by whichever more lines reach it.
    fn of(lines: &[Line<'_>], pairs: &[bool]) -> Option<Self> {
        let characters = Self::measured(lines, pairs, false);
        let columns = Self::measured(lines, pairs, true);
        [characters, columns].into_iter().flatten().max_by_key(|(count, _)| *count).map(|(_, edge)| edge)
    }

    fn measured(lines: &[Line<'_>], pairs: &[bool], columns: bool) -> Option<(usize, Self)> {
        // A character that may not open a line is drawn back; a wide one may not fit.
        let (least, slack) = if columns { (NARROW.1, 3) } else { (NARROW.0, 0) };
        let mut lengths = [0_usize; WIDE + 1];
        let mut broken = [0_usize; WIDE + 1];
        let mut longer = 0;
        for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_blank() && !line.has_inner_tab()) {
            let width = measure(line.text, columns);
            let Some(slot) = lengths.get_mut(width) else {
                longer += 1;
                continue;
            };
            *slot += 1;
            let open = pairs.get(index + 1) == Some(&true) && !ends_sentence(line.text);
            if let Some(slot) = broken.get_mut(width).filter(|_| open) {
                *slot += 1;
            }
        }
        let mut best: Option<(usize, Self)> = None;
        let mut above = longer;
        for width in (least..=WIDE).rev() {
            let count = |of: &[usize]| of.get(width - slack..=width).map_or(0, |counts| counts.iter().sum::<usize>());
            let (full, open) = (count(&lengths), count(&broken));
            let fits = lengths.get(width).is_some_and(|count| *count > 0) && full >= FULL_MIN && above * 4 <= full;
            if fits && open * 2 >= full && best.is_none_or(|(known, _)| full > known) {
                best = Some((full, Self { width, slack, columns }));
            }
            above += lengths.get(width).copied().unwrap_or(0);
        }
        best
    }

    fn is_exact(self, text: &str) -> bool {
        measure(text, self.columns) == self.width
    }

    fn is_full(self, text: &str) -> bool {
        let width = measure(text, self.columns);
        width + self.slack >= self.width && width <= self.width
    }
}

/// Characters of a text, or columns of half width.
fn measure(text: &str, columns: bool) -> usize {
    let text = text.trim_end();
    if columns { text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum() } else { text.chars().count() }
}
