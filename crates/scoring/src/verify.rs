//! Runs the worked examples inside frameworks: packs prove themselves.

use jiheng_model::decimal::Decimal;
use jiheng_packs::framework::{Framework, Indicator, Vector};

use crate::measure::{Measured, measure};
use crate::points::points;

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
    let asked = indicator.measure.as_ref()?;
    let measured = measure(asked, |term| vector.inputs.get(&term.key()).map(|number| number.0.to_exact()));
    let rate = match &measured {
        Measured::Value(value) => Decimal::round_half_up(*value, 2),
        _ => None,
    };
    let given = match &measured {
        Measured::Value(value) => points(&indicator.rule, indicator.points.0, *value),
        Measured::NothingToDo => Some(indicator.points.0),
        _ => None,
    };
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
