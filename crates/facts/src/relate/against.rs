//! 会议费4.00万元，高于预算数5.00万元; 较目标值95%低: one level is said to lie above or below another.

use jiheng_model::relation::{Manner, Origin, RelationKind};
use jiheng_model::statement::Approximation;

use super::{Line, comparable};
use crate::builder::Builder;
use crate::phrase::{is_sentence_end, sentence_start};

/// Finds such comparisons in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    for at in line.quantities().collect::<Vec<_>>() {
        let Some((other, manner)) = compared(builder, line, at) else { continue };
        if let (Some(before), Some(after)) = (line.id(at), line.id(other)) {
            builder.relate(RelationKind::Direction { before, after, manner }, Origin::Against, true);
        }
    }
}

/// The level that the sentence compares with this one, and on which side of it.
fn compared(builder: &Builder, line: &Line, base: usize) -> Option<(usize, Manner)> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let stated = get(base).filter(|s| s.approximation == Approximation::None && !line.is_change(base))?;
    let end = line.start(base);
    let stop = line.text.get(..end)?.iter().rposition(|c| "，,。；;：:、！？".contains(*c));
    let words = line.between(stop.map_or(0, |stop| stop + 1), end);
    let words: Vec<char> = words.iter().copied().filter(|c| !"的为是（( ".contains(*c)).collect();
    let lexicon = builder.lexicon;
    let (length, manner) = lexicon
        .against_above
        .at(&words, 0)
        .map(|length| (length, Manner::Rise))
        .or_else(|| lexicon.against_below.at(&words, 0).map(|length| (length, Manner::Fall)))?;
    let named = words.get(length..)?;
    let known = [&lexicon.cue_compared, &lexicon.stage_past, &lexicon.stage_mean]
        .into_iter()
        .any(|list| list.within(named, 0, named.len()));
    let ends = line.text.get(line.end(base)).is_none_or(|c| "，,。；;）)".contains(*c));
    if !known || !ends || crate::numeral::is_digit(*words.first()?) {
        return None;
    }
    let from = sentence_start(&line.text, end);
    let parts = line.between(from, end).iter().any(|c| matches!(c, '；' | ';'))
        || line.between(from, end).windows(2).any(|w| matches!(w, ['其', '中']));
    let before: Vec<usize> = line
        .quantities_within(from, end)
        .filter(|at| !line.is_change(*at) && get(*at).is_some_and(|s| comparable(s, stated)))
        .take(2)
        .collect();
    let &[level] = before.as_slice() else { return None };
    let plain = get(level).is_some_and(|s| s.approximation == Approximation::None);
    let apart = line.between(line.end(level), end).iter().any(|c| is_sentence_end(*c));
    (plain && !parts && !apart).then_some((level, manner))
}
