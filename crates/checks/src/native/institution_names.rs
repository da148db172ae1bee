//! One institution, one name. Rust: names are compared by their parts, not by equality.

use crate::outcome::{Context, Outcome};

/// Names in the text that mean the department but are another institution's.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let Some(own) = context.facts.report.entity.clone() else { return Vec::new() };
    let own_places: Vec<_> = context.facts.of("organisation.own").map(|s| s.id).collect();
    let mut names: Vec<String> = Vec::new();
    let mut ids = Vec::new();
    for other in context.facts.of("organisation.other") {
        if !names.contains(&other.written) {
            names.push(other.written.clone());
        }
        ids.push(other.id);
    }
    if names.is_empty() {
        return if own_places.is_empty() {
            Vec::new()
        } else {
            vec![Outcome::holds(own_places, format!("{own}（名称一致）"))]
        };
    }
    ids.extend(own_places.first());
    let mut outcome = Outcome::fails(ids, format!("{own} ≠ {}", names.join("、")));
    outcome.say_same("own", own);
    outcome.say_same("others", names.join("、"));
    vec![outcome]
}
