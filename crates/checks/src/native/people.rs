//! Who fills in, who is asked, who evaluates. Rust: names are compared across cells.

use std::collections::BTreeMap;

use jiheng_model::statement::{State, Statement, StatementId};

use super::single;
use crate::outcome::{Context, Outcome};

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn name(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Two filled cells and what they hold.
fn both(context: &Context, a: &str, b: &str) -> Option<(StatementId, StatementId, String, String)> {
    let (a, b) = (single(context, a)?, single(context, b)?);
    (a.state == State::Text && b.state == State::Text).then(|| (a.id, b.id, a.written.clone(), b.written.clone()))
}

/// The contact person is the preparer.
pub(super) fn contact(context: &Context) -> Vec<Outcome> {
    let Some((a, b, x, y)) = both(context, "basic.contact", "preparer.name") else { return Vec::new() };
    vec![if name(&x) == name(&y) {
        Outcome::holds(vec![a, b], "联系人与填报人一致")
    } else {
        Outcome::fails(vec![a, b], "联系人与填报人不是同一人")
    }]
}

/// One person has one telephone number in one form.
pub(super) fn phone(context: &Context) -> Vec<Outcome> {
    let people = both(context, "basic.contact", "preparer.name");
    let same_person = people.is_none_or(|(_, _, contact, preparer)| name(&contact) == name(&preparer));
    let Some((first, second, left, right)) = both(context, "basic.phone", "preparer.phone").filter(|_| same_person)
    else {
        return Vec::new();
    };
    let (left, right) = (digits(&left), digits(&right));
    // One of them may carry the area code.
    let same = |long: &str, short: &str| short.len() >= 7 && long.ends_with(short);
    vec![if left == right || same(&left, &right) || same(&right, &left) {
        Outcome::holds(vec![first, second], "两处电话一致")
    } else {
        Outcome::fails(vec![first, second], "两处电话不一致")
    }]
}

/// One person is contact, preparer and evaluator at once: who made the figures also judges them.
pub(super) fn roles(context: &Context) -> Vec<Outcome> {
    let mut by_name: BTreeMap<String, Vec<&Statement>> = BTreeMap::new();
    let named = ["basic.contact", "preparer.name"]
        .iter()
        .filter_map(|fact| single(context, fact))
        .chain(context.of("evaluator.name"));
    for statement in named.filter(|s| s.state == State::Text) {
        by_name.entry(name(&statement.written)).or_default().push(statement);
    }
    let evaluates =
        |places: &[&Statement]| places.iter().any(|s| s.fact.as_ref().is_some_and(|f| f.name == "evaluator.name"));
    let prepares =
        |places: &[&Statement]| places.iter().any(|s| s.fact.as_ref().is_some_and(|f| f.name == "preparer.name"));
    let mut outcomes = Vec::new();
    for places in by_name.values().filter(|places| evaluates(places) && prepares(places)) {
        let ids = places.iter().map(|s| s.id).collect();
        outcomes.push(Outcome::fails(ids, format!("同一人出现在{}处", places.len())));
    }
    outcomes
}
