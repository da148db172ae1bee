//! Score against grade. Rust: the bands are a framework of their own.

use jiheng_model::statement::State;

use super::single;
use crate::figure;
use crate::outcome::{Context, Outcome};

/// The grade must be that of the band the score lies in.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let (Some(score), Some(grade)) = (single(context, "score.total"), single(context, "score.grade")) else {
        return Vec::new();
    };
    let bands = &context.packs.bands;
    let written = grade.written.trim();
    let Some(expected) = score.value.filter(|_| score.state == State::Number).and_then(|v| bands.grade(v.to_exact()))
    else {
        return Vec::new();
    };
    let Some(stated) = bands.named(written) else { return Vec::new() };
    let range = bands.range(expected).unwrap_or_default();
    let ids = vec![score.id, grade.id];
    if stated == expected {
        return vec![Outcome::holds(ids, format!("{}分 ∈ {expected}（{range}）", figure::bare(score)))];
    }
    let mut outcome = Outcome::fails(ids, format!("{}分 ∈ {expected}（{range}），填为{written}", figure::bare(score)));
    outcome.say_same("expected", expected);
    outcome.say_same("range", range);
    vec![outcome]
}

/// A score outside 0–100, or a grade word that no band has.
pub(super) fn unknown(context: &Context) -> Vec<Outcome> {
    let bands = &context.packs.bands;
    let mut outcomes = Vec::new();
    if let Some(score) = single(context, "score.total").filter(|s| s.state == State::Number) {
        let inside = score.value.and_then(|v| bands.grade(v.to_exact())).is_some()
            && score.value.is_some_and(|v| v.mantissa() >= 0);
        let calculation = format!("0 ≤ {} ≤ 100", figure::bare(score));
        outcomes.push(if inside {
            Outcome::holds(vec![score.id], calculation)
        } else {
            Outcome::fails(vec![score.id], calculation)
        });
    }
    outcomes
}
