//! Quantities right behind a word of rising or falling: 增加420万元, 下降了6.3%, 提高4.7个百分点, 增长2倍, 是上年的1.5倍.

use jiheng_model::relation::Manner;
use jiheng_model::unit::Dimension;

use super::super::Line;
use crate::builder::Builder;

/// One stated change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    /// Index of its mention.
    pub(super) at: usize,
    /// Where its word of rising or falling starts.
    pub(super) cue: usize,
    pub(super) manner: Manner,
}

/// Fillers between the word and the number.
const FILLERS: &str = "了约为近达至少 ：:";

/// All changes of a line, in order.
pub(super) fn find(builder: &Builder, line: &Line) -> Vec<Change> {
    line.quantities().filter_map(|at| change(builder, line, at)).collect()
}

fn change(builder: &Builder, line: &Line, at: usize) -> Option<Change> {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let lexicon = builder.lexicon;
    let mut end = line.start(at);
    while end > floor && line.text.get(end - 1).is_some_and(|c| FILLERS.contains(*c)) {
        end -= 1;
    }
    let inside = |length: &usize| end - length >= floor;
    // 增加到5620万元 is a level; 增加5620万元 is a change.
    if line.text.get(end.saturating_sub(1)).is_some_and(|c| "到至".contains(*c)) {
        return None;
    }
    if let Some(length) = lexicon.cue_rise.before(&line.text, end).filter(inside) {
        return Some(Change { at, cue: end - length, manner: Manner::Rise });
    }
    if let Some(length) = lexicon.cue_fall.before(&line.text, end).filter(inside) {
        return Some(Change { at, cue: end - length, manner: Manner::Fall });
    }
    multiple(builder, line, at, floor)
}

/// 是上年的1.5倍, 为上年的120%: the later value is this many times the former.
fn multiple(builder: &Builder, line: &Line, at: usize, floor: usize) -> Option<Change> {
    let unit = line.id(at).and_then(|id| builder.get(id))?.unit.as_ref()?.dimension;
    let words = line.between(floor, line.start(at));
    let of = words.iter().rposition(|c| *c == '的').filter(|of| words.len() - of <= 2)?;
    let head = words.get(..of)?;
    let compared = builder.lexicon.cue_former.before(head, head.len())?;
    let from = of - compared;
    let lead = head.get(..from)?.last()?;
    let stated = matches!(unit, Dimension::Times | Dimension::Rate) && "是为达到相当于".contains(*lead);
    stated.then_some(Change { at, cue: floor + from, manner: Manner::Multiple })
}
