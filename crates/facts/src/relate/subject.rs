//! The same thing said twice without a name in the vocabulary: by measure and subject.
//!
//! Agreement is cheap and only recorded. To contradict, the subject must be particular, each place must speak of it once,
//! and something besides the words must say that both are one number: a slip of a key, a companion that agrees, a round
//! figure beside the exact one.

use std::collections::BTreeMap;

use jiheng_model::exact::whole;
use jiheng_model::relation::{Origin, Relation, RelationKind};
use jiheng_model::statement::{Approximation, Role, Statement, StatementId};
use jiheng_model::unit::Dimension;
use num_traits::{CheckedMul, Signed};

use super::Line;
use crate::builder::Builder;

/// A key met more often than this names nothing in particular.
const BUCKET_MAX: usize = 16;
/// Characters that tell two subjects apart.
const CORE: usize = 4;
/// Verb and noun of this length name one thing done.
const NAME_MIN: usize = 5;
/// Two versions of one number are of one size: one is at most so many times the other.
const SIZE: i128 = 4;
/// The longest word for one just named.
const RELATIVE_MAX: usize = 8;
/// A deed named at more places is done more than once.
const NAMED_MAX: usize = 4;
/// A subject of this length names one thing.
const PARTICULAR: usize = 4;

/// One mention: index of its line and of its mention in it.
type Place = (usize, usize);

/// Relates mentions of one measure and subject in different texts.
///
/// With two sets of figures in the text (a department and its headquarters) the same words name two things.
pub(crate) fn relate(builder: &mut Builder, lines: &[Line], two_sets: bool) {
    let mut buckets: BTreeMap<(String, String), Vec<Place>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        for at in line.quantities() {
            if let Some(key) = line.id(at).and_then(|id| builder.get(id)).and_then(key) {
                buckets.entry(key).or_default().push((index, at));
            }
        }
    }
    let known = clause_groups(builder);
    let mut found = Vec::new();
    for places in buckets.values().filter(|places| (2..=BUCKET_MAX).contains(&places.len())) {
        for (position, a) in places.iter().enumerate() {
            for b in places.iter().skip(position + 1) {
                found.extend(pair(builder, lines, (*a, *b), places));
            }
        }
    }
    let said = |mentions: &[StatementId]| {
        mentions
            .iter()
            .all(|id| known.get(id).is_some_and(|group| mentions.first().and_then(|m| known.get(m)) == Some(group)))
    };
    found.retain(|(mentions, _): &(Vec<StatementId>, bool)| !said(mentions));
    for (mentions, strong) in found {
        let strong = strong && !two_sets;
        builder.relate(RelationKind::Restatement { mentions }, Origin::Key, strong);
    }
}

fn key(statement: &Statement) -> Option<(String, String)> {
    let subject = base(&statement.subject);
    let named = statement.fact.is_none() && statement.role == Role::Actual && subject.chars().count() >= 2;
    // Points of single indicators go by the same names at many places.
    let compared = |dimension| !matches!(dimension, Dimension::Other | Dimension::Score);
    let share = statement.measure == "比例";
    let unit = statement.unit.as_ref().filter(|unit| named && !share && compared(unit.dimension))?;
    let kind = match unit.dimension {
        Dimension::Count => unit.symbol.to_string(),
        dimension => format!("{dimension:?}"),
    };
    let chars: Vec<char> = subject.chars().collect();
    Some((kind, chars.iter().skip(chars.len().saturating_sub(CORE)).collect()))
}

/// The subject without words such as 投入 and 支出 at its end.
fn base(subject: &str) -> &str {
    let mut rest = subject;
    while let Some(shorter) =
        ["投入", "支出", "资金", "共计", "合计", "项目", "工程款"].iter().find_map(|tail| rest.strip_suffix(tail))
    {
        if shorter.chars().count() < 2 {
            break;
        }
        rest = shorter;
    }
    rest
}

/// The group of repeated clauses each statement belongs to, where those are proof enough.
fn clause_groups(builder: &Builder) -> BTreeMap<StatementId, usize> {
    let restated = |relation: &Relation| match &relation.kind {
        RelationKind::Restatement { mentions } if relation.origin == Origin::Clause && relation.strong => {
            Some(mentions.clone())
        }
        _ => None,
    };
    let groups = builder.facts.relations.iter().filter_map(restated);
    groups.enumerate().flat_map(|(group, mentions)| mentions.into_iter().map(move |id| (id, group))).collect()
}

fn pair(builder: &Builder, lines: &[Line], places: (Place, Place), all: &[Place]) -> Option<(Vec<StatementId>, bool)> {
    let (a, b) = places;
    let (line_a, line_b) = (lines.get(a.0)?, lines.get(b.0)?);
    let (sa, sb) = (builder.get(line_a.id(a.1)?)?, builder.get(line_b.id(b.1)?)?);
    if !one_period(sa, sb) || (sa.scope.is_some() && sb.scope.is_some() && sa.scope != sb.scope) {
        return None;
    }
    let mentions = vec![sa.id, sb.id];
    let names = (name(builder, line_a, a.1), name(builder, line_b, b.1));
    if is_relative(builder, &names.0) || is_relative(builder, &names.1) {
        return None;
    }
    let rounded = base(&sa.subject) == base(&sb.subject) && is_rounded(sa, sb);
    if a.0 == b.0 {
        // 3265户，超过3500户的规模: in one paragraph a limit may follow.
        let limit = |s: &Statement| matches!(s.approximation, Approximation::Over | Approximation::Under);
        if limit(sa) || limit(sb) {
            return None;
        }
        let rounded = base(&sa.subject) == base(&sb.subject)
            && (is_round_and_exact(sa, sb) || (names.0 == names.1 && is_in_two_units(sa, sb)));
        // One paragraph, two sentences: only a round figure beside the exact one is the same thing.
        let apart = crate::phrase::sentence_start(&line_b.text, line_b.start(b.1)) > line_a.start(a.1)
            || line_b.between(line_a.end(a.1), line_b.start(b.1)).contains(&'，');
        let agree = sa.interval()?.meets(&sb.interval()?);
        // 1300余人次（上半年620人次，下半年712人次，全年1332人次）: another number of the paragraph is what is meant.
        let meant = |place: &&Place| {
            place.0 == a.0
                && **place != a
                && **place != b
                && line_a
                    .id(place.1)
                    .and_then(|id| builder.get(id))
                    .and_then(Statement::interval)
                    .is_some_and(|other| [sa, sb].iter().any(|s| s.interval().is_some_and(|own| own.meets(&other))))
        };
        if !agree && all.iter().any(|place| meant(&place)) {
            return None;
        }
        return (rounded && apart).then_some((mentions, !agree));
    }
    if sa.interval()?.meets(&sb.interval()?) {
        return Some((mentions, false));
    }
    if !once(builder, line_a, sa) || !once(builder, line_b, sb) {
        return None;
    }
    let places_named = |place: &&Place| lines.get(place.0).is_some_and(|line| name(builder, line, place.1) == names.0);
    let length = names.0.chars().count();
    // A short name is proof only of a slip.
    let said =
        length >= NAME_MIN && (is_near(sa, sb) || is_one_slip(sa, sb)) || length + 1 == NAME_MIN && is_one_slip(sa, sb);
    let same_name = names.0 == names.1 && is_deed(sa) && said && all.iter().filter(places_named).count() <= NAMED_MAX;
    let proven = (is_slip(sa, sb) || same_name) && line_a.zone_differs(line_b)
        || (sa.subject == sb.subject && companions_agree(builder, (line_a, a.1), (line_b, b.1)))
        || rounded;
    proven.then_some((mentions, true))
}

/// 该项目全年执行29万元 is of another project at each place.
fn is_relative(builder: &Builder, name: &str) -> bool {
    let words: Vec<char> = name.chars().take(RELATIVE_MAX).collect();
    builder.lexicon.anaphora.at(&words, 0).is_some()
}

/// What was done is counted or measured; amounts and rates follow patterns that repeat from paragraph to paragraph.
fn is_deed(statement: &Statement) -> bool {
    statement.unit.as_ref().is_some_and(|unit| {
        matches!(
            unit.dimension,
            Dimension::Count | Dimension::Area | Dimension::Length | Dimension::Volume | Dimension::Mass
        )
    })
}

/// Verb and noun of a figure: 改造乡镇卫生院 of 全年改造乡镇卫生院3所.
fn name(builder: &Builder, line: &Line, at: usize) -> String {
    let floor = line.quantities().rfind(|q| *q < at).map_or(0, |previous| line.end(previous));
    let from = crate::phrase::clause_start(&line.text, line.start(at)).max(floor);
    let mut words = line.between(from, line.start(at));
    while let Some(length) = builder.lexicon.time_lead.at(words, 0) {
        words = words.get(length..).unwrap_or_default();
    }
    let letter = |c: &&char| c.is_alphanumeric() && !('①'..='⑳').contains(*c);
    let label: String = words.iter().filter(letter).collect();
    // 普查古树名木计划365株，实际395株: the result goes by the name of its aim.
    if matches!(label.as_str(), "实际" | "完成" | "实际完成" | "已完成") {
        let from = crate::phrase::sentence_start(&line.text, line.start(at));
        let aim = line.quantities().rfind(|q| *q < at && line.start(*q) >= from);
        let named = aim.filter(|aim| super::target::is_aim(builder, line, *aim)).map(|aim| name(builder, line, aim));
        if let Some(named) = named {
            return named;
        }
    }
    let label = ["由年初计划的", "年初计划", "年度目标", "年度计划", "计划", "目标"]
        .iter()
        .find_map(|tail| label.strip_suffix(tail))
        .map_or(label.clone(), str::to_owned);
    let subject = line.id(at).and_then(|id| builder.get(id)).map_or("", |s| s.subject.as_str());
    if label.contains(subject) { label } else { format!("{label}{subject}") }
}

fn one_period(a: &Statement, b: &Statement) -> bool {
    a.period.is_none() || b.period.is_none() || a.period == b.period
}

fn is_particular(statement: &Statement) -> bool {
    base(&statement.subject).chars().count() >= PARTICULAR
}

/// 3284件 and 3248件: three digits or more, one slip of a key apart, in one unit.
fn is_slip(a: &Statement, b: &Statement) -> bool {
    is_particular(a)
        && a.unit == b.unit
        && a.value.zip(b.value).is_some_and(|(a, b)| a.scale() == b.scale())
        && super::fit::is_slip(a, b)
}

/// 300多万元 beside 421.9万元: a round figure and the exact one, of one size.
fn is_rounded(a: &Statement, b: &Statement) -> bool {
    is_round_and_exact(a, b) && within_factor(a, b, 2)
}

/// 34538万元 beside 3.45亿元.
fn is_in_two_units(a: &Statement, b: &Statement) -> bool {
    let plain = |s: &Statement| s.approximation == Approximation::None;
    let larger = |s: &Statement| s.unit.as_ref().is_some_and(|unit| unit.scaled);
    is_particular(a)
        && plain(a)
        && plain(b)
        && a.measure == b.measure
        && larger(a)
        && larger(b)
        && a.factor() != b.factor()
        && within_factor(a, b, 2)
}

fn is_round_and_exact(a: &Statement, b: &Statement) -> bool {
    let round = |s: &Statement| {
        matches!(
            s.approximation,
            Approximation::Plus
                | Approximation::About
                | Approximation::Near
                | Approximation::Over
                | Approximation::Under
        )
    };
    let exact = |s: &Statement| s.approximation == Approximation::None;
    is_particular(a) && ((round(a) && exact(b)) || (exact(a) && round(b)))
}

/// Two plain numbers in one unit and of one size.
fn is_near(a: &Statement, b: &Statement) -> bool {
    let plain = |s: &Statement| s.approximation == Approximation::None;
    plain(a) && plain(b) && a.unit == b.unit && within_factor(a, b, SIZE)
}

/// Two plain numbers of two digits or more in one unit, one slip of a key apart.
fn is_one_slip(a: &Statement, b: &Statement) -> bool {
    let plain =
        |s: &Statement| s.approximation == Approximation::None && s.value.is_some_and(|v| v.mantissa().abs() >= 10);
    let edit = a.value.zip(b.value).is_some_and(|(a, b)| a.scale() == b.scale() && super::evidence::is_one_edit(a, b));
    (plain(a) || plain(b)) && a.unit == b.unit && edit
}

/// Neither is more than `factor` times the other.
fn within_factor(a: &Statement, b: &Statement, factor: i128) -> bool {
    let (Some(a), Some(b)) = (a.exact(), b.exact()) else { return false };
    let below = |a: &jiheng_model::exact::Exact, b: &jiheng_model::exact::Exact| {
        b.abs().checked_mul(&whole(factor)).is_some_and(|limit| a.abs() <= limit)
    };
    below(&a, &b) && below(&b, &a)
}

/// The quantity just before each, in the same sentence, has the same subject and value.
fn companions_agree(builder: &Builder, a: (&Line, usize), b: (&Line, usize)) -> bool {
    let companion = |(line, at): (&Line, usize)| {
        let from = crate::phrase::sentence_start(&line.text, line.start(at));
        let before = line.quantities().rfind(|q| *q < at && line.start(*q) >= from)?;
        builder.get(line.id(before)?)
    };
    let (Some(a), Some(b)) = (companion(a), companion(b)) else { return false };
    a.unit == b.unit && a.value == b.value && a.subject == b.subject && !a.subject.is_empty()
}

/// The line speaks of this measure and subject only once.
fn once(builder: &Builder, line: &Line, statement: &Statement) -> bool {
    let same =
        |s: &&Statement| s.measure == statement.measure && s.subject == statement.subject && s.unit == statement.unit;
    line.quantities().filter_map(|at| builder.get(line.id(at)?)).filter(same).count() == 1
}
