//! What is computed from changed numbers and has to follow them: totals, shares, differences, other mentions.
//!
//! Only what held before and fails now is followed, and only in the direction of the computation: a total follows its
//! parts, never a part its total.

use std::collections::BTreeSet;

use jiheng_model::decimal::Decimal;
use jiheng_model::evaluation::FactSet;
use jiheng_model::exact::{self, Exact, whole};
use jiheng_model::relation::{Relation, RelationKind};
use jiheng_model::repair::Change;
use jiheng_model::statement::{Approximation, Entity, State, Statement, StatementId};
use jiheng_model::unit::Unit;
use jiheng_packs::expression::{Comparison, Expression};
use jiheng_packs::{Check, PackSet};

use crate::compare::Side;
use crate::expression;
use crate::graph::Constraint;
use crate::index::Index;
use crate::outcome::Context;

/// More steps than any chain of computed numbers has.
const ROUNDS_MAX: usize = 16;

/// Base units of 100 %.
const HUNDRED_PERCENT: i128 = 10_000;

/// The same facts as they are once the changes are made; unit words that the facts do not have stay as they are.
pub fn changed(facts: &FactSet, changes: &[Change]) -> FactSet {
    let mut after = facts.clone();
    for change in changes {
        let unit = change.unit.as_deref().and_then(|symbol| unit_of(facts, symbol));
        let Some(statement) = after.statements.get_mut(change.statement as usize) else { continue };
        statement.value = Decimal::parse(&change.written);
        statement.written.clone_from(&change.written);
        statement.unit = unit.or_else(|| statement.unit.take());
    }
    after
}

fn unit_of(facts: &FactSet, symbol: &str) -> Option<Unit> {
    let units = facts.statements.iter().filter_map(|statement| statement.unit.as_ref());
    units.into_iter().find(|unit| *unit.symbol == *symbol).cloned()
}

/// What has to change together with these changes, in the order in which it follows.
pub fn dependants(facts: &FactSet, packs: &PackSet, changes: &[Change]) -> Vec<Change> {
    let before = Index::new(facts);
    let links = links(facts, packs, &before);
    let mut settled: BTreeSet<StatementId> = changes.iter().map(|change| change.statement).collect();
    let mut following: Vec<Change> = Vec::new();
    for _ in 0..ROUNDS_MAX {
        let all: Vec<Change> = changes.iter().chain(&following).cloned().collect();
        let after = changed(facts, &all);
        let index = Index::new(&after);
        let mut found: Vec<Change> = Vec::new();
        for link in links.iter().filter(|link| link.rests_on(&settled)) {
            for id in link.targets().into_iter().filter(|id| !settled.contains(id)) {
                let follows = link.value(&before, &index, id).and_then(|value| follower(&after, id, value));
                if let Some(change) = follows.filter(|new| !found.iter().any(|old| old.statement == new.statement)) {
                    found.push(change);
                }
            }
        }
        if found.is_empty() {
            break;
        }
        settled.extend(found.iter().map(|change| change.statement));
        following.append(&mut found);
    }
    following
}

/// The number to be written at a statement so that it has this value, to as many digits as it has now.
fn follower(facts: &FactSet, id: StatementId, value: Exact) -> Option<Change> {
    let statement = facts.statement(id)?;
    let plain = statement.state == State::Number
        && statement.class.is_none()
        && statement.value_high.is_none()
        && statement.approximation == Approximation::None;
    let printed = statement.value.filter(|_| plain)?;
    let wanted = exact::divide(value, whole(statement.factor()))?;
    let written = Decimal::round_half_up(wanted, printed.scale())?;
    (written != printed).then(|| Change { statement: id, written: written.to_string(), unit: None })
}

/// A constraint over the numbers of an index, before or after the changes.
type Solver<'a> = Box<dyn Fn(&Index<'_>) -> Option<Constraint> + 'a>;

/// Something that must hold, and which numbers in it are computed from the others.
enum Link<'a> {
    /// A relation that can be solved.
    Solved { constraint: Solver<'a>, statements: Vec<StatementId>, targets: Vec<StatementId> },
    /// A share of several parts.
    Parts { parts: &'a [StatementId], whole: StatementId, rate: StatementId },
}

impl Link<'_> {
    fn targets(&self) -> Vec<StatementId> {
        match self {
            Self::Solved { targets, .. } => targets.clone(),
            Self::Parts { rate, .. } => vec![*rate],
        }
    }

    fn rests_on(&self, settled: &BTreeSet<StatementId>) -> bool {
        match self {
            Self::Solved { statements, .. } => statements.iter().any(|id| settled.contains(id)),
            Self::Parts { parts, whole, .. } => parts.iter().chain([whole]).any(|id| settled.contains(id)),
        }
    }

    /// The value that a target must have now; `None` when it is right as it is, or was not before.
    fn value(&self, before: &Index<'_>, after: &Index<'_>, target: StatementId) -> Option<Exact> {
        match self {
            Self::Solved { constraint, .. } => {
                let held = constraint(before)?.holds(before, &[])? && !constraint(after)?.holds(after, &[])?;
                let need = constraint(after)?.needs(after, &[target]).into_iter().next().filter(|_| held)?;
                need.exact
            }
            Self::Parts { parts, whole, rate } => {
                let fits = |index: &Index<'_>| Some((share(index, parts, *whole)?, *index.side(*rate)?));
                let ((then, printed), (now, still)) = (fits(before)?, fits(after)?);
                (then.interval.meets(&printed.interval) && !now.interval.meets(&still.interval)).then_some(now.exact)
            }
        }
    }
}

/// Parts over a whole, in base units of rates.
fn share(index: &Index<'_>, parts: &[StatementId], of: StatementId) -> Option<Side> {
    let sum = parts.iter().try_fold(Side::zero(), |sum, id| sum.plus(index.side(*id)?))?;
    let base = index.side(of)?;
    let exact = exact::multiply(exact::divide(sum.exact, base.exact)?, whole(HUNDRED_PERCENT))?;
    let interval = sum.interval.over_interval(&base.interval)?.times(whole(HUNDRED_PERCENT))?;
    Some(Side { exact, interval, loose: interval })
}

fn links<'a>(facts: &'a FactSet, packs: &'a PackSet, index: &'a Index<'a>) -> Vec<Link<'a>> {
    let strong = facts.relations.iter().filter(|relation| relation.strong);
    let mut links: Vec<Link<'a>> = strong.filter_map(|relation| of_relation(facts, relation)).collect();
    for rule in packs.rules.iter().filter(|rule| rule.is_active()) {
        let Check::Expression(checked) = &rule.check else { continue };
        let Some(name) = computed(checked) else { continue };
        let mut entities: Vec<Option<Entity>> = index.of(name).iter().map(|s: &&Statement| s.entity).collect();
        entities.sort_unstable();
        entities.dedup();
        let context = Context { facts, index, packs, rule, stage: jiheng_model::evaluation::Stage::Draft };
        for entity in entities {
            let sums = expression::linear(&context, checked, entity);
            let is_target = |id: &StatementId| {
                let of = facts.statement(*id).and_then(|s| s.fact.as_ref());
                of.is_some_and(|fact| fact.name == *name)
            };
            for sum in sums.into_iter().flatten() {
                let targets: Vec<StatementId> = sum.statements().filter(is_target).collect();
                let statements = sum.statements().collect();
                let constraint = move |index: &Index<'_>| Constraint::linear(sum.clone(), index);
                links.push(Link::Solved { constraint: Box::new(constraint), statements, targets });
            }
        }
    }
    links
}

/// The fact on the left of an equation: the total of its parts, the difference of its terms.
fn computed(expression: &Expression) -> Option<&String> {
    match expression {
        Expression::Or(a, b) => computed(a).filter(|name| computed(b) == Some(name)),
        Expression::Comparison(left, Comparison::Equal, _) => match left.as_ref() {
            Expression::Fact(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

fn of_relation<'a>(facts: &'a FactSet, relation: &'a Relation) -> Option<Link<'a>> {
    let targets = match &relation.kind {
        RelationKind::Sum { total, complete: true, .. } => vec![*total],
        RelationKind::Balance { right, .. } => right.last().copied().into_iter().collect(),
        RelationKind::Share { rate, .. } | RelationKind::GrowthRate { rate, .. } => vec![*rate],
        RelationKind::Growth { change, .. } => vec![*change],
        RelationKind::Restatement { mentions } => mentions.clone(),
        RelationKind::ShareOfParts { parts, whole, rate } => {
            return Some(Link::Parts { parts, whole: *whole, rate: *rate });
        }
        _ => return None,
    };
    let constraint = move |index: &Index<'_>| Constraint::of(relation, |id| facts.statement(id), index);
    Some(Link::Solved { constraint: Box::new(constraint), statements: relation.kind.statements(), targets })
}
