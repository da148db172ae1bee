//! Rates of two amounts: 占P%, 占X的P%, 完成预算的P%, 占比分别为, shares in brackets; and shares that fill their whole.

mod budget;
mod claimed;
mod hundred;
mod inside;
mod lists;
mod named;
mod portion;
mod respective;
mod sentence;
mod survey;
mod tied;

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::StatementId;

use super::Line;
use super::parts::Frames;
use crate::builder::Builder;

pub(crate) use budget::relate as relate_budget;
pub(crate) use named::Labels;
pub(crate) use tied::relate as relate_tied;

/// Finds shares in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line, frames: &Frames, labels: &Labels) {
    let mut shares: Vec<(usize, StatementId)> = Vec::new();
    for at in line.quantities().collect::<Vec<_>>() {
        let Some((part, whole, strong)) = portion::find(builder, line, (frames, labels), at) else { continue };
        let (Some(part_id), Some(rate)) = (line.id(part), line.id(at)) else { continue };
        builder.relate(RelationKind::Share { part: part_id, whole, rate }, Origin::Sentence, strong);
        shares.push((part, rate));
    }
    respective::relate(builder, line, frames);
    lists::relate(builder, line);
    hundred::relate(builder, line);
    survey::relate(builder, line);
    for (_, parts) in &frames.complete {
        let rates: Vec<StatementId> =
            parts.iter().filter_map(|part| shares.iter().find(|(p, _)| p == part).map(|(_, rate)| *rate)).collect();
        if rates.len() >= 2 && rates.len() == parts.len() {
            builder.relate(RelationKind::Hundred { rates }, Origin::Sentence, true);
        }
    }
}
