//! Money without deeds: listed projects that no goal, indicator or result speaks of. Rust: words are compared.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{State, StatementId};

use crate::figure;
use crate::outcome::{Context, Outcome};

/// Words shared by a project's name and a text that speaks of it.
const SHARED_WORDS: usize = 4;

/// Projects of the list that sums to project expenditure.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let listed = context.facts.relations.iter().find_map(|relation| match &relation.kind {
        RelationKind::Sum { total, parts, .. } if relation.origin == Origin::Sentence => {
            let fact = context.get(*total)?.fact.as_ref()?;
            (fact.name == "expenditure.project").then(|| parts.clone())
        }
        _ => None,
    });
    let texts: Vec<String> = context
        .facts
        .statements
        .iter()
        .filter(|s| {
            s.state == State::Text
                && s.fact
                    .as_ref()
                    .is_some_and(|f| f.name.starts_with("indicator.") || f.name == "goal" || f.name == "task")
        })
        .map(|s| s.written.clone())
        .collect();
    let Some(listed) = listed.filter(|_| !texts.is_empty()) else { return Vec::new() };
    let missing: Vec<StatementId> =
        listed.iter().copied().filter(|id| context.get(*id).is_some_and(|s| !covered(&s.subject, &texts))).collect();
    if missing.is_empty() {
        return vec![Outcome::holds(listed.clone(), format!("{}个项目均有目标或指标", listed.len()))];
    }
    let names: Vec<String> = missing
        .iter()
        .filter_map(|id| context.get(*id))
        .map(|s| format!("{}{}", s.subject, figure::with_unit(s)))
        .collect();
    let mut outcome =
        Outcome::fails(missing.clone(), format!("{}个项目中{}个没有目标或指标", listed.len(), missing.len()));
    outcome.say_same("names", names.join("、"));
    outcome.say_same("missing", missing.len().to_string());
    vec![outcome]
}

/// Some four characters in a row of the name stand in some text; shorter names must stand there whole.
fn covered(project: &str, texts: &[String]) -> bool {
    let name: Vec<char> = project.trim_end_matches("项目").trim_end_matches("工程").chars().collect();
    let size = SHARED_WORDS.min(name.len()).max(2);
    name.windows(size).any(|window| {
        let words: String = window.iter().collect();
        texts.iter().any(|text| text.contains(&words))
    })
}
