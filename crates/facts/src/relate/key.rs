//! The same fact said twice: by fact id, or by measure and subject.

use std::collections::BTreeMap;

use jiheng_model::exact::{Exact, whole};
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Entity, Role, State, Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::{Line, evidence};
use crate::builder::Builder;

/// A key met more often than this names nothing in particular.
const BUCKET_MAX: usize = 16;

/// Relates statements of one fact, then of one measure and subject.
pub(crate) fn relate(builder: &mut Builder, lines: &[Line]) {
    by_fact(builder);
    by_subject(builder, lines);
}

/// Table cell of the department, or of its headquarters when only that is filled, against every mention in prose.
fn by_fact(builder: &mut Builder) {
    let year = builder.facts.report.year.map(|year| year.to_string());
    let mut groups: BTreeMap<String, Vec<StatementId>> = BTreeMap::new();
    for statement in &builder.facts.statements {
        let counts = statement.state == State::Number && statement.role == Role::Actual && statement.class.is_none();
        let own = matches!(statement.entity, None | Some(Entity::Department | Entity::Headquarters));
        let now = statement.period.is_none() || statement.period == year;
        if let Some(fact) = statement.fact.as_ref().filter(|fact| counts && own && now && fact.instance.is_none()) {
            groups.entry(fact.name.clone()).or_default().push(statement.id);
        }
    }
    let sources = other_sources(builder);
    let mut relations = Vec::new();
    for ids in groups.values() {
        let statements: Vec<&Statement> = ids.iter().filter_map(|id| builder.get(*id)).collect();
        relations.extend(restatements(builder, &statements, &sources));
    }
    for (mentions, strong) in relations {
        builder.relate(RelationKind::Restatement { mentions }, Origin::Key, strong);
    }
}

/// Facts of money from other sources than the general public budget that are not nothing.
fn other_sources(builder: &Builder) -> Vec<&'static str> {
    let names = ["income.government_funds", "income.special_account_nontax", "income.other", "income.carryover"];
    let filled =
        |name: &str| builder.facts.of(name).any(|s| s.state == State::Number && s.value.is_some_and(|v| !v.is_zero()));
    names.into_iter().filter(|name| filled(name)).collect()
}

fn restatements(builder: &Builder, statements: &[&Statement], sources: &[&str]) -> Vec<(Vec<StatementId>, bool)> {
    let department = statements.iter().find(|s| s.entity == Some(Entity::Department));
    let headquarters = statements.iter().find(|s| s.entity == Some(Entity::Headquarters));
    let Some(cell) = department.or(headquarters) else {
        return prose_only(statements);
    };
    let mut mentions = vec![cell.id];
    // 汇总 and 局机关 rows that say the same are one place of one cause.
    mentions.extend(headquarters.filter(|hq| hq.id != cell.id && hq.value == cell.value).map(|hq| hq.id));
    let (mut strong, mut weak) = (mentions.clone(), Vec::new());
    for prose in statements.iter().filter(|s| s.entity.is_none() && !of_other_row(builder, s, cell)) {
        if is_same_scope(builder, prose, cell, sources) && is_same_size(prose, cell) {
            strong.push(prose.id);
        } else {
            weak.push((vec![cell.id, prose.id], false));
        }
    }
    if strong.len() > mentions.len() {
        weak.push((strong, true));
    }
    weak
}

/// Two versions of one figure are of one size, or a slip of a key or unit apart; else they speak of two things.
fn is_same_size(prose: &Statement, cell: &Statement) -> bool {
    let (Some(a), Some(b)) = (prose.exact(), cell.exact()) else { return true };
    let slip = prose.value.zip(cell.value).is_some_and(|(a, b)| evidence::is_one_edit(a, b));
    let near = within_double(a, b) && within_double(b, a);
    slip || near
}

/// `|a| ≤ 2 |b|`; true when that cannot be computed.
fn within_double(a: Exact, b: Exact) -> bool {
    num_traits::CheckedMul::checked_mul(&num_traits::abs(b), &whole(2))
        .is_none_or(|double| num_traits::abs(a) <= double)
}

/// A figure that is exactly another institution's of the same fact speaks of that institution.
fn of_other_row(builder: &Builder, prose: &Statement, cell: &Statement) -> bool {
    let Some(fact) = prose.fact.as_ref().filter(|_| prose.value != cell.value) else { return false };
    builder.facts.of(&fact.name).any(|s| s.entity.is_some() && s.exact() == prose.exact())
}

fn prose_only(statements: &[&Statement]) -> Vec<(Vec<StatementId>, bool)> {
    let ids: Vec<StatementId> = statements.iter().filter(|s| s.scope.is_none()).map(|s| s.id).collect();
    if ids.len() >= 2 { vec![(ids, true)] } else { Vec::new() }
}

/// A figure of the general public budget may honestly be smaller than the department's: other money pays the rest.
fn is_same_scope(builder: &Builder, prose: &Statement, cell: &Statement, sources: &[&str]) -> bool {
    if prose.scope.as_deref() != Some("general_public_budget") || sources.is_empty() {
        return true;
    }
    let (Some(prose_value), Some(cell_value)) = (prose.interval(), cell.interval()) else { return true };
    let slip = prose.value.zip(cell.value).is_some_and(|(a, b)| a.scale() > 0 && evidence::is_one_edit(a, b));
    prose_value.meets(&cell_value) || prose_value.entirely_above(&cell_value) || slip || parent_agrees(builder, prose)
}

/// When the total of both versions agrees, their parts are of one scope.
fn parent_agrees(builder: &Builder, prose: &Statement) -> bool {
    let Some(fact) = prose.fact.as_ref() else { return false };
    let Some((parent, _)) = fact.name.rsplit_once('.') else { return false };
    if parent != "expenditure.basic" {
        return false;
    }
    let stated = builder.facts.of(parent).filter(|s| s.state == State::Number && s.role == Role::Actual);
    let (cells, mentions): (Vec<&Statement>, Vec<&Statement>) = stated.partition(|s| s.entity.is_some());
    mentions.iter().any(|m| m.scope == prose.scope && cells.iter().any(|c| c.value == m.value))
}

/// Counts and amounts of the same measure and subject in different texts. Agreement is recorded; to contradict, a
/// companion in the same sentence must agree.
fn by_subject(builder: &mut Builder, lines: &[Line]) {
    let mut buckets: BTreeMap<(String, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        for at in line.quantities() {
            let Some(statement) = line.id(at).and_then(|id| builder.get(id)) else { continue };
            let named =
                statement.fact.is_none() && statement.role == Role::Actual && statement.subject.chars().count() >= 2;
            if let Some(unit) = statement.unit.as_ref().filter(|unit| named && unit.dimension != Dimension::Other) {
                let kind = if unit.dimension == Dimension::Count {
                    unit.symbol.to_string()
                } else {
                    format!("{:?}:{}", unit.dimension, statement.measure)
                };
                buckets.entry((kind, core(&statement.subject))).or_default().push((index, at));
            }
        }
    }
    let known = clause_groups(builder);
    let mut found = Vec::new();
    for places in buckets.values().filter(|places| (2..=BUCKET_MAX).contains(&places.len())) {
        for (position, a) in places.iter().enumerate() {
            for b in places.iter().skip(position + 1).filter(|b| b.0 != a.0) {
                found.extend(pair(builder, lines, *a, *b));
            }
        }
    }
    let said = |mentions: &[StatementId]| known.iter().any(|group| mentions.iter().all(|id| group.contains(id)));
    found.retain(|(mentions, _): &(Vec<StatementId>, bool)| !said(mentions));
    for (mentions, strong) in found {
        builder.relate(RelationKind::Restatement { mentions }, Origin::Key, strong);
    }
}

/// Mentions that repeated clauses relate already.
fn clause_groups(builder: &Builder) -> Vec<Vec<StatementId>> {
    let restated = |relation: &jiheng_model::relation::Relation| match &relation.kind {
        RelationKind::Restatement { mentions } if relation.origin == Origin::Clause => Some(mentions.clone()),
        _ => None,
    };
    builder.facts.relations.iter().filter_map(restated).collect()
}

/// The last four characters of a subject: 确定违法用地 and 查处违法用地 are of one thing.
fn core(subject: &str) -> String {
    let chars: Vec<char> = subject.chars().collect();
    chars.iter().skip(chars.len().saturating_sub(4)).collect()
}

fn pair(builder: &Builder, lines: &[Line], a: (usize, usize), b: (usize, usize)) -> Option<(Vec<StatementId>, bool)> {
    let (line_a, line_b) = (lines.get(a.0)?, lines.get(b.0)?);
    let (sa, sb) = (builder.get(line_a.id(a.1)?)?, builder.get(line_b.id(b.1)?)?);
    if !(sa.period.is_none() || sb.period.is_none() || sa.period == sb.period) {
        return None;
    }
    let agree = sa.interval()?.meets(&sb.interval()?);
    if agree {
        return Some((vec![sa.id, sb.id], false));
    }
    // A slip of a key between two texts on one subject: 3284件 and 3248件.
    let digits =
        |s: &Statement| s.value.map_or(0, |v| v.mantissa().unsigned_abs().to_string().trim_end_matches('0').len());
    let slip = digits(sa) >= 3
        && digits(sb) >= 3
        && sa.subject.chars().count() >= 4
        && sa.value.zip(sb.value).is_some_and(|(a, b)| a.scale() == b.scale() && evidence::is_one_edit(a, b))
        && line_a.zone != line_b.zone
        && sa.unit == sb.unit;
    if slip && once(builder, line_a, sa) && once(builder, line_b, sb) {
        return Some((vec![sa.id, sb.id], true));
    }
    let strong = sa.subject == sb.subject
        && companions_agree(builder, (line_a, a.1), (line_b, b.1))
        && once(builder, line_a, sa)
        && once(builder, line_b, sb);
    strong.then(|| (vec![sa.id, sb.id], true))
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
