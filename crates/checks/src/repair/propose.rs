//! What could be written at a number so that it becomes what is needed.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::repair::{Change, Slip};
use jiheng_model::statement::{Role, Statement, StatementId};
use jiheng_model::unit::{Dimension, Unit};

use super::slip;
use crate::compare::Side;
use crate::graph::{Graph, Need};

/// Digits after the point that a proposal may have beyond the printed ones.
const PLACES_MAX: u32 = 4;

/// A change with the side that comes of it.
#[derive(Clone, Debug)]
pub(crate) struct Proposal {
    pub(crate) change: Change,
    pub(crate) side: Side,
}

/// Ways to give all members the needed value, each with its slip.
pub(super) fn options(graph: &Graph, members: &[StatementId], need: &Need) -> Vec<(Vec<Proposal>, Slip)> {
    let statements: Vec<&Statement> = members.iter().filter_map(|id| graph.get(*id)).collect();
    let Some(first) = statements.first() else { return Vec::new() };
    let mut options = Vec::new();
    if let Some(unit) = need.exact.and_then(|value| other_unit(graph, first, value)) {
        options.extend(in_unit(&statements, &unit, need));
    }
    match need.exact {
        Some(value) => {
            for scale in scales(first) {
                let all: Option<Vec<Proposal>> = statements.iter().map(|s| valued(s, value, scale, need)).collect();
                options.extend(all.map(|proposals| {
                    let slip = slip_of(graph, first, &proposals, value);
                    (proposals, slip)
                }));
            }
        }
        None => options.extend(only_neighbour(first, need).filter(|_| members.len() == 1)),
    }
    options
}

/// How many digits after the point are tried: as many as are printed, then those that a slip may have added or lost.
fn scales(statement: &Statement) -> Vec<u32> {
    let printed = statement.value.map_or(0, Decimal::scale);
    let rate = statement.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate);
    let mut scales = vec![printed];
    // Rates are printed to two places; more of them are what a moved point leaves.
    if rate && printed > 2 {
        scales.insert(0, 2);
    }
    scales.extend([printed + 1, printed + 2, printed + PLACES_MAX]);
    scales.extend((rate && printed == 2).then_some(1));
    scales
}

/// The same digits in another unit.
fn in_unit(statements: &[&Statement], unit: &Unit, need: &Need) -> Option<(Vec<Proposal>, Slip)> {
    let proposals: Option<Vec<Proposal>> = statements
        .iter()
        .map(|statement| {
            let mut changed = (*statement).clone();
            changed.unit = Some(unit.clone());
            let same = |side: &Side| need.exact == Some(side.exact) && !num_traits::Zero::is_zero(&side.exact);
            let side = Side::of(&changed).filter(same)?;
            let written = statement.value?.to_string();
            let change = Change { statement: statement.id, written, unit: Some(unit.symbol.to_string()) };
            Some(Proposal { change, side })
        })
        .collect();
    Some((proposals?, Slip::Unit))
}

/// The unit in which the printed digits are the needed value, if this report or the vocabulary has it.
fn other_unit(graph: &Graph, statement: &Statement, value: Exact) -> Option<Unit> {
    let own = statement.unit.as_ref().filter(|unit| matches!(unit.dimension, Dimension::Money | Dimension::Area))?;
    let factor = exact::divide(value, statement.value?.to_exact()).filter(Exact::is_integer)?.to_integer();
    if factor == own.factor || factor <= 0 {
        return None;
    }
    let printed = graph.context.facts.statements.iter().filter_map(|s| s.unit.as_ref());
    let mut printed = printed.filter(|unit| unit.factor == factor && unit.comparable(own));
    printed.next().cloned().or_else(|| known_unit(graph, own, factor))
}

fn known_unit(graph: &Graph, own: &Unit, factor: i128) -> Option<Unit> {
    let money = own.dimension == Dimension::Money;
    let scales: &[(&str, i128)] = if money { &[("", 1), ("万", 10_000), ("亿", 100_000_000)] } else { &[("", 1)] };
    let entries = &graph.context.packs.vocabulary.units;
    let mut alike = entries.iter().filter(|entry| entry.parsed_dimension() == Some(own.dimension));
    // Nobody writes an amount of a report in 角: of money only the first unit, 元, is tried.
    let symbol = alike.by_ref().take(if money { 1 } else { entries.len() }).find_map(|entry| {
        let scale = scales.iter().find(|(_, scale)| i128::from(entry.factor).checked_mul(*scale) == Some(factor));
        scale.map(|(word, _)| format!("{word}{}", entry.symbol))
    })?;
    Some(Unit { symbol: symbol.into(), factor, ..own.clone() })
}

/// The value to so many digits after the point; more than it has, or than needed, is no proposal.
fn valued(statement: &Statement, value: Exact, scale: u32, need: &Need) -> Option<Proposal> {
    let printed = statement.value?;
    let wanted = exact::divide(value, whole(statement.factor()))?;
    let written = Decimal::round_half_up(wanted, scale)?;
    let padded = scale > printed.scale() && written.trimmed(0).scale() < scale;
    let side = side_of(statement, written)?;
    let fits = !padded && side.interval.meets(&need.interval) && is_sensible(statement, written);
    fits.then(|| Proposal { change: change(statement, written), side })
}

/// Only money can be owed, and a sign may have been lost.
fn is_sensible(statement: &Statement, written: Decimal) -> bool {
    let Some(printed) = statement.value else { return false };
    let money = statement.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Money);
    written.mantissa() >= 0 || printed.mantissa() < 0 || (money && written == printed.negated())
}

/// The one number a slip away that fits; several say nothing.
fn only_neighbour(statement: &Statement, need: &Need) -> Option<(Vec<Proposal>, Slip)> {
    if need.interval.low.is_none() || need.interval.high.is_none() {
        return None;
    }
    let printed = statement.value?;
    let mut fitting =
        slip::neighbours(printed).into_iter().filter(|value| value.scale() == printed.scale()).filter_map(|value| {
            let side = side_of(statement, value)?;
            let fits = side.interval.meets(&need.interval) && is_sensible(statement, value);
            fits.then(|| (vec![Proposal { change: change(statement, value), side }], slip::between(printed, value)))
        });
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

fn change(statement: &Statement, written: Decimal) -> Change {
    Change { statement: statement.id, written: written.to_string(), unit: None }
}

fn side_of(statement: &Statement, value: Decimal) -> Option<Side> {
    Side::printed(statement, value, statement.value_high.and(Some(value)))
}

fn slip_of(graph: &Graph, statement: &Statement, proposals: &[Proposal], value: Exact) -> Slip {
    let right = proposals.first().and_then(|proposal| Decimal::parse(&proposal.change.written));
    let Some((wrong, right)) = statement.value.zip(right) else { return Slip::Other };
    let rate = statement.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate);
    let rounded = exact::multiply(right.to_exact(), whole(statement.factor())) != Some(value);
    match slip::between(wrong, right) {
        // What only holds within rounding was not mistyped by a single key.
        _ if rounded && !rate => Slip::Other,
        Slip::Other if is_stale(graph, statement) => Slip::Stale,
        slip => slip,
    }
}

/// The number is exactly what the report gives for a former year.
fn is_stale(graph: &Graph, statement: &Statement) -> bool {
    let Some(value) = statement.value.filter(|value| value.mantissa().unsigned_abs() >= 100) else { return false };
    let same = |other: &&Statement| other.role == Role::Prior && other.value == Some(value);
    match &statement.fact {
        Some(fact) => graph.context.of(&fact.name).any(|other| same(&other)),
        None => graph.context.facts.statements.iter().filter(same).any(|other| {
            !other.measure.is_empty() && other.measure == statement.measure && other.subject == statement.subject
        }),
    }
}
