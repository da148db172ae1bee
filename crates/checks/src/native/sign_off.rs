//! Signatures, opinions and dates. Rust: all blanks of the chain are one finding.

use jiheng_model::statement::{State, StatementId};

use super::is_form;
use crate::outcome::{Context, Outcome};

/// Every evaluator signed; leader, department and finance section signed, dated and gave an opinion.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    if !is_form(context) {
        return Vec::new();
    }
    let chain = |name: &str| name == "evaluator.signature" || name.starts_with("signoff.");
    let parts: Vec<_> =
        context.facts.statements.iter().filter(|s| s.fact.as_ref().is_some_and(|f| chain(&f.name))).collect();
    let blank: Vec<StatementId> = parts.iter().filter(|s| s.state == State::Blank).map(|s| s.id).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    if blank.is_empty() {
        return vec![Outcome::holds(
            parts.iter().map(|s| s.id).collect(),
            format!("签字、意见、日期{}处齐全", parts.len()),
        )];
    }
    let mut outcome = Outcome::fails(blank.clone(), format!("{}处中{}处为空", parts.len(), blank.len()));
    outcome.say_same("blank", blank.len().to_string());
    outcome.say_same("all", parts.len().to_string());
    vec![outcome]
}
