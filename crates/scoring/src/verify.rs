//! Runs the worked examples inside frameworks: packs prove themselves.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::Exact;
use jiheng_model::scorecard::Operator;
use jiheng_packs::framework::{Framework, Indicator, Scoring, Vector};

use crate::measure::{Measured, measure};
use crate::points::{Points, found, points, shared};
use crate::target::reached;

/// A worked example that did not give what its pack says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VectorFailure {
    /// Framework and indicator.
    pub at: String,
    /// Where the example is from.
    pub from: String,
    /// Measure and points as the pack has them.
    pub expected: String,
    /// As they came out.
    pub actual: String,
}

/// Runs every example of a framework.
pub fn verify(framework: &Framework) -> Vec<VectorFailure> {
    let all = framework.indicators.iter().flat_map(|i| i.vectors.iter().map(move |vector| (i, vector)));
    all.filter_map(|(indicator, vector)| failure(framework, indicator, vector)).collect()
}

fn failure(framework: &Framework, indicator: &Indicator, vector: &Vector) -> Option<VectorFailure> {
    let rounding = &framework.rounding;
    let (value, given) = worked(framework, indicator, vector);
    let rate = value.and_then(|value| Decimal::round_half_up(value, rounding.rate_places));
    let given = given.map(|points| points.rounded);
    let shown = |rate: Option<Decimal>, points: Option<Decimal>| {
        let text = |number: Option<Decimal>| number.map_or("–".to_owned(), |number| number.trimmed(2).to_string());
        format!("{} → {}", text(rate), text(points))
    };
    let same = |a: Option<Decimal>, b: Option<Decimal>| a.map(Decimal::to_exact) == b.map(Decimal::to_exact);
    let (rate_said, points_said) = (vector.measure.map(|number| number.0), vector.points.map(|number| number.0));
    if same(rate, rate_said) && same(given, points_said) {
        return None;
    }
    Some(VectorFailure {
        at: format!("{} {}", framework.id, indicator.id),
        from: vector.from.clone(),
        expected: shown(rate_said, points_said),
        actual: shown(rate, given),
    })
}

/// The measure and the points of an example.
fn worked(framework: &Framework, indicator: &Indicator, vector: &Vector) -> (Option<Exact>, Option<Points>) {
    let rounding = &framework.rounding;
    let full = indicator.points.map_or(Decimal::ZERO, |points| points.0);
    let input = |key: &str| vector.inputs.get(key).map(|number| number.0.to_exact());
    if let (Scoring::Indicators { overshoot, .. }, Some(op)) = (&indicator.rule, vector.op) {
        let lower = matches!(op.0, Operator::AtMost | Operator::Below);
        let value = input("target").zip(input("actual")).and_then(|(target, actual)| reached(lower, target, actual));
        let exact = value.and_then(|value| shared(full.to_exact(), value, *overshoot));
        return (value, exact.and_then(|exact| Points::of(exact, full, rounding)));
    }
    if let Some(number) = vector.found {
        return (None, found(&indicator.rule, full, number.0, rounding));
    }
    let Some(asked) = &indicator.measure else { return (None, None) };
    match measure(asked, |term| input(&term.key())) {
        // A reference has no points to give.
        Measured::Value(value) if indicator.points.is_none() => (Some(value), None),
        Measured::Value(value) => (Some(value), points(&indicator.rule, full, value, rounding)),
        Measured::NothingToDo if indicator.points.is_some() => (None, Points::of(full.to_exact(), full, rounding)),
        Measured::FromNothing if indicator.points.is_some() => {
            (None, Points::of(jiheng_model::exact::whole(0), full, rounding))
        }
        _ => (None, None),
    }
}
