//! What speaks for a list being all of its whole, and how much (crosscheck.md 2.7).
//!
//! A list that adds up needs no more than the look of a list. One that does not is held against the writer only when
//! the words promise all parts, or the numbers themselves say that they were meant to add up.

use super::super::super::evidence;
use super::super::super::{Line, is_rate};
use super::super::complete;
use super::super::levels::is_for_each;
use super::candidate::{Candidate, Place};
use super::reason::{self, Reason, WEIGHTS};
use crate::builder::Builder;
use jiheng_model::exact::{Exact, whole};
use jiheng_model::statement::{Approximation, Statement};
use jiheng_model::unit::Dimension;

use Reason::{
    Announced, Bracket, Close, Closes, Colon, Counted, Enclosed, Fills, Many, Members, Near, Numbered, OfWhich,
    Partial, Partition, Promised, Shares, Slip, Totalled, Twice, UnitSlip, WholeWord, Within,
};

/// Weight from which a list that does not add up is an error.
const CONVICTS: i32 = 5;
/// Weight from which a list that adds up is no coincidence.
const HOLDS: i32 = 2;

/// Amounts before a list that may stand for one of its parts.
const OTHERS_MAX: usize = 8;

/// The verdict on a candidate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weight {
    pub(super) score: i32,
    pub(super) adds_up: bool,
    promised: bool,
}

impl Weight {
    pub(super) fn is_held(self) -> bool {
        self.adds_up && self.score >= HOLDS
    }

    pub(super) fn convicts(self) -> bool {
        !self.adds_up && self.promised && self.score >= CONVICTS
    }
}

/// Weighs a candidate.
pub(super) fn weigh(builder: &Builder, line: &Line, candidate: &Candidate) -> Option<Weight> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let total = get(candidate.whole)?;
    let parts: Vec<&Statement> = candidate.parts.iter().filter_map(|at| get(*at)).collect();
    let rough = |s: &Statement| s.approximation != Approximation::None;
    // Points have a room of their own.
    let points = total.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Score);
    if is_apart(builder, line, candidate, (total, &parts))
        || is_sibling_name(builder, line, candidate)
        || parts.len() < 2
        || points
        || rough(total)
        || parts.iter().any(|part| rough(part))
    {
        return None;
    }
    let adds_up = evidence::adds_up(total, &parts);
    // 计划完成100户，第一批60户、第二批45户: more was done than planned.
    let passed =
        evidence::total(&parts) > total.exact() && super::super::super::target::is_aim(builder, line, candidate.whole);
    if passed && !evidence::is_slipped(total, &parts) {
        return None;
    }
    if !adds_up && (is_sibling(builder, line, candidate) || is_of_others(builder, line, candidate)) {
        return None;
    }
    let mut reasons = reason::said(builder, line, candidate);
    reasons.extend(reason::seen(builder, line, candidate, &parts, total));
    if !adds_up {
        reasons.extend(reason::computed(total, &parts, &names_of(candidate)));
        // Two parts may leave a little unsaid, unless their names divide the whole.
        let pair = parts.len() == 2 && candidate.place != Place::Behind && !reasons.contains(&Partition);
        if pair && evidence::total(&parts) < total.exact() && !evidence::is_slipped(total, &parts) {
            reasons.retain(|reason| *reason != Close);
        }
        if reasons.contains(&Close) && candidate.place == Place::Behind && is_total_like(&candidate.closing) {
            reasons.push(Totalled);
        }
    }
    let has = |wanted: &[Reason]| wanted.iter().any(|reason| reasons.contains(reason));
    let score = WEIGHTS.iter().filter(|(reason, _)| reasons.contains(reason)).map(|(_, weight)| weight).sum();
    let promised = has(&[Promised, Counted, Partition, Shares, Slip, Close, Near, Twice, UnitSlip])
        || (has(&[Colon]) && !has(&[Announced, OfWhich]))
        || (has(&[Bracket]) && has(&[Fills]) && has(&[Many, Members]) && !has(&[Announced]));
    // A total behind its parts is called one, unless they are known to be all; and no list convicts that goes on.
    let closed = has(&[Promised, WholeWord, Counted, Partition, Totalled]) || candidate.place != Place::Behind;
    let ends = has(&[Fills, Closes, Enclosed]);
    let worded = has(&[Promised, Counted, Announced, OfWhich, Colon, Bracket, Within, Numbered, Totalled, Shares])
        || (has(&[Partition]) && !has(&[Partial]) && has(&[Close, Slip, Near, Twice, UnitSlip]));
    let counts = total.is_exact_count();
    // The numbers speak for themselves, or at least do not speak against it.
    // 3240人，其中残疾人42人、老年人286人、儿童512人: a digit more makes it fit by chance.
    let far = counts && has(&[OfWhich]) && !has(&[Partition]) && !is_of_size(total, &parts);
    let proven = has(&[Slip, UnitSlip, Twice, Near]) || (has(&[Close]) && (worded || has(&[Members])));
    let sized = proven
        || is_of_size(total, &parts)
        || (has(&[Partition]) && has(&[Within, Counted, Promised]))
        // 明细如下：1.…；2.…。 Whatever the figures are, nothing is left out.
        || (has(&[Promised])
            && has(&[Colon])
            && has(&[Fills])
            && !has(&[Partial])
            && (has(&[Numbered]) || (has(&[Many]) && ends_in_promise(builder, candidate))))
        || (has(&[Partition, Totalled]) && has(&[WholeWord, Totalled]) && parts.len() >= 4);
    // 甲镇28个、乙镇13个: places and things divide a whole where heads are counted several times.
    let crossed = total.unit.as_ref().is_some_and(|unit| matches!(&*unit.class, "person" | "household" | "visit"));
    let places = has(&[Members]) && (!crossed || (has(&[Close]) && has(&[WholeWord, OfWhich])));
    let named = worded || has(&[Twice, UnitSlip]) || (has(&[Slip, Near]) && !counts) || places;
    let whole_named = !names_itself(builder, line, candidate);
    let promised = promised && !far && closed && ends && sized && named && whole_named && !candidate.loose;
    Some(Weight { score, adds_up, promised })
}

/// 银行贷款836.15万元，占47.8%；财政投入227.34万元，占13%；企业自筹685.7万元，占39.2%: the first has a share beside it as the others have, and only
/// together they make 100 %.
fn is_sibling(builder: &Builder, line: &Line, candidate: &Candidate) -> bool {
    let Some(own) = line.quantities().find(|q| *q > candidate.whole).filter(|q| is_rate(builder, line, *q)) else {
        return false;
    };
    let mut beside = candidate.rates.clone();
    beside.push(own);
    beside.sort_unstable();
    beside.dedup();
    let rates: Vec<Exact> = beside.iter().filter_map(|at| builder.get(line.id(*at)?)?.exact()).collect();
    let sum = rates.iter().try_fold(whole(0), |sum, rate| num_traits::CheckedAdd::checked_add(&sum, rate));
    let (hundred, slack) = (whole(10_000), whole(60));
    rates.len() == candidate.parts.len() + 1 && sum.is_some_and(|sum| sum >= hundred - slack && sum <= hundred + slack)
}

/// A full stop or the words keep the list from the would-be whole.
fn is_apart(builder: &Builder, line: &Line, candidate: &Candidate, sums: (&Statement, &[&Statement])) -> bool {
    let (total, parts) = sums;
    // Across a full stop only names of one kind go on with a whole.
    let apart = candidate.bare && candidate.place != Place::Behind && !candidate.numbered && {
        let names: Vec<&[char]> = candidate.names.iter().map(Vec::as_slice).collect();
        !complete::divides(builder, &names) && !reason::is_one_kind(builder, &names)
    };
    // 以上共计, 全年合计: what was listed is summed up, whatever the figures are.
    let summed = candidate.closing.starts_with("以上")
        || (["合计", "总计", "共计"].iter().any(|word| candidate.closing.contains(word))
            && evidence::most(total, parts, 5, 3));
    let far = candidate.bare && candidate.place == Place::Behind && !summed && !evidence::is_close(total, parts);
    let priced = candidate.parts.iter().any(|part| is_for_each(line, *part)) && !is_for_each(line, candidate.whole);
    apart || far || priced
}

/// 新增42家、总数386家，新增18家、总数624家: a would-be total that is called as one of its parts is; 占支出总额1842.60万元的61.13% is
/// what a share is taken of.
fn is_sibling_name(builder: &Builder, line: &Line, candidate: &Candidate) -> bool {
    let bare = |words: &[char]| words.iter().copied().filter(|c| !"，,、；;。 ".contains(*c)).collect::<Vec<char>>();
    let closing = bare(line.between(line.floor(candidate.whole), line.start(candidate.whole)));
    let behind = candidate.place == Place::Behind && !closing.is_empty();
    let before = |part: &usize| bare(line.between(line.floor(*part), line.start(*part)));
    let again = candidate.parts.iter().any(|part| before(part) == closing);
    behind && (again || builder.lexicon.cue_share.at(&closing, 0).is_some())
}

/// 本级200万元，其中年初150万元，追加50万元；上级补助300万元；两项共计500万元: as many amounts of the sentence as the list has, one of them
/// another, make up the total.
fn is_of_others(builder: &Builder, line: &Line, candidate: &Candidate) -> bool {
    let (Some(total), true) =
        (line.id(candidate.whole).and_then(|id| builder.get(id)), candidate.place == Place::Behind)
    else {
        return false;
    };
    let from = crate::phrase::sentence_start(&line.text, line.start(candidate.whole));
    let alike = |q: &usize| {
        line.start(*q) >= from
            && !line.is_change(*q)
            && line.id(*q).and_then(|id| builder.get(id)).is_some_and(|s| super::super::super::comparable(s, total))
    };
    let before = line.quantities().filter(|q| *q < candidate.whole && !candidate.parts.contains(q)).filter(alike);
    let others: Vec<&Statement> = before.take(OTHERS_MAX).filter_map(|q| builder.get(line.id(q)?)).collect();
    let parts: Vec<&Statement> = candidate.parts.iter().filter_map(|at| builder.get(line.id(*at)?)).collect();
    (0..parts.len()).any(|at| {
        others.iter().any(|other| {
            let mut swapped = parts.clone();
            if let Some(slot) = swapped.get_mut(at) {
                *slot = other;
            }
            evidence::adds_up(total, &swapped)
        })
    })
}

/// 资金投向为：, 构成如下：: the promise stands right before the list.
fn ends_in_promise(builder: &Builder, candidate: &Candidate) -> bool {
    let lead: Vec<char> = candidate.near_lead.chars().collect();
    let filled = lead.iter().rposition(|c| !"为是如下 ".contains(*c)).map_or(0, |last| last + 1);
    builder.lexicon.list_promise.before(&lead, filled).is_some()
}

/// 三片共拆除, 总笔数, 全局在职: the words before a number behind a list speak of all.
fn is_total_like(closing: &str) -> bool {
    let closing = closing.replace("公共", "");
    ["共", "总", "全局", "全系统", "全部"].iter().any(|word| closing.contains(word)) || closing.ends_with('计')
}

/// The parts make up between half of the whole and half as much again.
fn is_of_size(total: &Statement, parts: &[&Statement]) -> bool {
    let (Some(total), Some(sum)) = (total.exact(), evidence::total(parts)) else { return false };
    let twice = |value: Exact| value + value;
    twice(sum) >= total && twice(sum) <= twice(total) + total
}

/// 公务接待费1.67万元、出国费0万元、公务用车费3.09万元: the would-be whole is of the set that its parts are of.
fn names_itself(builder: &Builder, line: &Line, candidate: &Candidate) -> bool {
    let own: Vec<char> = line.between(candidate.whole_from, line.start(candidate.whole)).to_vec();
    let all: Vec<&[char]> = candidate.names.iter().map(Vec::as_slice).chain(std::iter::once(own.as_slice())).collect();
    complete::divides(builder, &all)
}

fn names_of(candidate: &Candidate) -> Vec<String> {
    candidate.names.iter().map(|name| name.iter().collect()).collect()
}
