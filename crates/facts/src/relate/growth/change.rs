//! Quantities right behind a word of rising or falling: 增加420万元, 下降了6.3%, 提高4.7个百分点, 增长2倍, 是上年的1.5倍.

use jiheng_model::relation::Manner;
use jiheng_model::unit::Dimension;

use super::super::Line;
use super::stage;
use crate::builder::Builder;
use crate::phrase::{clause_start, sentence_start};

/// One stated change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    /// Index of its mention.
    pub(super) at: usize,
    /// Where its word of rising or falling starts.
    pub(super) cue: usize,
    pub(super) manner: Manner,
    /// 超出目标4.5%: the words would suit a level as well, so they alone convict nobody.
    pub(super) plain: bool,
    /// 压减率12.4%: the name of a rate that can change itself.
    pub(super) named: bool,
}

impl Change {
    fn new(at: usize, cue: usize, manner: Manner) -> Self {
        Self { at, cue, manner, plain: false, named: false }
    }
}

/// Words between the word of change and the number; 增加到 and 增至 are none, they lead to a level.
const FILLERS: [&[char]; 9] =
    [&['至', '少'], &['达', '到'], &['了'], &['约'], &['为'], &['近'], &['达'], &[' '], &['：']];
/// What turns the word into a name of its measure: 增长率, 压减幅度, 减少额.
const SUFFIXES: [&[char]; 8] =
    [&['比', '例'], &['比', '率'], &['幅', '度'], &['金', '额'], &['数', '量'], &['率'], &['额'], &['数']];

/// Words before what is compared with.
const ABOVE: [&[char]; 6] = [&['高', '于'], &['高', '出'], &['超', '出'], &['超', '过'], &['优', '于'], &['多', '于']];
const BELOW: [&[char]; 3] = [&['低', '于'], &['少', '于'], &['短', '于']];

/// What is saved or cut: 节约资金45万元. 能力提升支出 is the name of a project, so only falling words take these.
const MONEY: [&[char]; 5] = [&['资', '金'], &['经', '费'], &['支', '出'], &['开', '支'], &['费', '用']];

/// Shortest and longest noun of what moved.
const NOUN: (usize, usize) = (2, 6);

/// All changes of a line, in order.
pub(super) fn find(builder: &Builder, line: &Line) -> Vec<Change> {
    line.quantities().filter_map(|at| change(builder, line, at)).collect()
}

fn change(builder: &Builder, line: &Line, at: usize) -> Option<Change> {
    if is_share_of_item(line, at) {
        return None;
    }
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let words = line.between(floor, line.start(at));
    let mut end = words.len();
    loop {
        let head = words.get(..end)?;
        if let Some((length, manner)) = cue(builder, head).or_else(|| done_more(builder, head)) {
            // 由15天缩短为8天 ends at a level.
            let levelled = words.get(end..)?.contains(&'为') && (length == 1 || opens_span(line, at));
            let named = SUFFIXES.iter().any(|suffix| head.ends_with(suffix));
            return (!levelled).then_some(Change { named, ..Change::new(at, floor + end - length, manner) });
        }
        if let Some((length, manner)) = against(builder, head).or_else(|| of_noun(builder, line, floor, head)) {
            return Some(Change::new(at, floor + end - length, manner));
        }
        if let Some((length, manner)) = points(builder, line, at, head) {
            return Some(Change { plain: true, ..Change::new(at, floor + end - length, manner) });
        }
        match FILLERS.iter().find(|filler| head.ends_with(filler)) {
            Some(filler) => end -= filler.len(),
            None => return multiple(builder, line, at, floor).or_else(|| of_former(builder, line, at)),
        }
    }
}

/// 森林防火能力提升28.17%，计136.69万元: the share of an item of a list, which the amount behind it makes.
fn is_share_of_item(line: &Line, at: usize) -> bool {
    let behind = line.between(line.end(at), line.text.len().min(line.end(at) + 3));
    let counted = matches!(behind, ['，' | ',' | '、', '计' | '合', c] if c.is_ascii_digit());
    counted
        && line
            .text
            .get(..line.start(at))
            .is_some_and(|head| head.ends_with(&['提', '升']) || head.ends_with(&['扩', '大']))
}

/// The word of rising or falling that ends these words, its suffix included in the length.
fn cue(builder: &Builder, words: &[char]) -> Option<(usize, Manner)> {
    let lexicon = builder.lexicon;
    let plain = |words: &[char]| {
        let said =
            |list: &crate::wordlist::WordList, manner| list.before(words, words.len()).map(|length| (length, manner));
        let moved = [
            said(&lexicon.cue_rise, Manner::Rise),
            said(&lexicon.cue_fall, Manner::Fall),
            said(&lexicon.cue_differ, Manner::Either),
        ];
        // 负增长 is the longer word.
        moved.into_iter().flatten().rev().max_by_key(|(length, _)| *length)
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

/// 多发放120万元, 少花2.80万元: more or less of a deed.
fn done_more(builder: &Builder, words: &[char]) -> Option<(usize, Manner)> {
    let deed = match words.last()? {
        '花' | '用' | '支' | '收' | '产' | '拨' | '付' => 1,
        _ => builder.lexicon.verb.before(words, words.len())?,
    };
    let head = words.get(..words.len() - deed)?;
    let manner = match head {
        [.., '至' | '不' | '很' | '许' | '较' | '最' | '更' | '众', '多' | '少'] => return None,
        [.., '多'] => Manner::Rise,
        [.., '少'] => Manner::Fall,
        _ => return None,
    };
    Some((deed + 1, manner))
}

/// 单位用电量32.4万千瓦时，节约用电3.6万千瓦时: what moved is named again behind the word.
fn of_noun(builder: &Builder, line: &Line, floor: usize, words: &[char]) -> Option<(usize, Manner)> {
    let from = sentence_start(&line.text, floor);
    let before = line.between(from, floor);
    // 本年办结412件，较去年多办结62件: the deed is named again.
    if let [.., more @ ('多' | '少'), a, b] = words
        && before.windows(2).any(|window| window == [*a, *b])
        && !words.get(..words.len() - 3).is_some_and(|head| head.last().is_some_and(|c| "至不很许最更众".contains(*c)))
    {
        return Some((3, if *more == '多' { Manner::Rise } else { Manner::Fall }));
    }
    (NOUN.0..=NOUN.1.min(words.len())).find_map(|length| {
        let (head, noun) = words.split_at_checked(words.len() - length)?;
        let letters = noun.iter().all(|c| c.is_alphanumeric());
        let (cue, manner) = cue(builder, head).filter(|(length, _)| *length >= 2)?;
        let left = builder.lexicon.cue_remainder.before(head, head.len()).is_some();
        // 能力提升支出411.99万元 is what the money was spent on.
        let purpose = head.ends_with(&['提', '升']) || head.ends_with(&['扩', '大']);
        let known = letters && !left && !purpose && before.windows(length).any(|window| window == noun);
        known.then_some((cue + length, manner))
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

/// 比目标值90%高6.5个百分点, 超出年初目标（90%）6.5个百分点, 低于全市平均水平（97.1%）1.5%, 超出指标7.5%: words too plain
/// for anything but rates.
fn points(builder: &Builder, line: &Line, at: usize, words: &[char]) -> Option<(usize, Manner)> {
    let unit = line.id(at).and_then(|id| builder.get(id))?.unit.as_ref()?.dimension;
    if !matches!(unit, Dimension::RatePoint | Dimension::Rate) {
        return None;
    }
    let end = line.start(at);
    let head = line.text.get(..end)?;
    // 比目标值90%高6.5%: right behind the level.
    let part = head.iter().rposition(|c| "，,。；;：:、".contains(*c)).map_or(0, |stop| stop + 1);
    let levelled = at.checked_sub(1).is_some_and(|before| line.start(before) >= part);
    let direct = levelled && head.get(part).is_some_and(|c| "比较与同".contains(*c));
    if unit == Dimension::RatePoint || direct {
        match words.last() {
            Some('高') => return Some((1, Manner::Rise)),
            Some('低') => return Some((1, Manner::Fall)),
            _ => {}
        }
    }
    // The aim, with or without its value in brackets or before the number.
    let from = head.iter().rposition(|c| "，,。；;：:、".contains(*c)).map_or(0, |stop| stop + 1);
    let clause = head.get(from..)?;
    let (start, aim) =
        ABOVE.iter().map(|word| (word, Manner::Rise)).chain(BELOW.iter().map(|word| (word, Manner::Fall))).find_map(
            |(word, manner)| {
                let found = clause.windows(word.len()).position(|window| window == *word)?;
                Some((found + word.len(), manner))
            },
        )?;
    let base = clause.get(start..)?;
    let stop = base.iter().position(|c| "（(".contains(*c) || c.is_ascii_digit()).unwrap_or(base.len());
    let named = base.get(..stop)?;
    let lexicon = builder.lexicon;
    let levelled = at.checked_sub(1).is_some_and(|before| line.start(before) >= from);
    let aims =
        lexicon.aim_word.before(named, named.len()).is_some() || lexicon.role_target.within(named, 0, named.len());
    let compares = levelled
        && (lexicon.stage_mean.within(named, 0, named.len()) || lexicon.cue_compared.within(named, 0, named.len()));
    // The number of the aim itself is no change: 高于目标95%.
    let own = !levelled && unit == Dimension::Rate && !(aims && lexicon.aim_above.at(clause, 0).is_some());
    ((aims || compares) && !own).then_some((words.len(), aim))
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
    stated.then_some(Change::new(at, floor + from, Manner::Multiple))
}

/// 数量411次，是上年137次的3倍: the former value stands inside.
fn of_former(builder: &Builder, line: &Line, at: usize) -> Option<Change> {
    let unit = line.id(at).and_then(|id| builder.get(id))?.unit.as_ref()?.dimension;
    let former = at.checked_sub(1)?;
    let joined = matches!(line.between(line.end(former), line.start(at)), ['的'] | ['）' | ')', '的']);
    let (start, end) = stage::lead(line, former);
    let lead = line.between(start, end);
    let words: Vec<char> = lead.iter().copied().filter(|c| !"同期的 ".contains(*c)).collect();
    let compared = builder.lexicon.cue_former.before(&words, words.len())?;
    let stated = words.get(..words.len() - compared)?.last().is_some_and(|c| "是为达到当于".contains(*c));
    let relative = matches!(unit, Dimension::Times | Dimension::Rate);
    (joined && stated && relative).then_some(Change::new(at, start, Manner::Multiple))
}
