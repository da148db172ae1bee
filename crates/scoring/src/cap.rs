//! Local rules that cut points: the total, or what the indicators of one group come to.

use jiheng_model::decimal::Decimal;
use jiheng_model::scorecard::{Capped, Column, Scorecard};
use jiheng_model::text::Bilingual;
use jiheng_packs::framework::{Cap, Framework};

use crate::alarm::{fires, points};

/// Cuts the sums of the card, and tells of every cap that took hold.
pub(crate) fn apply(card: &mut Scorecard, framework: &Framework) -> Vec<Capped> {
    let mut capped = Vec::new();
    for cap in &framework.caps {
        if cap.when.as_ref().is_some_and(|when| fires(card, when).is_none()) {
            continue;
        }
        for column in Column::ALL {
            let Some(before) = before(card, cap, column) else { continue };
            let most = cap.at_most.0;
            if before.to_exact() <= most.to_exact() {
                continue;
            }
            let message = Bilingual::new(cap.zh.clone(), cap.en.clone());
            capped.push(Capped { id: cap.id.clone(), message, column, before, after: most });
            let excess = before.checked_add(most.negated()).unwrap_or(Decimal::ZERO);
            let tally = match column {
                // What the report gives itself stays what it says.
                Column::Declared => continue,
                Column::Computed => Some(&mut card.computed),
                Column::Reviewed => card.reviewed.as_mut(),
            };
            if let Some(tally) = tally {
                tally.points = tally.points.checked_add(excess.negated()).unwrap_or(tally.points);
            }
        }
    }
    capped
}

/// The points that a cap looks at.
fn before(card: &Scorecard, cap: &Cap, column: Column) -> Option<Decimal> {
    let Some(group) = &cap.group else {
        return match column {
            Column::Declared => card.declared.map(|declared| declared.points),
            Column::Computed => Some(card.computed.points),
            Column::Reviewed => card.reviewed.map(|tally| tally.points),
        };
    };
    let lines = card.lines.iter().filter(|line| line.group.first() == Some(group));
    let known: Vec<Decimal> = lines.filter_map(|line| points(line, column)).collect();
    let sum = known.iter().try_fold(Decimal::ZERO, |sum, points| sum.checked_add(*points));
    sum.filter(|_| !known.is_empty())
}
