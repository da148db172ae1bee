//! 目标为不少于223户，实际完成176户，完成了目标: an aim, its result and the claim that it was met, in one sentence; and the
//! number by which the result is said to pass it or to fall short.

use jiheng_model::exact::whole;
use jiheng_model::relation::{Manner, Origin, RelationKind};
use jiheng_model::statement::{Approximation, Role, Statement};
use jiheng_model::unit::Dimension;

use super::{Line, comparable, is_rate};
use crate::builder::Builder;
use crate::passage::Zone;
use crate::phrase::{clause_start, is_sentence_end, sentence_start};

/// Base units of a rate.
const WHOLE: i128 = 10_000;

/// An aim with its result, and the claims behind them.
struct Pair {
    aim: usize,
    result: usize,
    /// The sentence says that the aim was met.
    met: bool,
    /// The sentence says that it was missed.
    fallen: bool,
    /// The number by which they differ, and whether the result is the larger.
    gap: Option<(usize, bool)>,
}

/// Finds such claims in one line; the indicators of a form are paired elsewhere.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    if matches!(line.zone, Zone::IndicatorTarget(_) | Zone::IndicatorResult(_)) {
        return;
    }
    for aim in line.quantities().collect::<Vec<_>>() {
        let Some(pair) = pair(builder, line, aim).or_else(|| reached(builder, line, aim)) else { continue };
        let (Some(target), Some(actual)) = (line.id(pair.aim), line.id(pair.result)) else { continue };
        if pair.met {
            if let Some(statement) = builder.get_mut(target) {
                statement.role = Role::Target;
            }
            builder.relate(RelationKind::Target { target, actual }, Origin::Sentence, true);
        }
        if pair.fallen && !pair.met {
            let limited = builder.get(target).is_some_and(|s| s.approximation == Approximation::AtMost);
            let manner = if limited { Manner::Rise } else { Manner::Fall };
            let kind = RelationKind::Direction { before: target, after: actual, manner };
            builder.relate(kind, Origin::Against, true);
        }
        if let Some((gap, above)) = pair.gap.and_then(|(at, above)| Some((line.id(at)?, above))) {
            let (total, part) = if above { (actual, target) } else { (target, actual) };
            let parts = vec![part, gap];
            builder.relate(RelationKind::Sum { total, parts, complete: true }, Origin::Remainder, true);
        }
    }
}

/// The number is called an aim by the words before it.
pub(super) fn is_aim(builder: &Builder, line: &Line, at: usize) -> bool {
    is_task(builder, line, at)
}

fn pair(builder: &Builder, line: &Line, aim: usize) -> Option<Pair> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let target = get(aim)
        .filter(|s| if is_limit(s) { says_aim(line, aim) } else { is_task(builder, line, aim) && !is_rough(s) })?;
    let to = part_end(line, aim);
    let behind: Vec<usize> = line.quantities().filter(|at| *at > aim && line.end(*at) <= to).collect();
    let alike = |at: &usize| get(*at).is_some_and(|s| comparable(s, target) && !is_limit(s));
    let (gaps, mut results): (Vec<usize>, Vec<usize>) =
        behind.iter().copied().filter(alike).partition(|at| surplus(builder, line, *at).is_some());
    results.retain(|at| !line.is_change(*at));
    let rated = |at: &usize| !is_rate(builder, line, aim) && is_rate(builder, line, *at) && says_done(line, *at);
    let (&[result], bare) = (results.as_slice(), !is_limit(target)) else { return None };
    let claim = line.between(line.end(result), to);
    let lexicon = &builder.lexicon;
    // 目标12项，其中数量目标6项，全部完成: a part of the aim is no result of it.
    let lead = line.between(line.end(aim), line.start(result));
    if lexicon.flow.nested.within(lead, 0, lead.len()) && is_aim(builder, line, result) {
        return None;
    }
    let missed = lexicon.claim_missed.within(claim, 0, claim.len());
    let fallen = !is_ceiling(line, aim, target) && clauses(claim).any(|words| is_missed(builder, words));
    let full = |at: &usize| get(*at).and_then(Statement::exact).is_some_and(|rate| rate >= whole(WHOLE));
    let rates: Vec<usize> = behind.iter().copied().filter(|at| *at > result && rated(at)).collect();
    let said = lexicon.claim_met.within(claim, 0, claim.len())
        || clauses(claim).any(|words| lexicon.claim_met_alone.at(words, 0) == Some(words.len()))
        || gaps.iter().any(|at| surplus(builder, line, *at) == Some(true));
    let done = !rates.is_empty() && rates.iter().all(full);
    let below = gaps.iter().any(|at| surplus(builder, line, *at) == Some(false)) || (!rates.is_empty() && !done);
    let gap = match gaps.as_slice() {
        &[gap] if bare => surplus(builder, line, gap).map(|above| (gap, above)),
        _ => None,
    };
    let between = line.between(line.end(aim), line.start(result));
    let said = said || lexicon.claim_done.within(between, 0, between.len());
    Some(Pair {
        aim,
        result,
        fallen,
        met: (said || done) && !missed && !below && !(bare && is_ceiling(line, aim, target)),
        gap,
    })
}

/// The end of the part of the sentence; 目标：合格率≥98%；完成情况：… goes on.
fn part_end(line: &Line, aim: usize) -> usize {
    let stop = |from: usize| {
        (from..line.text.len())
            .find(|at| line.text.get(*at).is_some_and(|c| is_sentence_end(*c) || "；;".contains(*c)))
            .unwrap_or(line.text.len())
    };
    let first = stop(line.end(aim));
    let goes_on = matches!(line.text.get(first + 1..), Some(['实', '际', ..] | ['完', '成', '情' | '值', ..]));
    if goes_on && line.text.get(first).is_some_and(|c| "；;".contains(*c)) { stop(first + 1) } else { first }
}

/// The start of the clause, or of the heading before its colon: 绩效目标：完成造林4000亩.
fn headed_start(line: &Line, at: usize) -> usize {
    let start = clause_start(&line.text, line.start(at));
    let headed = start > 0 && line.text.get(start - 1).is_some_and(|c| "：:".contains(*c));
    if headed { clause_start(&line.text, start - 1) } else { start }
}

/// 实际完成412亩，超过398亩的目标; 完成了398亩的任务，实际412亩: the number is called an aim behind it.
fn reached(builder: &Builder, line: &Line, aim: usize) -> Option<Pair> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let target = get(aim)?;
    let lexicon = &builder.lexicon;
    let behind = line.between(line.end(aim), line.text.len());
    let behind = behind.strip_prefix(&['的']).unwrap_or(behind);
    let lead = lexicon.aim_kind.at(behind, 0).unwrap_or(0);
    lexicon.aim_word.at(behind, lead)?;
    let clause = line.between(clause_start(&line.text, line.start(aim)), line.start(aim));
    let number = line.mentions.get(aim).map_or(0, |mention| mention.number_start);
    let words = line.between(clause_start(&line.text, line.start(aim)), number);
    let said = lexicon.aim_reached.within(words, 0, words.len()) && !lexicon.aim_guard.within(clause, 0, clause.len());
    let from = sentence_start(&line.text, line.start(aim));
    let to = (line.end(aim)..line.text.len())
        .find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c) || "；;".contains(*c)))
        .unwrap_or(line.text.len());
    let alike = |at: &usize| {
        *at != aim
            && line.start(*at) >= from
            && line.end(*at) <= to
            && !line.is_change(*at)
            && get(*at).is_some_and(|s| comparable(s, target))
    };
    let results: Vec<usize> = line.quantities().filter(alike).collect();
    let &[result] = results.as_slice() else { return None };
    let plain = get(result).is_some_and(|s| s.approximation == Approximation::None);
    let rough = matches!(target.approximation, Approximation::About | Approximation::Near | Approximation::Plus);
    let met = said && plain && !rough && (is_limit(target) || !is_ceiling(line, aim, target));
    met.then_some(Pair { aim, result, met, fallen: false, gap: None })
}

/// 但未完成年初计划, 略低于目标: nothing but that stands in the clause.
fn is_missed(builder: &Builder, words: &[char]) -> bool {
    let words: Vec<char> = words.iter().copied().skip_while(|c| "但仍尚还均 ".contains(*c)).collect();
    builder.lexicon.claim_missed_alone.at(&words, 0) == Some(words.len())
}

/// The clauses of what follows a result, without blanks.
fn clauses(words: &[char]) -> impl Iterator<Item = &[char]> {
    words.split(|c| "，,、）)（(".contains(*c)).filter(|words| !words.is_empty())
}

fn is_limit(statement: &Statement) -> bool {
    matches!(
        statement.approximation,
        Approximation::AtLeast | Approximation::AtMost | Approximation::Under | Approximation::Over
    )
}

fn is_rough(statement: &Statement) -> bool {
    !matches!(statement.approximation, Approximation::None)
}

/// Costs, times and faults without a word of limit are as a rule to be kept low.
fn is_ceiling(line: &Line, aim: usize, target: &Statement) -> bool {
    let words: String = line.between(sentence_start(&line.text, line.start(aim)), line.start(aim)).iter().collect();
    let low = [
        "成本",
        "控制",
        "支出",
        "费用",
        "时限",
        "投诉",
        "差错",
        "事故",
        "发生率",
        "失误",
        "压减",
        "下降",
        "降低",
        "不超",
        "预算",
        "投入",
        "经费",
        "资金",
    ];
    let duration = target.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Duration);
    duration || low.iter().any(|word| words.contains(word))
}

/// 下达任务398亩, 计划举办培训16场, 由年初计划的373家: a task without a word of limit is one to be reached.
fn is_task(builder: &Builder, line: &Line, at: usize) -> bool {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let words = line.between(headed_start(line, at).max(floor), line.start(at));
    let end = words.iter().rposition(|c| !"的为是：:“\" ".contains(*c)).map_or(0, |last| last + 1);
    let money = line.id(at).and_then(|id| builder.get(id)).and_then(|s| s.unit.as_ref());
    let money = money.is_some_and(|unit| unit.dimension == Dimension::Money);
    let opens = !money && builder.lexicon.aim_lead.at(words, 0).is_some_and(|length| length < words.len());
    let compared = words.iter().find(|c| !c.is_whitespace()).is_some_and(|c| "较比超为占".contains(*c));
    !compared && (builder.lexicon.aim_word.before(words, end).is_some() || opens)
}

/// 目标完成率101.3%, 完成计划的101.3%, 为计划的101.3%: how much of the aim was done.
fn says_done(line: &Line, at: usize) -> bool {
    let words: String = line.between(clause_start(&line.text, line.start(at)), line.start(at)).iter().collect();
    ["完成率", "完成计划的", "为计划的", "完成目标的", "完成任务的", "占计划的", "达计划的", "为目标的", "为任务的"]
        .iter()
        .any(|word| words.trim_end_matches(['为', '达', '到', '约']).ends_with(word))
}

/// 超计划8户, 多完成3户: by how much the aim was passed; 少完成5户: how much is missing.
fn surplus(builder: &Builder, line: &Line, at: usize) -> Option<bool> {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let words = line.between(clause_start(&line.text, line.start(at)).max(floor), line.start(at));
    let end = words.iter().rposition(|c| !"为了约的 ".contains(*c)).map_or(0, |last| last + 1);
    let words = words.get(..end).unwrap_or_default();
    let lexicon = &builder.lexicon;
    let deed = lexicon.verb.before(words, words.len()).unwrap_or(0);
    let short = words.get(..words.len() - deed).unwrap_or_default();
    let all =
        |list: &crate::wordlist::WordList, words: &[char]| !words.is_empty() && list.at(words, 0) == Some(words.len());
    let says = |list: &crate::wordlist::WordList| all(list, words) || all(list, short);
    says(&lexicon.aim_above).then_some(true).or_else(|| says(&lexicon.aim_below).then_some(false))
}

/// 目标, 要求, 计划 stand before the number in its clause.
fn says_aim(line: &Line, at: usize) -> bool {
    let words: String = line.between(headed_start(line, at), line.start(at)).iter().collect();
    ["目标", "要求", "计划", "任务", "应", "承诺", "指标", "考核"].iter().any(|word| words.contains(word))
}
