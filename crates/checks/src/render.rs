//! Message templates of rules, filled in.

use jiheng_model::statement::Statement;
use jiheng_model::text::{Bilingual, filled};

use crate::figure;
use crate::outcome::{Context, Outcome};

/// Fills `{…}` of a template. Known are the words of the outcome, `calculation`, `difference`, `allowed`, and for the
/// first three statements `a.place`, `a.written`, `a.value` (with unit), likewise `b` and `c`.
pub(crate) fn fill(context: &Context, outcome: &Outcome, template: &Bilingual) -> Bilingual {
    Bilingual::new(one(context, outcome, &template.zh, true), one(context, outcome, &template.en, false))
}

fn one(context: &Context, outcome: &Outcome, template: &str, zh: bool) -> String {
    filled(template, |name| value(context, outcome, name, zh))
}

fn value(context: &Context, outcome: &Outcome, name: &str, zh: bool) -> Option<String> {
    let pick = |text: &Bilingual| if zh { text.zh.clone() } else { text.en.clone() };
    if let Some(word) = outcome.words.get(name) {
        return Some(pick(word));
    }
    match name {
        "calculation" => Some(outcome.calculation.clone()),
        "difference" => Some(outcome.difference.clone().unwrap_or_default()),
        "allowed" => Some(outcome.allowed.clone().unwrap_or_else(|| "0".to_owned())),
        "count" => Some(outcome.statements.len().to_string()),
        _ => {
            let (which, field) = name.split_once('.')?;
            let index = ["a", "b", "c", "d", "e"].iter().position(|letter| *letter == which)?;
            let statement = context.get(*outcome.statements.get(index)?)?;
            Some(match field {
                "place" => pick(&statement.place),
                "written" => figure::bare(statement),
                "value" => figure::with_unit(statement),
                "name" => label(context, statement, zh),
                _ => return None,
            })
        }
    }
}

/// What a statement is called: the label of its fact, else its subject and measure.
pub(crate) fn label(context: &Context, statement: &Statement, zh: bool) -> String {
    let fact = statement.fact.as_ref().and_then(|fact| context.packs.vocabulary.fact(&fact.name));
    match fact {
        Some(fact) if zh => fact.zh.clone(),
        Some(fact) => fact.en.clone(),
        None if statement.subject == statement.measure || statement.measure.is_empty() => statement.subject.clone(),
        None => format!("{}{}", statement.subject, statement.measure),
    }
}
