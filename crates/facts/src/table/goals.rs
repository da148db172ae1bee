//! Tables of indicators: 目标值 ≥53宗 against 完成值 39宗, and the results by the names of their indicators. Whoever read the
//! cells, their statements are found by their places.

use std::collections::BTreeMap;

use jiheng_model::document::{Block, Cell, Table};
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Role, State, Statement, StatementId};

use super::figure::Figure;
use super::heading::{Fund, Side};
use super::key::{Key, Keyed};
use super::words::Words;
use crate::builder::{Builder, offset};
use crate::grid::{self, Row};
use crate::label::normal;

/// Shorter names are no names of their own, in characters.
const NAME_MIN: usize = 4;
/// Indicators of one document that are kept.
const INDICATORS_MAX: usize = 2_000;

/// An indicator with what its row states.
pub(crate) struct Goal {
    name: String,
    target: Option<StatementId>,
    result: Option<StatementId>,
    /// The score is below the weight: the text does not claim that the target was met.
    admitted: bool,
}

/// Columns by ordinal in the header and grid column.
struct Columns {
    width: usize,
    name: Option<(usize, u32)>,
    target: (usize, u32),
    result: (usize, u32),
    weight: Option<(usize, u32)>,
    score: Option<(usize, u32)>,
}

/// Statements by the cell they stand in.
type Places = BTreeMap<(u32, u32, u32), Vec<StatementId>>;

/// All indicators of the document's tables.
pub(crate) fn read(builder: &Builder, words: &Words) -> Vec<Goal> {
    let document = builder.document;
    let mut places: Option<Places> = None;
    let mut goals = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let Block::Table(table) = block else { continue };
        let mut columns: Option<Columns> = None;
        for row in &grid::rows(document, table) {
            if let Some(found) = header(row, words) {
                columns = Some(found);
                continue;
            }
            let Some(columns) = columns.as_ref().filter(|_| goals.len() < INDICATORS_MAX) else { continue };
            let places = places.get_or_insert_with(|| statements(builder));
            goals.extend(goal(builder, (offset(index), table, row), columns, places));
        }
    }
    goals
}

fn header(row: &Row, words: &Words) -> Option<Columns> {
    let labels: Vec<String> = row.cells.iter().map(|(_, text)| normal(text)).collect();
    let column = |test: &dyn Fn(&str) -> bool| {
        let mut found = row.cells.iter().zip(&labels).enumerate().filter(|(_, (_, label))| test(label));
        let (at, ((cell, _), _)) = found.next()?;
        found.next().is_none().then_some((at, cell.column))
    };
    let target = column(&|label| words.is_target(label))?;
    let result = column(&|label| words.is_result(label))?;
    let named = |name: &str| column(&|label| label == name);
    Some(Columns {
        width: row.cells.len(),
        name: named("三级指标").or_else(|| named("指标名称")),
        target,
        result,
        weight: column(&|label| words.is_weight(label)),
        score: column(&|label| words.is_score(label)),
    })
}

fn statements(builder: &Builder) -> Places {
    let mut places = Places::new();
    for statement in builder.facts.statements.iter().filter(|s| s.state == State::Number && s.class.is_none()) {
        if let (Some(row), Some(column)) = (statement.anchor.row, statement.anchor.column) {
            places.entry((statement.anchor.block, row, column)).or_default().push(statement.id);
        }
    }
    places
}

fn goal(
    builder: &Builder,
    (block, table, row): (u32, &Table, &Row),
    columns: &Columns,
    places: &Places,
) -> Option<Goal> {
    let cell = |at: (usize, u32)| cell_of(table, row, columns.width, at);
    let number = |at: (usize, u32)| {
        let (cell, _) = cell(at)?;
        match places.get(&(block, cell.row, cell.column)).map(Vec::as_slice) {
            Some([only]) => builder.get(*only),
            _ => None,
        }
    };
    let (target, result) = (number(columns.target), number(columns.result));
    let points = |at: Option<(usize, u32)>| number(at?)?.exact();
    let admitted = matches!((points(columns.score), points(columns.weight)), (Some(got), Some(full)) if got < full);
    (target.is_some() || result.is_some()).then(|| Goal {
        name: columns.name.and_then(cell).map(|(_, text)| normal(text)).unwrap_or_default(),
        target: target.map(|s| s.id),
        result: result.map(|s| s.id),
        admitted,
    })
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

/// Pairs limits with results that miss them although the points are full.
pub(crate) fn relate(builder: &mut Builder, goals: &[Goal]) {
    for goal in goals.iter().filter(|goal| !goal.admitted) {
        let (Some(target), Some(actual)) = (goal.target, goal.result) else { continue };
        let fits = match (builder.get(target), builder.get(actual)) {
            (Some(a), Some(b)) => is_limit(a) && b.approximation == Approximation::None && super::is_comparable(a, b),
            _ => false,
        };
        if !fits {
            continue;
        }
        if let Some(statement) = builder.get_mut(target) {
            statement.role = Role::Target;
        }
        builder.relate(RelationKind::Target { target, actual }, Origin::Indicator, true);
    }
}

fn is_limit(statement: &Statement) -> bool {
    matches!(
        statement.approximation,
        Approximation::AtLeast | Approximation::AtMost | Approximation::Under | Approximation::Over
    )
}

/// Results that text can be compared with, by the names of their indicators.
pub(crate) fn keyed(builder: &Builder, goals: &[Goal]) -> Vec<Keyed> {
    let named = goals.iter().filter(|goal| goal.name.chars().count() >= NAME_MIN);
    let found = named.filter_map(|goal| {
        let statement = builder.get(goal.result?).filter(|s| s.approximation == Approximation::None)?;
        let key = Key {
            fund: Fund::Unsaid,
            side: Side::Unsaid,
            role: Role::Actual,
            year: None,
            dimension: statement.unit.as_ref()?.dimension,
            label: goal.name.clone(),
        };
        Some(Keyed { key, sheet: usize::MAX, figure: Figure::of(statement)?, whole: false, free: true })
    });
    found.collect()
}
