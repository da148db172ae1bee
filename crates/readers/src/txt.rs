//! Plain text, and the dumps that old converters make of forms.
//!
//! Steps, each in a room of its own: what is no text is refused, furniture of pages and doubled rows go, broken lines are
//! joined; then tables are found, by tabs, by bars, or by the figures that stand alone on their lines.

mod bars;
mod doubled;
mod garbled;
mod line;
mod lone;
mod notes;
mod pages;
mod table;
mod wrap;

use std::borrow::Cow;

use jiheng_model::document::{DocumentBuilder, ParagraphKind};

use crate::encoding;
use crate::error::ReadError;
use crate::piece::{Piece, to_u32};
use line::Line;
use table::Dump;

/// This many consecutive lines with a leading tab make a dump.
const DUMP_LINES: usize = 3;

/// Reads text into the builder.
pub(crate) fn read(bytes: &[u8], builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let text = encoding::decode(bytes, None)?;
    if !is_text(&text) {
        return Err(ReadError::NotText);
    }
    garbled::check(&text)?;
    let text = with_line_feeds(text);
    let mut lines = line::lines(&text);
    notes::furniture(pages::remove(&mut lines), builder);
    notes::doubled_rows(doubled::remove(&mut lines), builder);
    wrap::join(&mut lines);
    if is_tab_separated(&lines) {
        read_rows(&lines, true, builder);
    } else if is_dump(&lines) {
        read_dump(&lines, builder);
    } else {
        read_rows(&lines, false, builder);
    }
    Ok(())
}

/// Line ends of other systems become line feeds; most files have none, and are not copied for it.
fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.as_bytes().contains(&b'\r') {
        return Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    text
}

/// Text has no NUL and hardly any control characters; an ordinary file has none at all.
fn is_text(text: &str) -> bool {
    let is_suspect = |byte: &u8| (*byte < b' ' && !(b'\t'..=b'\r').contains(byte)) || matches!(byte, 0x7F | 0xC2);
    // C2 begins the control characters beyond ASCII, among others.
    if !text.as_bytes().iter().any(is_suspect) {
        return true;
    }
    let controls = text.chars().filter(|c| c.is_control() && !('\t'..='\r').contains(c)).count();
    !text.contains('\0') && controls.saturating_mul(20) <= text.chars().count()
}

fn is_dump(lines: &[Line<'_>]) -> bool {
    lines.windows(DUMP_LINES).any(|window| window.iter().all(|line| line.cell.is_some()))
}

/// What word processors save as plain text: a row on a line, its cells divided by tabs. In a dump a line is one cell.
fn is_tab_separated(lines: &[Line<'_>]) -> bool {
    let divided = lines.iter().filter(|line| line.has_inner_tab()).count();
    let single = lines.iter().filter(|line| line.cell.is_some() && !line.has_inner_tab()).count();
    divided >= DUMP_LINES && divided > single
}

/// Consecutive lines with tabs or bars are the rows of a table, lines that hold one cell each are put into rows; all
/// other lines are paragraphs.
fn read_rows(lines: &[Line<'_>], tabs: bool, builder: &mut DocumentBuilder) {
    let bars = bars::rows(lines);
    let drawn = bars.iter().any(Option::is_some);
    let is_row = |index: usize| bars.get(index).is_some_and(Option::is_some);
    let mut lone = if tabs { lone::Found::default() } else { lone::find(lines, |index| !is_row(index)) };
    notes::lone_cells(lone.unclear, builder);
    let mut table = Dump::default();
    let mut paragraph = Piece::default();
    let mut behind = 0;
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
        if index < behind {
            continue;
        }
        let cells: Option<Vec<(&str, u32)>> = match bars.get(index).copied().flatten() {
            Some(row) => Some(row.cells(line)),
            None if tabs && line.text.contains('\t') => Some(tab_cells(line)),
            None => None,
        };
        if let Some(found) = lone.tables.remove(&index) {
            finish_paragraph(&mut paragraph, builder);
            table.finish_table(builder);
            behind = found.end + 1;
            let piece = |index: &usize| lines.get(*index).map(Line::piece);
            table.rows = found.rows.iter().map(|row| row.iter().filter_map(piece).collect()).collect();
            table.finish_table(builder);
        } else if let Some(cells) = cells {
            finish_paragraph(&mut paragraph, builder);
            table.add_row(line, cells);
        } else if line.continues && !table.rows.is_empty() {
            table.continue_cell(line);
        } else if !(drawn && bars::is_frame(line.text)) {
            table.finish_table(builder);
            if line.continues {
                line.append_to(&mut paragraph);
            } else {
                finish_paragraph(&mut paragraph, builder);
                paragraph = line.piece();
            }
        }
    }
    finish_paragraph(&mut paragraph, builder);
    table.finish_table(builder);
}

/// The cells of a line with tabs, each with the column it begins in.
fn tab_cells<'a>(line: &Line<'a>) -> Vec<(&'a str, u32)> {
    let mut column = line.column;
    let place = |text: &'a str| {
        let at = column;
        column = column.saturating_add(to_u32(text.chars().count())).saturating_add(1);
        (text, at)
    };
    line.text.split('\t').map(place).collect()
}

fn finish_paragraph(piece: &mut Piece, builder: &mut DocumentBuilder) {
    let span = std::mem::take(piece).into_span(builder);
    builder.paragraph(span, ParagraphKind::Body);
}

fn read_dump(lines: &[Line<'_>], builder: &mut DocumentBuilder) {
    let mut dump = Dump::default();
    let mut paragraph = Piece::default();
    let indented_next = blank_before_indented(lines);
    for (line, blank_continues) in lines.iter().zip(indented_next) {
        if line.cell.is_some() {
            finish_paragraph(&mut paragraph, builder);
            dump.open_cell(line);
        } else if line.is_blank() {
            dump.in_row &= blank_continues;
        } else if dump.in_row {
            dump.continue_cell(line);
        } else if line.continues && !paragraph.is_blank() {
            line.append_to(&mut paragraph);
        } else {
            dump.finish_table(builder);
            finish_paragraph(&mut paragraph, builder);
            paragraph = line.piece();
        }
    }
    finish_paragraph(&mut paragraph, builder);
    dump.finish_table(builder);
}

/// For each line: is the next line that is not blank a continuation that starts with a space?
fn blank_before_indented(lines: &[Line<'_>]) -> Vec<bool> {
    let mut indented = false;
    let mut answers: Vec<bool> = lines
        .iter()
        .rev()
        .map(|line| {
            let answer = indented;
            if !line.is_blank() {
                indented = line.cell.is_none() && line.text.starts_with(' ');
            }
            answer
        })
        .collect();
    answers.reverse();
    answers
}

#[cfg(test)]
mod tests;
