//! A table that is handed in beside the report, filled from its facts.

use jiheng_model::statement::{Entity, Role};
use jiheng_packs::sheet::{GoalSide, Sheet, SheetCell, SheetDimension, SheetGroup, SheetIndicators, SheetRow};

use super::check_code;
use crate::content::{Amount, Content};
use crate::page::{Cell, Grid, Kind, Page, Piece, Row};

/// Fills a sheet with what a report says; what the report does not say stays blank.
pub fn fill(sheet: &Sheet, content: Content<'_>) -> Page {
    let year = content.facts().report.year.map_or_else(|| "    ".to_owned(), |year| year.to_string());
    let title = sheet.heading.replace("{year}", &year);
    let columns = u32::try_from(sheet.column_weights.len()).unwrap_or(u32::MAX);
    let mut rows = vec![Row::of([(columns, Kind::Label, title.clone())])];
    let mut covered = vec![0_u32; sheet.column_weights.len()];
    for row in &sheet.rows {
        match &row.indicators {
            Some(indicators) => rows.extend(indicator_rows(indicators, content)),
            None => rows.push(one_row(sheet, row, content, &mut covered)),
        }
    }
    let grid = Grid { name: sheet.title.clone(), weights: sheet.column_weights.clone(), rows };
    let pieces = vec![Piece::Grid(grid)];
    let footer = format!("绩衡 {} · 校验码 {}", env!("CARGO_PKG_VERSION"), check_code::of(&pieces));
    Page { title, pieces, footer }
}

/// `covered` holds for each column how many rows a cell above still reaches down.
fn one_row(sheet: &Sheet, row: &SheetRow, content: Content<'_>, covered: &mut [u32]) -> Row {
    let mut built = Row { height_mm: row.height_mm, ..Row::default() };
    let mut free: Vec<usize> = (0..covered.len()).filter(|column| covered.get(*column) == Some(&0)).collect();
    for rows in covered.iter_mut() {
        *rows = rows.saturating_sub(1);
    }
    for cell in &row.cells {
        let taken: Vec<usize> = free.drain(..(cell.span as usize).min(free.len())).collect();
        let Some(first) = taken.first() else { continue };
        let column = u32::try_from(*first).unwrap_or(u32::MAX);
        for column in &taken {
            if let Some(rows) = covered.get_mut(*column) {
                *rows = cell.rows.saturating_sub(1);
            }
        }
        let (kind, amount) = said(sheet, cell, content);
        built.cells.push(Cell {
            column,
            column_span: cell.span,
            row_span: cell.rows,
            kind,
            text: amount.text,
            number: amount.number,
        });
    }
    built
}

fn said(sheet: &Sheet, cell: &SheetCell, content: Content<'_>) -> (Kind, Amount) {
    let plain = |text: String| Amount { text, number: None };
    if let Some(text) = &cell.text {
        return (Kind::Label, plain(text.clone()));
    }
    if let Some(side) = cell.goals {
        let role = match side {
            GoalSide::Target => Role::Target,
            GoalSide::Actual => Role::Actual,
        };
        return (Kind::Text, plain(content.goals(role)));
    }
    let Some(fact) = &cell.fact else { return (Kind::Number, Amount::default()) };
    let field = content.field_amount(fact);
    let known = if field.text.is_empty() { content.amount(fact, Entity::Department, &sheet.unit) } else { field };
    match &content.facts().report.entity {
        Some(entity) if known.text.is_empty() && fact == "cover.entity" => (Kind::Text, plain(entity.clone())),
        _ => (Kind::Number, known),
    }
}

/// A row for each indicator; a dimension without one keeps a blank row.
fn indicator_rows(indicators: &SheetIndicators, content: Content<'_>) -> Vec<Row> {
    indicators.groups.iter().flat_map(|group| group_rows(indicators, group, content)).collect()
}

fn group_rows(indicators: &SheetIndicators, group: &SheetGroup, content: Content<'_>) -> Vec<Row> {
    let dimensions: Vec<(&str, Vec<[String; 2]>)> =
        group.of.iter().map(|dimension| (dimension.label.as_str(), pairs(dimension, content))).collect();
    let height = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let total = dimensions.iter().map(|(_, pairs)| pairs.len()).sum();
    let mut rows: Vec<Row> = Vec::new();
    for (label, pairs) in &dimensions {
        for (at, [target, result]) in pairs.iter().enumerate() {
            let texts = [&group.label, *label, "", target, result];
            let mut row = Row::default();
            let mut column = 0;
            for (place, span) in indicators.spans.iter().enumerate() {
                // Group and dimension stand once and reach down.
                let (opens, row_span) = match place {
                    0 => (rows.is_empty(), height(total)),
                    1 => (at == 0, height(pairs.len())),
                    _ => (true, 1),
                };
                let kind = if place < 2 { Kind::Label } else { Kind::Text };
                let text = texts.get(place).copied().unwrap_or_default().to_owned();
                if opens {
                    row.cells.push(Cell { column, column_span: *span, row_span, kind, text, number: None });
                }
                column += span;
            }
            rows.push(row);
        }
    }
    rows
}

fn pairs(dimension: &SheetDimension, content: Content<'_>) -> Vec<[String; 2]> {
    let Some(fact) = &dimension.fact else { return vec![<[String; 2]>::default()] };
    let text = |number, role| content.nth(fact, number, role).unwrap_or_default();
    let found: Vec<_> =
        content.numbers(fact).into_iter().map(|n| [text(n, Role::Target), text(n, Role::Actual)]).collect();
    if found.is_empty() { vec![<[String; 2]>::default()] } else { found }
}
