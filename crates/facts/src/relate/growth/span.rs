//! 由A增加到B: the two ends of a change, and which way it went.

use jiheng_model::relation::Manner;

use super::super::{Line, comparable};
use crate::builder::Builder;
use crate::phrase::clause_start;

/// Most characters between the two values: 的基础上进一步提高到.
const BETWEEN_MAX: usize = 16;

/// Mention indices of both ends with the manner that the verb between them says.
pub(super) fn find(builder: &Builder, line: &Line) -> Vec<(usize, usize, Manner)> {
    let quantities: Vec<usize> = line.quantities().collect();
    quantities
        .windows(2)
        .filter_map(|pair| {
            let [before, after] = pair else { return None };
            let manner = manner(builder, line, *before, *after)?;
            let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
            comparable(get(*before)?, get(*after)?).then_some((*before, *after, manner))
        })
        .collect()
}

fn manner(builder: &Builder, line: &Line, before: usize, after: usize) -> Option<Manner> {
    let opening = line.between(clause_start(&line.text, line.start(before)), line.start(before));
    let between = line.between(line.end(before), line.start(after));
    let words = super::stage::without_time(builder, between);
    let reaches = words.last().is_some_and(|c| "到至为".contains(*c));
    if !reaches || between.len() > BETWEEN_MAX || between.iter().any(|c| "，,。；;、".contains(*c)) {
        return None;
    }
    if !opening.iter().any(|c| "由从自".contains(*c)) {
        return None;
    }
    let lexicon = builder.lexicon;
    match (lexicon.cue_rise.within(words, 0, words.len()), lexicon.cue_fall.within(words, 0, words.len())) {
        (true, false) => Some(Manner::Rise),
        (false, true) => Some(Manner::Fall),
        _ => Some(Manner::Either),
    }
}
