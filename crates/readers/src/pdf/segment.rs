//! A line cut where only a column can have parted it, and what the pieces are.

use super::line::Line;
use super::page::{Glyph, Length};

/// A gap this wide parts columns, in tenths of a character.
const WIDE: Length = 12;
/// No label of a table is longer than this many characters, nor one with a clause in it.
const LONGEST_LABEL: usize = 40;

/// The pieces of a line between wide gaps.
pub(super) fn pieces(line: &Line) -> Vec<Line> {
    let is_wide = |before: Glyph, glyph: Glyph| line.gap(before, glyph) * 10 > before.size.max(glyph.size) * WIDE;
    // Most lines are whole.
    if line.gaps().any(|(before, glyph)| is_wide(before, glyph)) { line.parts(is_wide) } else { vec![line.clone()] }
}

/// Reads as an amount, a rate or a dash that stands for one.
pub(super) fn is_number(piece: &Line) -> bool {
    let (mut digits, mut others, mut length) = (0, 0, 0);
    for character in piece.visible() {
        length += 1;
        match character {
            '0'..='9' | '０'..='９' => digits += 1,
            '.' | ',' | '，' | '．' | '-' | '－' | '−' | '+' | '%' | '％' | '‰' | '(' | ')' | '（' | '）' | '≥'
            | '≤' => {}
            _ => others += 1,
        }
    }
    let is_dash = length <= 3 && piece.visible().all(|character| "-－−—–─/／*".contains(character));
    is_dash || (digits > 0 && length <= 20 && others <= 3 && others <= digits)
}

/// Reads as running text.
pub(super) fn is_prose(piece: &Line) -> bool {
    let mut length = 0;
    let mut clauses = 0;
    for character in piece.visible() {
        length += 1;
        match character {
            '。' | '；' | '！' | '？' => return true,
            '，' | ',' | '：' => clauses += 1,
            _ => {}
        }
    }
    length > LONGEST_LABEL || (length > LONGEST_LABEL / 2 && clauses > 0 && !is_number(piece))
}
