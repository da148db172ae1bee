//! Quantities right behind a word of rising or falling: 增加420万元, 下降了6.3%, 提高4.7个百分点, 增长2倍, 是上年的1.5倍.

use jiheng_model::relation::Manner;
use jiheng_model::unit::Dimension;

use super::super::Line;
use crate::builder::Builder;
use crate::phrase::clause_start;

/// One stated change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    /// Index of its mention.
    pub(super) at: usize,
    /// Where its word of rising or falling starts.
    pub(super) cue: usize,
    pub(super) manner: Manner,
}

/// Words between the word of change and the number; 增加到 and 增至 are none, they lead to a level.
const FILLERS: [&[char]; 9] =
    [&['至', '少'], &['达', '到'], &['了'], &['约'], &['为'], &['近'], &['达'], &[' '], &['：']];
/// What turns the word into a name of its measure: 增长率, 压减幅度, 减少额.
const SUFFIXES: [&[char]; 8] =
    [&['比', '例'], &['比', '率'], &['幅', '度'], &['金', '额'], &['数', '量'], &['率'], &['额'], &['数']];

/// What is saved or cut: 节约资金45万元. 能力提升支出 is the name of a project, so only falling words take these.
const MONEY: [&[char]; 5] = [&['资', '金'], &['经', '费'], &['支', '出'], &['开', '支'], &['费', '用']];

/// All changes of a line, in order.
pub(super) fn find(builder: &Builder, line: &Line) -> Vec<Change> {
    line.quantities().filter_map(|at| change(builder, line, at)).collect()
}

fn change(builder: &Builder, line: &Line, at: usize) -> Option<Change> {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let words = line.between(floor, line.start(at));
    let mut end = words.len();
    loop {
        let head = words.get(..end)?;
        if let Some((length, manner)) = cue(builder, head) {
            // 由15天缩短为8天 ends at a level.
            let levelled = words.get(end..)?.contains(&'为') && opens_span(line, at);
            return (!levelled).then_some(Change { at, cue: floor + end - length, manner });
        }
        if let Some((length, manner)) = against(builder, head).or_else(|| points(builder, line, at, head)) {
            return Some(Change { at, cue: floor + end - length, manner });
        }
        match FILLERS.iter().find(|filler| head.ends_with(filler)) {
            Some(filler) => end -= filler.len(),
            None => return multiple(builder, line, at, floor).or_else(|| of_former(builder, line, at)),
        }
    }
}

/// The word of rising or falling that ends these words, its suffix included in the length.
fn cue(builder: &Builder, words: &[char]) -> Option<(usize, Manner)> {
    let lexicon = builder.lexicon;
    let plain = |words: &[char]| {
        let rise = lexicon.cue_rise.before(words, words.len()).map(|length| (length, Manner::Rise));
        rise.or_else(|| lexicon.cue_fall.before(words, words.len()).map(|length| (length, Manner::Fall)))
    };
    let cut = |words: &[char]| {
        let noun = MONEY.iter().find(|noun| words.ends_with(noun))?;
        let named = words.get(..words.len() - noun.len())?;
        let (length, manner) = plain(named).filter(|(length, _)| *length >= 2)?;
        let left = lexicon.cue_remainder.before(named, named.len()).is_some();
        (manner == Manner::Fall && !left).then_some((length + noun.len(), manner))
    };
    plain(words).or_else(|| cut(words)).or_else(|| {
        let suffix = SUFFIXES.iter().find(|suffix| words.ends_with(suffix))?;
        let named = words.get(..words.len() - suffix.len())?;
        // 结余率 is the share that is left, no fall.
        let (length, manner) = plain(named).filter(|_| lexicon.cue_remainder.before(named, named.len()).is_none())?;
        Some((length + suffix.len(), manner))
    })
}

/// 高出上年7个百分点, 低于去年同期3人: the word of comparison stands before the former year.
fn against(builder: &Builder, words: &[char]) -> Option<(usize, Manner)> {
    let former = builder.lexicon.cue_former.before(words, words.len())?;
    let head = words.get(..words.len() - former)?;
    let manner = match head {
        [.., '高' | '多', '出' | '于'] | [.., '超', '出' | '过'] => Manner::Rise,
        [.., '低' | '少', '于'] => Manner::Fall,
        _ => return None,
    };
    Some((former + 2, manner))
}

/// 比目标值90%高6.5个百分点, 超出年初目标（90%）6.5个百分点: words too plain for anything but points.
fn points(builder: &Builder, line: &Line, at: usize, words: &[char]) -> Option<(usize, Manner)> {
    let unit = line.id(at).and_then(|id| builder.get(id))?.unit.as_ref()?.dimension;
    if unit != Dimension::RatePoint {
        return None;
    }
    match words.last() {
        Some('高') => return Some((1, Manner::Rise)),
        Some('低') => return Some((1, Manner::Fall)),
        _ => {}
    }
    // The aim, with or without its value in brackets.
    let end = line.start(at);
    let head = line.text.get(..end)?;
    let open = head.last().filter(|c| "）)".contains(**c)).and_then(|_| head.iter().rposition(|c| "（(".contains(*c)));
    let head = head.get(..open.unwrap_or(end))?;
    let from = clause_start(head, head.len());
    let clause = head.get(from..)?;
    let aim = builder.lexicon.role_target.find(clause, 0, clause.len())?;
    let manner = clause.get(..aim.0)?;
    let says = |words: &[&str]| words.iter().any(|word| manner.iter().collect::<String>().contains(word));
    let manner = if says(&["高于", "高出", "超出", "超过", "优于"]) {
        Manner::Rise
    } else if says(&["低于", "少于"]) {
        Manner::Fall
    } else {
        return None;
    };
    Some((words.len(), manner))
}

/// True when 由, 从 or 自 opens the clause of the quantity before this one.
fn opens_span(line: &Line, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let start = line.start(before);
        line.between(clause_start(&line.text, start), start).iter().any(|c| "由从自".contains(*c))
            && line.between(line.end(before), line.start(at)).iter().all(|c| !"，,。；;、".contains(*c))
    })
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

/// 数量411次，是上年137次的3倍: the former value stands inside.
fn of_former(builder: &Builder, line: &Line, at: usize) -> Option<Change> {
    let unit = line.id(at).and_then(|id| builder.get(id))?.unit.as_ref()?.dimension;
    let former = at.checked_sub(1)?;
    let joined = line.between(line.end(former), line.start(at)) == ['的'];
    let start = clause_start(&line.text, line.start(former));
    let lead = line.between(start, line.start(former));
    let words: Vec<char> = lead.iter().copied().filter(|c| !"同期的 ".contains(*c)).collect();
    let compared = builder.lexicon.cue_former.before(&words, words.len())?;
    let stated = words.get(..words.len() - compared)?.last().is_some_and(|c| "是为达到当于".contains(*c));
    let relative = matches!(unit, Dimension::Times | Dimension::Rate);
    (joined && stated && relative).then_some(Change { at, cue: start, manner: Manner::Multiple })
}
