//! Amounts that are much larger or smaller than last year.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::text::Bilingual;
use jiheng_model::unit::Dimension;

use super::{Previous, own};
use crate::accounts::is_narrow;
use crate::outcome::{self, Beside, Outcome, Words};

/// Base units of money in 万元.
const TEN_THOUSAND: i128 = 100_000_000;

pub(crate) fn compare(beside: &Beside<'_>, previous: &Previous, outcome: &mut Outcome) {
    let parameter =
        |name: &str| outcome::parameter(beside, "jump", name).and_then(Decimal::parse).map(Decimal::to_exact);
    let (Some(percent), Some(least)) = (parameter("percent"), parameter("amount")) else { return };
    let Some(least) = exact::multiply(least, whole(TEN_THOUSAND)) else { return };
    // What is left over is small change of large sums, and jumps by nature.
    let left_out = outcome::filter(beside, "jump", "without");
    let is_asked = |id: &str| !left_out.iter().any(|start| id.starts_with(start.as_str()));
    let facts = beside.packs.vocabulary.facts.iter();
    for fact in facts.filter(|fact| fact.kind == "money" && is_asked(&fact.id)) {
        let (Some(now), Some(then)) = (own(beside.facts, &fact.id), own(&previous.facts, &fact.id)) else { continue };
        let is_money = [now, then]
            .iter()
            .all(|s| !is_narrow(s) && s.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Money));
        let (Some(after), Some(before)) = (now.exact(), then.exact()) else { continue };
        let Some(change) = exact::subtract(after, before) else { continue };
        if !is_money || before <= whole(0) || abs(change) < least {
            continue;
        }
        let rate = exact::divide(change, before).and_then(|rate| exact::multiply(rate, whole(100)));
        let Some(rate) = rate.filter(|rate| abs(*rate) > percent) else { continue };
        let (was, is) = (outcome::value_text(then), outcome::value_text(now));
        let words = Words::default()
            .with("name", Bilingual::new(fact.zh.clone(), fact.en.clone()))
            .with("before", Bilingual::new(was.clone(), was.clone()))
            .with("rate", signed(rate))
            .with("there", then.place.clone())
            .with("file", Bilingual::new(previous.path.clone(), previous.path.clone()));
        let calculation = format!("({is}-{was})÷{was}={}%", exact::to_text(rate, 2, 2));
        outcome.findings.extend(outcome::finding(beside, "jump", &[now.id], &words, &calculation));
    }
}

fn signed(rate: Exact) -> Bilingual {
    let size = exact::to_text(abs(rate), 2, 2);
    let (zh, en) = if rate < whole(0) { ("减少", "less") } else { ("增加", "more") };
    Bilingual::new(format!("{zh}{size}%"), format!("{size}% {en}"))
}

/// The size of an exact number.
fn abs(value: Exact) -> Exact {
    if value < whole(0) { -value } else { value }
}
