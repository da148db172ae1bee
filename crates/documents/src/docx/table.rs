//! Tables: cells merged to the right by a span, downwards by continued cells.

use super::TEXT_WIDTH;
use super::text::{Look, Start, paragraph};
use crate::page::{Cell, Grid, Kind, Row};
use crate::xml::each;

/// Twentieths of a point in a centimetre.
const TWIPS_PER_CENTIMETRE: u32 = 567;

/// Where signature and date begin, in hundredths of the width.
const SIGNATURE_FROM_PERCENT: u32 = 52;

pub(super) fn table(grid: &Grid) -> String {
    let widths = widths(grid);
    let columns = each(&widths, |width| format!(r#"<w:gridCol w:w="{width}"/>"#));
    let opening = grid.rows.iter().take_while(|row| row.header).count();
    let rows = each(grid.rows.iter().enumerate(), |(at, row)| table_row(grid, &widths, at, row, at < opening));
    format!(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"#
    )
}

/// Paragraphs in a table of one cell.
pub(super) fn framed(paragraphs: &str) -> String {
    format!(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc></w:tr></w:tbl><w:p/>"#
    )
}

/// Widths of the columns; what rounding leaves over goes to the last.
fn widths(grid: &Grid) -> Vec<u32> {
    let total = grid.weights.iter().sum::<u32>().max(1);
    let mut widths: Vec<u32> = grid.weights.iter().map(|weight| TEXT_WIDTH * weight / total).collect();
    let left = TEXT_WIDTH - widths.iter().sum::<u32>();
    if let Some(last) = widths.last_mut() {
        *last += left;
    }
    widths
}

fn table_row(grid: &Grid, widths: &[u32], at: usize, row: &Row, repeated: bool) -> String {
    // Figures and headers stay whole; a cell of many lines may go on overleaf.
    let whole = row.height_mm > 0 || row.cells.iter().all(|cell| !matches!(cell.kind, Kind::Text));
    let height = match row.height_mm {
        0 => String::new(),
        height => format!(r#"<w:trHeight w:val="{}" w:hRule="atLeast"/>"#, height * TWIPS_PER_CENTIMETRE / 10),
    };
    let properties =
        [if whole { "<w:cantSplit/>" } else { "" }, &height, if repeated { "<w:tblHeader/>" } else { "" }].concat();
    let properties = if properties.is_empty() { properties } else { format!("<w:trPr>{properties}</w:trPr>") };
    let mut cells = String::new();
    let mut column = 0;
    let mut own = row.cells.iter().peekable();
    while column < grid.columns() {
        if let Some(cell) = own.next_if(|cell| cell.column == column) {
            cells.push_str(&table_cell(widths, cell, false));
            column += cell.column_span;
        } else if let Some(above) = grid.merged_from_above(at, column) {
            cells.push_str(&table_cell(widths, above, true));
            column += above.column_span;
        } else {
            column += 1;
        }
    }
    format!("<w:tr>{properties}{cells}</w:tr>")
}

fn table_cell(widths: &[u32], cell: &Cell, continued: bool) -> String {
    let width: u32 = widths.iter().skip(cell.column as usize).take(cell.column_span as usize).sum();
    let span =
        if cell.column_span > 1 { format!(r#"<w:gridSpan w:val="{}"/>"#, cell.column_span) } else { String::new() };
    let merge = match (continued, cell.row_span) {
        (true, _) => "<w:vMerge/>",
        (false, 2..) => r#"<w:vMerge w:val="restart"/>"#,
        (false, _) => "",
    };
    let top = if cell.kind == Kind::Sign { "top" } else { "center" };
    let content = if continued { paragraph("", &Look::default()) } else { lines(cell) };
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="{top}"/></w:tcPr>{content}</w:tc>"#
    )
}

fn lines(cell: &Cell) -> String {
    let look = match cell.kind {
        Kind::Banner => Look { bold: true, before: 20, after: 20, ..Look::default() },
        Kind::Label | Kind::Number => Look { start: Start::Centred, ..Look::default() },
        Kind::Text | Kind::Sign => Look::default(),
    };
    let mut signing = false;
    each(cell.text.split('\n'), |line| {
        signing |= cell.kind == Kind::Sign && line.is_empty();
        let start = if signing { Start::At(TEXT_WIDTH * SIGNATURE_FROM_PERCENT / 100) } else { look.start };
        paragraph(line, &Look { start, ..look.clone() })
    })
}
