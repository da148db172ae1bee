//! Does a list claim to be complete? 其中 alone does not promise it (crosscheck.md 2.4).

use std::cmp::Reverse;

use jiheng_model::exact::whole;
use jiheng_model::statement::{Statement, StatementId};

use super::super::{Line, evidence, is_rate};
use super::cue::Cue;
use crate::builder::Builder;
use crate::lexicon::Partition;
use crate::phrase::{clause_start, is_sentence_end};

/// Ten-thousandths by which shares may miss 100 % and still mean it.
const HUNDRED_SLACK: i128 = 60;
/// Most characters behind the last part that belong to it: 12件为重复件.
const TAIL_MAX: usize = 12;

/// The first parts that together meet the whole; all of them when no prefix does.
pub(super) fn fitting_prefix(builder: &Builder, line: &Line, whole: usize, mut parts: Vec<usize>) -> Vec<usize> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let Some(total) = get(whole) else { return parts };
    let statements: Vec<&Statement> = parts.iter().filter_map(|at| get(*at)).collect();
    let fits =
        (2..=statements.len()).rev().find(|n| evidence::adds_up(total, statements.get(..*n).unwrap_or_default()));
    let fits = fits.unwrap_or(parts.len());
    // 市级配套52.30万元、市级配套52.30万元: the second one is no new thing that the list ends before.
    let repeated =
        (fits..parts.len()).any(|at| (0..fits).any(|kept| name(line, &parts, kept) == name(line, &parts, at)));
    if !repeated {
        parts.truncate(fits);
    }
    parts
}

/// Name and number of a part, letters and digits only.
fn name(line: &Line, parts: &[usize], at: usize) -> String {
    let part = parts.get(at).copied().unwrap_or_default();
    let floor = part.checked_sub(1).map_or(0, |previous| line.end(previous));
    line.between(floor, line.end(part)).iter().filter(|c| c.is_alphanumeric()).collect()
}

/// The evidence that all parts are listed.
pub(super) fn is_complete(builder: &Builder, line: &Line, cue: &Cue, total: StatementId, parts: &[usize]) -> bool {
    let Some(total) = builder.get(total) else { return false };
    let statements: Vec<&Statement> = parts.iter().filter_map(|at| builder.get(line.id(*at)?)).collect();
    if statements.len() < 2 {
        return false;
    }
    if evidence::adds_up(total, &statements) {
        return true;
    }
    let last = parts.last().map_or(0, |at| line.end(*at));
    if parts.iter().any(|part| is_total(builder, line, *part)) || goes_elsewhere(builder, line, last) {
        return false;
    }
    if overfull(builder, line, total, &statements, parts) {
        return true;
    }
    // 等 after the last part leaves the list open; inside a part's name (…经费等164.50万元) it belongs to the name.
    let end = parts.last().map_or(0, |at| line.end(*at));
    let partial = &builder.lexicon.cue_partial;
    if line.text.get(end) == Some(&'等') || partial.within(&line.text, cue.at.saturating_sub(2), cue.end + 2) {
        return false;
    }
    let fills = fills_sentence(line, parts);
    cue.explicit
        || (cue.bare && fills && line.text.get(cue.at.saturating_sub(1)).is_some_and(|c| "：:".contains(*c)))
        || (cue.verified && fills && statements.len() >= 3 && total.is_exact_count())
        || (is_partition(builder, line, parts) && !is_of_spending(line, cue.at, parts))
        || (fills && years_in_a_row(line, parts))
        || repeats_a_part(line, total, &statements, parts)
        || evidence::domain_identity(total, &statements)
        || shares_fill(line, builder, parts)
        || evidence::nearly_adds_up(total, &statements)
        || ((cue.recheck || fills)
            && evidence::nearly_all(total, &statements, 3)
            && evidence::leaves_little(total, &statements))
        || (fills && one_off(total, &statements))
        || (cue.bare && evidence::nearly_all(total, &statements, 2))
}

/// …，公用经费426.32万元，其他情况见附表: the next clause says that there is more, and gives no amount.
pub(super) fn goes_elsewhere(builder: &Builder, line: &Line, last: usize) -> bool {
    let rest = line.text.get(last..).unwrap_or_default();
    let stop = rest.iter().position(|c| is_sentence_end(*c) || "；;）)\n".contains(*c)).unwrap_or(rest.len());
    let clause = rest.get(..stop).unwrap_or_default();
    let opened = clause.first().is_some_and(|c| "，,、".contains(*c));
    let amounts = line.quantities_within(last, last + stop).next().is_some();
    opened && !amounts && builder.lexicon.list_elsewhere.at(clause, 1).is_some()
}

/// The part is itself called a total: 占政府采购支出总额的60%；政府采购支出总额100万元.
pub(super) fn is_total(builder: &Builder, line: &Line, part: usize) -> bool {
    let from = clause_start(&line.text, line.start(part));
    let words = line.between(from, line.start(part));
    builder.lexicon.total_word.before(words, words.len()).is_some()
}

/// Three counted parts or more that miss the whole by just one.
fn one_off(total: &Statement, parts: &[&Statement]) -> bool {
    let counts = total.is_exact_count() && parts.iter().all(|part| part.is_exact_count());
    let gap = total.exact().zip(evidence::total(parts)).map(|(total, sum)| num_traits::abs(total - sum));
    counts && parts.len() >= 3 && gap == Some(whole(total.factor()))
}

/// 总支出 holds more than 人员经费 and 公用经费, which divide the basic spending alone. `before` is where the list begins.
pub(super) fn is_of_spending(line: &Line, before: usize, parts: &[usize]) -> bool {
    let words = |from: usize, to: usize| -> String { line.between(from, to).iter().collect() };
    let whole = words(crate::phrase::sentence_start(&line.text, before), before);
    let all = ["总支出", "支出合计", "支出总额", "全年支出", "本年支出", "整体支出", "支出总计"];
    let basic = |part: &usize| {
        let name = words(part.checked_sub(1).map_or(0, |previous| line.end(previous)), line.start(*part));
        ["人员", "公用", "运转"].iter().any(|word| name.contains(word)) && !name.contains("项目")
    };
    all.iter().any(|name| whole.contains(name)) && !whole.contains("基本支出") && parts.iter().all(basic)
}

/// 中央、省级、市级; 货物、工程、服务; 上半年、下半年: names that divide a whole, all of one set.
pub(super) fn is_partition(builder: &Builder, line: &Line, parts: &[usize]) -> bool {
    let names: Vec<&[char]> = parts
        .iter()
        .map(|part| {
            let floor = part.checked_sub(1).map_or(0, |previous| line.end(previous));
            line.between(floor, line.start(*part))
        })
        .collect();
    divides(builder, &names)
}

/// The names are distinct members of one set that divides a whole, all of it but one at most.
pub(in super::super) fn divides(builder: &Builder, names: &[&[char]]) -> bool {
    let told = |set: &&Partition| names.iter().all(|name| set.all.within(name, 0, name.len()));
    builder.lexicon.partitions.iter().filter(told).any(|set| {
        // 大专以下 is not 大专: the longest word tells.
        let member = |name: &&[char]| {
            let lengths =
                set.members.iter().map(|words| words.find(name, 0, name.len()).map_or(0, |(_, length)| length));
            lengths
                .enumerate()
                .filter(|(_, length)| *length > 0)
                .max_by_key(|(at, length)| (*length, Reverse(*at)))
                .map(|(at, _)| at)
        };
        let found: Vec<Option<usize>> = names.iter().map(member).collect();
        let mut distinct: Vec<usize> = found.iter().copied().flatten().collect();
        distinct.sort_unstable();
        distinct.dedup();
        found.len() >= 2 && distinct.len() == found.len() && distinct.len() + 1 >= set.members.len()
    })
}

/// 其中2017年1.22亿元、2018年0.83亿元、2019年0.96亿元: every part has its year, one after the other.
fn years_in_a_row(line: &Line, parts: &[usize]) -> bool {
    let year = |part: &usize| -> Option<i32> {
        let mention = line.mentions.get(part.checked_sub(1)?)?;
        let digits: String = line
            .between(mention.number_start, mention.number_end)
            .iter()
            .filter(|c| c.is_ascii_digit())
            .take(4)
            .collect();
        let near = line.start(*part).saturating_sub(mention.end) <= 4 && mention.quantity().is_none();
        digits.parse().ok().filter(|year| near && (1949..=2099).contains(year))
    };
    let years: Option<Vec<i32>> = parts.iter().map(year).collect();
    years.is_some_and(|years| years.len() >= 2 && years.windows(2).all(|pair| matches!(pair, [a, b] if b - a == 1)))
}

/// One part stands twice, name and number, and without the second one the list adds up.
fn repeats_a_part(line: &Line, total: &Statement, statements: &[&Statement], parts: &[usize]) -> bool {
    (1..statements.len()).any(|at| {
        let twice = (0..at).any(|earlier| name(line, parts, earlier) == name(line, parts, at));
        let rest: Vec<&Statement> =
            statements.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, s)| *s).collect();
        twice && evidence::adds_up(total, &rest)
    })
}

/// The list runs to the end of its sentence, bracket or semicolon, a few words aside: nothing was left for another part.
fn fills_sentence(line: &Line, parts: &[usize]) -> bool {
    let (start, end) = (parts.first().map_or(0, |at| line.start(*at)), parts.last().map_or(0, |at| line.end(*at)));
    let listed = !line.between(start, end).iter().any(|c| "，,；;".contains(*c));
    let rest = line.text.get(end..).unwrap_or_default();
    let stop = rest.iter().position(|c| is_sentence_end(*c) || "；;）)\n，,".contains(*c));
    let tail = stop.unwrap_or(rest.len());
    let comma = stop.and_then(|at| rest.get(at)).is_some_and(|c| "，,".contains(*c));
    tail <= TAIL_MAX
        && (!comma || (listed && tail == 0))
        && !line.quantities().any(|q| line.start(q) >= end && line.start(q) < end + tail)
}

/// Every part carries a share and the shares make about 100 %, or all but one of them can be right.
fn shares_fill(line: &Line, builder: &Builder, parts: &[usize]) -> bool {
    let mut sum = whole(0);
    for part in parts {
        let next = line.quantities().find(|at| at > part);
        let rate = next.filter(|at| is_rate(builder, line, *at)).and_then(|at| builder.get(line.id(at)?)?.exact());
        let Some(next) = rate.and_then(|rate| num_traits::CheckedAdd::checked_add(&sum, &rate)) else { return false };
        sum = next;
    }
    let (hundred, slack) = (whole(10_000), whole(HUNDRED_SLACK));
    sum >= hundred - slack && sum <= hundred + slack
}

/// The names of the parts are of one kind, or divide the whole.
fn names_alike(builder: &Builder, line: &Line, parts: &[usize]) -> bool {
    let names: Vec<&[char]> = parts
        .iter()
        .map(|part| {
            let floor = part.checked_sub(1).map_or(0, |previous| line.end(previous));
            line.between(clause_start(&line.text, line.start(*part)).max(floor), line.start(*part))
        })
        .collect();
    divides(builder, &names) || super::listing::is_one_kind(builder, &names)
}

/// 规上企业9家、高新技术企业7家: kinds of one thing, which may be of several kinds at once.
fn is_of_one_noun(line: &Line, parts: &[usize]) -> bool {
    let noun = |part: &usize| line.between(line.start(*part).saturating_sub(2), line.start(*part)).to_vec();
    let first = parts.first().map(noun);
    parts.len() >= 2 && parts.iter().all(|part| Some(noun(part)) == first)
}

/// Parts of a plain parallel list (甲、乙、丙) that together exceed the whole: they cannot all be right. People and
/// households are counted under several heads at once (女职工、党员), so they can.
fn overfull(builder: &Builder, line: &Line, total: &Statement, statements: &[&Statement], parts: &[usize]) -> bool {
    let heads = total.unit.as_ref().is_some_and(|unit| matches!(&*unit.class, "person" | "household" | "visit"));
    let crossed = heads || (total.is_exact_count() && is_of_one_noun(line, parts));
    let above = match (evidence::total_interval(statements), total.interval()) {
        (Some(sum), Some(total)) => sum.entirely_above(&total),
        _ => false,
    };
    let parallel = parts.windows(2).all(|pair| {
        let [a, b] = pair else { return false };
        let between = line.between(line.end(*a), line.start(*b));
        between.iter().any(|c| "、；;".contains(*c)) && (parts.len() >= 3 || between.contains(&'、'))
    });
    let overlapping = parts.iter().any(|at| {
        let from = clause_start(&line.text, line.start(*at));
        line.between(from, line.start(*at)).contains(&'占')
    });
    // 女性32名、35岁以下58名 of 86: heads under two criteria may well be more than all of them.
    let criteria = heads && !names_alike(builder, line, parts) && !evidence::is_slipped(total, statements);
    above && parallel && !overlapping && !criteria && (!crossed || evidence::nearly_all(total, statements, 2))
}
