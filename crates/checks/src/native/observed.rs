//! What `facts` marked in the text and no figure speaks of: one finding for all places of a kind. Rust: `facts` marks
//! the places, this only tells them.

use std::collections::BTreeSet;

use jiheng_model::statement::Statement;

use crate::outcome::{Context, Outcome};

/// Places that a finding shows.
const PLACES_MAX: usize = 12;

/// Words shown in a message.
const WORDS_MAX: usize = 4;

/// Characters of a text shown in a message.
const TEXT_MAX: usize = 24;

/// Brackets and quotes without their other half.
pub(super) fn unpaired(context: &Context) -> Vec<Outcome> {
    folded(context, "text.unpaired")
}

/// Words and marks typed twice.
pub(super) fn doubled(context: &Context) -> Vec<Outcome> {
    folded(context, "text.doubled")
}

/// Paragraphs that stand twice.
pub(super) fn repeated(context: &Context) -> Vec<Outcome> {
    folded(context, "text.repeated")
}

/// Another institution where only the department can stand.
pub(super) fn foreign_name(context: &Context) -> Vec<Outcome> {
    with_own(context, "organisation.foreign")
}

/// 我委 in the report of a 局.
pub(super) fn self_word(context: &Context) -> Vec<Outcome> {
    with_own(context, "text.self_word")
}

/// Headings of another year.
pub(super) fn heading_year(context: &Context) -> Vec<Outcome> {
    let mut outcomes = folded(context, "text.heading_year");
    let mut titles: Vec<&str> = context.of("text.heading_year").map(|s| s.subject.as_str()).collect();
    titles.truncate(WORDS_MAX);
    let shown = titles.iter().map(|title| format!("“{title}”")).collect::<Vec<_>>().join("、");
    for outcome in &mut outcomes {
        outcome.say_same("titles", shown.clone());
    }
    outcomes
}

fn folded(context: &Context, fact: &str) -> Vec<Outcome> {
    let places: Vec<&Statement> = context.of(fact).collect();
    if places.is_empty() {
        return Vec::new();
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let words: Vec<String> = places
        .iter()
        .map(|s| s.written.trim())
        .filter(|words| seen.insert(words))
        .take(WORDS_MAX)
        .map(|words| format!("“{}”", cut(words)))
        .collect();
    let more = if seen.len() > WORDS_MAX { "等" } else { "" };
    let ids = places.iter().take(PLACES_MAX).map(|s| s.id).collect();
    let mut outcome = Outcome::fails(ids, format!("{}处", places.len()));
    outcome.say("words", format!("{}{more}", words.join("、")), words.join(", "));
    outcome.say_same("places", places.len().to_string());
    vec![outcome]
}

fn with_own(context: &Context, fact: &str) -> Vec<Outcome> {
    let mut outcomes = folded(context, fact);
    let own = context.facts.report.entity.clone();
    for outcome in &mut outcomes {
        let zh = own.as_ref().map_or_else(String::new, |own| format!("，本部门为“{own}”"));
        let en = own.as_ref().map_or_else(String::new, |own| format!("; the department is “{own}”"));
        outcome.say("own", zh, en);
    }
    outcomes
}

fn cut(words: &str) -> String {
    let short: String = words.chars().take(TEXT_MAX).collect();
    if short.len() < words.len() { format!("{short}…") } else { short }
}
