//! The indicator score table against the declared score. Rust: it sums over instances of a fact.

use jiheng_model::exact::whole;
use jiheng_model::statement::{State, Statement};

use super::single;
use crate::compare::{self, Side};
use crate::figure;
use crate::graph::{Linear, Sense};
use crate::outcome::{Context, Outcome, Source};

fn numbers<'a>(context: &Context<'a>, fact: &'a str) -> Vec<&'a Statement> {
    context.of(fact).filter(|s| s.state == State::Number).collect()
}

/// Σ points = declared score, and Σ weights = 100.
pub(super) fn total(context: &Context) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let scores = numbers(context, "score_table.score");
    // 产出50 + 效益30 + 满意度10: the execution rate's 10 points stand elsewhere, so neither sum says anything.
    if is_without_execution_rate(&numbers(context, "score_table.weight")) {
        return outcomes;
    }
    if let (Some(declared), false) =
        (single(context, "score.total").filter(|s| s.state == State::Number), scores.is_empty())
    {
        let sum = scores.iter().try_fold(Side::zero(), |sum, s| sum.plus(&context.side(s)?));
        outcomes
            .extend(sum.and_then(|sum| compared(declared, &context.side(declared)?, &sum, &scores, "分项得分合计")));
    }
    let weights = numbers(context, "score_table.weight");
    if let Some(first) = weights.first() {
        let sum = weights.iter().try_fold(Side::zero(), |sum, s| sum.plus(&context.side(s)?));
        let hundred = Side::constant(whole(100));
        outcomes.extend(sum.and_then(|sum| {
            let comparison = compare::equal(&sum, &hundred)?;
            let text = figure::in_unit_of(sum.exact, first);
            let sign = if comparison.verdict.is_some() { "=" } else { "≠" };
            let ids = weights.iter().map(|s| s.id).collect();
            let mut outcome = Outcome::compared(&comparison, ids, format!("分值合计{text} {sign} 100"), first);
            outcome.say("what", "分值合计", "the weights");
            outcome.say_same("computed", text);
            outcome.say_same("stated", "100");
            let mut linear = Linear::new(Sense::Zero);
            for weight in &weights {
                linear.add(weight.id, whole(1));
            }
            linear.add_constant(whole(-100))?;
            outcome.source = Source::Linear(Box::new(linear));
            Some(outcome)
        }));
    }
    outcomes
}

fn is_without_execution_rate(weights: &[&Statement]) -> bool {
    let sum = weights.iter().try_fold(Side::zero(), |sum, s| sum.plus(&Side::of(s)?));
    sum.is_some_and(|sum| sum.exact == whole(90))
}

fn compared(declared: &Statement, stated: &Side, sum: &Side, parts: &[&Statement], what: &str) -> Option<Outcome> {
    let comparison = compare::equal(stated, sum)?;
    let text = figure::in_unit_of(sum.exact, declared);
    let sign = if comparison.verdict.is_some() { "=" } else { "≠" };
    let ids = std::iter::once(declared.id).chain(parts.iter().map(|s| s.id)).collect();
    let mut outcome =
        Outcome::compared(&comparison, ids, format!("{what}{text} {sign} {}", figure::bare(declared)), declared);
    outcome.say("what", what, "the points of the indicators");
    outcome.say_same("computed", text);
    outcome.say_same("stated", figure::bare(declared));
    let linear = Linear::of_parts(declared.id, parts.iter().map(|s| s.id), Sense::Zero);
    outcome.source = Source::Linear(Box::new(linear));
    Some(outcome)
}

/// No indicator earns more than its weight.
pub(super) fn within(context: &Context) -> Vec<Outcome> {
    let (scores, weights) = (numbers(context, "score_table.score"), numbers(context, "score_table.weight"));
    let mut outcomes = Vec::new();
    let mut held = Vec::new();
    let mut sources = Vec::new();
    for score in &scores {
        let instance = score.fact.as_ref().and_then(|f| f.instance);
        let Some(weight) = weights.iter().find(|w| w.fact.as_ref().and_then(|f| f.instance) == instance) else {
            continue;
        };
        let (Some(a), Some(b)) = (context.side(score), context.side(weight)) else { continue };
        let Some(comparison) = compare::at_most(&a, &b) else { continue };
        let source = Source::Linear(Box::new(Linear::of_parts(weight.id, [score.id], Sense::AtMostZero)));
        if comparison.verdict.is_some() {
            held.extend([score.id, weight.id]);
            sources.push(source);
        } else {
            let mut outcome = Outcome::compared(
                &comparison,
                vec![score.id, weight.id],
                format!("{} > {}", figure::bare(score), figure::bare(weight)),
                score,
            );
            outcome.source = source;
            outcomes.push(outcome);
        }
    }
    if !held.is_empty() {
        let count = held.len() / 2;
        let holds = Outcome::holds(held, format!("{count}项得分均不超过分值"));
        outcomes.push(Outcome { more_sources: sources, ..holds });
    }
    outcomes
}
