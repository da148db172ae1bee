//! Lists that no cue opens: a whole and its parts told by marks, names and numbers.
//!
//! Every run of amounts of one kind is read in all ways in which one of them can be the whole of its neighbours. Readings
//! that add up are taken; where none does, the one that the evidence of `weigh` speaks for, if there is just one.

mod candidate;
mod gap;
mod reason;
mod weigh;

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::StatementId;

use super::super::Line;
use super::Frames;
use crate::builder::Builder;
use candidate::{Candidate, Place};
pub(super) use reason::is_one_kind;
use weigh::Weight;

/// Finds such lists in one line.
pub(super) fn relate(builder: &mut Builder, line: &Line, frames: &mut Frames) {
    let mut taken: Vec<Candidate> = Vec::new();
    for run in candidate::runs(builder, line).iter().filter(|run| run.members.len() >= 3) {
        let weighed: Vec<(Candidate, Weight)> = run
            .candidates(line)
            .into_iter()
            .filter_map(|candidate| weigh::weigh(builder, line, &candidate).map(|weight| (candidate, weight)))
            .collect();
        let mut best: Vec<&(Candidate, Weight)> = weighed.iter().filter(|(_, weight)| weight.is_held()).collect();
        best.sort_by_key(|(_, weight)| -weight.score);
        for (candidate, _) in best {
            take(builder, line, frames, &mut taken, candidate);
        }
        let mut wrong: Vec<&(Candidate, Weight)> = weighed.iter().filter(|(_, weight)| weight.convicts()).collect();
        wrong.sort_by_key(|(_, weight)| -weight.score);
        for (candidate, weight) in &wrong {
            // Two readings with equal right: silence.
            let rival = wrong.iter().any(|(other, known)| {
                other.whole != candidate.whole && known.score == weight.score && overlap(other, candidate)
            });
            if !rival {
                take(builder, line, frames, &mut taken, candidate);
            }
        }
    }
}

fn overlap(a: &Candidate, b: &Candidate) -> bool {
    a.parts.iter().any(|part| b.parts.contains(part) || *part == b.whole) || b.parts.contains(&a.whole)
}

/// Relates a reading unless its whole or its parts are read already.
fn take(builder: &mut Builder, line: &Line, frames: &mut Frames, taken: &mut Vec<Candidate>, candidate: &Candidate) {
    // One whole is divided twice only where the words say by what.
    let again = candidate.lead.starts_with(['按', '从', '分']);
    let shares = |parts: &[usize]| parts.iter().any(|part| candidate.parts.contains(part));
    let known = frames.complete.iter().any(|(whole, parts)| (*whole == candidate.whole && !again) || shares(parts));
    let rival = |other: &Candidate| (other.whole == candidate.whole && !again) || shares(&other.parts);
    // 一期2460平方米（教学楼1500平方米、宿舍960平方米）: a part with parts of its own.
    let nested = |outer: &Candidate, inner: &Candidate| {
        outer.parts.contains(&inner.whole) && !(inner.place == Place::Bracket || inner.of_which || inner.enclosed)
    };
    let inside = |other: &Candidate| nested(candidate, other) || nested(other, candidate);
    if known || taken.iter().any(|other| rival(other) || inside(other)) {
        return;
    }
    let Some(total) = line.id(candidate.whole) else { return };
    let parts: Vec<StatementId> = candidate.parts.iter().filter_map(|at| line.id(*at)).collect();
    let origin = if candidate.place == Place::Behind { Origin::ClosingTotal } else { Origin::Sentence };
    builder.relate(RelationKind::Sum { total, parts, complete: true }, origin, true);
    for part in &candidate.parts {
        frames.whole_of.insert(*part, candidate.whole);
    }
    frames.complete.push((candidate.whole, candidate.parts.clone()));
    taken.push(candidate.clone());
}
