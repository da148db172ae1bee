//! Lines to paragraphs: a line that could not take the next word goes on, one that could has ended.

use super::line::Line;
use super::page::{Length, POINT};
use super::pitch::{Usual, pitch};
use super::segment::{is_number, pieces};
use crate::piece::Piece;

/// Where lines may begin and end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) left: Length,
    pub(super) right: Length,
}

/// A line and the column that it stands in.
pub(super) type Placed<'a> = (&'a Line, Column);

/// The paragraphs of lines that follow each other, each with blanks only where they belong.
pub(super) fn paragraphs<'a>(lines: impl Iterator<Item = Placed<'a>>, usual: &Usual) -> Vec<Piece> {
    let lines: Vec<Placed<'_>> = lines.collect();
    let mut paragraphs = Vec::new();
    let mut piece = Piece::default();
    let mut before: Option<Placed<'_>> = None;
    for (index, (line, column)) in lines.iter().copied().enumerate() {
        if let Some(before) = before {
            if is_end(before, (line, column), pitch(&lines, index, usual)) {
                paragraphs.push(std::mem::take(&mut piece));
            } else if needs_blank(before.0.last(), line.first()) {
                piece.push(" ");
            }
        }
        line.write(&mut piece);
        before = Some((line, column));
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

fn is_end((before, its_column): Placed<'_>, (line, column): Placed<'_>, pitch: Option<Length>) -> bool {
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
    let (its_indent, indent) = (before.area.left - its_column.left, line.area.left - column.left);
    // A line that begins far in, and not where the next one does, is short in spite of its end.
    let is_set_right =
        !is_centred(before, its_column) && its_indent > before.size * 3 && (its_indent - indent).abs() * 2 > line.size;
    if !is_full(before, line, its_column) || is_set_right || ends_with_entry(before) {
        return true;
    }
    let hangs = |text: Length| (text - its_column.left - indent).abs() * 3 < em;
    if before.after_number().is_some_and(hangs) {
        return false;
    }
    let both_centred = is_centred(line, column) && is_centred(before, its_column);
    if !both_centred && indent * 5 >= line.size * 6 && indent * 5 <= line.size * 14 {
        return true;
    }
    ends_sentence(before) && (line.after_number().is_some() || line.is_item())
}

/// Ends with a number far behind the rest: an entry with its page or its amount.
fn ends_with_entry(line: &Line) -> bool {
    if !matches!(line.last(), '0'..='9' | '%') {
        return false;
    }
    let pieces = pieces(line);
    pieces.len() > 1 && pieces.last().is_some_and(is_number)
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
