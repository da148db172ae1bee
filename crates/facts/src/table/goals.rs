//! Tables of indicators: 目标值 ≥53宗 against 完成值 39宗, and the results by the names of their indicators.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Role, State, Statement, StatementId};

use super::column::{Column, Kind};
use super::entry::Entry;
use super::heading::{Fund, Side};
use super::key::{Key, Keyed};
use super::sheet::{Place, Sheet};
use super::words::Words;
use crate::builder::Builder;

/// Shorter names are no names of their own, in characters.
const NAME_MIN: usize = 4;

/// The columns of a table of indicators, by index.
struct Goals {
    target: usize,
    result: usize,
    weight: Option<usize>,
    score: Option<usize>,
}

impl Goals {
    fn of(sheet: &Sheet, words: &Words) -> Option<Self> {
        let only = |test: &dyn Fn(&Column) -> bool| {
            let mut found = (0..sheet.columns.len()).filter(|index| sheet.column(*index).is_some_and(test));
            found.next().filter(|_| found.next().is_none())
        };
        Some(Self {
            target: only(&|column| words.is_target(column.leaf()))?,
            result: only(&|column| words.is_result(column.leaf()))?,
            weight: only(&|column| column.kind == Kind::Weight),
            score: only(&|column| column.kind == Kind::Score),
        })
    }

    /// The score admits that something is missing.
    fn is_admitted(&self, sheet: &Sheet, row: usize) -> bool {
        let figure = |column: Option<usize>| sheet.figure((row, column?));
        match (figure(self.score), figure(self.weight)) {
            (Some(score), Some(weight)) => score.value < weight.value,
            _ => false,
        }
    }
}

/// Pairs limits with results that miss them although the points are full.
pub(crate) fn relate(builder: &mut Builder, sheet: &Sheet, words: &Words) {
    let Some(goals) = Goals::of(sheet, words) else { return };
    let mut found: Vec<(StatementId, StatementId)> = Vec::new();
    for row in 0..sheet.body.len() {
        let target = stated(builder, sheet, (row, goals.target)).filter(|s| is_limit(s));
        let result = stated(builder, sheet, (row, goals.result)).filter(|s| s.approximation == Approximation::None);
        let (Some(target), Some(result)) = (target, result) else { continue };
        if super::is_comparable(target, result) && !goals.is_admitted(sheet, row) {
            found.push((target.id, result.id));
        }
    }
    for (target, actual) in found {
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

/// The only number of a cell.
fn stated<'b>(builder: &'b Builder, sheet: &Sheet, place: Place) -> Option<&'b Statement> {
    if let Some(figure) = sheet.figure(place) {
        return builder.get(figure.id);
    }
    let passage = builder.passages.get(sheet.spot(place)?.passage?)?;
    let numbers = passage.statements.iter().filter_map(|id| builder.get(*id));
    let mut numbers = numbers.filter(|s| s.state == State::Number && s.class.is_none());
    numbers.next().filter(|_| numbers.next().is_none())
}

/// Results that text can be compared with.
pub(crate) fn keyed(sheet: &Sheet, number: usize, words: &Words) -> Vec<Keyed> {
    let Some(goals) = Goals::of(sheet, words) else { return Vec::new() };
    let entries = sheet.halves.iter().zip(&sheet.entries);
    let own = entries.filter(|(half, _)| half.amounts.contains(&goals.result) || half.others.contains(&goals.result));
    let rows = own.flat_map(|(_, entries)| entries).filter(|entry| entry.label.chars().count() >= NAME_MIN);
    rows.filter_map(|entry| result(sheet, number, entry, goals.result)).collect()
}

fn result(sheet: &Sheet, number: usize, entry: &Entry, column: usize) -> Option<Keyed> {
    let figure = sheet.figure((entry.row, column))?;
    let unit = sheet.spot((entry.row, column))?.value.as_ref()?.unit.clone()?;
    let key = Key {
        fund: Fund::Unsaid,
        side: Side::Unsaid,
        role: Role::Actual,
        year: None,
        dimension: unit.dimension,
        label: entry.label.clone(),
    };
    Some(Keyed { key, sheet: number, figure, whole: false, free: true })
}
