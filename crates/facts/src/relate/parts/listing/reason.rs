//! Reasons for and against a list being all of its whole: in the words around it, in its form, in its numbers.

use jiheng_model::exact::whole;
use jiheng_model::statement::Statement;

use super::super::super::evidence;
use super::super::super::{Line, is_rate};
use super::super::complete;
use super::candidate::{Candidate, Place};
use crate::builder::Builder;
use crate::phrase::is_sentence_end;

/// One reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// 构成为, 资金投向为, 按用途划分, 合计, 总计: the words speak of all parts.
    Promised,
    /// 其中, 包括.
    Announced,
    /// 其中 or 包括 right before the first name.
    OfWhich,
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
    /// A tenth at most is missing or too much, or two digits are exchanged.
    Close,
    /// 一是, 二是: every part is an item of a numbered list.
    Numbered,
    /// The list ends before a stronger mark than its own.
    Enclosed,
    /// A total behind its parts that is called 共, 总 or 全, and close to them.
    Totalled,
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
    Announced, Bracket, Close, Closes, Colon, Counted, Enclosed, Fills, Many, Members, Near, Numbered, OfWhich,
    Overlap, Partial, Partition, Promised, Roles, Shares, Slip, Totalled, Twice, UnitSlip, Verbal, WholeWord, Within,
};

/// How much each speaks for the list, or against it.
pub(super) const WEIGHTS: [(Reason, i32); 26] = [
    (Promised, 4),
    (Announced, 1),
    (OfWhich, 1),
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
    (Close, 2),
    (Numbered, 3),
    (Enclosed, 1),
    (Totalled, 4),
    (Near, 2),
    (Twice, 4),
    (UnitSlip, 4),
    (Verbal, -4),
    (Partial, -6),
    (Roles, -2),
    (Overlap, -2),
];

/// Hundredths of a percent by which shares may miss 100 %.
const HUNDRED_SLACK: i128 = 30;
/// Most characters behind the last part that belong to it.
const TAIL_MAX: usize = 10;

/// Reasons in the words around the list.
pub(super) fn said(builder: &Builder, line: &Line, candidate: &Candidate) -> Vec<Reason> {
    let lexicon = builder.lexicon;
    let mut reasons = Vec::new();
    let lead: Vec<char> = candidate.lead.chars().collect();
    let within = |list: &crate::wordlist::WordList, words: &[char]| list.within(words, 0, words.len());
    let closing: Vec<char> = candidate.closing.chars().collect();
    let divided = {
        let by = lead.iter().position(|c| *c == '按' || *c == '分');
        by.is_some_and(|by| lead.iter().skip(by + 1).any(|c| "分看".contains(*c)))
    };
    // 全额分解。甲50万元: what a sentence before the list says promises nothing.
    let near: Vec<char> = candidate.near_lead.chars().collect();
    let below = candidate.lead.contains("如下") || candidate.lead.contains("以下");
    // 含局机关及下属单位：, 资金来源为上级补助460万元、…: both kinds are named before the colon, or the promise opens the first name.
    let several =
        candidate.colon && lexicon.list_announce.at(&near, 0).is_some() && near.iter().any(|c| "及和与".contains(*c));
    let inside = candidate.names.first().is_some_and(|name| within(&lexicon.list_promise, name));
    let opened =
        (within(&lexicon.list_promise, &near) || below || several || inside) && candidate.place != Place::Behind;
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
    if candidate.of_which && candidate.place != Place::Behind {
        reasons.push(OfWhich);
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
    // 实有在编41人，另有聘用12人: what comes in addition is no part of what was named before.
    let added = candidate.place != Place::Behind
        && candidate
            .names
            .iter()
            .any(|name| lexicon.cue_break.at(name, 0).is_some() || name.starts_with(&['尚', '有']));
    // 核定编制45名: a quota is no sum of heads.
    let own = line.between(candidate.whole_from, line.start(candidate.whole));
    let quota = |words: &[char]| words.windows(2).any(|w| w == ['编', '制']);
    let added =
        added || (quota(own) && !candidate.names.iter().any(|name| quota(name)) && candidate.place != Place::Behind);
    // 累计支出10、20、30万元: each holds the one before.
    let first = candidate.parts.first().map_or(0, |at| line.start(*at));
    let grown =
        line.between(crate::phrase::clause_start(&line.text, first), first).windows(2).any(|w| w == ['累', '计']);
    let more = candidate.place != Place::Behind && complete::goes_elsewhere(builder, line, candidate.end);
    if open || some || grown || added || more {
        reasons.push(Partial);
    }
    let before = line.between(candidate.whole_from, line.start(candidate.whole));
    if before.iter().any(|c| "总全共".contains(*c)) {
        reasons.push(WholeWord);
    }
    reasons
}

/// Reasons in the form of the list and its names.
pub(super) fn seen(
    builder: &Builder,
    line: &Line,
    candidate: &Candidate,
    parts: &[&Statement],
    total: &Statement,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let names: Vec<&[char]> = candidate.names.iter().map(Vec::as_slice).collect();
    // 三是其他收入 goes on with the set that its parts are of; it is no total.
    let closing: Vec<char> = candidate.closing.chars().collect();
    let goes_on = candidate.place == Place::Behind && {
        let all: Vec<&[char]> = names.iter().copied().chain(std::iter::once(closing.as_slice())).collect();
        complete::divides(builder, &all)
    };
    let first = candidate.parts.first().map_or(0, |at| line.start(*at));
    let parted =
        complete::divides(builder, &names) && !goes_on && !complete::is_of_spending(line, first, &candidate.parts);
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
    if candidate.numbered {
        reasons.push(Numbered);
    }
    if candidate.enclosed {
        reasons.push(Enclosed);
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
    let one_deed =
        names.first().and_then(|name| name.get(..2)).is_some_and(|verb| names.iter().all(|n| n.starts_with(verb)));
    if names.iter().filter(|name| deed(name)).count() * 2 >= names.len().max(1) && !parted && !alike && !one_deed {
        reasons.push(Verbal);
    }
    if parts.iter().any(|part| part.role != total.role) {
        reasons.push(Roles);
    }
    // 预算408万元，实际使用389万元: no two of one list.
    if parts.windows(2).any(|pair| matches!(pair, [a, b] if a.role != b.role)) {
        reasons.push(Partial);
    }
    let crossed = total.unit.as_ref().is_some_and(|unit| matches!(&*unit.class, "person" | "household" | "visit"));
    if crossed && !parted && !alike && evidence::total(parts) > total.exact() {
        reasons.push(Overlap);
    }
    reasons
}

/// Reasons in the numbers of a list that does not add up.
pub(super) fn computed(total: &Statement, parts: &[&Statement], names: &[String]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let counts = total.is_exact_count() && parts.iter().all(|part| part.is_exact_count());
    if evidence::unit_slip_closes(total, parts) {
        reasons.push(UnitSlip);
    }
    if !counts && evidence::slip_closes(total, parts, 4) {
        reasons.push(Slip);
    }
    if evidence::is_close(total, parts) && evidence::leaves_little(total, parts) {
        reasons.push(Close);
    }
    if evidence::is_near(total, parts) {
        reasons.push(Near);
    }
    let part = |at: usize| (names.get(at), parts.get(at).map(|part| part.value));
    // Without the second, third or fourth of the same parts the sum is the same.
    let again = (1..parts.len()).filter(|at| (0..*at).filter(|other| part(*other) == part(*at)).take(2).count() == 1);
    let twice = again.into_iter().any(|at| {
        let rest: Vec<&Statement> = parts.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, s)| *s).collect();
        evidence::adds_up(total, &rest)
    });
    if twice {
        reasons.push(Twice);
    }
    reasons
}

/// 甲镇、乙镇、丙街道, 农户、脱贫户: all are places or bodies, or end in the same word.
pub(in super::super) fn is_one_kind(builder: &Builder, names: &[&[char]]) -> bool {
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
