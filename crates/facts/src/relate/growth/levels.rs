//! The two values that a change lies between.

use std::cmp::Ordering;

use jiheng_model::relation::Manner;
use jiheng_model::statement::{Role, Statement};
use jiheng_model::unit::Dimension;

use super::super::{Line, comparable};
use super::change::Change;
use super::{derived, stage, staged};
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end, segment_start, sentence_start};

/// Most characters between a pair of levels and their change.
const DISTANCE_MAX: usize = 40;
/// Levels looked back at.
const LEVELS_MAX: usize = 6;

/// Most characters between an amount of change and its rate.
const JOINED_MAX: usize = 8;
/// Numbers of one sentence that are looked at.
const SENTENCE_MAX: usize = 32;

/// A former and a later value, as mention indices.
pub(super) struct Pair {
    pub(super) before: usize,
    pub(super) after: usize,
    /// The words say so; a pair of neighbours only suggests it.
    pub(super) strong: bool,
}

/// Possible pairs for a change, the likeliest first.
pub(super) fn find(
    builder: &Builder,
    line: &Line,
    changes: &[Change],
    change: &Change,
    spans: &[(usize, usize, Manner)],
) -> Vec<Pair> {
    let Some(stated) = line.id(change.at).and_then(|id| builder.get(id)) else { return Vec::new() };
    let from = reach(builder, line, change);
    let points = stated.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::RatePoint);
    let is_change = |at: usize| changes.iter().any(|other| other.at == at && !(other.named && points));
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    // 年中追加151.40万元: what was added to a budget is no level of it.
    let added = |at: usize| {
        let words = line.between(line.floor(at), line.start(at));
        builder.lexicon.flow.added.before(words, words.len()).is_some()
    };
    let fits = |at: &usize| !is_change(*at) && !added(*at) && get(*at).is_some_and(|s| measures_level(s, stated));
    let mut levels: Vec<usize> =
        line.quantities().rev().filter(|at| *at < change.at && line.start(*at) >= from).filter(fits).collect();
    levels = of_points(builder, line, change.at, levels.into_iter());
    // 由52人增加到55人，人员经费增加45.60万元，增长9.8%: the rate is of the amount right before it.
    let amount = changes.iter().rev().find(|other| other.at < change.at).filter(|other| {
        let between = line.between(line.end(other.at), change.cue);
        between.len() <= JOINED_MAX && !between.iter().any(|c| is_sentence_end(*c) || matches!(c, '；' | ';'))
    });
    if let Some(amount) = amount.and_then(|amount| get(amount.at)).filter(|amount| !is_relative(amount)) {
        levels.retain(|at| get(*at).is_some_and(|level| comparable(level, amount)));
    }
    levels.truncate(LEVELS_MAX);
    levels.reverse();
    let mut pairs: Vec<Pair> = spanned(builder, line, changes, change, spans, &levels).into_iter().collect();
    if pairs.is_empty() {
        pairs.extend(dated(builder, line, change, fits));
        pairs.extend(respective(line, &levels, change));
        pairs.extend(targeted(builder, line, change, &levels));
    }
    if pairs.is_empty() {
        let reached = reached(line, change).filter(|at| fits(at));
        pairs.extend(compared(builder, line, change, &levels, reached));
        pairs.extend(years(builder, line, &levels, change.cue));
        pairs.extend(saved(builder, line, changes, &levels, change));
    }
    if pairs.is_empty() {
        pairs.extend(trailing_former(builder, line, change, &levels, fits));
    }
    if pairs.is_empty() && levels.is_empty() {
        pairs.extend(following(builder, line, changes, change, spans, fits));
    }
    if !pairs.iter().any(|pair| pair.strong) {
        pairs.splice(0..0, staged::find(builder, line, change, &fits));
    }
    pairs.retain(|pair| get(pair.before).zip(get(pair.after)).is_some_and(|(a, b)| comparable(a, b)));
    pairs
}

/// Points lie between two rates; amounts beside them are no levels of theirs.
pub(super) fn of_points(
    builder: &Builder,
    line: &Line,
    change: usize,
    levels: impl Iterator<Item = usize>,
) -> Vec<usize> {
    let dimension = |at: usize| Some(line.id(at).and_then(|id| builder.get(id))?.unit.as_ref()?.dimension);
    let levels: Vec<usize> = levels.take(SENTENCE_MAX).collect();
    let rates: Vec<usize> = levels.iter().copied().filter(|at| dimension(*at) == Some(Dimension::Rate)).collect();
    if dimension(change) == Some(Dimension::RatePoint) && rates.len() >= 2 { rates } else { levels }
}

/// Where levels may begin: the part of the sentence, or all of it when the part opens with the comparison (；较上年…).
fn reach(builder: &Builder, line: &Line, change: &Change) -> usize {
    let part = segment_start(&line.text, line.start(change.at));
    if builder.lexicon.comparison_word.at(&line.text, part).is_some() {
        sentence_start(&line.text, line.start(change.at))
    } else {
        part
    }
}

/// 由A提高到B，提高C: the span that ends last before the change, with nothing but a comma between.
fn spanned(
    builder: &Builder,
    line: &Line,
    changes: &[Change],
    change: &Change,
    spans: &[(usize, usize, Manner)],
    levels: &[usize],
) -> Option<Pair> {
    let (before, after, _) = spans.iter().rev().find(|(_, after, _)| *after < change.at)?;
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    // 由52人增加到55人，人员经费增加45.60万元，增长9.8%: the rate is of the amount before it.
    let of_another = |other: &Change| {
        *after < other.at
            && other.at < change.at
            && get(other.at).zip(get(*after)).is_some_and(|(moved, level)| !measures_level(level, moved))
    };
    if changes.iter().any(of_another) {
        return None;
    }
    let last = levels.last() == Some(after);
    let near = line.between(line.end(*after), change.cue).len() <= DISTANCE_MAX;
    (last && near).then_some(Pair { before: *before, after: *after, strong: true })
}

/// 增长8%，达到5620万元: the level that the change leads to.
pub(super) fn reached(line: &Line, change: &Change) -> Option<usize> {
    let next = line.quantities().find(|at| *at > change.at)?;
    let between = line.between(line.end(change.at), line.start(next));
    let words: String = between.iter().filter(|c| !"，, ".contains(**c)).collect();
    let verb = words.trim_end_matches(['到', '至', '为']);
    let leads =
        matches!(verb, "" | "达" | "增" | "减" | "降" | "升" | "增加" | "减少" | "下降" | "上升" | "提高" | "降低")
            && !words.is_empty();
    leads.then_some(next)
}

/// 合格率90%，高出上年7个百分点，上年为83%: the former value comes last.
fn trailing_former(
    builder: &Builder,
    line: &Line,
    change: &Change,
    levels: &[usize],
    fits: impl Fn(&usize) -> bool,
) -> Option<Pair> {
    let next = line.quantities().find(|at| *at > change.at).filter(fits)?;
    let between = line.between(line.end(change.at), line.start(next));
    let words: String = between.iter().filter(|c| !"，,（( 为是仅有的".contains(**c)).collect();
    let words: Vec<char> = words.chars().collect();
    let former = builder.lexicon.cue_former.at(&words, 0).filter(|length| *length == words.len());
    former.map(|_| ())?;
    levels.last().map(|after| Pair { before: next, after: *after, strong: true })
}

/// 2022年比2020年增长9%: both years are named, and each has one level in the sentence.
fn dated(builder: &Builder, line: &Line, change: &Change, fits: impl Fn(&usize) -> bool) -> Option<Pair> {
    let clause = clause_start(&line.text, change.cue);
    let years: Vec<(String, usize)> = line
        .mentions
        .iter()
        .filter(|m| m.quantity().is_none() && m.start >= clause && m.end <= change.cue)
        .map(|m| (line.between(m.start, m.end).iter().filter(|c| c.is_ascii_digit()).collect(), m.start))
        .filter(|(digits, _): &(String, usize)| digits.len() == 4)
        .collect();
    let (base, at) = years.last()?;
    if !at.checked_sub(1).and_then(|before| line.text.get(before)).is_some_and(|c| "比较与同".contains(*c)) {
        return None;
    }
    let from = sentence_start(&line.text, line.start(change.at));
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let before_change = line.quantities().filter(|at| *at < change.at && line.start(*at) >= from).filter(fits);
    let levels: Vec<(usize, &str)> =
        before_change.filter_map(|at| Some((at, get(at)?.period.as_deref()?))).take(LEVELS_MAX).collect();
    let of = |year: &str| {
        let mut found = levels.iter().filter(|(_, period)| *period == year).map(|(at, _)| *at);
        found.next().filter(|_| found.next().is_none())
    };
    let later = match years.first().filter(|(year, _)| year != base) {
        Some((year, _)) => of(year)?,
        None => levels.iter().max_by_key(|(_, period)| *period).map(|(at, _)| *at)?,
    };
    let before = of(base).filter(|before| *before != later)?;
    (levels.len() >= 3).then_some(Pair { before, after: later, strong: true })
}

/// 同比下降44.2%，由500件降至279件; 增幅为85%，2021年300人次，2022年555人次: the levels stand behind the change.
fn following(
    builder: &Builder,
    line: &Line,
    changes: &[Change],
    change: &Change,
    spans: &[(usize, usize, Manner)],
    fits: impl Fn(&usize) -> bool,
) -> Option<Pair> {
    let next_change = changes.iter().map(|other| other.at).find(|at| *at > change.at).unwrap_or(usize::MAX);
    let end = line.text.iter().skip(line.end(change.at)).position(|c| is_sentence_end(*c) || matches!(c, '；' | ';'));
    let to = end.map_or(line.text.len(), |length| line.end(change.at) + length);
    let levels: Vec<usize> = line
        .quantities()
        .filter(|at| *at > change.at && *at < next_change && line.end(*at) <= to)
        .take_while(|at| fits(at))
        .collect();
    let &[first, second] = levels.as_slice() else { return None };
    if line.between(line.end(change.at), line.start(first)).len() > DISTANCE_MAX {
        return None;
    }
    let noun = derived::noun(builder, line, (clause_start(&line.text, change.cue), change.cue));
    let named = staged::name(builder, line, first);
    if !noun.is_empty() && !named.is_empty() && !derived::is_called(line, first, &noun) {
        return None;
    }
    if spans.iter().any(|(before, after, _)| (*before, *after) == (first, second)) {
        return Some(Pair { before: first, after: second, strong: true });
    }
    years(builder, line, &levels, line.start(second))
}

/// A level with words of comparison right before it is the former one: 比上年5200万元增加420万元.
fn compared(builder: &Builder, line: &Line, change: &Change, levels: &[usize], reached: Option<usize>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (position, before) in levels.iter().enumerate().rev() {
        if !is_former(builder, line, *before) {
            continue;
        }
        // No other comparison may stand between the former value and the change.
        let rest = line.between(line.end(*before), change.cue);
        let own = rest.len() <= DISTANCE_MAX && !compares_anew(builder, rest);
        let later = levels.iter().skip(position + 1).copied().next();
        let earlier = position.checked_sub(1).and_then(|at| levels.get(at)).copied();
        let after = reached.or_else(|| later.filter(|_| !follows_comparison(line, *before))).or(earlier).or(later);
        if let Some(after) = after {
            pairs.push(Pair { before: *before, after, strong: own });
        }
        break;
    }
    pairs
}

/// The value that the words call the former one: 比上年A, 较2021年的A, 上年合格率A, 去年同期为A.
pub(super) fn is_former(builder: &Builder, line: &Line, at: usize) -> bool {
    if line.id(at).and_then(|id| builder.get(id)).is_some_and(|s| matches!(s.role, Role::Prior)) {
        return true;
    }
    let lexicon = builder.lexicon;
    let (start, end) = stage::lead(line, at);
    let lead = line.between(start, end);
    let floor = at.checked_sub(1).map_or(start, |previous| line.end(previous).max(start));
    let own = line.between(floor, end);
    let moves = lexicon.cue_rise.within(own, 0, own.len()) || lexicon.cue_fall.within(own, 0, own.len());
    // 加上年结转5万元: what was carried over is no former value of anything.
    let carried = own.windows(2).any(|w| matches!(w, ['结', '转' | '余']));
    lexicon.cue_former.within(own, 0, own.len()) && !moves && !carried
        || follows_comparison(line, at) && lexicon.cue_compared.within(lead, 0, lead.len())
        || follows_comparison(line, at)
            && line
                .mentions
                .iter()
                .any(|m| m.end <= line.start(at) && line.start(at) - m.end <= 8 && m.quantity().is_none())
}

/// 比2021年的A, 较2020年度A: a year between 比 and the amount, and nothing else.
pub(super) fn is_compared_with(line: &Line, at: usize) -> bool {
    let Some(year) = line.mentions.iter().rfind(|m| m.end <= line.start(at)) else { return false };
    let rest = line.between(year.end, line.start(at));
    let compared =
        year.start.checked_sub(1).and_then(|before| line.text.get(before)).is_some_and(|c| "比较".contains(*c));
    year.quantity().is_none() && compared && rest.iter().all(|c| "的度年 ".contains(*c))
}

fn follows_comparison(line: &Line, at: usize) -> bool {
    let (start, end) = stage::lead(line, at);
    stage::compares(line.between(start, end))
}

/// 与上年相比 goes on with the comparison; another 比 or 较 opens a new one.
fn compares_anew(builder: &Builder, words: &[char]) -> bool {
    let mut at = 0;
    while let Some(c) = words.get(at) {
        if let Some(length) = builder.lexicon.compared_guard.at(words, at) {
            at += length;
        } else if "比较".contains(*c) && !(at == 0 && words.get(1).is_none_or(|c| "，, ".contains(*c))) {
            // 同上年98.7%比，提高0.5个百分点 ends its comparison there.
            return true;
        } else {
            at += 1;
        }
    }
    false
}

/// Two levels of different years and one measure: 2022年收入1150万元，2021年收入1000万元.
fn years(builder: &Builder, line: &Line, levels: &[usize], cue: usize) -> Option<Pair> {
    let [.., first, second] = levels else { return None };
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let (one, two) = (get(*first)?, get(*second)?);
    let near = cue.saturating_sub(line.end(*second)) <= DISTANCE_MAX;
    let alike = (one.measure == two.measure || is_bare(builder, one, two) || led_to(line, *second)) && near;
    let order = if alike { former(one, two) } else { None }?;
    let strong = !compares_anew(builder, line.between(line.end(*second), cue));
    Some(match order {
        Ordering::Less => Pair { before: *first, after: *second, strong },
        _ => Pair { before: *second, after: *first, strong },
    })
}

/// One of the two has no name of its own: 合格率90.3%（2021年为83.3%）.
fn is_bare(builder: &Builder, one: &Statement, two: &Statement) -> bool {
    let bare = |s: &Statement| s.unit.as_ref().is_some_and(|unit| s.measure == builder.lexicon.measure_of(unit));
    bare(one) || bare(two)
}

/// 2021年、2022年合格率分别为A和B: the years stand before, in the order of the values.
fn respective(line: &Line, levels: &[usize], change: &Change) -> Option<Pair> {
    let [.., first, second] = levels else { return None };
    let between: String = line.between(line.end(*first), line.start(*second)).iter().collect();
    let from = sentence_start(&line.text, line.start(*first));
    let lead = line.between(from, line.start(*first));
    let near = line.between(line.end(*second), change.cue).len() <= 4;
    if !matches!(between.trim(), "和" | "、" | "与" | "及" | "，")
        || !lead.windows(2).any(|w| w == ['分', '别'])
        || !near
    {
        return None;
    }
    let years: Vec<String> = line
        .mentions
        .iter()
        .filter(|m| m.quantity().is_none() && m.start >= from && m.end <= line.start(*first))
        .map(|m| line.between(m.start, m.end).iter().filter(|c| c.is_ascii_digit()).collect())
        .filter(|digits: &String| digits.len() == 4)
        .collect();
    let [one, two] = years.as_slice() else { return None };
    let (before, after) = if one < two { (*first, *second) } else { (*second, *first) };
    (one != two).then_some(Pair { before, after, strong: true })
}

/// 目标90%，实际96.5%，高于目标6.5个百分点: a change from what was aimed at.
fn targeted(builder: &Builder, line: &Line, change: &Change, levels: &[usize]) -> Option<Pair> {
    let lexicon = builder.lexicon;
    let aims = |words: &[char]| lexicon.role_target.within(words, 0, words.len());
    let opening = line.text.get(..change.cue)?.iter().rposition(|c| "，,。；;：:".contains(*c)).map_or(0, |at| at + 1);
    if !aims(line.between(opening, line.start(change.at))) {
        return None;
    }
    let (aimed, reached): (Vec<usize>, Vec<usize>) = levels.iter().partition(|at| {
        let start = line.text.get(..line.start(**at)).unwrap_or_default();
        let clause = start.iter().rposition(|c| "，,。；;".contains(*c)).map_or(0, |at| at + 1);
        let floor = at.checked_sub(1).map_or(clause, |previous| line.end(previous).max(clause));
        aims(line.between(floor, line.start(**at)))
    });
    let (&[before], &[after]) = (aimed.as_slice(), reached.as_slice()) else { return None };
    Some(Pair { before, after, strong: true })
}

/// 增加到, 降至: the clause of the level says no more than where the former one went.
fn led_to(line: &Line, at: usize) -> bool {
    let lead = line.between(clause_start(&line.text, line.start(at)), line.start(at));
    lead.last().is_some_and(|c| "到至".contains(*c))
}

/// 预算10.05万元、支出9.68万元，节支0.37万元: what was planned and what was spent, when nothing else is measured.
fn saved(builder: &Builder, line: &Line, changes: &[Change], levels: &[usize], change: &Change) -> Option<Pair> {
    let &[first, second] = levels else { return None };
    // 预算860万元，调减20万元，支出815万元: the budget was moved before.
    if changes.iter().any(|other| first < other.at && other.at < change.at) {
        return None;
    }
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let planned =
        |s: &Statement| matches!(s.role, Role::BudgetInitial | Role::BudgetAdjusted) || s.measure.ends_with("预算");
    let (one, two) = (get(first)?, get(second)?);
    let between = line.between(line.end(second), change.cue);
    // 支出决算5.68万元，与上年相比减少2.27万元 compares with another year.
    let stops = |c: &char| is_sentence_end(*c) || "；;比较同".contains(*c);
    let near = between.len() <= DISTANCE_MAX
        && !between.iter().any(stops)
        && !builder.lexicon.cue_former.within(between, 0, between.len());
    (near && planned(one) && !planned(two) && change.manner == Manner::Fall).then_some(Pair {
        before: first,
        after: second,
        strong: true,
    })
}

/// Which of two levels is the earlier one, when that is said.
fn former(one: &Statement, two: &Statement) -> Option<Ordering> {
    match (one.role == Role::Prior, two.role == Role::Prior) {
        (true, false) => return Some(Ordering::Less),
        (false, true) => return Some(Ordering::Greater),
        _ => {}
    }
    let (a, b) = one.period.as_ref().zip(two.period.as_ref())?;
    let numeric = |text: &str| text.chars().next().is_some_and(|c| c.is_ascii_digit());
    (numeric(a) && numeric(b) && a != b).then(|| a.cmp(b))
}

/// A rate, points or times.
fn is_relative(statement: &Statement) -> bool {
    let unit = statement.unit.as_ref();
    unit.is_some_and(|unit| matches!(unit.dimension, Dimension::Rate | Dimension::RatePoint | Dimension::Times))
}

/// What a change can be a change of. A percent or points beside two rates, amounts or counts: the judge tells.
pub(super) fn measures_level(level: &Statement, change: &Statement) -> bool {
    let dimension = |s: &Statement| s.unit.as_ref().map(|unit| unit.dimension);
    let relative = |d| matches!(d, Some(Dimension::Rate | Dimension::RatePoint | Dimension::Times));
    match (dimension(level), dimension(change)) {
        (Some(Dimension::Times | Dimension::RatePoint), _) => false,
        (Some(Dimension::Rate), change) => matches!(change, Some(Dimension::Rate | Dimension::RatePoint)),
        (_, change) if relative(change) => true,
        _ => comparable(level, change),
    }
}
