//! 省级214.13万元，市级184.51万元，分别较上年增长18.5%和24.8%；上年分别为180.77万元和147.87万元: two changes of two things.

use jiheng_model::relation::{Manner, Origin, RelationKind};

use super::super::{Line, comparable, is_rate};
use super::change::Change;
use super::stage::{self, Stage};
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end, sentence_start};

/// Relates both changes, when the first says 分别 and both former values follow.
pub(super) fn relate(builder: &mut Builder, line: &Line, change: &Change) {
    let Some(found) = pairs(builder, line, change) else { return };
    for (before, after, stated) in found {
        let (Some(before), Some(after), Some(stated)) = (line.id(before), line.id(after), line.id(stated)) else {
            continue;
        };
        let kind = RelationKind::Growth { before, after, change: stated, manner: change.manner };
        builder.relate(kind, Origin::Sentence, true);
    }
}

/// Former value, later value and change, twice.
fn pairs(builder: &Builder, line: &Line, change: &Change) -> Option<[(usize, usize, usize); 2]> {
    let says = |from: usize, to: usize| line.between(from, to).windows(2).any(|w| matches!(w, ['分', '别']));
    let own = clause_start(&line.text, change.cue);
    if change.manner == Manner::Multiple || !says(own, line.start(change.at)) || !is_rate(builder, line, change.at) {
        return None;
    }
    let other = change.at + 1;
    is_listed(line, change.at, other).then_some(())?;
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let from = sentence_start(&line.text, own);
    let to = (line.end(other)..line.text.len())
        .find(|at| line.text.get(*at).is_some_and(|c| is_sentence_end(*c)))
        .unwrap_or(line.text.len());
    let level = |at: &usize| !line.is_change(*at) && !is_rate(builder, line, *at);
    let mut before = line.quantities_within(from, own).rev();
    let (second, first) = (before.next().filter(level)?, before.next().filter(level)?);
    let mut behind = line.quantities_within(line.end(other), to);
    let (one, two) = (behind.next().filter(level)?, behind.next().filter(level)?);
    let former = stage::of(builder, line, one) == Some(Stage::Past)
        && says(clause_start(&line.text, line.start(one)), line.start(one))
        && is_listed(line, one, two);
    let alike = comparable(get(first)?, get(one)?) && comparable(get(second)?, get(two)?);
    (former && alike && is_rate(builder, line, other)).then_some([(one, first, change.at), (two, second, other)])
}

/// Nothing but 和 or a stop between the two.
fn is_listed(line: &Line, a: usize, b: usize) -> bool {
    matches!(line.between(line.end(a), line.start(b)), ['和' | '、' | '与' | '及' | '，'])
}
