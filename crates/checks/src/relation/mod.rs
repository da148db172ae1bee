//! One judge for each kind of relation.

mod enumeration;
mod growth;
mod ratio;
mod restatement;
mod same_number;
mod sum;
pub(crate) mod target;

use jiheng_model::relation::{Relation, RelationKind};

use crate::outcome::{Context, Outcome};

/// Judges a relation. Nothing comes back when it cannot be verified, or fails on weak evidence: then silence.
pub(crate) fn judge(context: &Context, relation: &Relation) -> Option<Outcome> {
    let outcome = match &relation.kind {
        RelationKind::Sum { total, parts, .. } => sum::judge(context, *total, parts),
        RelationKind::PartOf { parts, whole } => sum::within(context, parts, *whole),
        RelationKind::Share { part, whole, rate } => ratio::judge(context, (*part, *whole), *rate, true),
        RelationKind::RateBase { part, whole, rate } => ratio::judge(context, (*part, *whole), *rate, false),
        RelationKind::Hundred { rates } => ratio::hundred(context, rates),
        RelationKind::Enumeration { stated, names, open } => enumeration::judge(context, *stated, names, *open),
        RelationKind::Restatement { mentions } => restatement::judge(context, mentions),
        RelationKind::TextRestatement { mentions, agreement_percent } => {
            restatement::texts(context, mentions, *agreement_percent)
        }
        RelationKind::Target { target, actual } => target::judge(context, *target, *actual),
        RelationKind::Growth { before, after, change, falling } => {
            growth::judge(context, (*before, *after), *change, *falling)
        }
        RelationKind::SameNumber { groups, labels } => same_number::judge(groups, labels),
    }?;
    (outcome.verdict.is_some() || relation.strong).then_some(outcome)
}
