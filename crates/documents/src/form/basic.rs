//! 一、基本概况: labelled fields, one or two in a row.

use super::Sheet;
use crate::page::{Cell, Grid, Kind, Row};

pub(super) fn grid(sheet: &Sheet<'_>) -> Grid {
    let rows = sheet.layout.basic_rows.iter().map(|facts| row(sheet, facts));
    sheet.grid(&sheet.part_heading("basic"), std::iter::once(sheet.banner("basic").repeated()).chain(rows).collect())
}

fn row(sheet: &Sheet<'_>, facts: &[String]) -> Row {
    let (columns, label) = (sheet.columns(), sheet.layout.label_span);
    let share = columns / u32::try_from(facts.len().max(1)).unwrap_or(1);
    let mut row = Row::default();
    for fact in facts {
        let amount = sheet.content.field_amount(fact);
        let kind = if facts.len() > 1 { Kind::Number } else { Kind::Text };
        let column = row.end();
        let cell =
            |column, column_span, kind, text, number| Cell { column, column_span, row_span: 1, kind, text, number };
        row.cells.push(cell(column, label, Kind::Label, sheet.label(fact), None));
        row.cells.push(cell(column + label, share - label, kind, amount.text, amount.number));
    }
    row
}
