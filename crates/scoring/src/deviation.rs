//! How far declared points are from recomputed and reviewed ones: (自评 − 复核) ÷ 自评.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, whole};
use jiheng_model::scorecard::{Deviation, Line, Scorecard};
use jiheng_packs::framework::Rounding;

/// The deviation of one figure from another.
pub(crate) fn of(declared: Decimal, other: Decimal, rounding: &Rounding) -> Option<Deviation> {
    let difference = declared.checked_add(other.negated())?;
    let share = exact::divide(difference.to_exact(), declared.to_exact());
    let percent = share.and_then(|share| exact::multiply(share, whole(100)));
    let rate = percent.and_then(|percent| Decimal::round_half_up(percent, rounding.rate_places));
    Some(Deviation { difference, rate })
}

/// Fills them in for every line and for the whole.
pub(crate) fn fill(card: &mut Scorecard, rounding: &Rounding) {
    for line in &mut card.lines {
        one(line, rounding);
        line.parts.iter_mut().for_each(|part| one(part, rounding));
    }
    let Some(tally) = card.reviewed else { return };
    let of_all = Some(tally.of.to_exact()) == card.full.map(Decimal::to_exact);
    let declared = if of_all { card.declared.map(|declared| declared.points) } else { declared_of_reviewed(card) };
    card.deviation = declared.and_then(|declared| of(declared, tally.points, rounding));
}

fn one(line: &mut Line, rounding: &Rounding) {
    let Some(declared) = line.declared_alike() else { return };
    line.deviation_computed = line.outcome.points().and_then(|points| of(declared, points, rounding));
    line.deviation_reviewed = line.reviewed.as_ref().and_then(|reviewed| of(declared, reviewed.points, rounding));
}

/// What the report gives itself for the indicators that were reviewed; none where one of them has no points.
fn declared_of_reviewed(card: &Scorecard) -> Option<Decimal> {
    let whole_lines = card.lines.iter().filter(|line| line.reviewed.is_some());
    let rest = card.lines.iter().filter(|line| line.reviewed.is_none());
    let parts = rest.flat_map(|line| &line.parts).filter(|part| part.reviewed.is_some());
    whole_lines.chain(parts).try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.declared_alike()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deviation_is_a_share_of_what_was_declared() {
        let number = |text: &str| Decimal::parse(text).unwrap();
        for (declared, other, difference, rate) in
            [("98", "88.2", "9.8", Some("10.00")), ("10", "8.04", "1.96", Some("19.60")), ("0", "3", "-3", None)]
        {
            let found = of(number(declared), number(other), &Rounding::default()).unwrap();
            assert_eq!((found.difference, found.rate), (number(difference), rate.map(number)), "{declared} {other}");
        }
    }
}
