//! Other numbers nearby that give the rate.

use jiheng_model::exact::whole;
use jiheng_model::statement::{Entity, Role, State, Statement};
use jiheng_model::unit::Dimension;

use super::{Rate, ids, is_beside};
use crate::outcome::Context;

/// Numbers of one paragraph that are tried; more would hit by chance.
const NUMBERS_MAX: usize = 16;

/// A part and a whole that give the rate.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) part: &'a Statement,
    pub(crate) whole: &'a Statement,
    /// The rate has digits enough that no other pair of so few numbers hits it by chance.
    pub(crate) sure: bool,
}

/// Pairs of comparable numbers beside the rate that give it.
pub(super) fn pairs<'a>(context: &Context<'a>, rate: Rate<'a>) -> Vec<Pair<'a>> {
    let numbers = nearby(context, rate);
    let places = rate.stated.value.map_or(0, jiheng_model::decimal::Decimal::scale);
    let mut found: Vec<Pair> = Vec::new();
    for whole in &numbers {
        for part in &numbers {
            let known = part.id == rate.part.id && whole.id == rate.base.id;
            if part.id != whole.id && !known && comparable(part, whole) && gives(context, part, whole, rate.stated) {
                // 1/2 and 3/6 give 50.00 as well: only a rate that is not round convicts.
                let sure = places >= 2 && rate.stated.value.is_some_and(|value| value.trimmed(0).scale() > 0);
                found.push(Pair { part, whole, sure });
            }
        }
    }
    // A rate without decimals is hit by chance too easily for more than one pair to mean anything.
    if places == 0 && found.len() > 1 { Vec::new() } else { found }
}

/// Wholes beside the rate, or in the department's row, of which the part would be this share.
pub(super) fn wholes<'a>(context: &Context<'a>, rate: Rate<'a>) -> Option<Pair<'a>> {
    let places = rate.stated.value.map_or(0, jiheng_model::decimal::Decimal::scale);
    if places == 0 {
        return None;
    }
    let cells = context
        .facts
        .statements
        .iter()
        .filter(|s| s.entity == Some(Entity::Department) && s.role == Role::Actual && s.state == State::Number);
    let others = nearby(context, rate).into_iter().chain(cells);
    let part = rate.part;
    others
        .filter(|whole| whole.id != rate.base.id && whole.id != part.id && comparable(part, whole))
        .find(|whole| gives(context, part, whole, rate.stated))
        .map(|whole| Pair { part, whole, sure: false })
}

/// Numbers of the same paragraph or cell, the nearest to the rate first.
fn nearby<'a>(context: &Context<'a>, rate: Rate<'a>) -> Vec<&'a Statement> {
    let quantity = |s: &&Statement| {
        s.state == State::Number
            && s.class.is_none()
            && s.id != rate.stated.id
            && s.unit.as_ref().is_some_and(|unit| !matches!(unit.dimension, Dimension::Rate | Dimension::RatePoint))
            && (is_beside(s, rate.stated) || ids(rate).contains(&s.id))
    };
    let mut numbers: Vec<&Statement> = context.facts.statements.iter().filter(quantity).collect();
    numbers.sort_by_key(|s| s.anchor.chars.0.abs_diff(rate.stated.anchor.chars.0));
    numbers.truncate(NUMBERS_MAX);
    numbers
}

fn comparable(a: &Statement, b: &Statement) -> bool {
    a.role == b.role && matches!((&a.unit, &b.unit), (Some(a), Some(b)) if a.comparable(b))
}

fn gives(context: &Context, part: &Statement, base: &Statement, rate: &Statement) -> bool {
    let sides = context.side(part).zip(context.side(base)).zip(context.side(rate));
    sides.is_some_and(|((part, base), rate)| {
        let ratio = part.interval.over_interval(&base.interval).and_then(|ratio| ratio.times(whole(10_000)));
        ratio.is_some_and(|ratio| ratio.meets(&rate.interval))
    })
}
