//! Two places that tell the parts of one whole, both adding up, and still differing: two parts are shifted against each
//! other by one amount, or one part of equal wholes goes by one name and has two sizes.

use std::collections::BTreeMap;

use jiheng_model::exact::{Exact, whole};
use jiheng_model::relation::RelationKind;
use jiheng_model::statement::{Statement, StatementId};
use num_traits::{CheckedMul, CheckedSub, Signed};

use super::{Known, Mention, agree, is_apart, is_comparable, is_one_scope};
use crate::builder::Builder;

/// Two versions of one number are of one size: neither is more than so many times the other.
const SIZE: i128 = 3;

/// A shorter total is the total of many things.
const DIGITS_MIN: usize = 4;

/// Passage or block, and whether it is prose.
type Place = (bool, usize);

/// Two mentions of one name with the gap between them.
struct Shift {
    pair: (StatementId, StatementId),
    gap: Exact,
}

/// Pairs that shift against each other.
pub(super) fn find(
    builder: &Builder,
    groups: &[(bool, &Vec<Mention>)],
    known: &Known,
) -> Vec<(StatementId, StatementId)> {
    let mut found = Vec::new();
    let mut by_place: BTreeMap<(Place, Place, Exact), Vec<Shift>> = BTreeMap::new();
    for (definite, mentions) in groups {
        for (index, a) in mentions.iter().enumerate() {
            for b in mentions.iter().skip(index + 1).filter(|b| is_apart(a, b)) {
                if let Some(gap) = gap(builder, a, b) {
                    if *definite && of_one_whole(builder, known, (a.id, b.id)) {
                        found.push((a.id.min(b.id), a.id.max(b.id)));
                    }
                    let place = |m: &Mention| (m.text.0, m.text.1);
                    let shift = Shift { pair: (a.id, b.id), gap };
                    by_place.entry((place(a), place(b), gap.abs())).or_default().push(shift);
                }
            }
        }
    }
    for shifts in by_place.values() {
        for (index, one) in shifts.iter().enumerate() {
            let opposite = |other: &&Shift| {
                other.gap == -one.gap
                    && (in_one_sum(known, one.pair.0, other.pair.0) || in_one_sum(known, one.pair.1, other.pair.1))
            };
            if let Some(other) = shifts.iter().skip(index + 1).find(opposite) {
                found.extend([one.pair, other.pair].map(|(a, b)| (a.min(b), a.max(b))));
            }
        }
    }
    found
}

/// How much the second is more than the first; `None` where they agree or cannot be compared.
fn gap(builder: &Builder, a: &Mention, b: &Mention) -> Option<Exact> {
    let (a, b) = (builder.get(a.id)?, builder.get(b.id)?);
    let compared = is_comparable(a, b) && is_one_scope(a, b) && !agree(a, b);
    let sized = |a: &Statement, b: &Statement| {
        let limit = b.exact().and_then(|b| b.checked_mul(&whole(SIZE)));
        a.exact().zip(limit).is_some_and(|(a, limit)| a <= limit)
    };
    b.exact()?.checked_sub(&a.exact()?).filter(|_| compared && sized(a, b) && sized(b, a))
}

/// Both are parts of sums that hold, with one total of four digits or more.
fn of_one_whole(builder: &Builder, known: &Known, pair: (StatementId, StatementId)) -> bool {
    let totals = |id: StatementId| {
        let sums = known.summed.get(&id).into_iter().flatten();
        sums.filter_map(move |sum| match &builder.facts.relations.get(*sum)?.kind {
            RelationKind::Sum { total, .. } if *total != id => builder.get(*total),
            _ => None,
        })
    };
    let digits =
        |s: &Statement| s.value.map_or(0, |v| v.mantissa().unsigned_abs().to_string().trim_end_matches('0').len());
    totals(pair.0).any(|a| {
        let same = |b: &Statement| a.id != b.id && a.exact() == b.exact() && super::kind(a) == super::kind(b);
        digits(a) >= DIGITS_MIN && totals(pair.1).any(same)
    })
}

fn in_one_sum(known: &Known, a: StatementId, b: StatementId) -> bool {
    let (Some(a), Some(b)) = (known.summed.get(&a), known.summed.get(&b)) else { return false };
    a.iter().any(|sum| b.contains(sum))
}
