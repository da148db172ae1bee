//! One cause is one finding: what a wrong number breaks elsewhere is folded under the finding that shows it best.
//!
//! Failed and holding relations form a graph. The number whose change mends most of what fails, and breaks least of
//! what holds, is the suspect; only what that change really mends is folded, so two errors that share an innocent
//! total stay two findings.

mod follow;
mod lead;

use jiheng_model::finding::{Finding, Suggestion};
use jiheng_model::repair::{Repair, Slip};
use jiheng_model::statement::StatementId;

use crate::graph::{Graph, Trial};
use crate::outcome::Context;
use crate::repair::{Candidate, Search};

/// What one change explains.
struct Story {
    /// Findings, by their index before folding.
    findings: Vec<usize>,
    /// The numbers suspected, when nothing else is as likely.
    suspects: Vec<StatementId>,
    repairs: Vec<Repair>,
}

/// Folds findings of one cause into one, and adds to each what would mend it.
pub(crate) fn fold(context: &Context, trials: &[Trial], findings: Vec<Finding>) -> Vec<Finding> {
    let Some(graph) = Graph::build(context, trials) else { return follow::all(findings) };
    let mut left: Vec<Option<Finding>> = findings.into_iter().map(Some).collect();
    let mut folded = Vec::new();
    for story in stories(&graph) {
        let group: Vec<Finding> =
            story.findings.iter().filter_map(|at| left.get_mut(*at).and_then(Option::take)).collect();
        folded.extend(told(&graph, group, story));
    }
    folded.extend(left.into_iter().flatten());
    follow::all(folded)
}

/// The stories of a report, the one that explains most first.
fn stories(graph: &Graph) -> Vec<Story> {
    let mut search = Search::new(graph);
    let mut stories = Vec::new();
    while let Some(best) = search.best().filter(|best| explains(best)) {
        let nodes = best.mends.clone();
        let findings = findings_of(graph, &nodes);
        let soft = findings.len() < 2 && nodes.iter().all(|at| graph.nodes.get(*at).is_some_and(|node| node.soft));
        let suspects = if search.is_clear() && !soft { best.members() } else { Vec::new() };
        let repairs = if soft { Vec::new() } else { search.repairs(&nodes) };
        stories.push(Story { findings, suspects, repairs });
        search.close(graph, &nodes);
    }
    // What no clean change explains stays alone; changes that cost something else are still worth showing.
    for node in search.left() {
        stories.push(Story {
            findings: findings_of(graph, &[node]),
            suspects: Vec::new(),
            repairs: search.repairs(&[node]),
        });
    }
    stories
}

/// A change explains what it mends when it breaks nothing, or clearly less than it mends.
fn explains(candidate: &Candidate) -> bool {
    candidate.breaks.is_empty() || candidate.mends.len() >= candidate.breaks.len() + 2
}

fn findings_of(graph: &Graph, nodes: &[usize]) -> Vec<usize> {
    let mut findings: Vec<usize> = nodes.iter().filter_map(|at| graph.nodes.get(*at)?.finding).collect();
    findings.sort_unstable();
    findings.dedup();
    findings
}

/// The finding that leads, with the rest under it and those of its numbers that are suspects named first.
fn told(graph: &Graph, group: Vec<Finding>, story: Story) -> Option<Finding> {
    let suspect = story.suspects.first().or_else(|| Some(&story.repairs.first()?.changes.first()?.statement));
    let in_table = suspect.and_then(|id| graph.get(*id)).is_some_and(|s| s.entity.is_some());
    let mut lead = lead::fold(group, in_table)?;
    // Only the order changes: a finding rests on the numbers of its own relation.
    lead.statements.sort_by_key(|id| !story.suspects.contains(id));
    lead.suggestion = story.repairs.first().filter(|repair| repair.unique).and_then(suggestion);
    lead.repairs = story.repairs;
    Some(lead)
}

/// A change of one number alone can be proposed mechanically.
fn suggestion(repair: &Repair) -> Option<Suggestion> {
    match repair.changes.as_slice() {
        [change] if repair.slip != Slip::Unit => {
            Some(Suggestion { statement: change.statement, written: change.written.clone() })
        }
        _ => None,
    }
}
