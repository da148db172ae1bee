//! A rate to points.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::scorecard::Operator;
use jiheng_packs::framework::{Overshoot, Rounded, Rounding, Scoring, StepMode, Tier};

/// Points before and after rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// As reckoned.
    pub exact: Exact,
    /// As given, half up.
    pub rounded: Decimal,
}

impl Points {
    /// Rounds half up, to at least nothing and at most the full points.
    pub(crate) fn of(exact: Exact, full: Decimal, rounding: &Rounding) -> Option<Self> {
        let exact = exact.clamp(whole(0), full.to_exact().max(whole(0)));
        Some(Self { exact, rounded: Decimal::round_half_up(exact, rounding.points_places)? })
    }
}

/// The points of a measure under a rule with so many full points. `None` where a person has to say, and on overflow.
pub fn points(rule: &Scoring, full: Decimal, measure: Exact, rounding: &Rounding) -> Option<Points> {
    let measure = match rounding.thresholds {
        Rounded::Before => measure,
        Rounded::After => Decimal::round_half_up(measure, rounding.rate_places)?.to_exact(),
    };
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
        Scoring::ExecutionRate { overshoot } => shared(most, measure, *overshoot)?,
        Scoring::RatioToTarget { op, overshoot } => {
            let hundred = whole(100);
            let share = match op.0 {
                Operator::AtMost | Operator::Below if measure > hundred => exact::divide(whole(10_000), measure)?,
                Operator::AtMost | Operator::Below => hundred,
                Operator::AtLeast | Operator::Above | Operator::Equal => measure,
            };
            shared(most, share, *overshoot)?
        }
        Scoring::Indicators { .. }
        | Scoring::Banded { .. }
        | Scoring::Checklist { .. }
        | Scoring::Violations { .. }
        | Scoring::External { .. }
        | Scoring::Judged { .. }
        | Scoring::Unseen { .. }
        | Scoring::Reference { .. } => return None,
    };
    Points::of(reckoned, full, rounding)
}

/// So many percent of the points; `None` where more than all of them is for a person to say.
pub(crate) fn shared(most: Exact, percent: Exact, overshoot: Option<Overshoot>) -> Option<Exact> {
    if percent > whole(100) && overshoot != Some(Overshoot::Full) {
        return None;
    }
    exact::divide(exact::multiply(most, percent)?, whole(100))
}

/// The points of what a person found: so many cases, or such a share in percent.
pub fn found(rule: &Scoring, full: Decimal, found: Decimal, rounding: &Rounding) -> Option<Points> {
    let most = full.to_exact();
    let reckoned = match rule {
        Scoring::Violations { deduct, .. } => {
            exact::subtract(most, exact::multiply(found.to_exact(), deduct.0.to_exact())?)?
        }
        Scoring::External { .. } | Scoring::Banded { .. } => {
            exact::divide(exact::multiply(most, found.to_exact())?, whole(100))?
        }
        _ => return None,
    };
    Points::of(reckoned, full, rounding)
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
    use jiheng_packs::framework::{Number, Op};

    use super::*;

    fn number(text: &str) -> Number {
        Number(Decimal::parse(text).unwrap())
    }

    fn reckoned(rule: &Scoring, full: &str, measure: &str) -> String {
        points(rule, number(full).0, number(measure).0.to_exact(), &Rounding::default()).unwrap().rounded.to_string()
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
        let executed = Scoring::ExecutionRate { overshoot: Some(Overshoot::Full) };
        let ratio = |op| Scoring::RatioToTarget { op: Op(op), overshoot: Some(Overshoot::Full) };
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
            (executed.clone(), "10", "80.448", "8.04"),
            (executed.clone(), "10", "130", "10.00"),
            (executed, "10", "-5", "0.00"),
            (ratio(Operator::AtLeast), "10", "96", "9.60"),
            (ratio(Operator::AtLeast), "10", "140", "10.00"),
            (ratio(Operator::AtMost), "10", "96", "10.00"),
            (ratio(Operator::AtMost), "10", "125", "8.00"),
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

    #[test]
    fn a_person_is_asked_where_the_pack_says_so() {
        let rule = Scoring::ExecutionRate { overshoot: Some(Overshoot::Ask) };
        let full = number("10").0;
        let given = |measure: &str| points(&rule, full, number(measure).0.to_exact(), &Rounding::default());
        assert!(given("100").is_some() && given("100.01").is_none());
    }

    #[test]
    fn thresholds_are_compared_before_or_after_rounding_as_the_pack_says() {
        let rule = Scoring::Tiers {
            tiers: vec![
                Tier { to: Some(number("90")), includes: false, points: number("4") },
                Tier { to: None, includes: false, points: number("6") },
            ],
        };
        for (thresholds, expected) in [(Rounded::Before, "4.00"), (Rounded::After, "6.00")] {
            let rounding = Rounding { thresholds, ..Rounding::default() };
            let given = points(&rule, number("6").0, number("89.996").0.to_exact(), &rounding);
            assert_eq!(given.map(|points| points.rounded.to_string()).as_deref(), Some(expected));
        }
    }
}
