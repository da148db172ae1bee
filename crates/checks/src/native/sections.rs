//! The nine sections of the narrative. Rust: it looks at order and absence together.

use jiheng_model::statement::{State, StatementId};

use super::is_form;
use crate::outcome::{Context, Outcome};

/// All sections are there.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let Some(form) = context
        .packs
        .forms
        .iter()
        .find(|form| Some(&form.id) == context.facts.report.form.as_ref())
        .filter(|_| is_form(context))
    else {
        return Vec::new();
    };
    let (mut found, mut missing): (Vec<StatementId>, Vec<(StatementId, &str, &str)>) = (Vec::new(), Vec::new());
    for section in &form.sections {
        let Some(statement) = context.of(&section.fact).next() else { continue };
        if statement.state == State::Blank {
            missing.push((statement.id, section.labels.first().map_or("", String::as_str), &section.en));
        } else {
            found.push(statement.id);
        }
    }
    if missing.is_empty() {
        return vec![Outcome::holds(found, format!("综述{}节齐全", form.sections.len()))];
    }
    let names: Vec<&str> = missing.iter().map(|(_, zh, _)| *zh).collect();
    let english: Vec<&str> = missing.iter().map(|(_, _, en)| *en).collect();
    let mut outcome = Outcome::fails(missing.iter().map(|(id, _, _)| *id).collect(), format!("缺{}节", missing.len()));
    outcome.say("missing", names.join("、"), english.join(", "));
    vec![outcome]
}
