//! Claims in words: against other claims, against figures, or by themselves.

use jiheng_model::statement::{Statement, StatementId};
use jiheng_packs::rule::Against;

use crate::expression;
use crate::outcome::{Context, Outcome};
use crate::words;

/// Occurrences of a claim that are compared with those of another.
const COMPARED_MAX: usize = 60;

/// Places of one side that a finding shows.
const PLACES_MAX: usize = 6;

/// Judges the claim of a rule.
pub(crate) fn evaluate(context: &Context, claim: &str, against: &Against) -> Vec<Outcome> {
    let claims = said(context, claim);
    if claims.is_empty() {
        return Vec::new();
    }
    match against {
        Against::Nothing => vec![alone(&claims)],
        Against::Claim(other) => excluded(context, &claims, &said(context, other)),
        Against::Figures(expression) => borne_out(&claims, expression::evaluate(context, expression)),
    }
}

fn said<'a>(context: &Context<'a>, claim: &str) -> Vec<&'a Statement> {
    context.of(&format!("claim.{claim}")).take(COMPARED_MAX).collect()
}

fn ids(claims: &[&Statement]) -> Vec<StatementId> {
    claims.iter().take(PLACES_MAX).map(|s| s.id).collect()
}

/// A claim that cannot stand by itself: one finding for all its places.
fn alone(claims: &[&Statement]) -> Outcome {
    let mut written: Vec<&str> = claims.iter().map(|s| s.written.as_str()).collect();
    written.sort_unstable();
    written.dedup();
    let shown = written.iter().map(|words| format!("“{words}”")).collect::<Vec<_>>().join("、");
    let mut outcome = Outcome::fails(ids(claims), format!("{}处", claims.len()));
    outcome.say_same("all", shown);
    outcome.say_same("places", claims.len().to_string());
    outcome
}

/// The first pair that clashes leads; further places of both claims follow.
fn excluded(context: &Context, claims: &[&Statement], others: &[&Statement]) -> Vec<Outcome> {
    let clash = |a: &Statement, b: &Statement| a.id != b.id && fits(context, a, b);
    let pair = claims.iter().find_map(|a| others.iter().find(|b| clash(a, b)).map(|b| (*a, *b)));
    let Some((a, b)) = pair else {
        let words = claims.first().map(|s| s.written.clone()).unwrap_or_default();
        return vec![Outcome::holds(ids(claims), format!("“{words}”，未见相反的说法"))];
    };
    let mut places = vec![a.id, b.id];
    let more = claims.iter().filter(|s| clash(s, b)).chain(others.iter().filter(|s| clash(a, s))).map(|s| s.id);
    places.extend(more.filter(|id| *id != a.id && *id != b.id).take(PLACES_MAX));
    vec![Outcome::fails(places, format!("“{}” ↔ “{}”", a.written, b.written))]
}

/// The conditions of the rule: the same year, the same subject, a topic in common, one sentence.
fn fits(context: &Context, a: &Statement, b: &Statement) -> bool {
    let conditions = context.rule.filter.get("same").map_or(&[][..], Vec::as_slice);
    conditions.iter().all(|condition| match condition.as_str() {
        "year" => a.period.is_some() && a.period == b.period,
        "subject" => words::same_subject(&a.subject, &b.subject),
        "topic" => {
            let least = usize::try_from(context.parameter("shared_min", 4)).unwrap_or(4);
            words::shares(&a.subject, &b.subject, least)
        }
        _ => false,
    })
}

/// The claim leads, the figures follow.
fn borne_out(claims: &[&Statement], figures: Vec<Outcome>) -> Vec<Outcome> {
    let failed = figures.iter().position(|outcome| outcome.verdict.is_none());
    let Some(mut outcome) = figures.into_iter().nth(failed.unwrap_or(0)) else { return Vec::new() };
    let figures = std::mem::take(&mut outcome.statements);
    let first = claims.first().map(|s| s.id);
    outcome.statements = first.into_iter().chain(figures).chain(ids(claims).into_iter().skip(1)).collect();
    vec![outcome]
}
