//! Which single change would make what fails hold again: a number, equal mentions of it, or an amount moved between two.
//!
//! Everything here proposes; nothing is ever changed in a report.

mod candidate;
mod moved;
mod propose;
pub(crate) mod slip;

use std::collections::BTreeSet;

use jiheng_model::repair::Repair;

use crate::graph::Graph;

pub(crate) use candidate::Candidate;

/// More repairs of one cause than anybody weighs.
const SHOWN_MAX: usize = 3;

/// All candidates for what is broken, the best first.
pub(crate) struct Search {
    candidates: Vec<Candidate>,
    open: BTreeSet<usize>,
}

impl Search {
    /// Looks for candidates among all numbers of broken constraints.
    pub(crate) fn new(graph: &Graph) -> Self {
        let open: BTreeSet<usize> = graph.broken().collect();
        let mut candidates: Vec<Candidate> = candidate::sets(graph)
            .into_iter()
            .filter_map(|members| candidate::evaluate(graph, &members, &open))
            .collect();
        candidates.extend(moved::pairs(graph, &candidates, &open));
        let mut search = Self { candidates, open };
        search.sort();
        search
    }

    fn sort(&mut self) {
        self.candidates.sort_by(Candidate::compare);
    }

    /// The best candidate left.
    pub(crate) fn best(&self) -> Option<&Candidate> {
        self.candidates.first()
    }

    /// True when the best one is better than the next by more than the order of the document.
    pub(crate) fn is_clear(&self) -> bool {
        let Some(best) = self.candidates.first() else { return false };
        let rival = |other: &&Candidate| best.mends.iter().any(|node| other.mends.contains(node));
        self.candidates.iter().skip(1).find(rival).is_none_or(|next| !next.is_level_with(best))
    }

    /// Broken constraints that nothing has explained.
    pub(crate) fn left(&self) -> impl Iterator<Item = usize> + '_ {
        self.open.iter().copied()
    }

    /// Takes what a story explains out of the search; candidates that rested on it are weighed again.
    pub(crate) fn close(&mut self, graph: &Graph, nodes: &[usize]) {
        for node in nodes {
            self.open.remove(node);
        }
        let touched = |candidate: &Candidate| candidate.mends.iter().any(|node| nodes.contains(node));
        let (again, mut kept): (Vec<Candidate>, Vec<Candidate>) =
            std::mem::take(&mut self.candidates).into_iter().partition(touched);
        let singles = again.into_iter().filter(|candidate| !candidate.is_pair());
        kept.extend(singles.filter_map(|candidate| candidate::evaluate(graph, &candidate.members(), &self.open)));
        self.candidates = kept;
        self.sort();
    }

    /// The repairs of these broken constraints, the best first.
    pub(crate) fn repairs(&self, nodes: &[usize]) -> Vec<Repair> {
        let mending = |candidate: &&Candidate| nodes.iter().all(|node| candidate.mends.contains(node));
        let all: Vec<&Candidate> = self.candidates.iter().filter(mending).collect();
        let Some(best) = all.first() else { return Vec::new() };
        let rival = |other: &&&Candidate| {
            !other.has_members_of(best) && other.breaks.is_empty() && other.places() <= best.places()
        };
        let unique =
            best.certain && !best.is_pair() && best.breaks.is_empty() && !all.iter().any(|other| rival(&other));
        let shown = all.iter().enumerate().filter(|(at, candidate)| *at == 0 || candidate.is_worth_showing(best));
        shown
            .map(|(at, candidate)| candidate.repair(unique && at == 0))
            .filter(|repair| !unique || repair.unique)
            .take(SHOWN_MAX)
            .collect()
    }
}
