//! Last year's report: what was left then is there now, targets are not lowered in silence, text is not copied.

mod copied;
mod jumps;
mod opening;
mod targets;

use std::collections::BTreeSet;

use jiheng_model::document::Document;
use jiheng_model::evaluation::FactSet;
use jiheng_model::evidence::{Assurance, EvidenceFile, Uncompared};
use jiheng_model::scorecard::Given;
use jiheng_model::statement::{Entity, Role, State, Statement};
use jiheng_model::text::Bilingual;

use crate::outcome::{self, Beside, Outcome};

/// Last year's report as it was read.
#[derive(Clone, Debug)]
pub struct Previous {
    /// Path as shown.
    pub path: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Its text.
    pub document: Document,
    /// What it states.
    pub facts: FactSet,
}

/// Holds a report against that of the year before.
pub(crate) fn compare(beside: &Beside<'_>, previous: &Previous, at: usize) -> Outcome {
    let mut outcome = Outcome::default();
    let name = Bilingual::new("上年自评报告", "Last year's report");
    outcome.files.push(EvidenceFile {
        path: previous.path.clone(),
        sha256: previous.sha256.clone(),
        format: previous.document.format.name().to_owned(),
        kind: "previous".to_owned(),
        name: name.clone(),
        rows_read: previous.facts.statements.len(),
        rows_used: previous.facts.statements.len(),
        ..EvidenceFile::default()
    });
    if let Some(reason) = other_report(beside, previous) {
        outcome.uncompared.push(Uncompared { statement: None, file: at, name, reason });
        return outcome;
    }
    opening::compare(beside, previous, at, &mut outcome);
    jumps::compare(beside, previous, &mut outcome);
    targets::compare(beside, previous, &mut outcome);
    copied::compare(beside, previous, &mut outcome);
    outcome
}

/// What last year's report gives for figures of the year before.
pub(crate) fn given(beside: &Beside<'_>, previous: &Previous) -> Vec<Given> {
    if other_report(beside, previous).is_some() {
        return Vec::new();
    }
    let single =
        previous.facts.statements.iter().filter_map(|s| s.fact.as_ref().filter(|fact| fact.instance.is_none()));
    let names: BTreeSet<&str> = single.map(|fact| fact.name.as_str()).collect();
    let of_fact = |name: &str| {
        let statement = own(&previous.facts, name).filter(|s| s.state != State::Blank)?;
        let (place, path) = (&statement.place, &previous.path);
        Some(Given {
            fact: name.to_owned(),
            role: Role::Prior,
            value: statement.exact()?,
            written: outcome::value_text(statement),
            place: Bilingual::new(
                format!("上年自评报告（{path}）{}", place.zh),
                format!("last year's report ({path}) {}", place.en),
            ),
            assurance: Assurance::Official,
        })
    };
    names.into_iter().filter_map(of_fact).collect()
}

/// Why the two reports do not follow each other.
fn other_report(beside: &Beside<'_>, previous: &Previous) -> Option<Bilingual> {
    let (now, then) = (&beside.facts.report, &previous.facts.report);
    let (Some(year), Some(before)) = (now.year, then.year) else {
        return Some(Bilingual::new("两份报告的年度没有都识别出来", "the year of one of the reports is not known"));
    };
    if before.checked_add(1) != Some(year) {
        return Some(Bilingual::new(
            format!("不是上一年的报告：一份是{year}年度，一份是{before}年度"),
            format!("it is not that of the year before: {year} and {before}"),
        ));
    }
    let (one, other) = (now.entity.as_deref()?, then.entity.as_deref()?);
    let is_same = one.contains(other) || other.contains(one);
    (!is_same).then(|| {
        Bilingual::new(
            format!("是另一个部门的报告：{other}"),
            format!("it is the report of another department: {other}"),
        )
    })
}

/// The department's own figure of a fact.
fn own<'f>(facts: &'f FactSet, fact: &'f str) -> Option<&'f Statement> {
    let fits = |entity: Option<Entity>| {
        move |s: &&Statement| {
            let is_said = matches!(s.state, State::Number | State::Nil | State::Blank);
            s.entity == entity && s.role == Role::Actual && is_said
        }
    };
    facts.of(fact).find(fits(Some(Entity::Department))).or_else(|| facts.of(fact).find(fits(None)))
}
