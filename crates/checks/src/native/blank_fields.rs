//! Labelled cells and cover lines that were left empty. Rust: it walks over whatever the form definition asks for.

use jiheng_model::statement::{State, StatementId};

use super::is_form;
use crate::outcome::{Context, Outcome};

/// The cover: year, name, code, method, body and date. One finding for all of it.
pub(super) fn cover(context: &Context) -> Vec<Outcome> {
    let Some(form) = context.packs.forms.iter().find(|form| Some(&form.id) == context.facts.report.form.as_ref())
    else {
        return Vec::new();
    };
    let wanted: Vec<_> = form.fields.iter().filter(|field| field.part == "cover" && field.required).collect();
    let (mut found, mut missing): (Vec<StatementId>, Vec<String>) = (Vec::new(), Vec::new());
    let mut absent: Vec<String> = Vec::new();
    for field in &wanted {
        let statement = context.of(&field.fact).next();
        if let Some(statement) = statement.filter(|s| s.state != State::Blank) {
            found.push(statement.id);
        } else {
            found.extend(statement.map(|s| s.id));
            missing.push(field.labels.first().cloned().unwrap_or_default());
            absent.push(field.fact.clone());
        }
    }
    if missing.is_empty() {
        return vec![Outcome::holds(found, format!("封面{}项齐全", wanted.len()))];
    }
    let mut outcome = Outcome::fails(found, format!("缺{}项：{}", missing.len(), missing.join("、")));
    let english: Vec<String> = absent.iter().map(|fact| english(context, fact)).collect();
    outcome.say("missing", missing.join("、"), english.join(", "));
    vec![outcome]
}

/// English label of a fact.
fn english(context: &Context, fact: &str) -> String {
    context.packs.vocabulary.fact(fact).map_or_else(|| fact.to_owned(), |entry| entry.en.clone())
}

/// Basic data, score and grade that must be there.
pub(super) fn required(context: &Context) -> Vec<Outcome> {
    if !is_form(context) {
        return Vec::new();
    }
    let form = context.packs.forms.iter().find(|form| Some(&form.id) == context.facts.report.form.as_ref());
    let fields = form.map(|form| {
        form.fields
            .iter()
            .filter(|f| f.required && !matches!(f.part.as_str(), "cover" | "preparer"))
            .collect::<Vec<_>>()
    });
    let mut outcomes = Vec::new();
    for field in fields.unwrap_or_default() {
        let Some(statement) = context.of(&field.fact).next() else { continue };
        let label = field.labels.first().cloned().unwrap_or_default();
        if statement.state == State::Blank {
            let mut outcome = Outcome::fails(vec![statement.id], format!("{label}：空"));
            outcome.say("label", label, english(context, &field.fact));
            outcomes.push(outcome);
        }
    }
    outcomes
}
