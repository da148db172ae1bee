//! Faults that need a second number: another base, a neighbouring cell, a pair that compensates.

use super::{Edit, of_kind, visible};
use crate::document::{Block, Document, Piece, RelationKind, ToggleKind};
use crate::number::{Approximation, Printed, exact};
use crate::random::Random;
use crate::report::quantities;

/// M11: the rate is that of the same part in another whole. The other whole stands in another paragraph, so that no
/// reading of the sentence makes the rate right.
pub fn other_base(document: &Document, random: &mut Random) -> Vec<Edit> {
    let mut edits = Vec::new();
    for relation in of_kind(document, &[RelationKind::Share]) {
        let [part, whole, rate] = relation.of[..] else { continue };
        let near: Vec<usize> = document.blocks.iter().map(ids).find(|ids| ids.contains(&rate)).unwrap_or_default();
        let in_table = document.quantities[rate].cell;
        let value = |id: usize| document.quantities[id].printed.value() * document.quantities[id].unit.factor;
        let bases: Vec<usize> = visible(document)
            .into_iter()
            .filter(|id| in_table || !near.contains(id))
            .filter(|id| {
                *id != whole && document.quantities[*id].unit.dimension == document.quantities[whole].unit.dimension
            })
            .filter(|id| value(*id) > value(part) && value(*id) < value(part) * exact(20, 1))
            .collect();
        if let Some(base) = random.pick(&bases) {
            let scale = document.quantities[rate].printed.scale;
            let printed = Printed::rounded(value(part) / value(*base) * exact(100, 1), scale);
            edits.push(Edit::Number(rate, printed.mantissa, scale));
        }
    }
    edits
}

/// The quantities of a block.
fn ids(block: &Block) -> Vec<usize> {
    match block {
        Block::Heading(pieces) | Block::Paragraph { pieces, .. } => quantities(pieces),
        Block::Table(rows) => rows.iter().flatten().flat_map(|cell| quantities(&cell.pieces)).collect(),
    }
}

/// M20: a filled cell and an empty one beside it.
pub fn moved(document: &Document, _: &mut Random) -> Vec<Edit> {
    let rows = document.blocks.iter().filter_map(|block| match block {
        Block::Table(rows) => Some(rows),
        _ => None,
    });
    let mut edits = Vec::new();
    for row in rows.flatten() {
        let ids: Vec<usize> = row.iter().filter_map(|cell| amount(document, &cell.pieces)).collect();
        for pair in ids.windows(2) {
            let [left, right] = [pair[0], pair[1]];
            match (document.quantities[left].blank, document.quantities[right].blank) {
                (false, true) => edits.push(Edit::Move(left, right)),
                (true, false) => edits.push(Edit::Move(right, left)),
                _ => {}
            }
        }
    }
    edits
}

/// The quantity of a cell that holds an amount and nothing else.
fn amount(document: &Document, pieces: &[Piece]) -> Option<usize> {
    match pieces {
        [Piece::Quantity(id)] if document.quantities[*id].unit.symbol == "万元" => Some(*id),
        _ => None,
    }
}

/// M24: one part gains what another loses.
pub fn compensating(document: &Document, random: &mut Random) -> Vec<Edit> {
    let mut edits = Vec::new();
    for relation in of_kind(document, &[RelationKind::Sum, RelationKind::TableSum]) {
        let parts: Vec<usize> = relation.of[1..].iter().copied().filter(|id| !document.quantities[*id].blank).collect();
        if parts.len() < 2 {
            continue;
        }
        let first = random.below(parts.len());
        let second = (first + 1) % parts.len();
        let [a, b] = [parts[first], parts[second]];
        let [x, y] = [a, b].map(|id| document.quantities[id].printed);
        if x.scale != y.scale || document.quantities[a].unit != document.quantities[b].unit {
            continue;
        }
        let most = (x.mantissa.min(y.mantissa) / 3).max(2);
        let shift = random.between(2, most);
        edits.push(Edit::Pair((a, x.mantissa + shift), (b, y.mantissa - shift)));
    }
    edits
}

/// M25: two dates, or the values of two years.
pub fn periods(document: &Document, _: &mut Random) -> Vec<Edit> {
    let toggles = document.toggles.iter().enumerate().filter(|(_, toggle)| toggle.kind == ToggleKind::Period);
    let mut edits: Vec<Edit> = toggles.map(|(id, _)| Edit::Word(id, 1)).collect();
    for relation in of_kind(document, &[RelationKind::Growth, RelationKind::Change]) {
        let [before, after] = [relation.of[0], relation.of[1]];
        let [x, y] = [before, after].map(|id| &document.quantities[id]);
        if !x.blank && !y.blank && x.unit == y.unit && x.printed.scale == y.printed.scale {
            edits.push(Edit::Pair((before, y.printed.mantissa), (after, x.printed.mantissa)));
        }
    }
    edits
}

/// M26: the result falls short, the words stay.
pub fn missed(document: &Document, random: &mut Random) -> Vec<Edit> {
    let mut edits = Vec::new();
    for relation in of_kind(document, &[RelationKind::Target]) {
        let [target, actual] = [relation.of[0], relation.of[1]].map(|id| &document.quantities[id]);
        let aim = target.printed.value() * target.unit.factor / actual.unit.factor;
        let percent = match target.approximation() {
            Approximation::AtMost | Approximation::Under => random.between(115, 160),
            _ => random.between(60, 95),
        };
        let missed = Printed::rounded(aim * exact(percent, 100), actual.printed.scale);
        edits.push(Edit::Number(relation.of[1], missed.mantissa.max(1), missed.scale));
    }
    edits
}
