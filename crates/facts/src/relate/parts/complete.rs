//! Does a list claim to be complete? 其中 alone does not promise it (crosscheck.md 2.4).

use jiheng_model::exact::whole;
use jiheng_model::statement::{Statement, StatementId};

use super::super::{Line, evidence, is_rate};
use super::cue::Cue;
use crate::builder::Builder;
use crate::phrase::{clause_start, is_sentence_end};

/// Ten-thousandths by which shares may miss 100 % and still mean it.
const HUNDRED_SLACK: i128 = 60;

/// The first parts that together meet the whole; all of them when no prefix does.
pub(super) fn fitting_prefix(builder: &Builder, line: &Line, whole: usize, mut parts: Vec<usize>) -> Vec<usize> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let Some(total) = get(whole) else { return parts };
    let statements: Vec<&Statement> = parts.iter().filter_map(|at| get(*at)).collect();
    let fits =
        (2..=statements.len()).rev().find(|n| evidence::adds_up(total, statements.get(..*n).unwrap_or_default()));
    parts.truncate(fits.unwrap_or(parts.len()));
    parts
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
    if parts.iter().any(|part| is_total(builder, line, *part)) {
        return false;
    }
    if overfull(line, total, &statements, parts) {
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
        || evidence::domain_identity(total, &statements)
        || shares_fill(line, builder, parts)
        || evidence::nearly_adds_up(total, &statements)
        || ((cue.recheck || fills) && evidence::nearly_all(total, &statements, 3))
        || (fills && one_off(total, &statements))
        || (cue.bare && evidence::nearly_all(total, &statements, 2))
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

/// The list runs to the end of its sentence, bracket or semicolon: nothing was left for another part.
fn fills_sentence(line: &Line, parts: &[usize]) -> bool {
    let (start, end) = (parts.first().map_or(0, |at| line.start(*at)), parts.last().map_or(0, |at| line.end(*at)));
    let listed = !line.between(start, end).iter().any(|c| "，,；;".contains(*c));
    line.text.get(end).is_none_or(|c| is_sentence_end(*c) || "；;）)\n".contains(*c) || (listed && "，,".contains(*c)))
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

/// Parts of a plain parallel list (甲、乙、丙) that together exceed the whole: they cannot all be right. People and
/// households are counted under several heads at once (女职工、党员), so they can.
fn overfull(line: &Line, total: &Statement, statements: &[&Statement], parts: &[usize]) -> bool {
    let crossed = total.unit.as_ref().is_some_and(|unit| matches!(&*unit.class, "person" | "household" | "visit"));
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
    above && parallel && !overlapping && (!crossed || evidence::nearly_all(total, statements, 2))
}
