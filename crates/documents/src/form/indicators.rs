//! Indicators by group and dimension, with target and result; below them score and grade.

use jiheng_model::statement::Role;
use jiheng_packs::layout::GroupLayout;

use super::{Sheet, first};
use crate::page::{Cell, Grid, Kind, Row};

/// Target and result of one indicator.
type Pair = (String, String);

pub(super) fn grid(sheet: &Sheet<'_>) -> Grid {
    let layout = &sheet.layout.indicators;
    let [label, group, dimension, target, result] = layout.spans;
    let words = &sheet.form.goals;
    let mut header = Row::of([
        (label, Kind::Label, layout.heading.clone()),
        (group + dimension, Kind::Label, layout.content.clone()),
        (target, Kind::Label, first(&words.target).to_owned()),
        (result, Kind::Label, first(&words.result).to_owned()),
    ]);
    let body: Vec<Row> = layout.groups.iter().flat_map(|group| group_rows(sheet, group)).collect();
    if let Some(cell) = header.cells.first_mut() {
        cell.row_span = u32::try_from(body.len() + 1).unwrap_or(u32::MAX);
    }
    let mut rows = vec![header];
    rows.extend(body);
    rows.extend(sheet.layout.result_rows.iter().map(|fact| result_row(sheet, fact)));
    sheet.grid(&layout.content, rows)
}

/// The rows of 产出目标 or 效益目标; a dimension without indicator keeps a blank row, if the form asks for it.
fn group_rows(sheet: &Sheet<'_>, group: &GroupLayout) -> Vec<Row> {
    let asked = |fact: &&String| !group.optional.contains(fact) || !sheet.content.numbers(fact).is_empty();
    let printed = group.of.iter().filter(asked);
    let dimensions: Vec<(&str, Vec<Pair>)> = printed.map(|fact| (label(sheet, fact), pairs(sheet, fact))).collect();
    let height = |pairs: &[Pair]| u32::try_from(pairs.len()).unwrap_or(u32::MAX);
    let total = dimensions.iter().map(|(_, pairs)| height(pairs)).sum();
    let [left, group_span, dimension_span, target_span, result_span] = sheet.layout.indicators.spans;
    let mut rows = Vec::new();
    for (name, pairs) in &dimensions {
        for (at, (target, result)) in pairs.iter().enumerate() {
            let mut row = Row::default();
            let mut put = |column, column_span, row_span, kind, text: &str| {
                row.cells.push(Cell { column, column_span, row_span, kind, text: text.to_owned(), number: None });
            };
            if rows.is_empty() {
                put(left, group_span, total, Kind::Label, &group.label);
            }
            if at == 0 {
                put(left + group_span, dimension_span, height(pairs), Kind::Label, name);
            }
            let column = left + group_span + dimension_span;
            put(column, target_span, 1, Kind::Text, target);
            put(column + target_span, result_span, 1, Kind::Text, result);
            rows.push(row);
        }
    }
    rows
}

fn label<'a>(sheet: &Sheet<'a>, fact: &str) -> &'a str {
    let indicator = sheet.form.indicators.iter().find(|indicator| indicator.fact == fact);
    indicator.map_or("", |indicator| first(&indicator.labels))
}

/// The indicators of a dimension; one blank row where there is none, to be filled in.
fn pairs(sheet: &Sheet<'_>, fact: &str) -> Vec<Pair> {
    let text = |number, role| sheet.content.nth(fact, number, role).unwrap_or_default();
    let numbers = sheet.content.numbers(fact).into_iter();
    let mut pairs: Vec<Pair> = numbers.map(|n| (text(n, Role::Target), text(n, Role::Actual))).collect();
    if pairs.is_empty() {
        pairs.push(Pair::default());
    }
    pairs
}

fn result_row(sheet: &Sheet<'_>, fact: &str) -> Row {
    let span = sheet.layout.result_label_span;
    let amount = sheet.content.field_amount(fact);
    let mut row =
        Row::of([(span, Kind::Label, sheet.label(fact)), (sheet.columns() - span, Kind::Number, amount.text)]);
    if let Some(cell) = row.cells.last_mut() {
        cell.number = amount.number;
    }
    row
}
