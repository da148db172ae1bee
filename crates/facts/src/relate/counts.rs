//! Rates beside two counts, results within what was found, and glosses in brackets.

use jiheng_model::exact::whole;
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Role, Statement, StatementId};
use jiheng_model::unit::Dimension;
use num_traits::{CheckedDiv, CheckedMul};

use super::parts::Frames;
use super::{Line, comparable, evidence};
use crate::builder::Builder;
use crate::phrase::sentence_start;

/// Times by which a computed rate may miss the printed one and still be of these counts: a point moved by one is ten.
const FAR: i128 = 20;
/// How many earlier counts are looked at for a base.
const BASES_MAX: usize = 4;

/// Finds such relations in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line, frames: &Frames) {
    for at in line.quantities().collect::<Vec<_>>() {
        rate_base(builder, line, frames, at);
        gloss(builder, line, at);
        result_within(builder, line, frames, at);
    }
    progress(builder, line);
}

fn dimension(statement: &Statement) -> Option<Dimension> {
    statement.unit.as_ref().map(|unit| unit.dimension)
}

/// 共19宗，…销号18宗，处置率99.59%: the counts nearby would give another rate.
fn rate_base(builder: &mut Builder, line: &Line, frames: &Frames, at: usize) {
    let Some(rate) = line.id(at).and_then(|id| builder.get(id)) else { return };
    // 满意度 comes from a survey, not from the counts that happen to stand before it.
    let stated = dimension(rate) == Some(Dimension::Rate) && rate.role == Role::Actual && rate.measure.ends_with('率');
    let survey = rate.measure.starts_with("满意");
    let Some(part_at) = line.quantities().rfind(|q| *q < at).filter(|_| stated) else { return };
    // 投诉量分别为420件、386件，办结率分别为98.1%、99.2%: each rate has a number of its own.
    let matched = line.between(line.end(part_at), line.start(at)).windows(2).any(|w| w == ['分', '别']);
    if matched || is_remark(line, part_at, at) {
        return;
    }
    let between = line.between(line.end(part_at), line.start(at));
    let adjacent = line.start(part_at) >= sentence_start(&line.text, line.start(at))
        && between.len() <= 12
        && between.iter().filter(|c| "，,；;".contains(**c)).count() <= 1
        && builder.lexicon.cue_share.find(between, 0, between.len()).is_none_or(|(i, _)| between.get(i) != Some(&'占'));
    let Some(part) = line
        .id(part_at)
        .and_then(|id| builder.get(id))
        .filter(|p| adjacent && dimension(p) == Some(Dimension::Count) && p.role == Role::Actual)
        .filter(|_| !survey || of_survey(line, part_at))
    else {
        return;
    };
    let floor = sentence_start(&line.text, sentence_start(&line.text, line.start(part_at)).saturating_sub(1));
    // 抽检1500批次，合格率98.4%，其中农产品800批次，合格率99.1%: what was rated so already is no base of another rate of its name.
    let same = |q: &usize| {
        line.id(*q)
            .and_then(|id| builder.get(id))
            .is_some_and(|s| s.measure == rate.measure && s.role == rate.role && dimension(s) == dimension(rate))
    };
    let rated = line.quantities().filter(|q| *q < part_at).rfind(same).map_or(0, |q| line.start(q));
    let floor = floor.max(rated);
    let alike = |base: &&Statement| {
        base.unit.as_ref().map(|u| &u.symbol) == part.unit.as_ref().map(|u| &u.symbol) && base.role == Role::Actual
    };
    let earlier = || {
        let before = line.quantities().rev().filter(|q| *q < part_at && line.start(*q) >= floor);
        before.filter_map(|q| builder.get(line.id(q)?)).filter(alike)
    };
    // 在职42人，编制45人，控制率93.33%: the whole stands behind its part.
    if earlier().any(|other| super::fit::ratio(other, part, rate)) {
        return;
    }
    let mut bases: Vec<&Statement> = earlier().filter(|base| base.exact() >= part.exact()).take(BASES_MAX).collect();
    if bases.is_empty() {
        // 抽检40个，合格50个: one of both is wrong, or the rate is.
        bases = earlier()
            .filter(|base| line_has(line, base, sentence_start(&line.text, line.start(part_at))))
            .take(1)
            .collect();
    }
    // 收回1462份，其中满意1389份: the whole of a single part is its base; one item of a list says nothing.
    let single = |whole: &&usize| frames.whole_of.values().filter(|w| w == whole).count() == 1;
    let framed = frames.whole_of.get(&part_at).filter(single).and_then(|whole| line.id(*whole));
    let fits = |base: &&&Statement| super::fit::ratio(part, base, rate);
    if is_of_earlier(builder, line, (floor, part_at), (part, rate)) {
        return;
    }
    let chosen =
        bases.iter().find(fits).map(|base| (base.id, false)).or_else(|| bases.first().map(|base| (base.id, true)));
    if let Some((base, strong)) = chosen {
        // Two possible bases of which none fits say nothing for sure.
        let whole = if strong { framed.unwrap_or(base) } else { base };
        let far = builder.get(whole).is_some_and(|base| is_far(part, base, rate));
        let plausible = (is_near(line, whole, part_at) && is_called(builder, line, part_at, at))
            || builder.get(whole).is_some_and(|base| is_near_miss(part, base, rate));
        let strong = !strong || ((bases.len() == 1 || framed.is_some()) && plausible && !far);
        let kind = RelationKind::RateBase { part: part.id, whole, rate: rate.id };
        let (rate, counted) = (rate.id, builder.get(whole).is_some_and(Statement::is_exact_count));
        builder.relate(kind, Origin::Sentence, strong);
        if counted {
            builder.relate(RelationKind::Granularity { rate, whole }, Origin::Sentence, strong);
        }
    }
}

/// 目标8项，完成7项，部分完成1项，完成率87.5%: two counts before the nearest one are part and whole.
fn is_of_earlier(builder: &Builder, line: &Line, span: (usize, usize), found: (&Statement, &Statement)) -> bool {
    let (floor, part_at) = span;
    let (part, rate) = found;
    let symbol = |s: &Statement| s.unit.as_ref().map(|unit| unit.symbol.clone());
    let before = line.quantities().rev().filter(|q| *q < part_at && line.start(*q) >= floor);
    let counts: Vec<&Statement> =
        before.filter_map(|q| builder.get(line.id(q)?)).filter(|s| symbol(s) == symbol(part)).take(BASES_MAX).collect();
    counts.iter().any(|own| counts.iter().any(|base| super::fit::ratio(own, base, rate)))
}

/// The whole stands in the sentence of its part, and no semicolon between them: 出生4862人，出生率8.29‰；死亡3986人，死亡率6.80‰ have wholes
/// that are not said.
fn is_near(line: &Line, whole: StatementId, part: usize) -> bool {
    let from = sentence_start(&line.text, line.start(part));
    line.quantities().filter(|q| line.id(*q) == Some(whole)).any(|q| {
        line.start(q) >= from && !line.between(line.end(q), line.start(part)).iter().any(|c| matches!(c, '；' | ';'))
    })
}

/// 结案102件（含上年结转12件），结案率94.44%: the number stands in a bracket that is closed before the rate.
fn is_remark(line: &Line, part: usize, rate: usize) -> bool {
    let between = line.between(line.end(part), line.start(rate));
    between.iter().find(|c| "（(）)".contains(**c)).is_some_and(|c| "）)".contains(*c))
}

/// The rate is called after its part: a word of its name stands before the part, or one that goes with it.
fn is_called(builder: &Builder, line: &Line, part: usize, rate: usize) -> bool {
    const PLAIN: &str = "率比例度的了为约是实际年度全本平均综合总体共已";
    let words = |at: usize| {
        let floor = at.checked_sub(1).map_or(0, |previous| line.end(previous));
        line.between(crate::phrase::clause_start(&line.text, line.start(at)).max(floor), line.start(at)).to_vec()
    };
    let (name, mut label) = (words(rate), words(part));
    // 签到82人: the noun behind the number belongs to it.
    label.extend(line.between(line.end(part), line.start(rate)).iter().take_while(|c| !"，,。；;".contains(**c)));
    let stem: Vec<char> = name.iter().copied().filter(|c| !PLAIN.contains(*c)).collect();
    let ties = &builder.lexicon.rate_ties;
    // 不合格52批次，合格率97.89%: what was not done is no part of what was.
    let open = label.iter().any(|c| "不未".contains(*c)) && !name.iter().any(|c| "不未".contains(*c));
    if open {
        return false;
    }
    let shared = stem.is_empty() || stem.iter().any(|c| label.contains(c));
    let done = builder.lexicon.rate_part.within(&label, 0, label.len());
    shared
        || done
        || ties.iter().any(|(names, words)| names.within(&stem, 0, stem.len()) && words.within(&label, 0, label.len()))
}

/// The statement stands in the line behind this position.
fn line_has(line: &Line, statement: &Statement, from: usize) -> bool {
    line.quantities().any(|q| line.id(q) == Some(statement.id) && line.start(q) >= from)
}

/// The count before a satisfaction rate is one of satisfied answers.
fn of_survey(line: &Line, part: usize) -> bool {
    let from = crate::phrase::clause_start(&line.text, line.start(part));
    let words: String = line.between(from, line.start(part)).iter().collect();
    words.contains("满意") && !words.contains("不满意")
}

/// 接诊1.86万人次，检测12.4万人次，阳性率0.03%: what is so far from the printed rate has nothing to do with it.
fn is_far(part: &Statement, base: &Statement, rate: &Statement) -> bool {
    let (Some(part), Some(base), Some(rate)) = (part.exact(), base.exact(), rate.exact()) else { return false };
    let ratio = part.checked_div(&base).and_then(|ratio| ratio.checked_mul(&whole(10_000)));
    let limit = rate.checked_mul(&whole(FAR));
    ratio.zip(limit).is_some_and(|(ratio, limit)| ratio > limit)
}

/// The rate that another sentence's count would give is within ten points of the printed one; else it is no base of it.
fn is_near_miss(part: &Statement, base: &Statement, rate: &Statement) -> bool {
    let (Some(part), Some(base), Some(rate)) = (part.exact(), base.exact(), rate.exact()) else { return false };
    let ratio = part.checked_div(&base).and_then(|ratio| ratio.checked_mul(&whole(10_000)));
    let gap = ratio.and_then(|ratio| num_traits::CheckedSub::checked_sub(&ratio, &rate));
    gap.is_some_and(|gap| num_traits::abs(gap) <= whole(1_000))
}

/// 40公顷（合600亩）: two units for one value.
fn gloss(builder: &mut Builder, line: &Line, at: usize) {
    let Some(before) = line.quantities().rfind(|q| *q < at) else { return };
    let between: String = line.between(line.end(before), line.start(at)).iter().collect();
    let said = matches!(
        between.as_str(),
        "（合"
            | "(合"
            | "，即"
            | "，也就是"
            | "（也就是"
            | "（约合"
            | "(约合"
            | "（折合"
            | "(折合"
            | "（即"
            | "(即"
            | "，合"
            | "，折合"
    );
    let closed = line.text.get(line.end(at)).is_some_and(|c| "）)".contains(*c));
    let other_unit =
        line.id(before).zip(line.id(at)).and_then(|(a, b)| Some(builder.get(a)?.unit != builder.get(b)?.unit));
    // 3.71亿元（37105.20万元）: a bracket that holds nothing but the same in another unit.
    let bracketed = matches!(between.as_str(), "（" | "(") && closed && other_unit == Some(true);
    if !(said || bracketed) {
        return;
    }
    let (Some(a), Some(b)) = (line.id(before), line.id(at)) else { return };
    let same = builder.get(a).zip(builder.get(b)).is_some_and(|(a, b)| comparable(a, b));
    if same {
        builder.relate(RelationKind::Restatement { mentions: vec![a, b] }, Origin::Gloss, true);
    }
}

/// 确定违法用地30个，…现已整改销号27个: what was settled is not more than what was found.
fn result_within(builder: &mut Builder, line: &Line, frames: &Frames, at: usize) {
    if frames.whole_of.contains_key(&at) {
        return;
    }
    let Some(result) = line
        .id(at)
        .and_then(|id| builder.get(id))
        .filter(|s| s.is_exact_count() && dimension(s) == Some(Dimension::Count))
    else {
        return;
    };
    let from = crate::phrase::clause_start(&line.text, line.start(at));
    let words: String = line.between(from, line.start(at)).iter().collect();
    if !["整改", "销号", "办结", "结案", "整治到位", "完成整改"].iter().any(|word| words.contains(word))
    {
        return;
    }
    let floor = sentence_start(&line.text, sentence_start(&line.text, line.start(at)).saturating_sub(1));
    let found = line
        .quantities()
        .rev()
        .filter(|q| *q < at && line.start(*q) >= floor)
        .filter_map(|q| builder.get(line.id(q)?))
        .find(|s| s.is_exact_count() && s.unit.as_ref().map(|u| &u.symbol) == result.unit.as_ref().map(|u| &u.symbol));
    if let Some(found) = found {
        let kind = RelationKind::PartOf { parts: vec![result.id], whole: found.id };
        builder.relate(kind, Origin::Sentence, false);
    }
}

/// 共31个村庄规划编制任务…2020年完成6个，2021年完成10个: done so far within the task.
fn progress(builder: &mut Builder, line: &Line) {
    let counts: Vec<&Statement> = line
        .quantities()
        .filter_map(|q| builder.get(line.id(q)?))
        .filter(|s| s.is_exact_count() && dimension(s) == Some(Dimension::Count))
        .collect();
    let mut found = Vec::new();
    for (index, total) in counts.iter().enumerate() {
        let alike = |s: &&&Statement| {
            total.subject.chars().count() >= 3
                && s.unit.as_ref().map(|u| &u.symbol) == total.unit.as_ref().map(|u| &u.symbol)
                && (s.subject.starts_with(&total.subject) || total.subject.starts_with(&s.subject))
                && s.subject.chars().count() >= 3
                && s.period.is_some()
        };
        let parts: Vec<&Statement> = counts.iter().skip(index + 1).filter(alike).copied().collect();
        let distinct = parts.windows(2).all(|w| matches!(w, [a, b] if a.period != b.period));
        if parts.len() >= 2 && distinct && total.period.is_none() {
            found.push((total.id, parts.iter().map(|p| p.id).collect::<Vec<_>>()));
        }
    }
    for (whole, parts) in found {
        let within = {
            let statements: Vec<&Statement> = parts.iter().filter_map(|id| builder.get(*id)).collect();
            let limit = builder.get(whole).and_then(Statement::exact);
            evidence::total(&statements).zip(limit).is_some_and(|(sum, limit)| sum <= limit)
        };
        builder.relate(RelationKind::PartOf { parts, whole }, Origin::Sentence, within);
    }
}
