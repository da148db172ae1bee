//! Plain text, and the tab-led dumps that old converters make of forms.

use std::borrow::Cow;

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::{Cell, DocumentBuilder, ParagraphKind, Table};

use crate::encoding;
use crate::error::ReadError;
use crate::piece::{Piece, to_u32};

/// This many consecutive lines with a leading tab make a dump.
const DUMP_LINES: usize = 3;

/// Reads text into the builder.
pub(crate) fn read(bytes: &[u8], builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let text = encoding::decode(bytes, None)?;
    if !is_text(&text) {
        return Err(ReadError::NotText);
    }
    let text = with_line_feeds(text);
    let lines: Vec<Line<'_>> = text.split('\n').enumerate().map(|(index, text)| Line::new(index, text)).collect();
    if is_tab_separated(&lines) {
        read_rows(&lines, builder);
    } else if is_dump(&lines) {
        read_dump(&lines, builder);
    } else {
        for line in &lines {
            paragraph(builder, line);
        }
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

#[derive(Debug)]
struct Line<'a> {
    /// From 1.
    number: u32,
    text: &'a str,
    /// What follows the tab that opens a cell, and its column from 1.
    cell: Option<(&'a str, u32)>,
}

impl<'a> Line<'a> {
    fn new(index: usize, text: &'a str) -> Self {
        let unindented = text.trim_start_matches(' ');
        let spaces = text.len() - unindented.len();
        let cell = unindented.strip_prefix('\t').map(|rest| (rest, to_u32(spaces).saturating_add(2)));
        Self { number: to_u32(index).saturating_add(1), text, cell }
    }

    fn is_blank(&self) -> bool {
        self.cell.is_none() && self.text.trim().is_empty()
    }

    fn piece(&self) -> Piece {
        let (text, column) = self.cell.unwrap_or((self.text, 1));
        Piece::from(text, SourceRef::Text { line: self.number, column })
    }
}

fn is_dump(lines: &[Line<'_>]) -> bool {
    lines.windows(DUMP_LINES).any(|window| window.iter().all(|line| line.cell.is_some()))
}

/// What word processors save as plain text: a row on a line, its cells divided by tabs. In a dump a line is one cell.
fn is_tab_separated(lines: &[Line<'_>]) -> bool {
    let divided = lines.iter().filter(|line| has_inner_tab(line)).count();
    let single = lines.iter().filter(|line| line.cell.is_some() && !has_inner_tab(line)).count();
    divided >= DUMP_LINES && divided > single
}

fn has_inner_tab(line: &Line<'_>) -> bool {
    line.cell.map_or(line.text, |(text, _)| text).trim_end().contains('\t')
}

/// Consecutive lines with tabs are the rows of a table; all other lines are paragraphs.
fn read_rows(lines: &[Line<'_>], builder: &mut DocumentBuilder) {
    let mut table = Dump::default();
    for line in lines {
        if line.text.contains('\t') {
            let mut column = 1;
            let mut row = Vec::new();
            for text in line.text.split('\t') {
                row.push(Piece::from(text, SourceRef::Text { line: line.number, column }));
                column = column.saturating_add(to_u32(text.chars().count())).saturating_add(1);
            }
            table.rows.push(row);
        } else if !line.is_blank() {
            table.finish_table(builder);
            paragraph(builder, line);
        }
    }
    table.finish_table(builder);
}

fn paragraph(builder: &mut DocumentBuilder, line: &Line<'_>) {
    let span = line.piece().into_span(builder);
    builder.paragraph(span, ParagraphKind::Body);
}

/// The table that is being read; a cell takes lines until its row ends.
#[derive(Debug, Default)]
struct Dump {
    rows: Vec<Vec<Piece>>,
    in_row: bool,
}

fn read_dump(lines: &[Line<'_>], builder: &mut DocumentBuilder) {
    let mut dump = Dump::default();
    let indented_next = blank_before_indented(lines);
    for (line, blank_continues) in lines.iter().zip(indented_next) {
        if line.cell.is_some() {
            dump.open_cell(line);
        } else if line.is_blank() {
            dump.in_row &= blank_continues;
        } else if dump.in_row {
            dump.continue_cell(line);
        } else {
            dump.finish_table(builder);
            paragraph(builder, line);
        }
    }
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

impl Dump {
    fn open_cell(&mut self, line: &Line<'_>) {
        let piece = line.piece();
        match self.rows.last_mut() {
            Some(row) if self.in_row => row.push(piece),
            _ => self.rows.push(vec![piece]),
        }
        self.in_row = true;
    }

    fn continue_cell(&mut self, line: &Line<'_>) {
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.push("\n");
            cell.mark(SourceRef::Text { line: line.number, column: 1 });
            cell.push(line.text);
        }
    }

    fn finish_table(&mut self, builder: &mut DocumentBuilder) {
        let rows = std::mem::take(&mut self.rows);
        self.in_row = false;
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let height = rows.len();
        let mut cells = Vec::new();
        for (row, pieces) in rows.into_iter().enumerate() {
            for (column, piece) in pieces.into_iter().enumerate() {
                let text = piece.into_span(builder);
                let (row, column) = (to_u32(row), to_u32(column));
                cells.push(Cell { row, column, row_span: 1, column_span: 1, text });
            }
        }
        builder.table(Table { rows: to_u32(height), columns: to_u32(columns), cells, ragged: true, name: None });
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{read_tree, tree_error};

    #[test]
    fn plain_text_is_one_paragraph_per_line() {
        for text in ["一、概况\n\n  支出12万元\n", "一、概况\r\n\r\n  支出12万元", "一、概况\r支出12万元\r"]
        {
            assert_eq!(read_tree(text.as_bytes()), "p 一、概况\np 支出12万元\n", "{text:?}");
        }
        // Two indented lines are not yet a dump.
        assert_eq!(read_tree("\t甲\n\t乙\n丙".as_bytes()), "p 甲\np 乙\np 丙\n");
    }

    #[test]
    fn a_dump_is_a_ragged_table() {
        let dump = " \t一、概况\n\n\t单位\n\t公共\n拨款\n\t\n\n\t汇总\n\t12.50\n\t\n\n\t组长：\n\n\n          年  月\n\n填报人：某\n\t五、综述\n（一）甲\n\n   乙\n";
        assert_eq!(
            read_tree(dump.as_bytes()),
            "t 4x3 ragged\n\
             0,0 一、概况\n\
             1,0 单位\n1,1 公共⏎拨款\n1,2 \n\
             2,0 汇总\n2,1 12.50\n2,2 \n\
             3,0 组长：⏎          年  月\n\
             p 填报人：某\np 五、综述\np （一）甲\np 乙\n"
        );
    }

    #[test]
    fn places_are_lines_and_columns_from_one() {
        use jiheng_model::anchor::SourceRef;
        use jiheng_model::document::Block;
        let document = crate::read("\t甲\n\t乙\n\t支出\n 合计12万元\n".as_bytes(), &crate::Limits::default()).unwrap();
        let Block::Table(table) = &document.blocks[0] else { panic!("a table was expected") };
        let cell = &table.cells[2];
        assert_eq!(document.text(&cell.text), "支出\n 合计12万元");
        let at = |chars| document.anchor((0, Some((0, 2))), &cell.text, chars).source.unwrap();
        assert_eq!(at((0, 2)), SourceRef::Text { line: 3, column: 2 });
        assert_eq!(at((6, 10)), SourceRef::Text { line: 4, column: 4 });
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert_eq!(tree_error(b"abc\0def"), "not-text");
        assert_eq!(tree_error(&[1, 2, 3, 4, b'a', 5, 6]), "not-text");
    }
}
