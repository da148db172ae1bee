//! Money without deeds and deeds without money: the list of projects against goals, indicators and what the text says
//! was built. Rust: words are compared, and amounts of what is covered are added.

use jiheng_model::relation::RelationKind;
use jiheng_model::statement::{State, Statement, StatementId};

use crate::compare::Side;
use crate::figure;
use crate::outcome::{Context, Outcome};
use crate::words::stem;

/// Words shared by a project's name and a text that speaks of it.
const SHARED_WORDS: usize = 4;

/// Share of project money below which missing projects are told.
const COVERED_PERCENT: i128 = 80;

/// Projects of the list that sums to project expenditure, largest list first.
fn listed(context: &Context) -> Option<Vec<StatementId>> {
    let lists = context.facts.relations.iter().filter_map(|relation| match &relation.kind {
        RelationKind::Sum { total, parts, .. } => {
            let fact = context.get(*total)?.fact.as_ref()?;
            let named = parts.iter().all(|id| context.get(*id).is_some_and(|s| !s.subject.is_empty()));
            (fact.name == "expenditure.project" && named && parts.len() >= 2).then(|| parts.clone())
        }
        _ => None,
    });
    lists.max_by_key(Vec::len)
}

/// Projects no goal, indicator or result speaks of, when they are a large share of the money.
pub(super) fn check(context: &Context) -> Vec<Outcome> {
    let texts: Vec<&str> = context.facts.statements.iter().filter(|s| speaks(s)).map(|s| s.written.as_str()).collect();
    let Some(listed) = listed(context).filter(|_| !texts.is_empty()) else { return Vec::new() };
    let (found, missing): (Vec<StatementId>, Vec<StatementId>) =
        listed.iter().partition(|id| context.get(**id).is_some_and(|s| covered(&s.subject, &texts)));
    let share = share(context, &found, &listed);
    let shown = share.as_ref().map_or(String::new(), |(_, text)| format!("，{text}"));
    let least = context.parameter("covered_percent_min", COVERED_PERCENT);
    let enough = share.as_ref().is_some_and(|(percent, _)| *percent >= least);
    if missing.is_empty() || enough {
        return vec![Outcome::holds(
            listed.clone(),
            format!("{}个项目中{}个有目标或指标{shown}", listed.len(), found.len()),
        )];
    }
    let names: Vec<String> = missing
        .iter()
        .filter_map(|id| context.get(*id))
        .map(|s| format!("{}{}", s.subject, figure::with_unit(s)))
        .collect();
    let calculation = format!("{}个项目中{}个没有目标或指标{shown}", listed.len(), missing.len());
    let mut outcome = Outcome::fails(missing.clone(), calculation);
    outcome.say_same("names", names.join("、"));
    outcome.say_same("missing", missing.len().to_string());
    outcome.say_same("share", share.map(|(_, text)| text).unwrap_or_default());
    vec![outcome]
}

/// A text in which a project may be spoken of.
fn speaks(statement: &Statement) -> bool {
    let of = |name: &str| {
        name.starts_with("indicator.") || name.starts_with("indicator_table.") || name == "goal" || name == "task"
    };
    statement.state == State::Text && statement.fact.as_ref().is_some_and(|fact| of(&fact.name))
}

/// Covered money over all project money: whole percent, rounded down, and the calculation.
fn share(context: &Context, found: &[StatementId], listed: &[StatementId]) -> Option<(i128, String)> {
    let total =
        |ids: &[StatementId]| ids.iter().try_fold(Side::zero(), |sum, id| sum.plus(&Side::of(context.get(*id)?)?));
    let reference = context.get(*listed.first()?)?;
    let (part, whole) = (total(found)?, total(listed)?);
    let ratio = num_traits::CheckedDiv::checked_div(&part.exact, &whole.exact)?;
    let percent = num_traits::CheckedMul::checked_mul(&ratio, &jiheng_model::exact::whole(100))?.to_integer();
    let amount = |side: &Side| figure::in_unit_of(side.exact, reference);
    Some((percent, format!("{}÷{}={}%", amount(&part), amount(&whole), figure::percent(ratio))))
}

/// Some four characters in a row of the name stand in some text; shorter names must stand there whole.
fn covered(project: &str, texts: &[&str]) -> bool {
    let name: Vec<char> = stem(project).chars().collect();
    let size = SHARED_WORDS.min(name.len()).max(2);
    name.windows(size).any(|window| {
        let words: String = window.iter().collect();
        texts.iter().any(|text| text.contains(&words))
    })
}

/// Own major projects the text names, missing in the list of projects.
pub(super) fn unlisted(context: &Context) -> Vec<Outcome> {
    let claims: Vec<&Statement> =
        context.of("claim.deed.supervised").filter(|s| !s.written.contains(['，', ','])).collect();
    let Some(listed) = listed(context).filter(|_| !claims.is_empty()) else { return Vec::new() };
    let projects: Vec<&Statement> = listed.iter().filter_map(|id| context.get(*id)).collect();
    let mut missing: Vec<String> = Vec::new();
    for name in claims.iter().flat_map(|s| deeds(&s.written)) {
        let known = projects.iter().any(|project| begins_alike(&project.subject, &name));
        if !known && !missing.contains(&name) {
            missing.push(name);
        }
    }
    let places = claims.iter().map(|s| s.id).chain(listed.iter().copied()).collect();
    if missing.is_empty() {
        return vec![Outcome::holds(places, "所说的重大项目都在支出项目中")];
    }
    let mut outcome = Outcome::fails(places, format!("{}个不在{}个支出项目中", missing.len(), listed.len()));
    outcome.say_same("names", missing.join("、"));
    outcome.say_same("missing", missing.len().to_string());
    vec![outcome]
}

/// 对甲、乙等重大项目 → 甲, 乙.
fn deeds(written: &str) -> Vec<String> {
    let body = written.strip_prefix('对').unwrap_or(written);
    let list = body.rfind('等').and_then(|at| body.get(..at)).unwrap_or_default();
    list.split(['、', '和', '及']).map(str::trim).filter(|name| name.chars().count() >= 3).map(str::to_owned).collect()
}

/// The names share their first two characters, or one holds the other's stem.
fn begins_alike(project: &str, name: &str) -> bool {
    let first = |text: &str| text.chars().take(2).collect::<String>();
    project.contains(&first(name)) || project.contains(stem(name)) || name.contains(stem(project))
}
