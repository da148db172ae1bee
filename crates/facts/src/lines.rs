//! Fact sets from the `facts` blocks of rule examples.

use jiheng_model::anchor::Anchor;
use jiheng_model::evaluation::FactSet;
use jiheng_model::relation::{Origin, Relation, RelationKind};
use jiheng_model::statement::{Approximation, Entity, FactId, Role, State, Statement, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_packs::example::FactLine;

use crate::cell;
use crate::lexicon::Lexicon;

/// The statements of an example, with a restatement for every fact that stands at several places.
///
/// # Errors
/// A line whose fact id, institution or role is not known.
pub fn from_lines(lines: &[FactLine], lexicon: &Lexicon) -> Result<FactSet, String> {
    let mut facts = FactSet::default();
    for line in lines {
        let id = StatementId::try_from(facts.statements.len()).unwrap_or(StatementId::MAX);
        facts.statements.push(statement(id, line, lexicon)?);
    }
    let mut done: Vec<StatementId> = Vec::new();
    for statement in &facts.statements {
        if done.contains(&statement.id) || statement.state != State::Number {
            continue;
        }
        let same = |s: &&Statement| {
            s.fact == statement.fact
                && s.role == statement.role
                && s.state == State::Number
                && (s.entity == statement.entity || s.entity.is_none() || statement.entity.is_none())
        };
        let mentions: Vec<StatementId> = facts.statements.iter().filter(same).map(|s| s.id).collect();
        done.extend(&mentions);
        if mentions.len() >= 2 {
            facts.relations.push(Relation {
                kind: RelationKind::Restatement { mentions },
                origin: Origin::Key,
                strong: true,
            });
        }
    }
    Ok(facts)
}

fn statement(id: StatementId, line: &FactLine, lexicon: &Lexicon) -> Result<Statement, String> {
    let (name, instance) = match line.fact.split_once('[') {
        Some((name, rest)) => (
            name,
            Some(
                rest.trim_end_matches(']')
                    .parse::<u32>()
                    .map_err(|_| format!("{} has no whole instance number", line.fact))?,
            ),
        ),
        None => (line.fact.as_str(), None),
    };
    let text = match line.value.as_str() {
        "空" => "",
        other => other,
    };
    let value = cell::read(text, lexicon);
    let unit = match &line.unit {
        Some(symbol) => Some(lexicon.unit(symbol).ok_or_else(|| format!("{symbol} is no unit of the vocabulary"))?),
        None => value.unit,
    };
    Ok(Statement {
        id,
        fact: Some(FactId { name: name.to_owned(), instance }),
        entity: line.entity.as_deref().map(entity).transpose()?,
        role: line.role.as_deref().map_or(Ok(Role::Actual), role)?,
        written: value.written,
        state: value.state,
        value: value.value,
        value_high: None,
        unit,
        approximation: Approximation::None,
        measure: String::new(),
        subject: String::new(),
        period: None,
        scope: None,
        class: None,
        place: Bilingual::new(line.place.clone(), line.place.clone()),
        anchor: Anchor { block: id, row: None, column: None, chars: (0, 0), source: None },
        digit_runs: 1,
    })
}

fn entity(name: &str) -> Result<Entity, String> {
    match name {
        "department" => Ok(Entity::Department),
        "headquarters" => Ok(Entity::Headquarters),
        other => {
            let number = other.strip_prefix("subordinate").and_then(|n| n.parse().ok());
            number
                .map(Entity::Subordinate)
                .ok_or_else(|| format!("{other} is no institution; use department, headquarters or subordinate1"))
        }
    }
}

fn role(name: &str) -> Result<Role, String> {
    let roles = [Role::Actual, Role::Target, Role::Prior, Role::BudgetInitial, Role::BudgetAdjusted, Role::Final];
    roles.into_iter().find(|role| role.name() == name).ok_or_else(|| format!("{name} is no role"))
}
