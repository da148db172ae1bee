//! 工资增加42.60万元，办公减少18.40万元，设备减少5.20万元，基本支出净增加19.00万元; 收入减少36.07万元，其中拨款减少42.17万元，其他增加
//! 6.10万元: what rose less what fell is the net change.

use jiheng_model::exact::{self, Exact};
use jiheng_model::relation::{Manner, Origin, RelationKind};
use jiheng_model::statement::{Approximation, Statement};
use num_traits::{CheckedMul, CheckedSub, Signed};

use super::super::{Line, comparable, evidence, is_rate};
use super::change::Change;
use crate::builder::Builder;

/// Changes of one sentence that are looked at.
const CHANGES_MAX: usize = 8;
/// Without 净 no more than one in so many may be missing.
const NEAR: i128 = 5;

/// Finds net changes in one line.
pub(super) fn relate(builder: &mut Builder, line: &Line, changes: &[Change]) {
    for (from, end) in line.sentences() {
        let inside: Vec<Change> = changes
            .iter()
            .filter(|change| line.start(change.at) >= from && line.end(change.at) <= end)
            .filter(|change| matches!(change.manner, Manner::Rise | Manner::Fall) && !is_rate(builder, line, change.at))
            .take(CHANGES_MAX)
            .copied()
            .collect();
        if let Some(kind) = net(builder, line, &inside) {
            builder.relate(kind, Origin::Remainder, true);
        }
    }
}

/// The net change is the first, before 其中, or the last, with 净.
fn net(builder: &Builder, line: &Line, changes: &[Change]) -> Option<RelationKind> {
    let get = |change: &Change| line.id(change.at).and_then(|id| builder.get(id));
    let [first, .., last] = changes else { return None };
    let says = |change: &Change, word: &[char]| {
        line.between(line.floor(change.at), line.start(change.at)).windows(word.len()).any(|window| window == word)
    };
    let closed = says(last, &['净']);
    let among = changes.get(1).is_some_and(|second| says(second, &['其', '中']));
    let (total, parts) = match (closed, among) {
        (true, false) => (last, changes.get(..changes.len() - 1)?),
        (false, true) => (first, changes.get(1..)?),
        _ => return None,
    };
    let stated = get(total)?;
    let alike =
        |change: &Change| get(change).is_some_and(|s| comparable(s, stated) && s.approximation == Approximation::None);
    let mixed = parts.iter().any(|part| part.manner != total.manner);
    let vague = builder.lexicon.cue_vague.within(&line.text, line.start(first.at), line.end(last.at));
    if vague || parts.len() < 2 || !mixed || !changes.iter().all(alike) {
        return None;
    }
    let of = |manner: Manner| parts.iter().filter(move |part| part.manner == manner).filter_map(get);
    let (mut rises, mut falls): (Vec<&Statement>, Vec<&Statement>) =
        (of(Manner::Rise).collect(), of(Manner::Fall).collect());
    if total.manner == Manner::Rise {
        falls.push(stated);
    } else {
        rises.push(stated);
    }
    let ((&[whole], rest) | (rest, &[whole])) = (rises.as_slice(), falls.as_slice()) else { return None };
    let near = || -> Option<bool> {
        let gap: Exact = whole.exact()?.checked_sub(&evidence::total(rest)?)?.abs();
        Some(gap.checked_mul(&exact::whole(NEAR))? <= whole.exact()?.abs())
    };
    let kind = RelationKind::Sum { total: whole.id, parts: rest.iter().map(|part| part.id).collect(), complete: true };
    (closed || near() == Some(true)).then_some(kind)
}
