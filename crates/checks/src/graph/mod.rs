//! Statements and what must hold between them: the ground on which causes and repairs are looked for.
//!
//! It is built only for a report in which something fails.

mod constraint;
mod linear;
mod majority;

use std::collections::BTreeMap;

use jiheng_model::exact::Exact;
use jiheng_model::interval::Interval;
use jiheng_model::relation::{Relation, RelationKind};
use jiheng_model::statement::{Statement, StatementId};
use jiheng_packs::{Check, Rule};

use crate::compare::Side;
use crate::expression;
use crate::index::Index;
use crate::outcome::{Context, Source};

pub(crate) use constraint::Constraint;
pub(crate) use linear::{Linear, Sense};
pub(crate) use majority::{common, majority};

/// More numbers than the sum of any honest table has; longer ones are judged but not solved.
const TERMS_MAX: usize = 512;
/// More broken relations than anybody mends in one sitting; the rest is reported without a cause.
const BROKEN_MAX: usize = 256;

/// Where the sides of numbers stand.
pub(crate) type Sides<'a> = &'a Index<'a>;

/// What a number must be for one constraint to hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Need {
    pub(crate) interval: Interval,
    /// The value by the printed digits; `None` when rounding leaves several.
    pub(crate) exact: Option<Exact>,
}

/// How a constraint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It fails, and a finding says so.
    Broken,
    /// It holds.
    Holding,
    /// It fails, but its evidence is too weak to say so. It may still speak for a repair.
    Silent,
}

/// One constraint with the finding it belongs to.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) constraint: Constraint,
    pub(crate) standing: Standing,
    /// Alone it accuses nobody: a rate whose base is not stated, a target missed.
    pub(crate) soft: bool,
    /// Index of the finding, where it is broken.
    pub(crate) finding: Option<usize>,
}

/// What one rule found, with what had to hold.
pub(crate) struct Trial<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) source: Source,
    pub(crate) more_sources: Vec<Source>,
    /// Index of the finding; `None` for what holds.
    pub(crate) finding: Option<usize>,
}

/// All constraints of a report, and which of them touch a number.
pub(crate) struct Graph<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) nodes: Vec<Node>,
    touching: BTreeMap<StatementId, Vec<usize>>,
}

impl<'a> Graph<'a> {
    /// Builds it from everything that was judged; `None` when nothing that could be solved is broken.
    pub(crate) fn build(context: &'a Context<'a>, trials: &[Trial]) -> Option<Self> {
        let mut graph = Self { context, nodes: Vec::new(), touching: BTreeMap::new() };
        let mut used = vec![false; context.facts.relations.len()];
        // What fails first: a report without it needs no graph.
        for trial in trials.iter().filter(|trial| trial.finding.is_some()) {
            graph.add_trial(trial, &mut used);
        }
        if graph.nodes.is_empty() {
            return None;
        }
        for trial in trials.iter().filter(|trial| trial.finding.is_none()) {
            graph.add_trial(trial, &mut used);
        }
        for (relation, used) in context.facts.relations.iter().zip(used) {
            if !used && let Some(constraint) = graph.constraint_of(relation) {
                graph.push(constraint, Standing::Silent, None);
            }
        }
        for (at, node) in graph.nodes.iter().enumerate() {
            for id in node.constraint.statements() {
                graph.touching.entry(id).or_default().push(at);
            }
        }
        Some(graph)
    }

    fn add_trial(&mut self, trial: &Trial, used: &mut [bool]) {
        let standing = if trial.finding.is_some() { Standing::Broken } else { Standing::Holding };
        for source in std::iter::once(&trial.source).chain(&trial.more_sources) {
            match source {
                Source::Opaque => {}
                Source::Relation(at) => {
                    if let Some(flag) = used.get_mut(*at as usize) {
                        *flag = true;
                    }
                    let Some(relation) = self.context.facts.relations.get(*at as usize) else { continue };
                    let target = matches!(relation.kind, RelationKind::Target { .. });
                    // A target that is met says nothing about the number: an honest result may miss it.
                    if target && standing == Standing::Holding {
                        continue;
                    }
                    if let Some(constraint) = self.constraint_of(relation) {
                        let before = self.nodes.len();
                        self.push(constraint, standing, trial.finding);
                        if let Some(node) = self.nodes.get_mut(before) {
                            node.soft = target || matches!(relation.kind, RelationKind::RateBase { .. });
                        }
                    }
                }
                Source::Row(entity) => {
                    let Check::Expression(expression) = &trial.rule.check else { continue };
                    for sums in expression::linear(self.context, expression, *entity) {
                        if let Some(constraint) = Constraint::any(sums, self.context.index) {
                            self.push(constraint, standing, trial.finding);
                        }
                    }
                }
                Source::Linear(linear) => {
                    if let Some(constraint) = Constraint::linear(linear.as_ref().clone(), self.context.index) {
                        self.push(constraint, standing, trial.finding);
                    }
                }
            }
        }
    }

    fn constraint_of(&self, relation: &Relation) -> Option<Constraint> {
        Constraint::of(relation, |id| self.context.get(id), self.context.index)
    }

    /// Keeps a constraint that really stands as it was judged: what holds only by cut digits binds nobody.
    fn push(&mut self, constraint: Constraint, standing: Standing, finding: Option<usize>) {
        let size = constraint.statements().len();
        let holds = constraint.holds(self.context.index, &[]);
        let fits = match standing {
            Standing::Holding => holds == Some(true),
            Standing::Broken => holds == Some(false) && self.nodes.len() < BROKEN_MAX,
            Standing::Silent => holds == Some(false),
        };
        if fits && size <= TERMS_MAX {
            self.nodes.push(Node { constraint, standing, soft: false, finding });
        }
    }

    pub(crate) fn get(&self, id: StatementId) -> Option<&'a Statement> {
        self.context.get(id)
    }

    pub(crate) fn side(&self, id: StatementId) -> Option<&Side> {
        self.context.index.side(id)
    }

    pub(crate) fn sides(&self) -> Sides<'_> {
        self.context.index
    }

    /// Indices of the constraints that speak of any of these numbers, each once, in order.
    pub(crate) fn touching(&self, members: &[StatementId]) -> Vec<usize> {
        let mut nodes: Vec<usize> = members.iter().filter_map(|id| self.touching.get(id)).flatten().copied().collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    /// Broken constraints, in the order they were judged.
    pub(crate) fn broken(&self) -> impl Iterator<Item = usize> + '_ {
        self.nodes.iter().enumerate().filter(|(_, node)| node.standing == Standing::Broken).map(|(at, _)| at)
    }
}
