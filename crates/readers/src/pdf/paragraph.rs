//! Lines to paragraphs: a line that could not take the next word goes on, one that could has ended.

use super::line::Line;
use super::page::{Length, POINT};
use crate::piece::Piece;

/// Where lines may begin and end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) left: Length,
    pub(super) right: Length,
}

/// The paragraphs of lines that stand below each other in one column, each with blanks only where they belong.
pub(super) fn paragraphs(lines: &[Line], column: Column) -> Vec<Piece> {
    let pitch = pitch(lines);
    let mut paragraphs = Vec::new();
    let mut piece = Piece::default();
    let mut before: Option<&Line> = None;
    for line in lines {
        if let Some(before) = before {
            if is_end(before, line, column, pitch) {
                paragraphs.push(std::mem::take(&mut piece));
            } else if needs_blank(before.last(), line.first()) {
                piece.push(" ");
            }
        }
        line.write(&mut piece);
        before = Some(line);
    }
    if before.is_some() {
        paragraphs.push(piece);
    }
    paragraphs
}

/// Does a line that fills its column stop before the next one?
pub(super) fn is_full(before: &Line, next: &Line, column: Column) -> bool {
    // The edge is known to a third of a character.
    room(before, column) < next.first_word() + next.size / 3
}

/// Does a sentence or clause end with this line?
pub(super) fn ends_sentence(line: &Line) -> bool {
    "。！？；：!?;:".contains(line.last())
}

fn is_end(before: &Line, line: &Line, column: Column, pitch: Option<Length>) -> bool {
    let em = before.size.max(line.size);
    if (before.size - line.size).abs() * 8 > em {
        return true;
    }
    if before.page == line.page {
        let widest = pitch.map_or(em * 12 / 5, |pitch| pitch + em * 2 / 5);
        if line.baseline - before.baseline > widest {
            return true;
        }
    }
    // What stands in brackets is not parted, whatever room a line leaves.
    if before.open_brackets() > 0 && line.open_brackets() < 0 && !ends_sentence(before) {
        return false;
    }
    if !is_full(before, line, column) || is_set_right(before, line, column) {
        return true;
    }
    if before.after_number().is_some_and(|text| (text - line.area.left).abs() * 3 < em) {
        return false;
    }
    let indent = line.area.left - column.left;
    let is_centred = is_centred(line, column) && is_centred(before, column);
    if !is_centred && indent * 5 >= line.size * 6 && indent * 5 <= line.size * 14 {
        return true;
    }
    ends_sentence(before) && (line.after_number().is_some() || line.is_item())
}

/// A line that begins far in, and not where the next one does, is short in spite of its end.
fn is_set_right(before: &Line, line: &Line, column: Column) -> bool {
    let indent = before.area.left - column.left;
    !is_centred(before, column) && indent > before.size * 3 && (before.area.left - line.area.left).abs() * 2 > line.size
}

/// The most common distance between lines, when there are enough to tell.
fn pitch(lines: &[Line]) -> Option<Length> {
    let pairs = lines.iter().zip(lines.iter().skip(1)).filter(|(before, line)| before.page == line.page);
    let mut gaps: Vec<Length> = pairs.map(|(before, line)| line.baseline - before.baseline).collect();
    gaps.sort_unstable();
    if gaps.len() < 3 {
        return None;
    }
    gaps.get(gaps.len() / 2).copied()
}

/// How much of the column a line leaves free.
fn room(line: &Line, column: Column) -> Length {
    let (left, right) = (line.area.left - column.left, column.right - line.area.right);
    // A little room on both sides is the rest that no character filled.
    if is_centred(line, column) && left * 5 > line.size * 3 { left + right } else { right }
}

fn is_centred(line: &Line, column: Column) -> bool {
    let (left, right) = (line.area.left - column.left, column.right - line.area.right);
    (left - right).abs() * 2 <= line.size.max(POINT)
}

/// Latin words were parted by the blank that the line's end took the place of.
fn needs_blank(last: char, first: char) -> bool {
    first.is_ascii_alphabetic() && (last.is_ascii_alphabetic() || matches!(last, ',' | ';'))
}
