//! One judge for each kind of relation.

mod balance;
mod enumeration;
mod grade;
mod granularity;
mod growth;
mod product;
mod ratio;
mod respectively;
mod restatement;
mod same_number;
mod sequence;
mod sum;
pub(crate) mod target;

use jiheng_model::relation::{Origin, Relation, RelationKind};

use crate::outcome::{Context, Outcome};

/// Judges a relation. Nothing comes back when it cannot be verified, or fails on weak evidence: then silence.
pub(crate) fn judge(context: &Context, relation: &Relation) -> Option<Outcome> {
    let outcome = match &relation.kind {
        RelationKind::Sum { total, parts, .. } => sum::judge(context, *total, parts),
        RelationKind::Balance { left, right } => balance::judge(context, left, right),
        RelationKind::PartOf { parts, whole } => sum::within(context, parts, *whole),
        RelationKind::Share { part, whole, rate } => ratio::judge(context, (*part, *whole), *rate, true),
        RelationKind::RateBase { part, whole, rate } => ratio::judge(context, (*part, *whole), *rate, false),
        RelationKind::ShareOfParts { parts, whole, rate } => ratio::of_parts(context, parts, *whole, *rate),
        RelationKind::Hundred { rates } => ratio::hundred(context, rates),
        RelationKind::Enumeration { stated, names, open } => enumeration::judge(context, *stated, names, *open),
        RelationKind::Restatement { mentions } => {
            restatement::judge(context, mentions, relation.origin == Origin::Capital)
        }
        RelationKind::TextRestatement { mentions, agreement_percent } => {
            restatement::texts(context, mentions, *agreement_percent)
        }
        RelationKind::Target { target, actual } => target::judge(context, *target, *actual),
        RelationKind::Growth { before, after, change, manner } => {
            growth::judge(context, (*before, *after), *change, *manner)
        }
        RelationKind::GrowthRate { level, former, amount, rate, manner, same_way } => {
            let derived = growth::Derived { level: *level, former: *former, amount: *amount, rate: *rate };
            growth::derived(context, &derived, *manner, *same_way)
        }
        RelationKind::Direction { before, after, manner } => growth::direction(context, *before, *after, *manner),
        RelationKind::Average { total, count, average } => product::average(context, *total, *count, *average),
        RelationKind::Product { factors, product } => product::judge(context, factors, *product),
        RelationKind::Granularity { rate, whole } => granularity::judge(context, *rate, *whole),
        RelationKind::OtherYear { outlier, usual } => sequence::other_year(context, *outlier, *usual),
        RelationKind::Sequence { earlier, later } => sequence::judge(context, *earlier, *later),
        RelationKind::Grade { score, grade } => grade::judge(context, *score, *grade),
        RelationKind::Respectively { names, values, counted } => {
            Some(respectively::judge(context, names, values, *counted))
        }
        RelationKind::SameNumber { groups, labels } => same_number::judge(groups, labels),
    }?;
    (outcome.verdict.is_some() || relation.strong).then_some(outcome)
}
