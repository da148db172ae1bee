//! One possible change and what it does to everything that must hold.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiheng_model::exact::{self, Exact};
use jiheng_model::repair::{Repair, Slip};
use jiheng_model::statement::{Entity, State, StatementId};

use super::propose::{self, Proposal};
use super::slip::distance;
use crate::compare::Side;
use crate::graph::{Constraint, Graph, Need, Standing, common, majority};

/// More equal mentions than one slip of copying makes.
const TIED_MAX: usize = 16;
/// More candidates than any honest report needs.
const SETS_MAX: usize = 2_048;

/// A change with its effect.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// What to write where.
    pub(crate) proposals: Vec<Proposal>,
    pub(crate) slip: Slip,
    /// Broken constraints that hold afterwards.
    pub(crate) mends: Vec<usize>,
    /// Constraints that hold now and would not any more.
    pub(crate) breaks: Vec<usize>,
    /// Other mentions that speak for it.
    pub(crate) supports: u32,
    /// The value follows from the printed digits, not from a rounded rate alone.
    pub(crate) certain: bool,
    /// How many places have to be mended; 汇总 and 局机关 that say the same are one.
    places: usize,
    /// Changes two numbers against each other.
    pair: bool,
    /// The number is the whole of a broken sum: what was not computed again when its parts changed.
    total: bool,
}

impl Candidate {
    pub(crate) fn members(&self) -> Vec<StatementId> {
        self.proposals.iter().map(|proposal| proposal.change.statement).collect()
    }

    pub(crate) fn is_pair(&self) -> bool {
        self.pair
    }

    pub(crate) fn places(&self) -> usize {
        self.places
    }

    pub(crate) fn has_members_of(&self, other: &Self) -> bool {
        let members = other.members();
        self.proposals.iter().any(|proposal| members.contains(&proposal.change.statement))
    }

    /// Changes with the sides that come of them.
    pub(crate) fn sides(&self) -> Vec<(StatementId, Side)> {
        self.proposals.iter().map(|proposal| (proposal.change.statement, proposal.side)).collect()
    }

    /// By how much the value changes, in base units.
    pub(crate) fn shift(&self, graph: &Graph) -> Option<Exact> {
        let first = self.proposals.first()?;
        exact::subtract(first.side.exact, graph.side(first.change.statement)?.exact)
    }

    /// Broken constraints mended beyond those that it would break.
    fn gain(&self) -> usize {
        (self.mends.len() + SETS_MAX).saturating_sub(self.breaks.len())
    }

    /// The better one first: what it mends, what it breaks, who speaks for it, how little and how likely a slip it is.
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        let key = |c: &Self| (c.places, distance(c.slip));
        other
            .gain()
            .cmp(&self.gain())
            .then_with(|| self.breaks.len().cmp(&other.breaks.len()))
            .then_with(|| other.supports.cmp(&self.supports))
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| other.total.cmp(&self.total))
            .then_with(|| self.members().cmp(&other.members()))
    }

    /// True when nothing but the order of the document puts `self` before `other`.
    pub(crate) fn is_level_with(&self, other: &Self) -> bool {
        self.gain() == other.gain()
            && self.breaks.len() == other.breaks.len()
            && self.supports == other.supports
            && self.places == other.places
            && distance(self.slip) == distance(other.slip)
    }

    /// Beside the best one only what is as clean, or a known slip, is worth anybody's time.
    pub(crate) fn is_worth_showing(&self, best: &Self) -> bool {
        let slip =
            self.slip != Slip::Other || self.total || best.breaks.len() == self.breaks.len() && self.supports > 0;
        slip && self.breaks.len() <= best.breaks.len().max(if self.pair { usize::MAX } else { 0 })
            && !(self.has_members_of(best) && self.pair == best.pair)
    }

    /// The repair as a finding carries it.
    pub(crate) fn repair(&self, unique: bool) -> Repair {
        let count = |list: &[usize]| u32::try_from(list.len()).unwrap_or(u32::MAX);
        Repair {
            changes: self.proposals.iter().map(|proposal| proposal.change.clone()).collect(),
            slip: self.slip,
            mends: count(&self.mends),
            breaks: count(&self.breaks),
            supports: self.supports,
            unique,
        }
    }
}

/// Every number of a broken constraint alone, and together with its equal mentions.
pub(super) fn sets(graph: &Graph) -> BTreeSet<Vec<StatementId>> {
    let mut sets = BTreeSet::new();
    for node in graph.broken().filter_map(|at| graph.nodes.get(at)) {
        for id in node.constraint.statements() {
            if graph.get(id).is_none_or(|s| s.state != State::Number) || sets.len() >= SETS_MAX {
                continue;
            }
            sets.insert(vec![id]);
            let tied = tied(graph, id);
            if tied.len() > 1 {
                sets.insert(tied);
            }
        }
    }
    sets
}

/// The number with all that must equal it and do.
fn tied(graph: &Graph, id: StatementId) -> Vec<StatementId> {
    let Some(own) = graph.side(id) else { return vec![id] };
    let mut found = vec![id];
    let mut at = 0;
    while let Some(next) = found.get(at).copied().filter(|_| found.len() < TIED_MAX) {
        for node in graph.touching(&[next]).into_iter().filter_map(|node| graph.nodes.get(node)) {
            let equal = match &node.constraint {
                Constraint::Same(mentions) => mentions.clone(),
                Constraint::Linear(linear, _) if linear.is_equality() => linear.statements().collect(),
                _ => continue,
            };
            for other in equal {
                let same = graph.side(other).is_some_and(|side| side.exact == own.exact);
                if same && !found.contains(&other) && found.len() < TIED_MAX {
                    found.push(other);
                }
            }
        }
        at += 1;
    }
    found.sort_unstable();
    found
}

/// Solves for the members and looks at what the change does. `open` are the broken constraints not yet explained.
pub(super) fn evaluate(graph: &Graph, members: &[StatementId], open: &BTreeSet<usize>) -> Option<Candidate> {
    let touching = graph.touching(members);
    let needs: Vec<Need> = touching
        .iter()
        .filter(|at| open.contains(at))
        .filter_map(|at| graph.nodes.get(*at))
        .flat_map(|node| node.constraint.needs(graph.sides(), members))
        .collect();
    let intervals: Vec<_> = needs.iter().map(|need| need.interval).collect();
    let agreed: Vec<&Need> = majority(&intervals).iter().filter_map(|at| needs.get(*at)).collect();
    let shared = common(agreed.iter().map(|need| &need.interval))?;
    let exact = agreed
        .iter()
        .filter(|need| need.exact.is_some_and(|exact| shared.contains(exact)))
        .min_by_key(|need| need.interval.width())
        .and_then(|need| need.exact);
    let target = Need { interval: shared, exact };
    let options = propose::options(graph, members, &target);
    let weighed = options.into_iter().map(|(proposals, slip)| {
        let places = places(graph, members);
        weigh(
            graph,
            Candidate {
                proposals,
                slip,
                mends: Vec::new(),
                breaks: Vec::new(),
                supports: 0,
                certain: exact.is_some(),
                places,
                pair: false,
                total: touching.iter().filter(|at| open.contains(at)).any(|at| is_total(graph, *at, members)),
            },
            open,
        )
    });
    weighed.filter(|candidate| !candidate.mends.is_empty()).min_by(Candidate::compare)
}

/// True when the members stand alone on their side of a broken sum.
fn is_total(graph: &Graph, at: usize, members: &[StatementId]) -> bool {
    graph.nodes.get(at).is_some_and(|node| {
        let sums = node.constraint.all_sums();
        sums.iter().any(|linear| members.iter().any(|id| linear.is_whole(*id)))
    })
}

/// Two candidates at once.
pub(super) fn paired(graph: &Graph, a: &Candidate, b: &Candidate, open: &BTreeSet<usize>) -> Candidate {
    let candidate = Candidate {
        proposals: a.proposals.iter().chain(&b.proposals).cloned().collect(),
        slip: Slip::Moved,
        mends: Vec::new(),
        breaks: Vec::new(),
        supports: 0,
        certain: a.certain && b.certain,
        places: a.places + b.places,
        pair: true,
        total: false,
    };
    weigh(graph, candidate, open)
}

/// Fills in what the change mends, breaks and is supported by.
fn weigh(graph: &Graph, mut candidate: Candidate, open: &BTreeSet<usize>) -> Candidate {
    let changes = candidate.sides();
    let members = candidate.members();
    let mut speaking: BTreeSet<StatementId> = BTreeSet::new();
    let mut derived = 0;
    for at in graph.touching(&members) {
        let Some(node) = graph.nodes.get(at) else { continue };
        let holds = node.constraint.holds(graph.sides(), &changes);
        match (node.standing, holds) {
            (Standing::Broken, Some(true)) if open.contains(&at) => candidate.mends.push(at),
            (Standing::Broken, Some(false)) if open.contains(&at) && agrees_more(graph, &node.constraint, &changes) => {
                candidate.mends.push(at);
            }
            (Standing::Holding, Some(false)) => candidate.breaks.push(at),
            (Standing::Silent, Some(true)) => derived += 1,
            _ => {}
        }
        if let Constraint::Same(mentions) = &node.constraint {
            speaking.extend(mentions.iter().filter(|id| !members.contains(id) && confirms(graph, **id, &changes)));
        }
    }
    candidate.supports = u32::try_from(speaking.len()).unwrap_or(u32::MAX).saturating_add(derived);
    candidate
}

/// Of several outliers one comes back to what most mentions say.
fn agrees_more(graph: &Graph, constraint: &Constraint, changes: &[(StatementId, Side)]) -> bool {
    let Constraint::Same(mentions) = constraint else { return false };
    let most = |changed: bool| {
        let side = |id: &StatementId| {
            let new = changes.iter().find(|(other, _)| changed && other == id).map(|(_, side)| side);
            new.or_else(|| graph.side(*id)).map(|side| side.interval)
        };
        let intervals: Vec<_> = mentions.iter().filter_map(side).collect();
        majority(&intervals).len()
    };
    mentions.len() > 2 && most(true) > most(false) && most(false) > 1
}

fn confirms(graph: &Graph, id: StatementId, changes: &[(StatementId, Side)]) -> bool {
    let new = changes.first().map(|(_, side)| side.interval);
    graph.side(id).zip(new).is_some_and(|(side, new)| side.interval.meets(&new))
}

/// 汇总 and 局机关 of one fact are one place: the one is copied from the other.
fn places(graph: &Graph, members: &[StatementId]) -> usize {
    let of =
        |entity: Entity| members.iter().filter_map(move |id| graph.get(*id)).filter(move |s| s.entity == Some(entity));
    let copied = of(Entity::Headquarters).filter(|hq| of(Entity::Department).any(|s| s.fact == hq.fact)).count();
    members.len().saturating_sub(copied)
}
