//! Tables of unknown forms: cells by their header path and row label, total rows.

use jiheng_model::document::{Block, Table};
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Role, State, StatementId};
use jiheng_model::text::Bilingual;

use crate::builder::{Builder, offset};
use crate::cell;
use crate::grid::{self, Row};
use crate::label::{normal, unit_in};
use crate::passage::Zone;

/// Header rows looked at above the first row of numbers.
const HEADER_MAX: usize = 4;
/// Shares of a total row that must be labelled exactly so.
const TOTALS: [&str; 4] = ["合计", "总计", "共计", "汇总"];

/// States the numbers of all cells that no form claimed.
pub(crate) fn read_tables(builder: &mut Builder) {
    let document = builder.document;
    let mut caption = String::new();
    for (index, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => document.text(&paragraph.text).clone_into(&mut caption),
            Block::Table(table) => {
                read_table(builder, offset(index), table, &grid::rows(document, table), &caption);
                caption.clear();
            }
        }
    }
}

fn is_free(builder: &Builder, block: u32, row: u32, column: u32) -> bool {
    let place = (block, Some((row, column)));
    builder.passages.iter().any(|p| (p.block, p.cell) == place && p.zone == Zone::Free)
}

fn read_table(builder: &mut Builder, block: u32, table: &Table, rows: &[Row], caption: &str) {
    let mut at = 0;
    while at < rows.len() {
        let numeric = |row: &Row| -> bool {
            row.cells.iter().any(|(cell, text)| {
                cell::read(text, builder.lexicon).state == State::Number
                    && is_free(builder, block, cell.row, cell.column)
            })
        };
        let taken = rows.iter().skip(at).take_while(|row| numeric(row)).count();
        if taken == 0 {
            at += 1;
            continue;
        }
        let header_from = (at.saturating_sub(HEADER_MAX)..at)
            .rev()
            .take_while(|i| rows.get(*i).is_some_and(|r| r.visible().len() >= 2))
            .last()
            .unwrap_or(at);
        let header = rows.get(header_from..at).unwrap_or_default();
        let above =
            header_from.checked_sub(1).and_then(|i| rows.get(i)).and_then(Row::alone).map_or(caption, |(_, text)| text);
        let unit = unit_in(above).or_else(|| unit_in(caption)).unwrap_or_default().to_owned();
        body(builder, block, table, header, rows.get(at..at + taken).unwrap_or_default(), &unit);
        at += taken;
    }
}

fn body(builder: &mut Builder, block: u32, table: &Table, header: &[Row], rows: &[Row], unit: &str) {
    let mut columns: Vec<u32> = rows.iter().flat_map(|row| row.cells.iter().map(|(cell, _)| cell.column)).collect();
    columns.sort_unstable();
    columns.dedup();
    let paths = grid::header_paths(table, header, &columns);
    let mut by_column: Vec<(u32, Vec<(bool, StatementId)>)> = columns.iter().map(|c| (*c, Vec::new())).collect();
    for row in rows {
        let label = row.visible().first().map(|(_, text)| normal(text)).unwrap_or_default();
        for (cell, text) in row.cells.iter().filter(|(cell, _)| cell.column > 0 || !table.ragged) {
            let value = cell::read(text, builder.lexicon);
            if value.state != State::Number || !is_free(builder, block, cell.row, cell.column) {
                continue;
            }
            let path: Vec<String> = paths
                .iter()
                .find(|(column, _)| *column == cell.column)
                .map(|(_, path)| path.clone())
                .unwrap_or_default();
            let measure = path
                .iter()
                .map(|part| normal(part))
                .filter(|part| !part.contains("其中"))
                .collect::<Vec<_>>()
                .join(" · ");
            let id = state(
                builder,
                (block, cell, text),
                value,
                (&label, &measure),
                path.iter().rev().find_map(|p| unit_in(p)).unwrap_or(if is_ratio(&measure) { "" } else { unit }),
            );
            let summed = !is_ratio(&measure) && !is_partial(&label);
            if let Some((_, ids)) = by_column.iter_mut().find(|(column, _)| *column == cell.column && summed) {
                ids.push((TOTALS.contains(&label.as_str()), id));
            }
        }
    }
    // Rows on several levels (一、 above 人员经费) or with subtotals: which of them add up is not said.
    let labels: Vec<&str> = rows.iter().filter_map(|row| row.visible().first().map(|(_, text)| *text)).collect();
    let numbered = labels.iter().filter(|label| crate::label::strip_number(label) != label.trim_start()).count();
    let plain = labels.iter().filter(|label| !TOTALS.contains(&normal(label).as_str())).count();
    let flat = (numbered == 0 || numbered == plain) && !labels.iter().any(|label| is_partial(&normal(label)));
    for (_, ids) in by_column {
        total_row(builder, &ids, flat);
    }
}

/// Columns that are never added up.
fn is_ratio(measure: &str) -> bool {
    ["占比", "比例", "比重", "率", "%", "％", "单价", "均", "序号", "年度", "年份"]
        .iter()
        .any(|word| measure.contains(word))
}

/// Rows that are contained in others.
fn is_partial(label: &str) -> bool {
    ["小计", "其中", "累计"].iter().any(|word| label.contains(word))
}

fn state(
    builder: &mut Builder,
    cell: (u32, &jiheng_model::document::Cell, &str),
    value: cell::CellValue,
    names: (&str, &str),
    unit: &str,
) -> StatementId {
    let (block, at, text) = cell;
    let place = (block, Some((at.row, at.column)));
    let index = builder.passages.iter().position(|p| (p.block, p.cell) == place);
    let Some(passage) = index.and_then(|i| builder.passages.get_mut(i)) else { return 0 };
    passage.zone = Zone::NumericCell;
    let passage = passage.clone();
    let mut statement = builder.blank_statement(&passage, 0, passage.text.len());
    statement.state = State::Number;
    statement.role = Role::Actual;
    statement.value = value.value;
    statement.written = value.written;
    statement.unit = value.unit.or_else(|| builder.lexicon.unit(unit).filter(|_| !unit.is_empty()));
    names.1.clone_into(&mut statement.measure);
    names.0.clone_into(&mut statement.subject);
    statement.digit_runs = crate::numeral::digit_runs(&text.chars().collect::<Vec<_>>());
    let row = at.row + 1;
    let table = block + 1;
    statement.place = Bilingual::new(
        format!("第{table}块表格 · 第{row}行 {} · {}", names.0, names.1),
        format!("table in block {table} · row {row} {} · {}", names.0, names.1),
    );
    builder.state(statement)
}

/// A row called 合计 at the top or bottom is the sum of the others.
fn total_row(builder: &mut Builder, ids: &[(bool, StatementId)], flat: bool) {
    let totals: Vec<StatementId> = ids.iter().filter(|(total, _)| *total).map(|(_, id)| *id).collect();
    let parts: Vec<StatementId> = ids.iter().filter(|(total, _)| !*total).map(|(_, id)| *id).collect();
    let edge = ids.first().is_some_and(|(total, _)| *total) || ids.last().is_some_and(|(total, _)| *total);
    if let ([total], true) = (totals.as_slice(), edge && parts.len() >= 2) {
        let rate = builder
            .get(*total)
            .and_then(|s| s.unit.as_ref())
            .is_some_and(|u| u.dimension == jiheng_model::unit::Dimension::Rate);
        if !rate {
            builder.relate(RelationKind::Sum { total: *total, parts, complete: true }, Origin::Table, flat);
        }
    }
}
