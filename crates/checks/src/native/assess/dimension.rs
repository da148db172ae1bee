//! Indicators in the wrong place: money as a quantity, words as a date, an output as a benefit, one thing twice.

use std::collections::BTreeSet;

use jiheng_model::statement::State;
use jiheng_model::unit::Dimension;

use super::{each, folded, says};
use crate::outcome::{Context, Outcome};
use jiheng_model::indicator::{Indicator, Kind};

/// Titles shorter than this say too little to be compared.
const TITLE_MIN: usize = 4;

/// What was paid is no output.
pub(in crate::native) fn money_as_quantity(context: &Context) -> Vec<Outcome> {
    let money = |i: &Indicator| {
        !i.targets.is_empty()
            && i.targets.iter().all(|s| s.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Money))
    };
    each(
        context,
        |i| i.kind == Kind::Quantity && i.target.is_some_and(|s| s.state == State::Text),
        |i| money(i) && says(context, "assess.payment", &i.text()),
        "数量指标没有写成付款额",
    )
}

/// 及时 alone is no time.
pub(in crate::native) fn timeliness_without_time(context: &Context) -> Vec<Outcome> {
    each(
        context,
        |i| i.kind == Kind::Timeliness && i.target.is_some_and(|s| s.state == State::Text),
        |i| {
            let words = i.title();
            let text = i.name.map_or(words.clone(), |_| format!("{words}{}", i.target_text()));
            let digits = i.targets.is_empty() && !numbered(&text);
            digits && !says(context, "assess.time", &text)
        },
        "时效指标都有时间",
    )
}

/// A date is no quantity, but it is a time; the quoted name of a reform is neither.
fn numbered(text: &str) -> bool {
    let mut quoted = false;
    text.chars().any(|c| {
        quoted = (quoted || c == '“') && c != '”';
        !quoted && c.is_ascii_digit()
    })
}

/// A benefit that is an output said again.
pub(in crate::native) fn output_as_benefit(context: &Context) -> Vec<Outcome> {
    let all = context.index.indicators();
    let outputs: BTreeSet<String> = all
        .iter()
        .filter(|i| matches!(i.kind, Kind::Quantity | Kind::Quality | Kind::Timeliness))
        .map(compared)
        .collect();
    let benefits: Vec<&Indicator> = all.iter().filter(|i| i.kind == Kind::Benefit).collect();
    let bad: Vec<&Indicator> = benefits
        .iter()
        .copied()
        .filter(|i| {
            let title = compared(i);
            title.chars().count() >= TITLE_MIN && outputs.contains(&title)
        })
        .collect();
    folded(&benefits, &bad, "效益指标与产出指标不重复")
}

/// The same indicator twice under one heading.
pub(in crate::native) fn same_twice(context: &Context) -> Vec<Outcome> {
    let all = context.index.indicators();
    let list: Vec<&Indicator> = all.iter().collect();
    let mut seen: BTreeSet<(Option<u32>, Kind, String, String)> = BTreeSet::new();
    let bad: Vec<&Indicator> = all
        .iter()
        .filter(|i| {
            let title = compared(i);
            // Tables of several projects may share indicators.
            let block = i.target.or(i.name).map(|s| s.anchor.block);
            let long = title.chars().count() >= TITLE_MIN;
            !seen.insert((block, i.kind, title, i.target_text().to_owned())) && long
        })
        .collect();
    folded(&list, &bad, "指标不重复")
}

/// The title without blanks and closing marks.
fn compared(indicator: &Indicator) -> String {
    let title = indicator.title();
    title.chars().filter(|c| !c.is_whitespace()).collect::<String>().trim_end_matches(['。', '；']).to_owned()
}
