//! All rules over one fact set.

use std::collections::BTreeMap;

use jiheng_model::evaluation::{FactSet, Judgement, Stage};
use jiheng_model::finding::{Finding, Hold, Severity};
use jiheng_model::relation::Relation;
use jiheng_model::text::{Bilingual, hexadecimal};
use jiheng_packs::{Check, PackSet, Rule};
use sha2::{Digest, Sha256};

use crate::outcome::{Context, Outcome};
use crate::{claims, expression, fold, native, relation, render};

/// More findings than anybody reads; the rest is counted in a note.
const FINDINGS_MAX: usize = 2_000;

/// Runs every active rule. The order of rules does not matter; the result is ordered by severity and place.
pub fn judge(facts: &FactSet, packs: &PackSet, stage: Stage) -> Judgement {
    let mut judgement = Judgement::default();
    for rule in packs.rules.iter().filter(|rule| rule.is_active()) {
        let context = Context { facts, packs, rule, stage };
        for outcome in merged(outcomes(&context)) {
            match outcome.verdict {
                Some(verdict) => judgement.holds.push(Hold {
                    code: rule.code.clone(),
                    verdict,
                    statements: outcome.statements,
                    calculation: outcome.calculation,
                }),
                None => judgement.findings.push(finding(&context, outcome)),
            }
        }
    }
    number_equal_ids(&mut judgement.findings);
    judgement.findings = fold::consequences(facts, std::mem::take(&mut judgement.findings));
    judgement
        .findings
        .sort_by_key(|f| (std::cmp::Reverse(f.severity), f.statements.iter().min().copied(), f.code.clone()));
    judgement.holds.sort_by_key(|hold| (hold.statements.iter().min().copied(), hold.code.clone()));
    if judgement.findings.len() > FINDINGS_MAX {
        let left = judgement.findings.len() - FINDINGS_MAX;
        judgement.findings.truncate(FINDINGS_MAX);
        judgement.notes.push(jiheng_model::note::Note {
            kind: "too-many-findings",
            message: Bilingual::new(
                format!("问题过多，另有{left}项未列出。"),
                format!("{left} further findings are not listed."),
            ),
            anchor: None,
        });
    }
    judgement
}

fn outcomes(context: &Context) -> Vec<Outcome> {
    match &context.rule.check {
        Check::Expression(expression) => expression::evaluate(context, expression),
        Check::Native(name) => native::run(name, context),
        Check::Claim(claim, against) => claims::evaluate(context, claim, against),
        Check::Relation(kind) => {
            let chosen = context.facts.relations.iter().filter(|r| r.kind.name() == kind && selects(context.rule, r));
            chosen.filter_map(|r| relation::judge(context, r)).filter(|outcome| tagged(context.rule, outcome)).collect()
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
    let mut by_key: BTreeMap<(bool, String), usize> = BTreeMap::new();
    let mut merged: Vec<Outcome> = Vec::new();
    for outcome in outcomes {
        let key = (outcome.verdict.is_some(), outcome.calculation.clone());
        if let Some(known) =
            by_key.get(&key).and_then(|at| merged.get_mut(*at)).filter(|_| !outcome.calculation.is_empty())
        {
            for id in outcome.statements {
                if !known.statements.contains(&id) {
                    known.statements.push(id);
                }
            }
        } else {
            by_key.insert(key, merged.len());
            merged.push(outcome);
        }
    }
    merged
}

fn finding(context: &Context, outcome: Outcome) -> Finding {
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
        suggestion: outcome.suggestion,
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

/// Errors first, then the number of places: what leads when several findings have one cause.
pub(crate) fn weight(finding: &Finding) -> (Severity, usize) {
    (finding.severity, finding.statements.len())
}
