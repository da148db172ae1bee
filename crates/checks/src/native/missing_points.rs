//! A total score without points per indicator. Rust: it asks for the absence of a table.

use jiheng_model::statement::State;

use super::{is_form, single};
use crate::figure;
use crate::outcome::{Context, Outcome};

/// So many points make a table of them.
const POINTS_MIN: usize = 3;

/// 98 points that nobody can recompute. Only a whole form can lack its table.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    if !is_form(context) {
        return Vec::new();
    }
    let Some(score) = single(context, "score.total").filter(|s| s.state == State::Number) else { return Vec::new() };
    let points: Vec<_> = context.of("score_table.score").filter(|s| s.state == State::Number).map(|s| s.id).collect();
    // Points of a table that the form does not know are points as well.
    let elsewhere = context.facts.statements.iter().filter(|s| {
        s.state == State::Number && s.id != score.id && s.anchor.row.is_some() && s.measure.contains("得分")
    });
    if points.is_empty() && elsewhere.count() < POINTS_MIN {
        let mut outcome = Outcome::fails(vec![score.id], format!("综合得分{}，分项得分0项", figure::bare(score)));
        outcome.say_same("score", figure::bare(score));
        return vec![outcome];
    }
    let count = points.len();
    vec![Outcome::holds(std::iter::once(score.id).chain(points).collect(), format!("评分表{count}项"))]
}
