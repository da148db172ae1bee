//! What keeps a framework from being used, in words for its author.

use std::collections::BTreeSet;

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::indicator::Kind;

use super::{Framework, Indicator, Measure, Scoring, Tier, Trigger};
use crate::bands::{Band, GradeBands};
use crate::set::PackSet;

/// Decimals that anybody rounds to.
const PLACES_MAX: u32 = 6;

/// Every problem of a framework.
pub(crate) fn problems(framework: &Framework, set: &PackSet) -> Vec<String> {
    let mut problems = of_points(framework);
    let own = framework.sources.iter().chain(framework.caps.iter().flat_map(|cap| &cap.sources));
    problems.extend(own.filter(|id| set.source(id).is_none()).map(|id| format!("source {id} does not exist")));
    if framework.rounding.rate_places > PLACES_MAX || framework.rounding.points_places > PLACES_MAX {
        problems.push(format!("rounds to more than {PLACES_MAX} decimals"));
    }
    let mut seen = BTreeSet::new();
    for indicator in &framework.indicators {
        let own = of_indicator(indicator, set)
            .into_iter()
            .chain((!seen.insert(&indicator.id)).then(|| "is listed twice".to_owned()));
        problems.extend(own.map(|why| format!("indicator {}: {why}", indicator.id)));
    }
    let alarms = framework.alarms.iter().map(|alarm| (&alarm.id, Some(&alarm.when)));
    let caps = framework.caps.iter().map(|cap| (&cap.id, cap.when.as_ref()));
    for (id, when) in alarms.chain(caps) {
        let unknown = when.into_iter().flat_map(Trigger::indicators);
        let unknown = unknown.filter(|id| framework.indicators.iter().all(|indicator| indicator.id != **id));
        problems.extend(unknown.map(|indicator| format!("{id}: there is no indicator {indicator}")));
    }
    for cap in &framework.caps {
        let is_known = |group: &String| framework.indicators.iter().any(|i| i.group.first() == Some(group));
        if cap.group.as_ref().is_some_and(|group| !is_known(group)) {
            problems.push(format!("{}: no indicator stands in its group", cap.id));
        }
    }
    problems
}

fn of_points(framework: &Framework) -> Vec<String> {
    let Some(full) = framework.points else {
        let bad =
            framework.indicators.iter().filter(|i| i.points.is_some() || !matches!(i.rule, Scoring::Reference { .. }));
        let say =
            |i: &Indicator| format!("indicator {}: the framework has no points, so its rule is a reference", i.id);
        return bad.map(say).collect();
    };
    let mut problems = Vec::new();
    let mut total = Some(whole(0));
    for indicator in &framework.indicators {
        match indicator.points {
            Some(points) if points.0.to_exact() > whole(0) => {
                total = total.and_then(|sum| exact::add(sum, points.0.to_exact()));
            }
            _ => problems.push(format!("indicator {}: has no points", indicator.id)),
        }
        if matches!(indicator.rule, Scoring::Reference { .. }) {
            problems.push(format!("indicator {}: a reference gives no points", indicator.id));
        }
    }
    if total != Some(full.0.to_exact()) {
        problems.push(format!("the points of the indicators do not add up to {}", full.0));
    }
    problems
}

fn of_indicator(indicator: &Indicator, set: &PackSet) -> Vec<String> {
    let mut problems = Vec::new();
    let reference = matches!(indicator.rule, Scoring::Reference { .. });
    match &indicator.measure {
        None if indicator.rule.is_computed() => problems.push("its rule needs a measure".to_owned()),
        Some(_) if !indicator.rule.is_computed() && !reference => {
            problems.push("a person judges it; take the measure away".to_owned());
        }
        Some(measure) => problems.extend(of_measure(measure, set)),
        None => {}
    }
    if indicator.of_kind.as_ref().is_some_and(|name| Kind::ALL.iter().all(|kind| kind.name() != name)) {
        problems.push("of_kind names no kind of indicator".to_owned());
    }
    let full = indicator.points.map_or(Decimal::ZERO, |points| points.0);
    problems.extend(of_rule(&indicator.rule, full));
    problems.extend(of_vectors(indicator));
    problems
}

/// A formula is defined for zero, for less than zero, and names nothing unknown; what is missing is never zero.
fn of_measure(measure: &Measure, set: &PackSet) -> Vec<String> {
    let mut problems = Vec::new();
    let unknown = measure.terms().filter(|term| set.vocabulary.fact(&term.fact).is_none());
    problems.extend(unknown.map(|term| format!("fact {} is not in the vocabulary", term.fact)));
    if measure.numerator.is_empty() {
        problems.push("measures nothing".to_owned());
    }
    let mut unsaid = |is_said: bool, what: &str| {
        if !is_said {
            problems.push(format!("does not say what {what}"));
        }
    };
    let divides = !measure.denominator.is_empty();
    unsaid(!divides || measure.nothing.is_some(), "nothing of nothing gives: nothing = \"full\" or \"ask\"");
    unsaid(
        !divides || measure.from_nothing.is_some(),
        "something of nothing gives: from_nothing = \"zero\" or \"ask\"",
    );
    unsaid(measure.negative.is_some(), "a measure below zero means: negative = \"counts\" or \"ask\"");
    problems
}

fn of_vectors(indicator: &Indicator) -> Vec<String> {
    let asks = indicator.measure.is_some()
        || matches!(
            indicator.rule,
            Scoring::Indicators { .. } | Scoring::Violations { .. } | Scoring::External { .. } | Scoring::Banded { .. }
        );
    let lacks_found =
        matches!(indicator.rule, Scoring::Violations { .. } | Scoring::External { .. } | Scoring::Banded { .. })
            && indicator.vectors.iter().any(|vector| vector.found.is_none());
    let lacks_op = matches!(indicator.rule, Scoring::Indicators { .. })
        && indicator.vectors.iter().any(|vector| vector.op.is_none());
    let mut problems = Vec::new();
    if asks && indicator.vectors.is_empty() {
        problems.push("has no worked example".to_owned());
    }
    if lacks_found {
        problems.push("a worked example does not say what a person found".to_owned());
    }
    if lacks_op {
        problems.push("a worked example does not say how its target is met (op)".to_owned());
    }
    problems
}

fn of_rule(rule: &Scoring, full: Decimal) -> Vec<String> {
    let zero = whole(0);
    let unsaid = || vec!["does not say what more than 100 % gives: overshoot = \"full\" or \"ask\"".to_owned()];
    match rule {
        Scoring::CapPerStep { step, deduct, .. }
        | Scoring::FloorPerStep { step, deduct, .. }
        | Scoring::DeviationPerStep { step, deduct, .. } => {
            let positive = step.0.to_exact() > zero && deduct.0.to_exact() > zero;
            if positive { Vec::new() } else { vec!["step and deduction must be above zero".to_owned()] }
        }
        Scoring::Tiers { tiers } => of_tiers(tiers, full),
        Scoring::ExecutionRate { overshoot: None }
        | Scoring::RatioToTarget { overshoot: None, .. }
        | Scoring::Indicators { overshoot: None, .. } => unsaid(),
        Scoring::Indicators { of, bands, .. } => {
            let unknown = of.iter().filter(|name| Kind::ALL.iter().all(|kind| kind.name() != name.as_str()));
            let unknown = unknown.map(|name| format!("{name} is no kind of indicator"));
            unknown.chain(of_bands(bands)).collect()
        }
        Scoring::Banded { bands } => of_bands(bands),
        Scoring::Checklist { items } | Scoring::Judged { items } if items.is_empty() => {
            vec!["lists nothing to judge".to_owned()]
        }
        Scoring::Checklist { items } => {
            let total = items.iter().map(|item| item.points.0.to_exact()).fold(zero, |sum, points| sum + points);
            if total == full.to_exact() { Vec::new() } else { vec![format!("its items do not add up to {full}")] }
        }
        Scoring::Judged { items } => {
            let most: Option<Exact> = items.iter().map(|item| item.points.0.to_exact()).max();
            let fits = most == Some(full.to_exact());
            if fits { Vec::new() } else { vec![format!("its best grade has not {full} points")] }
        }
        Scoring::Violations { deduct, .. } if deduct.0.to_exact() <= zero => {
            vec!["the deduction must be above zero".to_owned()]
        }
        Scoring::Violations { .. }
        | Scoring::External { .. }
        | Scoring::ExecutionRate { .. }
        | Scoring::RatioToTarget { .. }
        | Scoring::Unseen { .. }
        | Scoring::Reference { .. } => Vec::new(),
    }
}

/// Every share of the points lies in one band.
fn of_bands(bands: &[Band]) -> Vec<String> {
    let all = GradeBands { sources: Vec::new(), bands: bands.to_vec() };
    all.proven("").err().map(|error| error.message).into_iter().collect()
}

/// Every measure lies in exactly one band.
fn of_tiers(tiers: &[Tier], full: Decimal) -> Vec<String> {
    let mut problems = Vec::new();
    let ends: Vec<Option<Decimal>> = tiers.iter().map(|tier| tier.to.map(|to| to.0)).collect();
    if ends.last() != Some(&None) {
        problems.push("its last band must have no upper end, so that every measure has a band".to_owned());
    }
    let bounded = ends.len().saturating_sub(1);
    if ends.iter().take(bounded).any(Option::is_none) {
        problems.push("only the last band has no upper end".to_owned());
    }
    let known: Vec<Decimal> = ends.into_iter().flatten().collect();
    if known.windows(2).any(|pair| matches!(pair, [low, high] if low.to_exact() >= high.to_exact())) {
        problems.push("its bands must rise, or they overlap".to_owned());
    }
    let most = tiers.iter().map(|tier| tier.points.0.to_exact()).max();
    if most != Some(full.to_exact()) {
        problems.push(format!("no band has the full {full} points"));
    }
    if tiers.iter().any(|tier| tier.points.0.to_exact() < whole(0)) {
        problems.push("a band has less than no points".to_owned());
    }
    problems
}
