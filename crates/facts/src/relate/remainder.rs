//! 剩余, 其余, 尚有, 空编, 结余: what is left of a whole after its parts.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Role, Statement, StatementId};

use super::parts::Frames;
use super::{Line, comparable, evidence};
use crate::builder::Builder;
use crate::phrase::{clause_start, sentence_start};

/// Quantities looked back at for the whole and its parts.
const EARLIER_MAX: usize = 12;

/// Finds remainders in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line, frames: &Frames) {
    for rest in line.quantities().collect::<Vec<_>>() {
        if !says_rest(builder, line, rest) {
            continue;
        }
        if frames.complete.iter().any(|(_, parts)| parts.contains(&rest)) || is_flow(line, rest) {
            continue;
        }
        let earlier = earlier(builder, line, rest);
        let found = reading(builder, line, rest, &earlier);
        let Some((whole, mut parts, strong)) = found.or_else(|| between(builder, line, rest)) else { continue };
        parts.push(rest);
        let ids: Vec<StatementId> = parts.iter().filter_map(|at| line.id(*at)).collect();
        if let Some(total) = line.id(whole) {
            builder.relate(RelationKind::Sum { total, parts: ids, complete: true }, Origin::Remainder, strong);
        }
    }
}

/// The word for what is left stands right before the number, its own noun at most between: 剩余8处, 结余资金5.2万元.
fn says_rest(builder: &Builder, line: &Line, at: usize) -> bool {
    let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
    let from = clause_start(&line.text, line.start(at)).max(floor);
    let words = line.between(from, line.start(at));
    let unfinished = unfinished(words).is_some_and(|deed| {
        let from = sentence_start(&line.text, line.start(at));
        let before = line.between(from, clause_start(&line.text, line.start(at)));
        before.windows(deed.len()).any(|window| window == deed)
    });
    // 余24.00万元, 库存余1.3万只; 还有8个未通.
    let left = words.ends_with(&['余']) && words.len() <= 4 && !words.contains(&'多');
    let open = words.ends_with(&['还', '有']) && line.text.iter().skip(line.end(at)).take(4).any(|c| *c == '未');
    if builder.lexicon.remainder_guard.within(words, 0, words.len()) || holds_former(builder, line, at) {
        return false;
    }
    unfinished
        || left
        || open
        || builder.lexicon.cue_remainder.find(words, 0, words.len()).is_some_and(|(start, length)| {
            let lead = words.get(..start).unwrap_or_default();
            let carried = lead.ends_with(&['上', '年']) || lead.ends_with(&['年', '初']);
            words.len() - start - length <= 8 && lead.len() <= 6 && !carried
        })
}

/// 上年滚存结余6.4亿元，…，累计结余6.7亿元: what was there before belongs to it, so it is no rest of this year's.
fn is_flow(line: &Line, rest: usize) -> bool {
    let from = sentence_start(&line.text, line.start(rest));
    let words = |at: usize| -> String {
        let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous)).max(from);
        line.between(floor, line.start(at)).iter().collect()
    };
    let own = words(rest);
    let rolled = ["累计结余", "滚存结余", "累计结转"].iter().any(|word| own.contains(word));
    let opening = |at: usize| {
        let words = words(at);
        ["上年", "年初", "期初", "滚存"].iter().any(|word| words.contains(word)) && words.contains("结")
    };
    rolled && line.quantities().any(|at| at < rest && line.start(at) >= from && opening(at))
}

/// 年末结余62万元（含上年结余27万元）: more than what is left of this year.
fn holds_former(builder: &Builder, line: &Line, at: usize) -> bool {
    let rest = line.text.get(line.end(at)..).unwrap_or_default();
    let inside: Vec<char> = rest.iter().take(8).copied().collect();
    let opened = inside.first().is_some_and(|c| "（(".contains(*c));
    opened && inside.get(1) == Some(&'含') && builder.lexicon.stage_past.within(&inside, 0, inside.len())
}

/// 未办, 未支出: the deed that is not done; it is the rest of something only where the same deed was done.
fn unfinished(words: &[char]) -> Option<&[char]> {
    let at = words.iter().rposition(|c| *c == '未')?;
    words.get(at + 1..).filter(|deed| (1..=3).contains(&deed.len()))
}

/// 设计长度2654米，余下2257米待验收，已完工397米: the part behind the rest, of three amounts of a kind in all.
fn between(builder: &Builder, line: &Line, rest: usize) -> Option<(usize, Vec<usize>, bool)> {
    let from = sentence_start(&line.text, line.start(rest));
    let stated = line.id(rest).and_then(|id| builder.get(id))?;
    let end = (line.end(rest)..line.text.len())
        .find(|i| line.text.get(*i).is_some_and(|c| crate::phrase::is_sentence_end(*c)))
        .unwrap_or(line.text.len());
    let alike: Vec<usize> = line
        .quantities()
        .filter(|at| line.start(*at) >= from && line.end(*at) <= end)
        .filter(|at| line.id(*at).and_then(|id| builder.get(id)).is_some_and(|s| comparable(s, stated)))
        .collect();
    let &[whole, middle, part] = alike.as_slice() else { return None };
    let done = builder.lexicon.remainder_done.within(
        line.between(line.end(middle), line.start(part)),
        0,
        line.start(part) - line.end(middle),
    );
    if middle != rest {
        return None;
    }
    // 除26人外，其余30人为男职工，在职56人: what is left out stands first, the whole last.
    let except = line.text.get(line.start(whole).checked_sub(1)?) == Some(&'除');
    if except {
        return Some((part, vec![whole], true));
    }
    done.then(|| (whole, vec![part], true))
}

/// 空编, 缺编: the posts that are left of the establishment, whatever the figures say.
fn says_vacancy(line: &Line, rest: usize) -> bool {
    line.between(clause_start(&line.text, line.start(rest)), line.start(rest)).iter().any(|c| matches!(c, '编' | '缺'))
}

/// Comparable quantities of the sentence before the rest, in order; those of the sentence before when there are too few.
fn earlier(builder: &Builder, line: &Line, rest: usize) -> Vec<usize> {
    let Some(stated) = line.id(rest).and_then(|id| builder.get(id)) else { return Vec::new() };
    let own = sentence_start(&line.text, line.start(rest));
    let fits = |at: &usize| {
        line.id(*at).and_then(|id| builder.get(id)).is_some_and(|s| comparable(s, stated) && s.role != Role::Prior)
    };
    let since = |from: usize| -> Vec<usize> {
        let mut found: Vec<usize> = line
            .quantities()
            .rev()
            .filter(|at| *at < rest && line.start(*at) >= from)
            .filter(fits)
            .take(EARLIER_MAX)
            .collect();
        found.reverse();
        found
    };
    let found = since(own);
    if found.len() >= 2 || own == 0 { found } else { since(sentence_start(&line.text, own - 1)) }
}

/// Whole and parts: the reading that holds, else the only grammatical one, which alone may contradict.
fn reading(builder: &Builder, line: &Line, rest: usize, earlier: &[usize]) -> Option<(usize, Vec<usize>, bool)> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let stated = get(rest)?;
    let holds = |whole: usize, parts: &[usize]| {
        let mut statements: Vec<&Statement> = parts.iter().filter_map(|at| get(*at)).collect();
        statements.push(stated);
        get(whole).is_some_and(|total| evidence::adds_up(total, &statements))
    };
    for (position, whole) in earlier.iter().enumerate().rev() {
        let parts = earlier.get(position + 1..)?;
        let last = parts.last().copied().into_iter().collect::<Vec<_>>();
        for candidate in [parts, last.as_slice()] {
            if !candidate.is_empty() && holds(*whole, candidate) {
                return Some((*whole, candidate.to_vec(), true));
            }
        }
    }
    let [whole, parts @ ..] = earlier else { return None };
    let alike = |at: &usize| get(*at).zip(get(*whole)).is_some_and(|(a, b)| comparable(a, b));
    let within = parts.iter().all(|at| get(*at).zip(get(*whole)).is_some_and(|(a, b)| a.exact() <= b.exact()));
    // 收入2510.05元，支出2510.05万元: the slip is in the unit.
    let units_differ = parts.iter().any(|at| get(*at).zip(get(*whole)).is_some_and(|(a, b)| a.factor() != b.factor()));
    let sure = !parts.is_empty()
        && (within || says_vacancy(line, rest) || units_differ)
        && parts.len() <= 3
        && parts.iter().chain(std::iter::once(&rest)).all(alike);
    let close = {
        let mut statements: Vec<&Statement> = parts.iter().filter_map(|at| get(*at)).collect();
        statements.push(stated);
        get(*whole).is_some_and(|total| parts.len() == 1 || evidence::nearly_adds_up(total, &statements))
    };
    sure.then(|| (*whole, parts.to_vec(), close))
}
