//! The same figure told twice in other words: 接待群众来访412人次 here, 共接待来访群众421人次 there.
//!
//! A name is the set of characters left when empty words are taken from the words around a number. Two numbers of one
//! name contradict each other only where the numbers say themselves that they are one: a slip of a key apart, with no
//! reason for the gap stated (`slip`), or shifted against each other by one amount in two parts of one whole (`offset`).

mod name;
mod offset;
mod referred;
mod slip;

use std::collections::{BTreeMap, BTreeSet};

use jiheng_model::exact::Exact;
use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Role, State, Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::parts::is_level;
use super::{Line, evidence};
use crate::builder::Builder;
use crate::phrase::sentence_start;

/// A name met more often is of no one thing.
const PLACES_MAX: usize = 6;

/// One number with its place: passage and sentence in prose, block and row in a table.
#[derive(Clone, Copy, Debug)]
struct Mention {
    id: StatementId,
    text: (bool, usize, usize),
}

/// What is known of the figures that are compared.
struct Known {
    /// Statements in a sum that holds, with the number of that sum.
    summed: BTreeMap<StatementId, Vec<usize>>,
    /// Pairs that other rooms compare already.
    told: BTreeSet<(StatementId, StatementId)>,
    /// All numbers of the text.
    stated: BTreeSet<(String, Exact)>,
}

/// Relates mentions of one name; with two sets of figures in the text one name is of two things.
pub(crate) fn relate(builder: &mut Builder, lines: &[Line], two_sets: bool) {
    if two_sets {
        return;
    }
    let groups = groups(builder, lines);
    let known = Known::new(builder);
    let mut found: Vec<(StatementId, StatementId)> = Vec::new();
    let own = |name: &str| !name.starts_with('=');
    for ((name, _), mentions) in groups.iter().filter(|((name, _), m)| own(name) && m.len() <= PLACES_MAX) {
        found.extend(slip::find(builder, name.chars().count(), mentions, &known));
    }
    let few = groups.iter().filter(|(_, mentions)| mentions.len() <= 2 * PLACES_MAX);
    let small: Vec<(bool, &Vec<Mention>)> = few.map(|((name, _), mentions)| (is_definite(name), mentions)).collect();
    found.extend(offset::find(builder, &small, &known));
    found.extend(lines.iter().flat_map(|line| referred::find(builder, line)));
    found.sort_unstable();
    found.dedup();
    for (a, b) in found.into_iter().filter(|pair| !known.told.contains(pair)) {
        builder.relate(RelationKind::Restatement { mentions: vec![a, b] }, Origin::Key, true);
    }
}

/// Mentions by name and kind of number, two or more of each.
fn groups(builder: &Builder, lines: &[Line]) -> BTreeMap<(String, &'static str), Vec<Mention>> {
    let wholes = wholes(builder);
    let aliases = name::aliases(lines);
    let mut names: BTreeMap<StatementId, String> = BTreeMap::new();
    let mut groups: BTreeMap<(String, &'static str), Vec<Mention>> = BTreeMap::new();
    let mut add = |name: Option<String>, statement: &Statement, text: (bool, usize, usize)| {
        let Some(name) = name else { return };
        let mention = Mention { id: statement.id, text };
        // 公益性岗位安置300人，城区180人: the part goes by both names.
        let whole = wholes.get(&statement.id).and_then(|whole| names.get(whole));
        if let Some(whole) = whole.filter(|_| !name.starts_with('=')) {
            groups.entry((name::joined(whole, &name), kind(statement))).or_default().push(mention);
        }
        groups.entry((name.clone(), kind(statement))).or_default().push(mention);
        if !name.starts_with('=') {
            names.insert(statement.id, name);
        }
    };
    for line in lines {
        for at in line.quantities().filter(|at| is_level(line, *at)) {
            let Some(statement) = line.id(at).and_then(|id| builder.get(id)) else { continue };
            // 三季度支出: the part of the year is in the name.
            let from = crate::phrase::clause_start(&line.text, line.start(at));
            let words: String = line.between(from, line.start(at)).iter().collect();
            let named = statement.period.as_ref().is_some_and(|period| words.contains(period.as_str()));
            if !is_own(builder, statement, named) {
                continue;
            }
            let text = (true, line.index, sentence_start(&line.text, line.start(at)));
            add(name::of(builder, line, at, &aliases), statement, text);
            add(super::naming::in_prose(builder, line, at).filter(|name| is_part(name)), statement, text);
        }
    }
    let lists: BTreeMap<StatementId, String> =
        super::naming::by_position(builder).into_iter().map(|(name, id)| (id, format!("={name}"))).collect();
    for line in lines.iter().filter(|_| !lists.is_empty()) {
        for at in line.quantities() {
            let named = line.id(at).and_then(|id| Some((builder.get(id)?, lists.get(&id)?.clone())));
            if let Some((statement, name)) = named.filter(|(s, name)| is_part(name) && is_own(builder, s, false)) {
                add(Some(name), statement, (true, line.index, sentence_start(&line.text, line.start(at))));
            }
        }
    }
    for statement in builder.facts.statements.iter().filter(|s| is_own(builder, s, false)) {
        let Some(row) = statement.anchor.row.filter(|_| !statement.subject.is_empty()) else { continue };
        let (Ok(block), Ok(row)) = (usize::try_from(statement.anchor.block), usize::try_from(row)) else { continue };
        add(name::of_cell(builder, statement), statement, (false, block, row));
        let loose = super::naming::in_cell(builder, statement).filter(|name| is_part(name));
        add(loose, statement, (false, block, row));
    }
    groups.retain(|_, mentions| mentions.len() >= 2);
    groups
}

/// 其他 is whatever the other parts leave: of different size in different divisions.
fn is_definite(name: &str) -> bool {
    !(name.contains("other") || (name.contains('其') && name.contains('他')))
}

/// Totals and what is carried over are called too many things; the figures they are made of are not.
fn is_part(name: &str) -> bool {
    !name.ends_with("total") && !name.contains("surplus") && !name.contains("carryover") && !name.contains("adjusted")
}

/// The whole of every part that a sentence tells.
fn wholes(builder: &Builder) -> BTreeMap<StatementId, StatementId> {
    let mut wholes = BTreeMap::new();
    for relation in builder.facts.relations.iter().filter(|relation| relation.origin == Origin::Sentence) {
        match &relation.kind {
            RelationKind::Sum { total, parts, .. } => wholes.extend(parts.iter().map(|part| (*part, *total))),
            RelationKind::PartOf { parts, whole } => wholes.extend(parts.iter().map(|part| (*part, *whole))),
            _ => {}
        }
    }
    wholes
}

/// Numbers of different kinds are never one; the budget's are not the outcome's.
fn kind(statement: &Statement) -> &'static str {
    let budget = matches!(statement.role, Role::BudgetInitial | Role::BudgetAdjusted);
    match (statement.unit.as_ref().map(|unit| unit.dimension), budget) {
        (Some(Dimension::Money), true) => "budget",
        (Some(Dimension::Money), false) => "money",
        (Some(Dimension::Rate), _) => "rate",
        (Some(Dimension::Count) | None, _) => "count",
        _ => "measure",
    }
}

/// A plain number of this year, said of what is or is budgeted.
fn is_own(builder: &Builder, statement: &Statement, named: bool) -> bool {
    let year = builder.facts.report.year.map(|year| year.to_string());
    let now = statement.period.is_none() || statement.period == year || (named && !is_year(statement));
    let compared = statement
        .unit
        .as_ref()
        .is_none_or(|unit| !matches!(unit.dimension, Dimension::Other | Dimension::Score | Dimension::Duration));
    statement.state == State::Number
        && statement.class.is_none()
        && statement.approximation == Approximation::None
        && !matches!(statement.role, Role::Target | Role::Prior)
        && statement.entity.is_none()
        && now
        && compared
}

fn is_year(statement: &Statement) -> bool {
    statement.period.as_ref().is_some_and(|period| period.starts_with(|c: char| c.is_ascii_digit()))
}

impl Known {
    fn new(builder: &Builder) -> Self {
        let mut summed: BTreeMap<StatementId, Vec<usize>> = BTreeMap::new();
        let mut told = BTreeSet::new();
        for (index, relation) in builder.facts.relations.iter().enumerate() {
            match &relation.kind {
                RelationKind::Sum { total, parts, complete: true } => {
                    let statements: Vec<&Statement> = parts.iter().filter_map(|id| builder.get(*id)).collect();
                    if builder.get(*total).is_some_and(|total| evidence::adds_up(total, &statements)) {
                        for id in parts.iter().chain(std::iter::once(total)) {
                            summed.entry(*id).or_default().push(index);
                        }
                    }
                }
                RelationKind::Restatement { mentions } if relation.strong && mentions.len() <= PLACES_MAX * 2 => {
                    for a in mentions {
                        told.extend(mentions.iter().filter(|b| a < *b).map(|b| (*a, *b)));
                    }
                }
                _ => {}
            }
        }
        let numbers = builder.facts.statements.iter().filter(|s| s.state == State::Number);
        Self { summed, told, stated: numbers.filter_map(|s| Some((measured(s), s.exact()?))).collect() }
    }
}

/// What a number counts; amounts and rates are of one kind whatever unit they are printed in.
fn measured(statement: &Statement) -> String {
    match &statement.unit {
        Some(unit) if unit.dimension == Dimension::Count => unit.symbol.to_string(),
        Some(_) => "measure".to_owned(),
        None => String::new(),
    }
}

/// The printed numbers can be one.
fn agree(a: &Statement, b: &Statement) -> bool {
    let meet = a.interval().zip(b.interval()).is_some_and(|(a, b)| a.meets(&b));
    meet || super::naming::is_cut(a, b)
}

/// The same unit, or none in a table of counts.
fn is_comparable(a: &Statement, b: &Statement) -> bool {
    let count = |s: &Statement| s.unit.as_ref().is_none_or(|unit| unit.dimension == Dimension::Count && !unit.scaled);
    super::comparable(a, b) || ((a.unit.is_none() || b.unit.is_none()) && count(a) && count(b))
}

/// The two are in different sentences, or one in a table and one outside.
fn is_apart(a: &Mention, b: &Mention) -> bool {
    a.text.0 != b.text.0 || (if a.text.0 { a.text != b.text } else { a.text.1 != b.text.1 })
}

/// Both are of one scope, as far as anything is said.
fn is_one_scope(a: &Statement, b: &Statement) -> bool {
    a.scope == b.scope || a.scope.is_none() || b.scope.is_none()
}
