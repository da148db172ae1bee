//! What a result rests on: a source where the table asks for one, a rate and a survey for satisfaction.

use jiheng_model::statement::{State, Statement};
use jiheng_model::unit::Dimension;

use super::each;
use crate::outcome::{Context, Outcome};
use jiheng_model::indicator::Kind;

/// The table has a column for the source, and it is empty.
pub(in crate::native) fn missing(context: &Context) -> Vec<Outcome> {
    each(
        context,
        |i| i.evidence.is_some() && !i.result_text().is_empty(),
        |i| i.evidence.is_some_and(|s| s.state == State::Blank),
        "佐证材料齐全",
    )
}

/// Satisfaction without any percentage or score.
pub(in crate::native) fn satisfaction_without_rate(context: &Context) -> Vec<Outcome> {
    let rated = |s: &&&Statement| {
        s.unit.as_ref().is_none_or(|unit| matches!(unit.dimension, Dimension::Rate | Dimension::Score))
    };
    each(
        context,
        |i| i.kind == Kind::Satisfaction && i.target.is_some_and(|s| s.state == State::Text),
        |i| !i.targets.iter().chain(&i.results).any(|s| rated(&s)),
        "满意度指标有百分比",
    )
}

/// A rate of satisfaction in a report that nowhere speaks of asking anybody.
pub(in crate::native) fn satisfaction_without_survey(context: &Context) -> Vec<Outcome> {
    let asked = context.of("claim.survey").next().is_some();
    each(
        context,
        |i| i.kind == Kind::Satisfaction && !i.results.is_empty(),
        |i| !asked && i.evidence.is_none_or(|s| s.state == State::Blank),
        "写明了满意度的调查方式",
    )
}
