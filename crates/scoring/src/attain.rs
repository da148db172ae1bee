//! Which points a standard can give at all.

use std::collections::BTreeSet;

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_packs::framework::Scoring;

/// Sums of items that are kept.
const SUMS_MAX: usize = 4_096;

/// True when some finding of a person, or some measure, gives these points.
pub(crate) fn attainable(rule: &Scoring, full: Decimal, points: Decimal) -> bool {
    let points = points.to_exact();
    match rule {
        Scoring::Tiers { tiers } => tiers.iter().any(|tier| tier.points.0.to_exact() == points),
        Scoring::Judged { items } => items.iter().any(|item| item.points.0.to_exact() == points),
        Scoring::Checklist { items } => {
            let mut sums = BTreeSet::from([whole(0)]);
            for item in items {
                let more: Vec<Exact> =
                    sums.iter().filter_map(|sum| exact::add(*sum, item.points.0.to_exact())).collect();
                if sums.len() < SUMS_MAX {
                    sums.extend(more);
                }
            }
            sums.contains(&points)
        }
        Scoring::Violations { deduct, .. } => {
            let cut = exact::subtract(full.to_exact(), points);
            let cases = cut.and_then(|cut| exact::divide(cut, deduct.0.to_exact()));
            points == whole(0) || cases.is_some_and(|cases| cases.is_integer())
        }
        Scoring::Reference { .. } => false,
        Scoring::CapPerStep { .. }
        | Scoring::FloorPerStep { .. }
        | Scoring::DeviationPerStep { .. }
        | Scoring::ExecutionRate { .. }
        | Scoring::RatioToTarget { .. }
        | Scoring::Indicators { .. }
        | Scoring::Banded { .. }
        | Scoring::External { .. }
        | Scoring::Unseen { .. } => true,
    }
}
