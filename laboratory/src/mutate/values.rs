//! Faults in one number, chosen by the part it plays.

use std::collections::BTreeSet;

use super::digits::substitute;
use super::{Edit, of_kind, visible};
use crate::document::{Document, RelationKind, Style};
use crate::number::Approximation;
use crate::random::Random;
use crate::unit::Dimension;

/// A digit replaced in each of these quantities.
fn substituted(document: &Document, ids: impl IntoIterator<Item = usize>, random: &mut Random) -> Vec<Edit> {
    let ids: BTreeSet<usize> = ids.into_iter().filter(|id| !document.quantities[*id].blank).collect();
    let change = |id: usize| {
        let printed = substitute(document.quantities[id].printed, random);
        Edit::Number(id, printed.mantissa, printed.scale)
    };
    ids.into_iter().filter(|id| document.quantities[*id].style != Style::Numeral).map(change).collect()
}

fn members(document: &Document, kinds: &[RelationKind], places: &[usize]) -> Vec<usize> {
    let relations = of_kind(document, kinds).into_iter();
    relations.flat_map(|relation| places.iter().filter_map(|at| relation.of.get(*at).copied())).collect()
}

/// M5
pub fn unit_slip(document: &Document, random: &mut Random) -> Vec<Edit> {
    let mut edits = Vec::new();
    for id in visible(document) {
        let quantity = &document.quantities[id];
        if quantity.style == Style::Bare {
            if quantity.unit.symbol == "万元" && quantity.printed.scale == 2 && quantity.printed.mantissa != 0 {
                edits.push(Edit::Number(id, quantity.printed.mantissa * 100, 0));
            }
            continue;
        }
        let others: &[&str] = match quantity.unit.symbol.as_str() {
            "元" | "亿元" => &["万元"],
            "万元" => &["元", "亿元"],
            "亩" => &["公顷"],
            "公顷" => &["亩"],
            "平方米" => &["万平方米"],
            _ => &[],
        };
        if quantity.style == Style::Plain
            && let Some(other) = random.pick(others)
        {
            edits.push(Edit::Unit(id, (*other).to_owned()));
        }
    }
    edits
}

/// M8
pub fn total(document: &Document, random: &mut Random) -> Vec<Edit> {
    substituted(document, members(document, &[RelationKind::Sum, RelationKind::TableSum], &[0]), random)
}

/// M9
pub fn sign(document: &Document, _: &mut Random) -> Vec<Edit> {
    let kinds = [RelationKind::Remainder, RelationKind::Change, RelationKind::TableSum];
    let ids: BTreeSet<usize> = members(document, &kinds, &[0, 2]).into_iter().collect();
    let cells = ids.into_iter().map(|id| (id, &document.quantities[id]));
    cells
        .filter(|(_, quantity)| quantity.cell && !quantity.blank && quantity.printed.scale > 0)
        .map(|(id, quantity)| Edit::Number(id, -quantity.printed.mantissa, quantity.printed.scale))
        .collect()
}

/// M10
pub fn restatement(document: &Document, random: &mut Random) -> Vec<Edit> {
    substituted(document, members(document, &[RelationKind::Same], &[0, 1]), random)
}

/// M12
pub fn points(document: &Document, _: &mut Random) -> Vec<Edit> {
    let ids = members(document, &[RelationKind::Points], &[2]);
    ids.into_iter().map(|id| Edit::Unit(id, "%".to_owned())).collect()
}

/// M13
pub fn count(document: &Document, random: &mut Random) -> Vec<Edit> {
    let counts = visible(document).into_iter().filter(|id| {
        let quantity = &document.quantities[*id];
        quantity.is_count() && quantity.approximation() == Approximation::None && quantity.printed.mantissa > 1
    });
    let mut edits = Vec::new();
    for id in counts {
        let step = if random.chance(50) { 1 } else { -1 };
        edits.push(Edit::Number(id, document.quantities[id].printed.mantissa + step, 0));
    }
    edits
}

/// M16
pub fn score(document: &Document, random: &mut Random) -> Vec<Edit> {
    let ids: BTreeSet<usize> =
        of_kind(document, &[RelationKind::ScoreSum]).into_iter().flat_map(|relation| relation.of.clone()).collect();
    let mut edits = Vec::new();
    for id in ids {
        let printed = document.quantities[id].printed;
        let step = random.between(1, 4) * crate::number::power(printed.scale);
        let changed = if random.chance(50) { printed.mantissa + step } else { printed.mantissa - step };
        edits.push(Edit::Number(id, changed.max(0), printed.scale));
    }
    edits
}

/// M18
pub fn growth(document: &Document, random: &mut Random) -> Vec<Edit> {
    let mut ids = members(
        document,
        &[RelationKind::Growth, RelationKind::Change, RelationKind::Points, RelationKind::Times],
        &[2],
    );
    ids.extend(members(document, &[RelationKind::ChangeRate], &[1, 2]));
    substituted(document, ids, random)
}

/// M19
pub fn rough(document: &Document, random: &mut Random) -> Vec<Edit> {
    let rough = visible(document).into_iter().filter(|id| {
        matches!(
            document.quantities[*id].approximation(),
            Approximation::About | Approximation::Near | Approximation::Plus | Approximation::Over
        )
    });
    let mut edits = Vec::new();
    for id in rough {
        let printed = document.quantities[id].printed;
        let place =
            (printed.significant_place() * crate::number::exact(crate::number::power(printed.scale), 1)).to_integer();
        let step = place * random.between(1, 3);
        let changed = if random.chance(50) { printed.mantissa + step } else { (printed.mantissa - step).max(place) };
        edits.push(Edit::Number(id, changed, printed.scale));
    }
    edits
}

/// M21
pub fn in_words(document: &Document, random: &mut Random) -> Vec<Edit> {
    substituted(document, members(document, &[RelationKind::Words], &[0, 1]), random)
}

/// M22
pub fn remainder(document: &Document, random: &mut Random) -> Vec<Edit> {
    let ids = members(document, &[RelationKind::Remainder, RelationKind::Flow], &[0]);
    let money = |id: &usize| document.quantities[*id].unit.dimension != Dimension::Rate;
    substituted(document, ids.into_iter().filter(money), random)
}
