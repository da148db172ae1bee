//! All rules over one fact set.

use std::collections::{BTreeMap, HashMap};

use jiheng_model::evaluation::{FactSet, Judgement, Stage};
use jiheng_model::finding::{Finding, Hold};
use jiheng_model::note::Note;
use jiheng_model::relation::Relation;
use jiheng_model::statement::StatementId;
use jiheng_model::text::{Bilingual, hexadecimal};
use jiheng_packs::{Check, PackSet, Rule};
use sha2::{Digest, Sha256};

use crate::graph::Trial;
use crate::index::{Index, relation_at};
use crate::outcome::{Context, Outcome, Source};
use crate::{cause, claims, expression, native, relation, render};

/// More findings than anybody reads; the rest is counted in a note.
const FINDINGS_MAX: usize = 2_000;

/// Runs every active rule. The order of rules does not matter; the result is ordered by severity and place.
pub fn judge(facts: &FactSet, packs: &PackSet, stage: Stage) -> Judgement {
    let mut judgement = Judgement::default();
    let index = Index::new(facts);
    let mut trials: Vec<Trial> = Vec::with_capacity(128);
    for rule in packs.rules.iter().filter(|rule| rule.is_active()) {
        let context = Context { facts, index: &index, packs, rule, stage };
        for outcome in merged(outcomes(&context)) {
            let finding = outcome.verdict.is_none().then_some(judgement.findings.len());
            let mut outcome = outcome;
            let (source, more_sources) =
                (std::mem::take(&mut outcome.source), std::mem::take(&mut outcome.more_sources));
            trials.push(Trial { rule, source, more_sources, finding });
            match outcome.verdict {
                Some(verdict) => judgement.holds.push(Hold {
                    code: rule.code.clone(),
                    verdict,
                    statements: outcome.statements,
                    calculation: outcome.calculation,
                }),
                None => judgement.findings.push(finding_of(&context, outcome)),
            }
        }
    }
    number_equal_ids(&mut judgement.findings);
    if let Some(rule) = packs.rules.first() {
        let context = Context { facts, index: &index, packs, rule, stage };
        judgement.findings = cause::fold(&context, &trials, std::mem::take(&mut judgement.findings));
    }
    let first = |ids: &[StatementId]| ids.iter().min().copied();
    judgement.findings.sort_by(|a, b| {
        let places = first(&a.statements).cmp(&first(&b.statements));
        b.severity.cmp(&a.severity).then(places).then_with(|| a.code.cmp(&b.code))
    });
    judgement.holds.sort_by(|a, b| first(&a.statements).cmp(&first(&b.statements)).then_with(|| a.code.cmp(&b.code)));
    if judgement.findings.len() > FINDINGS_MAX {
        let left = judgement.findings.len() - FINDINGS_MAX;
        judgement.findings.truncate(FINDINGS_MAX);
        judgement.notes.push(too_many(left));
    }
    judgement
}

fn too_many(left: usize) -> Note {
    Note {
        kind: "too-many-findings".into(),
        message: Bilingual::new(
            format!("问题过多，另有{left}项未列出。"),
            format!("{left} further findings are not listed."),
        ),
        anchor: None,
    }
}

fn outcomes(context: &Context) -> Vec<Outcome> {
    match &context.rule.check {
        Check::Expression(expression) => expression::evaluate(context, expression),
        Check::Native(name) => native::run(name, context),
        // What lies beside the report is held against it in a crate of its own.
        Check::Evidence(_) => Vec::new(),
        Check::Claim(claim, against) => claims::evaluate(context, claim, against),
        Check::Relation(kind) => {
            let chosen = context.index.kind(kind).iter().filter_map(|at| relation_at(context.facts, *at));
            chosen
                .filter(|(_, relation)| selects(context.rule, relation))
                .filter_map(|(at, relation)| {
                    let outcome = relation::judge(context, relation)?;
                    Some(Outcome { source: Source::Relation(at), ..outcome })
                })
                .filter(|outcome| tagged(context.rule, outcome))
                .collect()
        }
    }
}

/// The rule's filter on relations.
fn selects(rule: &Rule, relation: &Relation) -> bool {
    rule.filter.get("origin").is_none_or(|origins| origins.iter().any(|origin| origin == relation.origin.name()))
}

/// The rule's filter on failures of one shape.
fn tagged(rule: &Rule, outcome: &Outcome) -> bool {
    match rule.filter.get("tag") {
        Some(tags) => outcome.verdict.is_none() && tags.iter().any(|tag| tag == outcome.tag),
        None => outcome.tag.is_empty() || outcome.verdict.is_some(),
    }
}

/// Outcomes with the same arithmetic are one: 汇总 and 局机关 rows, a clause pasted twice.
fn merged(outcomes: Vec<Outcome>) -> Vec<Outcome> {
    if outcomes.len() < 2 {
        return outcomes;
    }
    let mut first: HashMap<(bool, &str), usize> = HashMap::with_capacity(outcomes.len());
    let same: Vec<usize> = outcomes
        .iter()
        .enumerate()
        .map(|(at, outcome)| match outcome.calculation.as_str() {
            "" => at,
            calculation => *first.entry((outcome.verdict.is_some(), calculation)).or_insert(at),
        })
        .collect();
    let mut merged: Vec<Outcome> = Vec::with_capacity(outcomes.len());
    let mut stands: Vec<usize> = Vec::with_capacity(outcomes.len());
    for (outcome, same) in outcomes.into_iter().zip(same) {
        let known = stands.get(same).copied();
        stands.push(known.unwrap_or(merged.len()));
        match known.and_then(|at| merged.get_mut(at)) {
            Some(known) => {
                for id in outcome.statements {
                    if !known.statements.contains(&id) {
                        known.statements.push(id);
                    }
                }
                known.more_sources.push(outcome.source);
            }
            None => merged.push(outcome),
        }
    }
    merged
}

fn finding_of(context: &Context, outcome: Outcome) -> Finding {
    let rule = context.rule;
    let severity = match context.stage {
        Stage::Draft => rule.severity,
        Stage::Submitted => rule.severity_submitted,
    };
    Finding {
        id: fingerprint(context, &outcome),
        code: rule.code.clone(),
        severity,
        message: render::fill(context, &outcome, &rule.message),
        remedy: render::fill(context, &outcome, &rule.remedy),
        sources: rule.sources.clone(),
        statements: outcome.statements,
        calculation: outcome.calculation,
        difference: outcome.difference,
        allowed: outcome.allowed,
        suggestion: None,
        repairs: Vec::new(),
        question: outcome.question,
        consequences: Vec::new(),
    }
}

/// Code, facts and written values; no positions, so that triage survives an inserted paragraph.
fn fingerprint(context: &Context, outcome: &Outcome) -> String {
    let mut parts: Vec<String> = outcome
        .statements
        .iter()
        .filter_map(|id| context.get(*id))
        .map(|s| {
            let fact = s.fact.as_ref().map_or_else(|| format!("{}/{}", s.subject, s.measure), ToString::to_string);
            format!("{fact}|{}|{}", s.role.name(), s.written)
        })
        .collect();
    parts.sort();
    parts.dedup();
    let mut hasher = Sha256::new();
    hasher.update(context.rule.code.as_bytes());
    for part in parts {
        hasher.update([0]);
        hasher.update(part.as_bytes());
    }
    let digits = hasher.finalize();
    hexadecimal(digits.get(..8).unwrap_or_default())
}

/// Two findings with the same fingerprint are told apart by their order.
fn number_equal_ids(findings: &mut [Finding]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.id.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            finding.id = format!("{}-{count}", finding.id);
        }
    }
}
