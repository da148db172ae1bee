//! Indicator tables of any layout, found by their header: a name, a target, and what else the table gives for each
//! indicator. Tables that the form claimed are left to it.

use std::collections::BTreeSet;

use jiheng_model::document::{Block, Cell, Table};
use jiheng_model::statement::{FactId, Role, State};
use jiheng_model::text::Bilingual;
use jiheng_packs::label::Labels;

use crate::builder::{Builder, offset};
use crate::grid::{self, Row};
use crate::label::normal;
use crate::passage::{Passage, Zone};

/// Indicators of one document that are kept.
const INDICATORS_MAX: u32 = 400;

/// Columns of a table by what they hold: ordinal in the header and grid column.
struct Columns {
    width: usize,
    dimension: Option<(usize, u32)>,
    name: (usize, u32),
    target: (usize, u32),
    rest: Vec<(&'static str, (usize, u32))>,
}

/// States the cells of every indicator.
pub(super) fn state(builder: &mut Builder) {
    let document = builder.document;
    let claimed: BTreeSet<u32> = builder
        .passages
        .iter()
        .filter(|passage| matches!(passage.zone, Zone::IndicatorTarget(_)))
        .map(|passage| passage.block)
        .collect();
    let mut number = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        let Block::Table(table) = block else { continue };
        let rows = grid::rows(document, table);
        let mut columns: Option<Columns> = None;
        let mut dimension = String::new();
        for row in &rows {
            if let Some(found) = header(builder, row) {
                columns = Some(found).filter(|_| !claimed.contains(&offset(index)));
                continue;
            }
            let Some(columns) = &columns else { continue };
            if number < INDICATORS_MAX
                && indicator(builder, offset(index), (table, row), columns, &mut dimension, number)
            {
                number += 1;
            }
        }
    }
}

fn header(builder: &Builder, row: &Row) -> Option<Columns> {
    let book = &builder.lexicon.claims;
    let column = |labels: &Labels| {
        let at = row.position(labels)?;
        row.cells.get(at).map(|(cell, _)| (at, cell.column))
    };
    let name = column(&book.indicator_name)?;
    let target = column(&book.indicator_target)?;
    let rest = [
        ("indicator_table.result", &book.indicator_result),
        ("indicator_table.unit", &book.indicator_unit),
        ("indicator_table.evidence", &book.indicator_evidence),
    ];
    Some(Columns {
        width: row.cells.len(),
        dimension: column(&book.indicator_dimension),
        name,
        target,
        rest: rest.into_iter().filter_map(|(fact, labels)| column(labels).map(|at| (fact, at))).collect(),
    })
}

/// States one row; false when it is none of an indicator.
fn indicator(
    builder: &mut Builder,
    block: u32,
    (table, row): (&Table, &Row),
    columns: &Columns,
    dimension: &mut String,
    known: u32,
) -> bool {
    let cell = |place: (usize, u32)| cell_of(table, row, columns.width, place);
    if let Some((_, text)) = columns.dimension.and_then(cell).filter(|(_, text)| !text.is_empty()) {
        *dimension = normal(text);
    }
    let (Some(name), Some(target)) = (cell(columns.name), cell(columns.target)) else { return false };
    let total = ["合计", "总计", "小计", "总分"].iter().any(|word| normal(name.1) == *word);
    if total || (name.1.is_empty() && target.1.is_empty()) || name.0.column == target.0.column {
        return false;
    }
    let title: String = normal(name.1).chars().take(20).collect();
    let shown = if title.is_empty() { format!("第{}项", known + 1) } else { title };
    let label = |fact: &str| match fact {
        "indicator_table.target" => ("目标值", "target"),
        "indicator_table.result" => ("完成值", "result"),
        "indicator_table.unit" => ("计量单位", "unit"),
        "indicator_table.evidence" => ("佐证", "evidence"),
        _ => ("指标名称", "name"),
    };
    let first = [("indicator_table.name", Some(name)), ("indicator_table.target", Some(target))];
    let rest = columns.rest.iter().map(|(fact, at)| (*fact, cell(*at)));
    for (fact, found) in first.into_iter().chain(rest) {
        let Some((cell, text)) = found else { continue };
        let (zh, en) = label(fact);
        let place = Bilingual::new(format!("绩效指标表 · {shown} · {zh}"), format!("Indicator table · {shown} · {en}"));
        let role = if fact == "indicator_table.target" { Role::Target } else { Role::Actual };
        cell_statement(builder, block, (cell, text), (FactId::nth(fact, known + 1), role, place), dimension);
    }
    true
}

/// The cell under a header: by grid column; in a dump by its place from the end, when leading cells are merged away.
fn cell_of<'r>(
    table: &Table,
    row: &Row<'r>,
    width: usize,
    (ordinal, column): (usize, u32),
) -> Option<(&'r Cell, &'r str)> {
    if !table.ragged {
        return row.at(column);
    }
    let missing = width.checked_sub(row.cells.len())?;
    row.cells.get(ordinal.checked_sub(missing)?).copied()
}

fn cell_statement(
    builder: &mut Builder,
    block: u32,
    (cell, text): (&Cell, &str),
    (fact, role, place): (FactId, Role, Bilingual),
    dimension: &str,
) {
    let passage = Passage {
        block,
        cell: Some((cell.row, cell.column)),
        span: cell.text.clone(),
        base: 0,
        text: text.chars().collect(),
        zone: Zone::Free,
        path: Bilingual::default(),
        phone: false,
        scope: None,
        role: None,
        statements: Vec::new(),
    };
    let mut statement = builder.blank_statement(&passage, 0, passage.text.len());
    statement.state = if text.trim().is_empty() { State::Blank } else { State::Text };
    statement.fact = Some(fact);
    statement.role = role;
    statement.place = place;
    dimension.clone_into(&mut statement.subject);
    builder.state(statement);
}
