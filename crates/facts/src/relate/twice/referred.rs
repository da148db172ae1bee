//! A number spoken of again as the one just named: 职称评审申报办结849件，群众对职称评审申报办结的849件逐件评价.

use jiheng_model::statement::{Approximation, Role, Statement, StatementId};

use super::super::Line;
use super::super::parts::is_level;
use super::{agree, slip};
use crate::builder::Builder;
use crate::phrase::clause_start;

/// Numbers looked back at.
const LOOK_BACK: usize = 6;
/// Shorter words name nothing in particular.
const WORDS_MIN: usize = 4;
const WORDS_MAX: usize = 24;

/// Pairs of one line that contradict each other.
pub(super) fn find(builder: &Builder, line: &Line) -> Vec<(StatementId, StatementId)> {
    let mut found = Vec::new();
    for at in line.quantities() {
        let words = words(builder, line, at);
        let [said @ .., '的'] = words else { continue };
        let earlier = line.quantities().rev().filter(|other| *other < at).take(LOOK_BACK);
        let named = earlier.filter(|other| {
            let name = self::words(builder, line, *other);
            name.len() >= WORDS_MIN && said.ends_with(name) && !name.ends_with(&['的'])
        });
        let (Some(first), Some(own)) = (named.last(), line.id(at).and_then(|id| builder.get(id))) else { continue };
        let Some(other) = line.id(first).and_then(|id| builder.get(id)) else { continue };
        let plain = |s: &Statement| s.approximation == Approximation::None && s.role == Role::Actual;
        let levels = is_level(line, at) && is_level(line, first);
        let compared = levels && plain(own) && plain(other) && super::is_comparable(own, other);
        if compared && !agree(own, other) && slip::is_slip(own, other, said.len()) {
            found.push((other.id.min(own.id), other.id.max(own.id)));
        }
    }
    found
}

/// The words of the clause before a number, words of time aside.
fn words<'l>(builder: &Builder, line: &'l Line, at: usize) -> &'l [char] {
    let previous = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let mut words = line.between(clause_start(&line.text, line.start(at)).max(previous), line.start(at));
    while let Some(length) = builder.lexicon.time_lead.at(words, 0) {
        words = words.get(length..).unwrap_or_default();
    }
    if words.len() > WORDS_MAX { &[] } else { words }
}
