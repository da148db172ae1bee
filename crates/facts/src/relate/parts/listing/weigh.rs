//! What speaks for a list being all of its whole, and how much (crosscheck.md 2.7).
//!
//! A list that adds up needs no more than the look of a list. One that does not is held against the writer only when
//! the words promise all parts, or the numbers themselves say that they were meant to add up.

use super::super::super::evidence;
use super::super::super::{Line, is_rate};
use super::super::complete;
use super::candidate::{Candidate, Place};
use crate::builder::Builder;
use crate::phrase::is_sentence_end;
use jiheng_model::exact::{Exact, whole};
use jiheng_model::statement::{Approximation, Statement};
use jiheng_model::unit::Dimension;

/// One reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// 构成为, 资金投向为, 按用途划分, 合计, 总计: the words speak of all parts.
    Promised,
    /// 其中, 包括.
    Announced,
    /// A colon or dash before the list.
    Colon,
    /// A bracket right behind the whole.
    Bracket,
    /// 500万元中，…: inside of the whole.
    Within,
    /// 三个方面, 甲、乙、丙分别为: as many parts as were promised.
    Counted,
    /// Names of one set that divides every whole: 上半年、下半年.
    Partition,
    /// Names of one kind: 甲镇、乙镇.
    Members,
    /// Nothing of the sentence follows the list.
    Fills,
    /// No other amount of the sentence follows it.
    Closes,
    /// Three parts or more.
    Many,
    /// The whole is called a total, or stands for the whole year or body.
    WholeWord,
    /// Shares beside the parts that make up 100 %.
    Shares,
    /// One key slipped in one measured number closes the gap.
    Slip,
    /// The same of counts, which are short and often one key apart.
    CountSlip,
    /// Less than a hundredth is missing, less than the smallest part.
    Near,
    /// A part stands twice and without it the list adds up.
    Twice,
    /// In the unit of the others the odd number fits.
    UnitSlip,
    /// The parts are deeds, not things: 受理20件、办结18件.
    Verbal,
    /// 主要, 重点, 等: some are left out.
    Partial,
    /// Plan beside outcome.
    Roles,
    /// People are counted under several heads at once.
    Overlap,
}

use Reason::{
    Announced, Bracket, Closes, Colon, CountSlip, Counted, Fills, Many, Members, Near, Overlap, Partial, Partition,
    Promised, Roles, Shares, Slip, Twice, UnitSlip, Verbal, WholeWord, Within,
};

/// How much each speaks for the list, or against it.
const WEIGHTS: [(Reason, i32); 22] = [
    (Promised, 4),
    (Announced, 1),
    (Colon, 2),
    (Bracket, 2),
    (Within, 2),
    (Counted, 3),
    (Partition, 3),
    (Members, 2),
    (Fills, 2),
    (Closes, 1),
    (Many, 1),
    (WholeWord, 1),
    (Shares, 3),
    (Slip, 3),
    (CountSlip, 1),
    (Near, 2),
    (Twice, 4),
    (UnitSlip, 4),
    (Verbal, -4),
    (Partial, -6),
    (Roles, -2),
    (Overlap, -2),
];

/// Weight from which a list that does not add up is an error.
const CONVICTS: i32 = 5;
/// Weight from which a list that adds up is no coincidence.
const HOLDS: i32 = 2;
/// Hundredths of a percent by which shares may miss 100 %.
const HUNDRED_SLACK: i128 = 30;
/// Most characters behind the last part that belong to it.
const TAIL_MAX: usize = 10;

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
    if parts.len() < 2 || points || rough(total) || parts.iter().any(|part| rough(part)) {
        return None;
    }
    let adds_up = evidence::adds_up(total, &parts);
    let mut reasons = said(builder, line, candidate);
    reasons.extend(seen(builder, line, candidate, &parts, total));
    if !adds_up {
        reasons.extend(computed(total, &parts, &names_of(candidate)));
    }
    let has = |wanted: &[Reason]| wanted.iter().any(|reason| reasons.contains(reason));
    let score = WEIGHTS.iter().filter(|(reason, _)| reasons.contains(reason)).map(|(_, weight)| weight).sum();
    let promised = has(&[Promised, Counted, Partition, Shares, Slip, CountSlip, Near, Twice, UnitSlip])
        || (has(&[Colon]) && !has(&[Announced]));
    // A total behind its parts is called one, unless they are known to be all; and no list convicts that goes on.
    let closed = has(&[Promised, WholeWord, Counted, Partition]) || candidate.place != Place::Behind;
    let ends = has(&[Fills, Closes]);
    let worded = has(&[Promised, Counted, Announced, Colon, Bracket]);
    let counts = total.is_exact_count();
    // The numbers speak for themselves, or at least do not speak against it.
    let proven = has(&[Slip, UnitSlip, Twice, Near]) || (has(&[CountSlip]) && (worded || has(&[Members])));
    let sized = proven || is_of_size(total, &parts);
    // 甲镇28个、乙镇13个: places and things divide a whole where heads are counted several times.
    let crossed = total.unit.as_ref().is_some_and(|unit| matches!(&*unit.class, "person" | "household" | "visit"));
    let places = has(&[Members]) && !crossed;
    let named = worded || has(&[Twice, UnitSlip]) || (proven && !counts) || places;
    let whole_named = !names_itself(builder, line, candidate);
    let promised = promised && closed && ends && sized && named && whole_named && !candidate.loose;
    Some(Weight { score, adds_up, promised })
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

/// Reasons in the words around the list.
fn said(builder: &Builder, line: &Line, candidate: &Candidate) -> Vec<Reason> {
    let lexicon = builder.lexicon;
    let mut reasons = Vec::new();
    let lead: Vec<char> = candidate.lead.chars().collect();
    let within = |list: &crate::wordlist::WordList, words: &[char]| list.within(words, 0, words.len());
    let closing: Vec<char> = candidate.closing.chars().collect();
    let divided = {
        let by = lead.iter().position(|c| *c == '按' || *c == '分');
        by.is_some_and(|by| lead.iter().skip(by + 1).any(|c| "分看".contains(*c)))
    };
    let opened = within(&lexicon.list_promise, &lead) && candidate.place != Place::Behind;
    let divided = divided && candidate.place != Place::Behind;
    let promised = opened || divided || within(&lexicon.list_closing, &closing);
    let rest = candidate.place != Place::Behind
        && candidate
            .names
            .last()
            .is_some_and(|name| name.starts_with(&['其', '余']) || name.starts_with(&['余', '下']));
    if promised || rest {
        reasons.push(Promised);
    } else if candidate.closing.ends_with('共') {
        reasons.extend([Announced, WholeWord, Counted]);
    }
    if within(&lexicon.list_announce, &lead) {
        reasons.push(Announced);
    }
    if candidate.colon {
        reasons.push(Colon);
    }
    if candidate.place == Place::Bracket {
        reasons.push(Bracket);
    }
    if candidate.lead.split('，').next().is_some_and(|word| word.ends_with('中') && !word.ends_with("其中")) {
        reasons.push(Within);
    }
    if candidate.counted == Some(candidate.parts.len()) {
        reasons.push(Counted);
    }
    let open = line.text.get(candidate.end) == Some(&'等');
    let some = within(&lexicon.list_partial, &lead) && !reasons.contains(&Counted);
    // 累计支出10、20、30万元: each holds the one before.
    let first = candidate.parts.first().map_or(0, |at| line.start(*at));
    let grown =
        line.between(crate::phrase::clause_start(&line.text, first), first).windows(2).any(|w| w == ['累', '计']);
    if open || some || grown {
        reasons.push(Partial);
    }
    let before = line.between(candidate.whole_from, line.start(candidate.whole));
    if before.iter().any(|c| "总全共".contains(*c)) {
        reasons.push(WholeWord);
    }
    reasons
}

/// Reasons in the form of the list and its names.
fn seen(builder: &Builder, line: &Line, candidate: &Candidate, parts: &[&Statement], total: &Statement) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let names: Vec<&[char]> = candidate.names.iter().map(Vec::as_slice).collect();
    // 三是其他收入 goes on with the set that its parts are of; it is no total.
    let closing: Vec<char> = candidate.closing.chars().collect();
    let goes_on = candidate.place == Place::Behind && {
        let all: Vec<&[char]> = names.iter().copied().chain(std::iter::once(closing.as_slice())).collect();
        complete::divides(builder, &all)
    };
    let parted = complete::divides(builder, &names) && !goes_on;
    let alike = is_one_kind(builder, &names);
    if parted {
        reasons.push(Partition);
    }
    if alike {
        reasons.push(Members);
    }
    if parts.len() >= 3 {
        reasons.push(Many);
    }
    if candidate.place == Place::Behind || fills(line, candidate) {
        reasons.push(Fills);
    } else if !line
        .quantities()
        .any(|q| line.start(q) >= candidate.end && line.start(q) < candidate.limit && !is_rate(builder, line, q))
    {
        reasons.push(Closes);
    }
    if shares_fill(builder, line, candidate) {
        reasons.push(Shares);
    }
    let deed = |name: &&[char]| builder.lexicon.verb.at(name, 0).is_some_and(|length| length < name.len());
    if names.iter().filter(|name| deed(name)).count() * 2 >= names.len().max(1) && !parted && !alike {
        reasons.push(Verbal);
    }
    if parts.iter().any(|part| part.role != total.role) {
        reasons.push(Roles);
    }
    let crossed = total.unit.as_ref().is_some_and(|unit| matches!(&*unit.class, "person" | "household" | "visit"));
    if crossed && !parted && !alike && evidence::total(parts) > total.exact() {
        reasons.push(Overlap);
    }
    reasons
}

/// Reasons in the numbers of a list that does not add up.
fn computed(total: &Statement, parts: &[&Statement], names: &[String]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let counts = total.is_exact_count() && parts.iter().all(|part| part.is_exact_count());
    if evidence::unit_slip_closes(total, parts) {
        reasons.push(UnitSlip);
    }
    if evidence::slip_closes(total, parts, if counts { 1 } else { 4 }) {
        reasons.push(if counts { CountSlip } else { Slip });
    }
    if evidence::is_near(total, parts) {
        reasons.push(Near);
    }
    let twice = (1..parts.len()).any(|at| {
        let same = |other: usize| {
            names.get(other) == names.get(at) && parts.get(other).map(|s| s.value) == parts.get(at).map(|s| s.value)
        };
        let rest: Vec<&Statement> = parts.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, s)| *s).collect();
        (0..at).any(same) && evidence::adds_up(total, &rest)
    });
    if twice {
        reasons.push(Twice);
    }
    reasons
}

/// 甲镇、乙镇、丙街道, 农户、脱贫户: all are places or bodies, or end in the same word.
fn is_one_kind(builder: &Builder, names: &[&[char]]) -> bool {
    let ends = |name: &&[char]| {
        let member = builder.lexicon.list_member.before(name, name.len());
        member.is_some_and(|length| name.len() > length)
    };
    let last = names.first().and_then(|name| name.last());
    let same = last.is_some() && names.iter().all(|name| name.len() >= 2 && name.last() == last);
    let mut distinct: Vec<&&[char]> = names.iter().collect();
    distinct.sort_unstable();
    distinct.dedup();
    names.len() >= 2 && distinct.len() + 1 >= names.len() && (names.iter().all(ends) || same)
}

/// The list runs to the end of its sentence or bracket, a few words or shares aside.
fn fills(line: &Line, candidate: &Candidate) -> bool {
    let rest = line.between(candidate.end, candidate.limit);
    let stop = rest.iter().position(|c| is_sentence_end(*c) || "；;）)".contains(*c)).unwrap_or(rest.len());
    let tail = rest.get(..stop).unwrap_or_default();
    tail.len() <= TAIL_MAX
        && !tail.iter().any(|c| "，,".contains(*c))
        && !line.quantities().any(|q| line.start(q) >= candidate.end && line.start(q) < candidate.end + stop)
}

/// As many shares as parts, 100 % together.
fn shares_fill(builder: &Builder, line: &Line, candidate: &Candidate) -> bool {
    let rates: Vec<_> = candidate.rates.iter().filter_map(|at| builder.get(line.id(*at)?)?.exact()).collect();
    let sum = rates.iter().try_fold(whole(0), |sum, rate| num_traits::CheckedAdd::checked_add(&sum, rate));
    let (hundred, slack) = (whole(10_000), whole(HUNDRED_SLACK));
    rates.len() == candidate.parts.len() && sum.is_some_and(|sum| sum >= hundred - slack && sum <= hundred + slack)
}
