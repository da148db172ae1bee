//! The same fact said twice, by its id in the vocabulary.

use std::collections::BTreeMap;

use jiheng_model::exact::{Exact, whole};
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Entity, Role, State, Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::evidence;
use crate::builder::Builder;

/// Facts of two sizes that make two sets.
const TWO_SETS_MIN: usize = 2;

/// Table cell of the department, or of its headquarters when only that is filled, against every mention in prose.
///
/// Says whether the text holds two sets of figures: those of a department and those of its headquarters.
pub(crate) fn relate(builder: &mut Builder) -> bool {
    let year = builder.facts.report.year.map(|year| year.to_string());
    let mut groups: BTreeMap<String, Vec<StatementId>> = BTreeMap::new();
    for statement in &builder.facts.statements {
        let counts = statement.state == State::Number && is_outcome(statement) && statement.class.is_none();
        let own = matches!(statement.entity, None | Some(Entity::Department | Entity::Headquarters));
        let now = statement.period.is_none() || statement.period == year;
        if let Some(fact) = statement.fact.as_ref().filter(|fact| counts && own && now && fact.instance.is_none()) {
            groups.entry(fact.name.clone()).or_default().push(statement.id);
        }
    }
    let sources = other_sources(builder);
    let mut places = Places::new(builder);
    let facts: Vec<Vec<&Statement>> =
        groups.values().map(|ids| ids.iter().filter_map(|id| builder.get(*id)).collect()).collect();
    places.two_sets = facts.iter().filter(|statements| is_of_two_sizes(statements)).count() >= TWO_SETS_MIN;
    let relations: Vec<_> =
        facts.iter().flat_map(|statements| restatements(builder, &places, statements, &sources)).collect();
    let two_sets = places.two_sets;
    for (mentions, strong) in relations {
        builder.relate(RelationKind::Restatement { mentions }, Origin::Key, strong);
    }
    two_sets
}

/// The text states one fact, of one scope, in sizes that no slip explains.
fn is_of_two_sizes(statements: &[&Statement]) -> bool {
    let prose: Vec<&&Statement> = statements.iter().filter(|s| s.entity.is_none()).collect();
    let Some(first) = prose.first() else { return false };
    prose.iter().any(|other| {
        let (Some(a), Some(b)) = (first.exact(), other.exact()) else { return false };
        let near = within_double(a, b) && within_double(b, a);
        first.scope == other.scope && !near && !super::fit::is_slip(first, other)
    })
}

/// What was done and what the final account says are one figure.
fn is_outcome(statement: &Statement) -> bool {
    matches!(statement.role, Role::Actual | Role::Final)
}

/// Facts of money from other sources than the general public budget that are not nothing.
fn other_sources(builder: &Builder) -> Vec<&'static str> {
    let names = ["income.government_funds", "income.special_account_nontax", "income.other", "income.carryover"];
    let filled =
        |name: &str| builder.facts.of(name).any(|s| s.state == State::Number && s.value.is_some_and(|v| !v.is_zero()));
    names.into_iter().filter(|name| filled(name)).collect()
}

/// Most facts of one block that are compared with another block's.
const NEAR_MAX: usize = 256;

/// Where facts are stated.
struct Places<'s> {
    /// Figures of institutions' rows by fact.
    rows: BTreeMap<&'s str, Vec<&'s Statement>>,
    /// Statements of facts with a value by block.
    blocks: BTreeMap<u32, Vec<&'s Statement>>,
    /// The text holds two sets of figures.
    two_sets: bool,
}

impl<'s> Places<'s> {
    fn new(builder: &'s Builder) -> Self {
        let mut places = Self { rows: BTreeMap::new(), blocks: BTreeMap::new(), two_sets: false };
        for statement in &builder.facts.statements {
            let Some(fact) = &statement.fact else { continue };
            if statement.entity.is_some() {
                places.rows.entry(&fact.name).or_default().push(statement);
            }
            if statement.value.is_some() {
                places.blocks.entry(statement.anchor.block).or_default().push(statement);
            }
        }
        places
    }

    /// Facts with a value in the paragraph or cell of this one.
    fn beside(&self, of: &'s Statement) -> impl Iterator<Item = &'s Statement> {
        let place = |s: &Statement| (s.anchor.row, s.anchor.column);
        let own = place(of);
        let inside = self.blocks.get(&of.anchor.block).into_iter().flatten().copied();
        inside.filter(move |s| place(s) == own).take(NEAR_MAX)
    }
}

fn restatements(
    builder: &Builder,
    places: &Places,
    statements: &[&Statement],
    sources: &[&str],
) -> Vec<(Vec<StatementId>, bool)> {
    let department = statements.iter().find(|s| s.entity == Some(Entity::Department));
    let headquarters = statements.iter().find(|s| s.entity == Some(Entity::Headquarters));
    let Some(cell) = department.or(headquarters) else {
        return prose_only(places, statements);
    };
    let mut mentions = vec![cell.id];
    // 汇总 and 局机关 rows that say the same are one place of one cause.
    mentions.extend(headquarters.filter(|hq| hq.id != cell.id && hq.value == cell.value).map(|hq| hq.id));
    let (mut strong, mut weak) = (mentions.clone(), Vec::new());
    for prose in statements.iter().filter(|s| s.entity.is_none() && !of_other_row(places, s, cell)) {
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
fn of_other_row(places: &Places, prose: &Statement, cell: &Statement) -> bool {
    let Some(fact) = prose.fact.as_ref().filter(|_| prose.exact() != cell.exact()) else { return false };
    places.rows.get(fact.name.as_str()).is_some_and(|rows| rows.iter().any(|s| s.exact() == prose.exact()))
}

/// Mentions without a table: those of one scope must agree. A report may hold two sets of figures (a department with its
/// institutions, and its headquarters); when nothing else that both places state agrees, they are two sets.
fn prose_only(places: &Places, statements: &[&Statement]) -> Vec<(Vec<StatementId>, bool)> {
    let mut by_scope: BTreeMap<&Option<String>, Vec<&Statement>> = BTreeMap::new();
    for statement in statements {
        by_scope.entry(&statement.scope).or_default().push(statement);
    }
    let mut found = Vec::new();
    for mentions in by_scope.into_values().filter(|mentions| mentions.len() >= 2) {
        let Some(first) = mentions.first() else { continue };
        // A file may hold the forms of several projects, each with its own score.
        let score = first.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Score);
        let one_set = mentions.iter().all(|other| {
            first.exact() == other.exact()
                || super::fit::is_slip(first, other)
                || (!score && !places.two_sets && companions(places, first, other) != Some(false))
        });
        let same_block = mentions.windows(2).any(|pair| matches!(pair, [a, b] if a.anchor.block == b.anchor.block && a.anchor.row == b.anchor.row && a.exact() != b.exact()));
        found.push((mentions.iter().map(|s| s.id).collect(), one_set && !same_block));
    }
    found
}

/// Whether some other fact that both places state has one value in both; `None` when they share no other fact.
fn companions(places: &Places, a: &Statement, b: &Statement) -> Option<bool> {
    let mut shared = None;
    for left in places.beside(a).filter(|left| left.fact != a.fact) {
        for right in places.beside(b).filter(|right| right.fact == left.fact && right.id != left.id) {
            shared = Some(shared == Some(true) || left.exact() == right.exact());
        }
    }
    shared
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
    mentions.iter().any(|m| m.scope == prose.scope && cells.iter().any(|c| c.exact() == m.exact()))
}
