//! 总支出2856万元，明细为：（1）局机关2067万元。 The words promise all parts, and one is listed: another was left out.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::Approximation;

use super::super::{Line, comparable, is_rate};
use super::Frames;
use super::levels::is_level;
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end, sentence_start};

/// Most characters behind the only part that belong to it.
const TAIL_MAX: usize = 4;
/// Longest name of the only part.
const NAME_MAX: usize = 24;

/// Finds lists of one part in one line.
pub(super) fn relate(builder: &mut Builder, line: &Line, frames: &mut Frames) {
    let colons: Vec<usize> =
        (0..line.text.len()).filter(|at| line.text.get(*at).is_some_and(|c| matches!(c, '：' | ':'))).collect();
    for colon in colons {
        let Some((whole, part)) = reading(builder, line, colon) else { continue };
        if frames.complete.iter().any(|(known, _)| *known == whole) {
            continue;
        }
        if let (Some(total), Some(id)) = (line.id(whole), line.id(part)) {
            builder.relate(RelationKind::Sum { total, parts: vec![id], complete: true }, Origin::Sentence, true);
            frames.complete.push((whole, vec![part]));
        }
    }
}

/// The whole before a promise and the only amount behind it, where nothing of its line follows.
fn reading(builder: &Builder, line: &Line, colon: usize) -> Option<(usize, usize)> {
    let end = (colon..line.text.len()).find(|at| line.text.get(*at).is_some_and(|c| is_sentence_end(*c)))?;
    let behind: Vec<usize> = line.quantities_within(colon, end).collect();
    let &[part] = behind.as_slice() else { return None };
    let whole = line.quantities().rfind(|at| line.end(*at) <= colon)?;
    let opens = sentence_start(&line.text, colon);
    let apart = line.between(line.end(whole), opens).iter().filter(|c| is_sentence_end(**c)).count();
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let (total, only) = (get(whole)?, get(part)?);
    let plain = [total, only].iter().all(|s| s.approximation == Approximation::None);
    let levels = is_level(line, whole) && is_level(line, part) && !is_rate(builder, line, whole);
    let less = comparable(total, only) && total.role == only.role && only.exact() < total.exact();
    let name = line.between(colon + 1, line.start(part));
    let listed = name.len() <= NAME_MAX && !name.iter().any(|c| "，,；;、".contains(*c));
    let ends = end - line.end(part) <= TAIL_MAX && end + 1 >= line.text.len();
    let fits = plain && levels && less && listed && ends && apart <= 1;
    (fits && promises(builder, line, (line.end(whole), colon))).then_some((whole, part))
}

/// 明细为, 构成如下 right before the colon; 局机关及下属单位 where both are announced.
fn promises(builder: &Builder, line: &Line, span: (usize, usize)) -> bool {
    let (from, colon) = span;
    let lexicon = builder.lexicon;
    let clause = line.between(clause_start(&line.text, colon).max(from), colon);
    if lexicon.list_partial.within(clause, 0, clause.len()) {
        return false;
    }
    let filled = clause.iter().rposition(|c| !"为是如下：: ".contains(*c)).map_or(0, |last| last + 1);
    let promised = lexicon.list_promise.before(clause, filled).is_some();
    let announced = lexicon.list_announce.at(clause, 0).is_some();
    let several = announced && clause.iter().any(|c| "及和与".contains(*c));
    promised || several
}
