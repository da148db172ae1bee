//! Can an indicator be judged at all? One criterion, one function; each gives one finding with all its places.
//! Rust: an indicator is a row, and the criteria look at its name, target, result and unit together.

mod cost;
mod dimension;
mod direction;
mod evidence;
mod target;

pub(super) use cost::{as_lower_limit, without_limit};
pub(super) use dimension::{money_as_quantity, output_as_benefit, same_twice, timeliness_without_time};
pub(super) use direction::against_sense;
pub(super) use evidence::{missing as evidence_missing, satisfaction_without_rate, satisfaction_without_survey};
pub(super) use target::{blank, several, without_baseline, without_unit};

pub(crate) use jiheng_model::indicator::{Indicator, indicators};
use jiheng_model::statement::StatementId;

use crate::outcome::{Context, Outcome};

/// Examples a message names.
const EXAMPLES_MAX: usize = 3;

/// One outcome for a criterion: the indicators that fail it, or that all of them meet it.
fn folded(all: &[&Indicator], bad: &[&Indicator], holds: &str) -> Vec<Outcome> {
    let places = |list: &[&Indicator]| list.iter().filter_map(|i| i.place()).collect::<Vec<StatementId>>();
    if all.is_empty() {
        return Vec::new();
    }
    if bad.is_empty() {
        return vec![Outcome::holds(places(all), holds)];
    }
    let names: Vec<String> = bad.iter().take(EXAMPLES_MAX).map(|i| format!("“{}”", i.short())).collect();
    let more = if bad.len() > EXAMPLES_MAX { "等" } else { "" };
    let mut outcome = Outcome::fails(places(bad), format!("{}项指标中{}项", all.len(), bad.len()));
    outcome.say("names", format!("{}{more}", names.join("、")), names.join(", "));
    outcome.say_same("bad", bad.len().to_string());
    outcome.say_same("all", all.len().to_string());
    vec![outcome]
}

/// A criterion on each indicator of one kind.
fn each(
    context: &Context,
    of: impl Fn(&Indicator) -> bool,
    fails: impl Fn(&Indicator) -> bool,
    holds: &str,
) -> Vec<Outcome> {
    let all = context.index.indicators();
    let chosen: Vec<&Indicator> = all.iter().filter(|i| of(i)).collect();
    let bad: Vec<&Indicator> = chosen.iter().copied().filter(|i| fails(i)).collect();
    folded(&chosen, &bad, holds)
}

/// A word of a list of the vocabulary stands in the text.
fn says(context: &Context, list: &str, text: &str) -> bool {
    context.packs.vocabulary.list(list).iter().any(|word| text.contains(word.as_str()))
}
