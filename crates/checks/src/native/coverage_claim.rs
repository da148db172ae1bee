//! The text speaks for second-tier institutions whose rows are empty. Rust: it joins a claim in prose with empty rows.

use jiheng_model::statement::{Entity, State, StatementId};

use crate::outcome::{Context, Outcome};

/// 全局及二级机构 against rows without a single number.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let claims: Vec<StatementId> = context.of("claim.subordinates").map(|s| s.id).collect();
    let rows: Vec<_> =
        context.facts.statements.iter().filter(|s| matches!(s.entity, Some(Entity::Subordinate(_)))).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let filled = rows.iter().any(|s| {
        matches!(s.state, State::Number | State::Nil) && s.fact.as_ref().is_some_and(|f| f.name != "institution.name")
    });
    let names: Vec<StatementId> =
        rows.iter().filter(|s| s.fact.as_ref().is_some_and(|f| f.name == "institution.name")).map(|s| s.id).collect();
    if filled {
        return if claims.is_empty() {
            Vec::new()
        } else {
            vec![Outcome::holds([claims, names].concat(), "二级机构行已填")]
        };
    }
    if claims.is_empty() {
        return Vec::new();
    }
    let blank = rows.len() - names.len();
    let first: Vec<StatementId> = names.iter().take(2).copied().collect();
    let mut outcome = Outcome::fails([claims, first].concat(), format!("二级机构{}行、{blank}格全部为空", names.len()));
    outcome.say_same("rows", names.len().to_string());
    outcome.say_same("cells", blank.to_string());
    vec![outcome]
}
