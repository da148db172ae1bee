//! A rate to points.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_packs::framework::{Scoring, StepMode, Tier};

/// Decimals of points.
const POINTS_SCALE: u32 = 2;

/// The points of a measure under a rule with so many full points; thresholds are compared with the unrounded measure,
/// the points are rounded half up to two decimals. `None` where a person judges, and on overflow.
pub fn points(rule: &Scoring, full: Decimal, measure: Exact) -> Option<Decimal> {
    let most = full.to_exact();
    let less = |excess: Exact, step: Decimal, deduct: Decimal, mode: StepMode| {
        let steps = steps(excess, step.to_exact(), mode)?;
        exact::subtract(most, exact::multiply(steps, deduct.to_exact())?)
    };
    let above = |limit: Exact| exact::subtract(measure, limit).map(|excess| excess.max(whole(0)));
    let below = |limit: Exact| exact::subtract(limit, measure).map(|lack| lack.max(whole(0)));
    let reckoned = match rule {
        Scoring::CapPerStep { limit, step, deduct, mode } => less(above(limit.0.to_exact())?, step.0, deduct.0, *mode)?,
        Scoring::FloorPerStep { limit, step, deduct, mode } => {
            less(below(limit.0.to_exact())?, step.0, deduct.0, *mode)?
        }
        Scoring::DeviationPerStep { center, step, deduct, mode } => {
            let center = center.0.to_exact();
            less(above(center)?.max(below(center)?), step.0, deduct.0, *mode)?
        }
        Scoring::Tiers { tiers } => tier(tiers, measure)?.points.0.to_exact(),
        Scoring::ExecutionRate => exact::divide(exact::multiply(most, measure)?, whole(100))?,
        Scoring::Checklist { .. } | Scoring::Violations { .. } | Scoring::External { .. } | Scoring::Judged { .. } => {
            return None;
        }
    };
    Decimal::round_half_up(reckoned.clamp(whole(0), most), POINTS_SCALE)
}

/// How many steps an excess comes to.
fn steps(excess: Exact, step: Exact, mode: StepMode) -> Option<Exact> {
    let steps = exact::divide(excess, step)?;
    Some(match mode {
        StepMode::FullSteps => steps.floor(),
        StepMode::StartedSteps => steps.ceil(),
        StepMode::Proportional => steps,
    })
}

/// The band a measure lies in; bands rise and the last has no upper end.
pub(crate) fn tier(tiers: &[Tier], measure: Exact) -> Option<&Tier> {
    tiers.iter().find(|tier| match tier.to.map(|to| to.0.to_exact()) {
        None => true,
        Some(to) => measure < to || tier.includes && measure == to,
    })
}

#[cfg(test)]
mod tests {
    use jiheng_packs::framework::Number;

    use super::*;

    fn number(text: &str) -> Number {
        Number(Decimal::parse(text).unwrap())
    }

    fn reckoned(rule: &Scoring, full: &str, measure: &str) -> String {
        points(rule, number(full).0, number(measure).0.to_exact()).unwrap().to_string()
    }

    #[test]
    fn steps_are_taken_as_the_rule_says() {
        let cap = |mode| Scoring::CapPerStep { limit: number("100"), step: number("1"), deduct: number("0.5"), mode };
        let floor = |mode| Scoring::FloorPerStep { limit: number("100"), step: number("5"), deduct: number("2"), mode };
        let deviation = Scoring::DeviationPerStep {
            center: number("100"),
            step: number("5"),
            deduct: number("2"),
            mode: StepMode::FullSteps,
        };
        for (rule, full, measure, expected) in [
            (cap(StepMode::FullSteps), "5", "95.08", "5.00"),
            (cap(StepMode::FullSteps), "5", "100", "5.00"),
            (cap(StepMode::FullSteps), "5", "100.99", "5.00"),
            (cap(StepMode::FullSteps), "5", "102.5", "4.00"),
            (cap(StepMode::StartedSteps), "5", "102.5", "3.50"),
            (cap(StepMode::Proportional), "5", "102.5", "3.75"),
            (cap(StepMode::FullSteps), "5", "500", "0.00"),
            (floor(StepMode::FullSteps), "8", "99.27", "8.00"),
            (floor(StepMode::StartedSteps), "8", "99.27", "6.00"),
            (floor(StepMode::FullSteps), "8", "120", "8.00"),
            (deviation.clone(), "6", "106", "4.00"),
            (deviation.clone(), "6", "94", "4.00"),
            (deviation, "6", "100", "6.00"),
            (Scoring::ExecutionRate, "10", "80.448", "8.04"),
            (Scoring::ExecutionRate, "10", "130", "10.00"),
            (Scoring::ExecutionRate, "10", "-5", "0.00"),
        ] {
            assert_eq!(reckoned(&rule, full, measure), expected, "{rule:?} {measure}");
        }
    }

    #[test]
    fn an_end_of_a_band_belongs_where_the_rule_says() {
        let tier = |to: Option<&str>, includes, points| Tier { to: to.map(number), includes, points: number(points) };
        let control = Scoring::Tiers {
            tiers: vec![tier(Some("0"), true, "5"), tier(Some("10"), true, "4"), tier(None, false, "0")],
        };
        let satisfaction = Scoring::Tiers {
            tiers: vec![tier(Some("80"), false, "2"), tier(Some("90"), false, "4"), tier(None, false, "6")],
        };
        for (rule, measure, expected) in [
            (&control, "0", "5.00"),
            (&control, "0.01", "4.00"),
            (&control, "10", "4.00"),
            (&control, "10.01", "0.00"),
            (&satisfaction, "90", "6.00"),
            (&satisfaction, "89.99", "4.00"),
            (&satisfaction, "80", "4.00"),
            (&satisfaction, "79.99", "2.00"),
        ] {
            assert_eq!(reckoned(rule, "6", measure), expected, "{measure}");
        }
    }
}
