//! 总分 of a table of indicators that also holds the points of the execution rate, which stand further up.

use jiheng_model::relation::{Origin, RelationKind};

use super::column::Kind;
use super::figure::{Figure, Gap};
use super::sheet::Sheet;
use super::words::Total;
use crate::builder::Builder;

/// Relates 总分 with the rows above it and the points of the part of the table `before` it, when the weights add up so.
pub(crate) fn relate(builder: &mut Builder, sheet: &Sheet, before: &Sheet) {
    let total = sheet.entries.iter().flatten().find(|entry| entry.total == Some(Total::Grand)).map(|entry| entry.row);
    let Some(total) = total.filter(|_| sheet.number == before.number) else { return };
    let points = |kind: Kind| -> Option<(Figure, Vec<Figure>)> {
        let stated = sheet.figure((total, only(sheet, kind)?))?;
        let mut parts = figures(before, only(before, kind)?);
        if parts.len() != 1 {
            return None;
        }
        parts.extend(figures(sheet, only(sheet, kind)?).into_iter().filter(|figure| figure.id != stated.id));
        Some((stated, parts))
    };
    let closes = |(stated, parts): &(Figure, Vec<Figure>)| Gap::of(stated, parts).is_some_and(|gap| gap.is_closed());
    let (Some(weights), Some(scores)) = (points(Kind::Weight), points(Kind::Score)) else { return };
    // Either of them that closes proves what the other has to do.
    if !closes(&weights) && !closes(&scores) {
        return;
    }
    for (stated, parts) in [weights, scores] {
        let parts = parts.iter().map(|part| part.id).collect();
        builder.relate(RelationKind::Sum { total: stated.id, parts, complete: true }, Origin::Table, true);
    }
}

/// The only column of a kind.
fn only(sheet: &Sheet, kind: Kind) -> Option<usize> {
    let mut found = (0..sheet.columns.len()).filter(|index| sheet.column(*index).is_some_and(|c| c.kind == kind));
    found.next().filter(|_| found.next().is_none())
}

/// All figures of a column.
fn figures(sheet: &Sheet, column: usize) -> Vec<Figure> {
    (0..sheet.body.len()).filter_map(|row| sheet.figure((row, column))).collect()
}
