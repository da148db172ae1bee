//! One institution, one name. Rust: names are compared by their parts, not by equality.

use jiheng_model::statement::{State, StatementId};

use crate::outcome::{Context, Outcome};

/// Names in the text that mean the department but are another institution's.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let Some(own) = context.facts.report.entity.clone() else { return Vec::new() };
    let own_places: Vec<_> = context.of("organisation.own").map(|s| s.id).collect();
    let mut names: Vec<String> = Vec::new();
    let mut ids = Vec::new();
    for other in context.of("organisation.other") {
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
    let cover = context.of("cover.entity").filter(|s| s.state == State::Text).map(|s| s.id);
    let own_places: Vec<_> = cover.chain(own_places).collect();
    let (right, wrong, ids) = settle(own, &own_places, &names, &ids);
    let mut outcome = Outcome::fails(ids, format!("{right} ≠ {wrong}"));
    outcome.say_same("own", right);
    outcome.say_same("others", wrong);
    vec![outcome]
}

/// The name that stands more often is taken as the right one, and the places of the other are shown first.
fn settle(
    own: String,
    own_places: &[StatementId],
    others: &[String],
    other_places: &[StatementId],
) -> (String, String, Vec<StatementId>) {
    match others {
        [other] if other_places.len() > own_places.len() => {
            let ids = own_places.iter().chain(other_places.first()).copied().collect();
            (other.clone(), own, ids)
        }
        _ => {
            let ids = other_places.iter().chain(own_places.first()).copied().collect();
            (own, others.join("、"), ids)
        }
    }
}
