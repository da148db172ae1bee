//! 占 P%: a part, its whole and the printed rate; shares that fill the whole.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Entity, State, Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::parts::Frames;
use super::{Line, comparable};
use crate::builder::Builder;
use crate::phrase::{clause_start, sentence_start};

/// Finds shares in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line, frames: &Frames) {
    let mut shares: Vec<(usize, StatementId)> = Vec::new();
    for at in line.quantities().collect::<Vec<_>>() {
        let Some((part, whole, strong)) = share(builder, line, frames, at) else { continue };
        let (Some(part_id), Some(rate)) = (line.id(part), line.id(at)) else { continue };
        builder.relate(RelationKind::Share { part: part_id, whole, rate }, Origin::Sentence, strong);
        shares.push((part, rate));
    }
    for (_, parts) in &frames.complete {
        let rates: Vec<StatementId> =
            parts.iter().filter_map(|part| shares.iter().find(|(p, _)| p == part).map(|(_, rate)| *rate)).collect();
        if rates.len() >= 2 && rates.len() == parts.len() {
            builder.relate(RelationKind::Hundred { rates }, Origin::Sentence, true);
        }
    }
}

/// Part, whole and how sure the whole is, for the rate at `at`.
fn share(builder: &Builder, line: &Line, frames: &Frames, at: usize) -> Option<(usize, StatementId, bool)> {
    let rate = builder.get(line.id(at)?)?;
    if rate.unit.as_ref()?.dimension != Dimension::Rate {
        return None;
    }
    let part = line.quantities().rfind(|q| *q < at)?;
    let from = sentence_start(&line.text, line.start(at));
    if line.start(part) < from {
        return None;
    }
    let between = line.between(line.end(part), line.start(at));
    let cue = builder.lexicon.cue_share.find(between, 0, between.len())?;
    // Only punctuation may stand before 占: 721.85万元、占58.05%.
    if !between.get(..cue.0)?.iter().all(|c| "，,、（( ".contains(*c)) {
        return None;
    }
    // 占比分别为85.44%、14.56%: which rate is whose is not said by position alone.
    if between.windows(2).any(|w| w == ['分', '别']) {
        return None;
    }
    let named: Vec<char> =
        between.get(cue.0 + cue.1..)?.iter().copied().filter(|c| !"为达到约的 ".contains(*c)).collect();
    let part_statement = builder.get(line.id(part)?)?;
    if !named.is_empty() {
        let whole =
            named_whole(builder, line, part, part_statement, &named).or_else(|| table_whole(builder, &named))?;
        return Some((part, whole, true));
    }
    if let Some(whole) = frames.whole_of.get(&part) {
        return Some((part, line.id(*whole)?, true));
    }
    let whole = line
        .quantities()
        .find(|q| *q < part && line.start(*q) >= from && is_whole(builder, line, *q, part_statement))?;
    Some((part, line.id(whole)?, false))
}

fn is_whole(builder: &Builder, line: &Line, at: usize, part: &Statement) -> bool {
    line.id(at).and_then(|id| builder.get(id)).is_some_and(|s| comparable(s, part))
}

/// 占公用支出的6.60%: the department's cell of that fact.
fn table_whole(builder: &Builder, name: &[char]) -> Option<StatementId> {
    let alias = builder.lexicon.aliases.iter().find(|alias| alias.words == name)?;
    let cell = builder.facts.of(&alias.fact).find(|s| s.entity == Some(Entity::Department) && s.state == State::Number);
    cell.map(|s| s.id)
}

/// 占项目支出的10%: the quantity of this line that is called so.
fn named_whole(
    builder: &Builder,
    line: &Line,
    part: usize,
    statement: &Statement,
    name: &[char],
) -> Option<StatementId> {
    line.quantities()
        .filter(|q| *q != part && is_whole(builder, line, *q, statement))
        .find(|q| {
            let start = clause_start(&line.text, line.start(*q));
            let words = line.between(start, line.start(*q));
            words.windows(name.len()).any(|window| window == name)
        })
        .and_then(|q| line.id(q))
}
