//! +2.15 here, −2.15 there: an amount booked under the wrong one of two items. Each sum still holds, so no sum sees it.

use std::collections::{BTreeMap, BTreeSet};

use jiheng_model::exact::{self, Exact};

use super::Candidate;
use super::candidate::paired;
use crate::graph::Graph;

/// More pairs than any honest report gives.
const PAIRS_MAX: usize = 256;

/// Pairs of changes that each break a sum and together leave it as it is.
pub(super) fn pairs(graph: &Graph, candidates: &[Candidate], open: &BTreeSet<usize>) -> Vec<Candidate> {
    let mut by_shift: BTreeMap<(usize, Exact), Vec<usize>> = BTreeMap::new();
    let shifts: Vec<Vec<(usize, Exact)>> = candidates.iter().map(|candidate| shifts(graph, candidate)).collect();
    for (at, list) in shifts.iter().enumerate() {
        for key in list {
            by_shift.entry(*key).or_default().push(at);
        }
    }
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut found = Vec::new();
    for (at, list) in shifts.iter().enumerate() {
        for (node, shift) in list {
            for other in by_shift.get(&(*node, -*shift)).into_iter().flatten().filter(|other| **other > at) {
                if found.len() >= PAIRS_MAX || !seen.insert((at, *other)) {
                    continue;
                }
                let (Some(a), Some(b)) = (candidates.get(at), candidates.get(*other)) else { continue };
                if a.has_members_of(b) {
                    continue;
                }
                let pair = paired(graph, a, b, open);
                let more = pair.mends.len() > a.mends.len().max(b.mends.len());
                if more && pair.breaks.len() < a.breaks.len() + b.breaks.len() {
                    found.push(pair);
                }
            }
        }
    }
    found
}

/// By how much a change moves each equation that it would break.
fn shifts(graph: &Graph, candidate: &Candidate) -> Vec<(usize, Exact)> {
    let Some(shift) = candidate.shift(graph) else { return Vec::new() };
    let members = candidate.members();
    let mut moved = Vec::new();
    for at in &candidate.breaks {
        for linear in graph.nodes.get(*at).map(|node| node.constraint.sums(graph.sides())).unwrap_or_default() {
            let sum = members.iter().filter_map(|id| linear.coefficient(*id)).try_fold(exact::whole(0), exact::add);
            let key = sum.and_then(|sum| exact::multiply(shift, sum)).map(|shift| (*at, shift));
            moved.extend(key.filter(|key| linear.is_equation() && !moved.contains(key)));
        }
    }
    moved
}
