//! What holds across the files of all packs.

use std::collections::{BTreeMap, BTreeSet};

use crate::accounts;
use crate::framework;
use crate::layout;
use crate::register;
use crate::review;
use crate::rule::{Against, Check, Rule};
use crate::set::{PackError, PackSet};
use crate::sheet;

const FAMILIES: [&str; 16] = [
    "SUM", "XREF", "RATE", "COUNT", "GROWTH", "UNIT", "PERIOD", "FILL", "GOAL", "SCORE", "MONEY", "BASIS", "TEXT",
    "DUTY", "PRIVACY", "CLAIM",
];

/// Every problem across files.
pub(crate) fn check(set: &PackSet) -> Vec<PackError> {
    let mut errors = Vec::new();
    let mut codes: BTreeMap<&str, &str> = BTreeMap::new();
    for rule in &set.rules {
        if let Some(other) = codes.insert(&rule.code, &rule.path) {
            errors.push(PackError::new(&rule.path, format!("code {} is used by {other} already", rule.code)));
        }
        errors.extend(problems(set, rule).into_iter().map(|message| PackError::new(&rule.path, message)));
    }
    for form in &set.forms {
        errors.extend(layout::problems(form).into_iter().map(|message| PackError::new(&form.id, message)));
        let facts = form.tables.iter().flat_map(|t| &t.columns).map(|c| &c.fact);
        for fact in facts.chain(form.fields.iter().map(|f| &f.fact)) {
            if set.vocabulary.fact(fact).is_none() {
                errors.push(PackError::new(&form.id, format!("fact {fact} is not in the vocabulary")));
            }
        }
    }
    for sheet in &set.sheets {
        let problems = sheet::problems(sheet, set);
        errors.extend(problems.into_iter().map(|why| PackError::new(&sheet.id, why)));
    }
    for framework in &set.frameworks {
        let problems = framework::problems(framework, set);
        errors.extend(problems.into_iter().map(|why| PackError::new(&framework.id, why)));
    }
    errors.extend(review::problems(&set.review, set).into_iter().map(|why| PackError::new("review", why)));
    for accounts in &set.accounts {
        let problems = accounts::problems(accounts, set);
        errors.extend(problems.into_iter().map(|why| PackError::new(&format!("accounts/{}", accounts.id), why)));
    }
    for kind in &set.registers {
        let problems = register::problems(kind, set);
        errors.extend(problems.into_iter().map(|why| PackError::new(&format!("registers/{}", kind.id), why)));
    }
    for unit in set.vocabulary.units.iter().filter(|unit| unit.parsed_dimension().is_none()) {
        errors.push(PackError::new("vocabulary", format!("unit {} has an unknown dimension", unit.symbol)));
    }
    let mut claims: BTreeSet<&str> = BTreeSet::new();
    for claim in &set.vocabulary.claims {
        let again = (!claims.insert(&claim.id)).then(|| "is defined twice".to_owned());
        let problems = claim.problems().into_iter().chain(again);
        errors.extend(problems.map(|why| PackError::new("vocabulary", format!("claim {}: {why}", claim.id))));
    }
    errors
}

fn problems(set: &PackSet, rule: &Rule) -> Vec<String> {
    let mut problems = Vec::new();
    let family = rule.code.rsplit_once('-').map_or("", |(family, _)| family.rsplit('-').next().unwrap_or(""));
    if !FAMILIES.contains(&family) {
        problems.push(format!("code {} is of no known family; use one of {}", rule.code, FAMILIES.join(" ")));
    }
    let file = rule.path.rsplit('/').next().unwrap_or_default();
    if file != format!("{}-{}.md", rule.code, rule.name) {
        problems.push(format!("the file must be called {}-{}.md", rule.code, rule.name));
    }
    if !["preview", "stable", "deprecated", "removed"].contains(&rule.status.as_str()) {
        problems.push(format!("status {:?} is none of preview, stable, deprecated, removed", rule.status));
    }
    if rule.sources.is_empty() {
        problems.push("has no source; name the law, standard or reason in packs/*/sources".to_owned());
    }
    for id in rule.sources.iter().filter(|id| set.source(id).is_none()) {
        problems.push(format!("source {id} does not exist in packs/*/sources"));
    }
    if !rule.examples.iter().any(|example| !example.findings.is_empty()) {
        problems.push("has no failing example (## 不通过 · Fails)".to_owned());
    }
    if !rule.examples.iter().any(|example| example.findings.is_empty()) {
        problems.push("has no passing example (## 通过 · Passes)".to_owned());
    }
    if !rule.text.contains("## 为什么 · Why") {
        problems.push("does not say why (## 为什么 · Why)".to_owned());
    }
    let claims = match &rule.check {
        Check::Claim(claim, Against::Claim(other)) => vec![claim, other],
        Check::Claim(claim, _) => vec![claim],
        _ => Vec::new(),
    };
    for claim in claims.into_iter().filter(|claim| set.vocabulary.claim(claim).is_none()) {
        problems.push(format!("claim {claim} is not in the vocabulary"));
    }
    if let Check::Expression(expression) | Check::Claim(_, Against::Figures(expression)) = &rule.check {
        for fact in expression.facts().iter().filter(|fact| set.vocabulary.fact(fact).is_none()) {
            problems.push(format!("fact {fact} is not in the vocabulary"));
        }
    }
    problems
}
