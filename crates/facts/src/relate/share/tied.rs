//! A rate that is called after its part: 应签1200户，实签585户，签约率48.8%. Whole and part stand in its sentence, in any order.

use std::collections::BTreeMap;

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Role, Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::super::{Line, fit};
use super::sentence::{Amount, amounts, counted_alike, label, others};
use super::{claimed, inside};
use crate::builder::Builder;
use crate::phrase::clause_start;

/// Part and whole as mention indices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) part: usize,
    pub(super) whole: usize,
    /// The words leave no other reading.
    pub(super) strong: bool,
}

/// So many shares that hold speak for a further one.
const SIBLINGS_MIN: usize = 2;
/// Characters of a rate's name that do not say of what it is.
const PLAIN: &str = "率比例重进度程占的了为约是实际年度全本平均综合总体总均较偏高低各项共已";

/// Relates the rates of one line that no other room is sure of; `since` is where the relations of the line begin.
pub(crate) fn relate(builder: &mut Builder, line: &Line, since: usize) {
    for at in line.quantities().collect::<Vec<_>>() {
        let Some(rate_id) = line.id(at).filter(|_| is_open(builder, line, at, since)) else { continue };
        // 资金节约率5% is a fall for growth; its own words say of what it is a part.
        let moved = line.is_change(at).then(|| claimed::moved(builder, line, at));
        let reading = moved.unwrap_or_else(|| {
            inside::base(builder, line, at)
                .or_else(|| inside::bracketed(builder, line, at))
                .or_else(|| inside::behind(builder, line, at))
                .or_else(|| inside_of(builder, line, at))
                .or_else(|| claimed::find(builder, line, at))
                .or_else(|| named(builder, line, at))
        });
        let Some(reading) = reading else { continue };
        if let (Some(part), Some(whole)) = (line.id(reading.part), line.id(reading.whole)) {
            builder.relate(RelationKind::Share { part, whole, rate: rate_id }, Origin::Sentence, reading.strong);
        }
    }
    among_siblings(builder, since);
}

/// 银行贷款612.53万元，占38.90%；财政投入627.14万元，占39.83%；企业自筹334.88万元，占21.24%: where two shares hold of one whole, the
/// third is of it as well.
fn among_siblings(builder: &mut Builder, since: usize) {
    let mut wholes: BTreeMap<StatementId, usize> = BTreeMap::new();
    let mut open: Vec<(usize, StatementId)> = Vec::new();
    for (index, relation) in builder.facts.relations.iter().enumerate().skip(since) {
        let RelationKind::Share { part, whole, rate } = &relation.kind else { continue };
        let (Some(part), Some(base), Some(rate)) = (builder.get(*part), builder.get(*whole), builder.get(*rate)) else {
            continue;
        };
        if fit::ratio(part, base, rate) {
            *wholes.entry(*whole).or_insert(0) += 1;
        } else if !relation.strong && (part.exact() < base.exact() || part.factor() != base.factor()) {
            open.push((index, *whole));
        }
    }
    for (index, whole) in open {
        let sure = wholes.get(&whole).is_some_and(|held| *held >= SIBLINGS_MIN);
        if let Some(relation) = builder.facts.relations.get_mut(index).filter(|_| sure) {
            relation.strong = true;
        }
    }
}

/// A stated rate that no relation explains yet.
fn is_open(builder: &Builder, line: &Line, at: usize, since: usize) -> bool {
    let Some(rate) = line.id(at).and_then(|id| builder.get(id)) else { return false };
    let rated = rate.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate);
    let plain = rate.approximation == Approximation::None && rate.value_high.is_none();
    rated && plain && !is_explained(builder, rate, since)
}

/// A relation is sure about this rate, or holds.
fn is_explained(builder: &Builder, rate: &Statement, since: usize) -> bool {
    let get = |id: &StatementId| builder.get(*id);
    builder.facts.relations.iter().skip(since).any(|relation| match &relation.kind {
        RelationKind::Share { part, whole, rate: id } | RelationKind::RateBase { part, whole, rate: id } => {
            let holds = || get(part).zip(get(whole)).is_some_and(|(part, whole)| fit::ratio(part, whole, rate));
            *id == rate.id && (relation.strong || holds())
        }
        kind => relation.strong && kind.statements().contains(&rate.id),
    })
}

/// 2453万元的全年预算中，年初安排2100万元，占85.6%: the part before its share, the whole before both.
fn inside_of(builder: &Builder, line: &Line, at: usize) -> Option<Reading> {
    let words: Vec<char> = line
        .between(clause_start(&line.text, line.start(at)), line.start(at))
        .iter()
        .copied()
        .filter(|c| !"为达到约 ".contains(*c))
        .collect();
    builder.lexicon.cue_share.at(&words, 0).filter(|length| *length == words.len())?;
    let amounts = amounts(builder, line, at);
    let part = *amounts.iter().rfind(|amount| amount.at < at)?;
    let adjacent = part.at + 1 == at;
    inside::whole_of(builder, line, &amounts, part, at).filter(|_| adjacent)
}

/// The amount that shares the words of the rate's name is its part.
fn named(builder: &Builder, line: &Line, at: usize) -> Option<Reading> {
    let name = name(line, at)?;
    // 完成计划的105% says what was done, whatever it names.
    let done = name.as_slice() == ['完', '成', '率'];
    let rate = builder.get(line.id(at)?).filter(|rate| done || rate.role != Role::Target)?;
    let stem: Vec<char> = name.iter().copied().filter(|c| !PLAIN.contains(*c)).collect();
    let amounts = amounts(builder, line, at);
    let part = part(builder, line, &amounts, &stem)?;
    let below = fit::is_at_most_whole(rate);
    // 在职人员42人，控制率93%；离退休人员58人: another part of the sentence speaks of something else.
    let joined = |whole: &Amount| {
        let (from, to) = (line.start(at.min(whole.at)), line.start(at.max(whole.at)));
        !line.between(from, to).iter().any(|c| matches!(c, '；' | ';'))
    };
    let beside: Vec<Amount> = others(&amounts, part).into_iter().filter(joined).collect();
    let large = |whole: &Amount| !below || whole.statement.exact() >= part.statement.exact();
    let wholes: Vec<Amount> = beside.iter().copied().filter(large).collect();
    let reading = |whole: &Amount, strong: bool| Reading { part: part.at, whole: whole.at, strong };
    if let Some(whole) = wholes.iter().find(|whole| fit::ratio(part.statement, whole.statement, rate)) {
        return Some(reading(whole, true));
    }
    // 到位率87.57%：计划430.70万元，到位3771.8万元: one of them is wrong.
    if let (true, &[whole]) = (wholes.is_empty(), beside.as_slice()) {
        let label = label(line, whole.at);
        let planned = builder.lexicon.rate_whole.within(&label, 0, label.len());
        return planned.then(|| reading(&whole, true));
    }
    let sure = |whole: &Amount| counted_alike(part.statement, whole.statement);
    if let &[whole] = wholes.as_slice() {
        return Some(reading(&whole, sure(&whole)));
    }
    // 抽检229批次，合格210批次、不合格19批次: what was named first holds the rest.
    let first = amounts.iter().find(|amount| wholes.iter().any(|whole| whole.at == amount.at));
    let largest = wholes.iter().max_by_key(|whole| whole.statement.exact());
    if let Some(whole) = largest.filter(|whole| first.is_some_and(|first| first.at == whole.at && first.at < part.at)) {
        return Some(reading(whole, sure(whole)));
    }
    // 应办, 共, 全年: the one that says it is everything, the nearest before the rate first.
    let whole_words = &builder.lexicon.rate_whole;
    let says = |amount: &&Amount| {
        let label = label(line, amount.at);
        whole_words.within(&label, 0, label.len())
    };
    let whole = wholes.iter().filter(|whole| whole.at < at).rfind(says)?;
    Some(reading(whole, sure(whole) && wholes.iter().filter(says).count() == 1))
}

/// The words that name the rate: those of its clause, or of the one before when it only says 为48.8%.
fn name(line: &Line, at: usize) -> Option<Vec<char>> {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let clause = |end: usize| -> Vec<char> {
        let start = clause_start(&line.text, end).max(floor);
        line.between(start, end).iter().copied().filter(|c| !c.is_whitespace()).collect()
    };
    let own = clause(line.start(at));
    let said = own.iter().filter(|c| !"为达到约是仅".contains(**c)).count();
    let mut name = if said == 0 {
        let start = clause_start(&line.text, line.start(at));
        start.checked_sub(1).filter(|end| *end > floor).map(clause)?
    } else {
        own
    };
    while name.last().is_some_and(|c| "为达到约是仅".contains(*c)) {
        name.pop();
    }
    let text: String = name.iter().collect();
    // 完成计划的96%: the rate of what was done, without its name.
    let done =
        text.contains("完成") && ["计划的", "任务的", "目标的", "任务数的"].iter().any(|end| text.ends_with(end));
    if done {
        return Some(vec!['完', '成', '率']);
    }
    ["率", "占比", "比例", "比重", "进度"].iter().any(|word| text.contains(word)).then_some(name)
}

/// The amount whose words share the most with the rate's name; of two, the one that is done (实签 beside 应签).
fn part<'b>(builder: &Builder, line: &Line, amounts: &[Amount<'b>], stem: &[char]) -> Option<Amount<'b>> {
    let lexicon = builder.lexicon;
    let score = |amount: &Amount| {
        let label = label(line, amount.at);
        let shared = stem.iter().filter(|c| label.contains(c)).count();
        let group = lexicon
            .rate_ties
            .iter()
            .any(|(names, words)| names.within(stem, 0, stem.len()) && words.within(&label, 0, label.len()));
        let done = lexicon.rate_part.within(&label, 0, label.len());
        let open = lexicon.rate_whole.within(&label, 0, label.len())
            || label.iter().any(|c| "未不".contains(*c) && !stem.contains(c));
        (shared.max(if group { 2 } else { 0 }), done, !open)
    };
    let scored: Vec<((usize, bool, bool), Amount<'b>)> =
        amounts.iter().map(|amount| (score(amount), *amount)).collect();
    let (best, part) = scored.iter().rev().max_by_key(|(score, _)| *score)?;
    let ((shared, done, closed), rival) = (*best, scored.iter().filter(|(s, _)| s == best).count() > 1);
    // One character in common is enough only beside the other side: 应拨, 实拨, 拨付进度.
    let paired = done && closed;
    (shared >= 1 && !rival && closed && (shared * 2 > stem.len() || shared >= 2 || paired)).then_some(*part)
}
