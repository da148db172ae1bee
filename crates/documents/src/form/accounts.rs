//! 二、收支情况: a table for each kind of figures, a row for each institution.

use jiheng_model::statement::Entity;
use jiheng_packs::form::FormTable;

use super::headers::{self, Head};
use super::{Sheet, first};
use crate::page::{Cell, Grid, Kind, Row};

/// Rows for subordinate institutions that the form has where none is named.
const PLACEHOLDERS: u32 = 2;

pub(super) fn grids(sheet: &Sheet<'_>) -> Vec<Grid> {
    let tables = sheet.form.tables.iter().enumerate();
    tables.map(|(at, table)| sheet.grid(&table.zh, rows(sheet, table, at == 0))).collect()
}

fn rows(sheet: &Sheet<'_>, table: &FormTable, opens_part: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    if opens_part {
        rows.push(sheet.banner("accounts").repeated());
    }
    if let Some(heading) = &table.heading {
        rows.push(Row::of([(sheet.columns(), Kind::Banner, heading.clone())]).repeated());
    }
    let name = Head { span: sheet.layout.label_span, path: vec![first(&sheet.form.rows.header)] };
    let columns = table.columns.iter().map(|column| {
        let path = column.under.iter().map(String::as_str).chain([first(&column.labels)]).collect();
        Head { span: column.span, path }
    });
    let heads: Vec<Head<'_>> = std::iter::once(name).chain(columns).collect();
    rows.extend(headers::rows(&heads));
    rows.extend(institutions(sheet).into_iter().map(|(entity, name)| figures(sheet, table, entity, name)));
    rows
}

/// The department, its own office, and those below it.
fn institutions(sheet: &Sheet<'_>) -> Vec<(Entity, String)> {
    let words = &sheet.form.rows;
    let mut found = vec![
        (Entity::Department, first(&words.department).to_owned()),
        (Entity::Headquarters, format!("1、{}", first(&words.headquarters))),
    ];
    let named = sheet.content.subordinates();
    let last = named.iter().map(|(number, _)| *number).max().unwrap_or(PLACEHOLDERS);
    let placeholder = words.placeholders.first().map_or("", String::as_str);
    for number in 1..=last {
        let name = named.iter().find(|(known, _)| *known == number).map(|(_, name)| name.clone());
        let name = name.unwrap_or_else(|| format!("{}、{placeholder}{number}", number + 1));
        found.push((Entity::Subordinate(number), name));
    }
    found
}

fn figures(sheet: &Sheet<'_>, table: &FormTable, entity: Entity, name: String) -> Row {
    let mut row = Row::of([(sheet.layout.label_span, Kind::Label, name)]);
    for column in &table.columns {
        let amount = sheet.content.amount(&column.fact, entity, &table.unit);
        row.cells.push(Cell {
            column: row.end(),
            column_span: column.span,
            row_span: 1,
            kind: Kind::Number,
            text: amount.text,
            number: amount.number,
        });
    }
    row
}
