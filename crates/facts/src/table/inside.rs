//! What cannot exceed what it is part of: 其中 rows and columns, 得分 against 分值.

use jiheng_model::relation::{Origin, RelationKind};

use super::column::Kind;
use super::figure::Figure;
use super::sheet::{Place, Sheet};
use super::words::Words;
use crate::builder::Builder;

/// Relates all of them.
pub(crate) fn relate(builder: &mut Builder, sheet: &Sheet, words: &Words) {
    for half in 0..sheet.halves.len() {
        rows(builder, sheet, half);
        columns(builder, sheet, half, words);
        scores(builder, sheet, half);
    }
}

fn pair(sheet: &Sheet, part: Place, whole: Place) -> Option<(Figure, Figure)> {
    let (part, whole) = (sheet.figure(part)?, sheet.figure(whole)?);
    (part.value >= 0 && whole.value >= 0).then_some((part, whole))
}

fn is_within((part, whole): &(Figure, Figure)) -> bool {
    part.value.saturating_sub(whole.value) <= part.half.saturating_add(whole.half)
}

/// 其中：… under its row, in every column.
fn rows(builder: &mut Builder, sheet: &Sheet, half: usize) {
    let entries = sheet.entries.get(half).map_or(&[][..], Vec::as_slice);
    let lanes = sheet.halves.get(half).map_or(&[][..], |half| half.amounts.as_slice());
    let mut parent = None;
    for entry in entries {
        if !entry.partial {
            parent = Some(entry.row);
            continue;
        }
        let Some(parent) = parent else { continue };
        let pairs: Vec<(Figure, Figure)> =
            lanes.iter().filter_map(|column| pair(sheet, (entry.row, *column), (parent, *column))).collect();
        emit(builder, &pairs, Origin::Table, false);
    }
}

/// A column called 其中… beside its whole, in every row.
fn columns(builder: &mut Builder, sheet: &Sheet, half: usize, words: &Words) {
    let amounts = sheet.halves.get(half).map_or(&[][..], |half| half.amounts.as_slice());
    let is_partial = |index: usize| {
        sheet.column(index).is_some_and(|c| c.path.iter().any(|label| label == "其中") || words.is_partial(c.leaf()))
    };
    let mut parent = None;
    for column in amounts {
        if !is_partial(*column) {
            parent = Some(*column);
            continue;
        }
        let Some(parent) = parent else { continue };
        let alike = |a: usize, b: usize| match (sheet.column(a).map(|c| &c.unit), sheet.column(b).map(|c| &c.unit)) {
            (Some(Some(a)), Some(Some(b))) => a.comparable(b),
            (Some(None), Some(None)) => true,
            _ => false,
        };
        if !alike(*column, parent) {
            continue;
        }
        let rows = 0..sheet.body.len();
        let pairs: Vec<(Figure, Figure)> = rows.filter_map(|row| pair(sheet, (row, *column), (row, parent))).collect();
        emit(builder, &pairs, Origin::Table, true);
    }
}

/// 得分 right of 分值.
fn scores(builder: &mut Builder, sheet: &Sheet, half: usize) {
    let amounts = sheet.halves.get(half).map_or(&[][..], |half| half.amounts.as_slice());
    let of = |kind: Kind| {
        let mut found =
            amounts.iter().copied().filter(move |index| sheet.column(*index).is_some_and(|c| c.kind == kind));
        found.next().filter(|_| found.next().is_none())
    };
    let (Some(weight), Some(score)) = (of(Kind::Weight), of(Kind::Score)) else { return };
    let pairs: Vec<(Figure, Figure)> =
        (0..sheet.body.len()).filter_map(|row| pair(sheet, (row, score), (row, weight))).collect();
    emit(builder, &pairs, Origin::ScoreTable, false);
}

/// The pairs that hold; those that do not, where most do (`many`) or hardly any other reading is left.
fn emit(builder: &mut Builder, pairs: &[(Figure, Figure)], origin: Origin, many: bool) {
    let holds = pairs.iter().filter(|pair| is_within(pair)).count();
    let fails = pairs.len() - holds;
    let proven = if many { holds >= 2 && holds >= 3 * fails } else { holds >= fails || pairs.len() == 1 };
    for pair in pairs.iter().filter(|pair| is_within(pair) || proven) {
        let kind = RelationKind::PartOf { parts: vec![pair.0.id], whole: pair.1.id };
        builder.relate(kind, origin, proven);
    }
}
