//! 占P%, 占X的P%, （P%）: the part, its whole and how sure the whole is.

use jiheng_model::statement::{Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::super::parts::Frames;
use super::super::{Line, comparable, fit};
use super::named::Labels;
use crate::builder::Builder;
use crate::phrase::{clause_start, sentence_start};

/// Characters in a row that two names of one whole have in common.
const AKIN_MIN: usize = 3;
/// Wholes without a name that are tried.
const UNNAMED_MAX: usize = 6;

/// Part, whole and how sure the whole is, for the rate at `at`.
pub(super) fn find(
    builder: &Builder,
    line: &Line,
    known: (&Frames, &Labels),
    at: usize,
) -> Option<(usize, StatementId, bool)> {
    let (frames, labels) = known;
    let rate = builder.get(line.id(at)?)?;
    if rate.unit.as_ref()?.dimension != Dimension::Rate {
        return None;
    }
    let part = line.quantities().rfind(|q| *q < at)?;
    let from = sentence_start(&line.text, line.start(at));
    // 占预算的60%，占GDP的0.3%: a share has none of its own.
    if line.start(part) < from || line.is_change(part) || super::super::is_rate(builder, line, part) {
        return None;
    }
    let between = line.between(line.end(part), line.start(at));
    let framed = framed_whole(builder, line, frames, (part, at)).and_then(|whole| line.id(whole));
    if matches!(between, ['（' | '(']) && line.text.get(line.end(at)).is_some_and(|c| "）)".contains(*c)) {
        return framed.map(|whole| (part, whole, true));
    }
    let cue = builder.lexicon.cue_share.find(between, 0, between.len())?;
    // Only punctuation may stand before 占: 721.85万元、占58.05%.
    if !between.get(..cue.0)?.iter().all(|c| "，,、（( ".contains(*c)) {
        return None;
    }
    // 占比分别为85.44%、14.56%: which rate is whose is not said by position alone.
    if between.windows(2).any(|w| w == ['分', '别']) {
        return None;
    }
    let named: Vec<char> =
        between.get(cue.0 + cue.1..)?.iter().copied().filter(|c| !"为达到约的“”\" ".contains(*c)).collect();
    let part_statement = builder.get(line.id(part)?)?;
    // 占该项支出的20%: of what was just named.
    let relative = named.first().is_some_and(|c| "该其此".contains(*c));
    if !named.is_empty() && !relative {
        let whole = named_whole(builder, line, (part, part_statement), rate, &named)
            .or_else(|| labels.whole(builder, part_statement, rate, &named))
            .or_else(|| of_all(builder, line, (part, part_statement), &named))?;
        return Some((part, whole.0, whole.1));
    }
    if let Some(whole) = framed {
        return Some((part, whole, true));
    }
    let sole = is_sole(builder, line, (part, part_statement), rate);
    unnamed(builder, line, (part, part_statement), rate).map(|whole| (part, whole, sole))
}

/// 在职157人，本科及以上143人，占比91.1%: people or things of one kind, and only one number before them to be their whole.
fn is_sole(builder: &Builder, line: &Line, part: (usize, &Statement), rate: &Statement) -> bool {
    let from = sentence_start(&line.text, line.start(part.0));
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let earlier: Vec<usize> = line
        .quantities()
        .filter(|q| *q < part.0 && line.start(*q) >= from && !super::super::is_rate(builder, line, *q))
        .collect();
    let &[whole] = earlier.as_slice() else { return false };
    let within = get(whole).is_some_and(|whole| {
        whole.unit == part.1.unit && whole.is_exact_count() && part.1.is_exact_count() && whole.exact() > part.1.exact()
    });
    let joined = !line.between(line.end(whole), line.start(part.0)).iter().any(|c| matches!(c, '；' | ';'));
    within && joined && !line.is_change(whole) && fit::is_at_most_whole(rate)
}

/// The nearest earlier quantity of the line that gives the rate, else the first one of the sentence.
fn unnamed(builder: &Builder, line: &Line, part: (usize, &Statement), rate: &Statement) -> Option<StatementId> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let earlier = || {
        line.quantities().rev().filter(|q| *q < part.0 && !line.is_change(*q) && is_whole(builder, line, *q, part.1))
    };
    let fits = |q: &usize| get(*q).is_some_and(|whole| fit::ratio(part.1, whole, rate));
    let from = sentence_start(&line.text, line.start(part.0));
    let whole = earlier().take(UNNAMED_MAX).find(fits).or_else(|| earlier().rfind(|q| line.start(*q) >= from))?;
    line.id(whole)
}

fn is_whole(builder: &Builder, line: &Line, at: usize, part: &Statement) -> bool {
    line.id(at).and_then(|id| builder.get(id)).is_some_and(|s| comparable(s, part))
}

/// The whole of the part's frame; a wider one before it when only that gives the rate: a second 其中 may speak of either.
fn framed_whole(builder: &Builder, line: &Line, frames: &Frames, places: (usize, usize)) -> Option<usize> {
    let (part, rate) = places;
    let inner = *frames.whole_of.get(&part)?;
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let fits = |whole: usize| {
        get(part).zip(get(whole)).zip(get(rate)).is_some_and(|((part, whole), rate)| fit::ratio(part, whole, rate))
    };
    if fits(inner) {
        return Some(inner);
    }
    // Amounts that stand before the nearest one, in its sentence or the one before.
    let own = sentence_start(&line.text, line.start(inner));
    let from = sentence_start(&line.text, own.saturating_sub(1));
    let wider = |at: &usize| {
        *at < inner
            && line.start(*at) >= from
            && !line.is_change(*at)
            && get(*at).zip(get(inner)).is_some_and(|(a, b)| comparable(a, b) && a.exact() > b.exact())
            && fits(*at)
    };
    Some(line.quantities().find(wider).unwrap_or(inner))
}

/// 支出总量。全年2496.03万元。…基本支出1223.30万元，占总量的49.01%: the largest amount of the line before it, which is the first.
fn of_all(builder: &Builder, line: &Line, part: (usize, &Statement), name: &[char]) -> Option<(StatementId, bool)> {
    let name: String = name.iter().collect();
    if !matches!(name.as_str(), "总量" | "总额" | "总数" | "总计" | "合计" | "全部") {
        return None;
    }
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let alike = |q: &usize| *q < part.0 && !line.is_change(*q) && is_whole(builder, line, *q, part.1);
    let first = line.quantities().find(alike).and_then(get)?;
    let largest = line.quantities().filter(alike).filter_map(get).all(|s| s.exact() <= first.exact());
    (largest && first.exact() > part.1.exact()).then_some((first.id, true))
}

/// 面向中小企业采购244.02万元，…；其中授予小微企业183.99万元，占授予中小企业金额的75.4%: larger amounts before it in the sentence whose words
/// share most of the name.
fn akin(builder: &Builder, line: &Line, part: (usize, &Statement), name: &[char]) -> Vec<usize> {
    let from = sentence_start(&line.text, line.start(part.0));
    let larger = |q: &usize| line.id(*q).and_then(|id| builder.get(id)).is_some_and(|s| s.exact() > part.1.exact());
    let shares = |q: &usize| {
        let words = line.between(clause_start(&line.text, line.start(*q)), line.start(*q));
        name.windows(AKIN_MIN).any(|run| words.windows(AKIN_MIN).any(|window| window == run))
    };
    line.quantities()
        .filter(|q| *q < part.0 && line.start(*q) >= from && !line.is_change(*q) && is_whole(builder, line, *q, part.1))
        .filter(|q| larger(q) && shares(q))
        .collect()
}

/// 占项目支出的10%: the quantity of this line that is called so, one that gives the rate before others. A name that holds
/// only without its 总额 (占采购总额的 of 政府采购) may not convict.
fn named_whole(
    builder: &Builder,
    line: &Line,
    part: (usize, &Statement),
    rate: &Statement,
    name: &[char],
) -> Option<(StatementId, bool)> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let called = |name: &[char]| -> Vec<usize> {
        line.quantities()
            .filter(|q| *q != part.0 && !line.is_change(*q) && is_whole(builder, line, *q, part.1))
            .filter(|q| {
                let start = clause_start(&line.text, line.start(*q));
                let words: Vec<char> =
                    line.between(start, line.start(*q)).iter().copied().filter(|c| !"“”\"".contains(*c)).collect();
                words.windows(name.len()).any(|window| window == name)
            })
            .collect()
    };
    let short =
        name.strip_suffix(&['总', '额']).or_else(|| name.strip_suffix(&['总', '数'])).filter(|rest| rest.len() >= 2);
    let (full, mut loose) = (called(name), short.map(called).unwrap_or_default());
    if full.is_empty() && loose.is_empty() && name.len() >= 3 && part.1.is_exact_count() {
        // 收回有效311份，其中满意230份，占有效问卷的73.95%: the only number before it with a word of the name.
        loose = called(name.get(..2).unwrap_or_default());
        loose.retain(|at| *at < part.0 && line.start(*at) >= sentence_start(&line.text, line.start(part.0)));
    }
    if full.is_empty() && loose.is_empty() {
        loose = akin(builder, line, part, name);
    }
    let fits = |at: &&usize| get(**at).is_some_and(|whole| fit::ratio(part.1, whole, rate));
    let chosen = full
        .iter()
        .chain(&loose)
        .find(fits)
        .map(|at| (*at, true))
        .or_else(|| full.first().map(|at| (*at, true)))
        .or_else(|| loose.first().map(|at| (*at, loose.len() == 1)));
    chosen.and_then(|(at, sure)| Some((line.id(at)?, sure)))
}
