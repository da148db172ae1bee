//! Tables of the report that are no part of the form, copied as they stand.

use jiheng_model::decimal::Decimal;
use jiheng_model::document::Table;

use crate::content::Content;
use crate::page::{Cell, Grid, Kind, Row};

pub(super) fn grid(content: Content<'_>, table: &Table) -> Grid {
    let columns = table.columns.max(1);
    let mut rows: Vec<Row> = (0..table.rows).map(|_| Row::default()).collect();
    for cell in &table.cells {
        let text = content.text_of(cell);
        let number = Decimal::parse(text);
        let Some(row) = rows.get_mut(cell.row as usize) else { continue };
        row.cells.push(Cell {
            column: cell.column,
            column_span: cell.column_span,
            row_span: cell.row_span,
            kind: if number.is_some() { Kind::Number } else { Kind::Text },
            text: text.to_owned(),
            number,
        });
    }
    if table.ragged {
        for row in &mut rows {
            fill(row, columns);
        }
    }
    let weights = vec![1; columns as usize];
    Grid { name: table.name.as_deref().unwrap_or_default().to_owned(), weights, rows }
}

/// In a text dump a row is short where its first cell was merged: 合计 over the names, or a name from the row above.
fn fill(row: &mut Row, columns: u32) {
    let missing = columns.saturating_sub(row.end());
    let mut cells = row.cells.iter_mut();
    if let Some(first) = cells.next() {
        first.column_span += missing;
    }
    cells.for_each(|cell| cell.column += missing);
}
