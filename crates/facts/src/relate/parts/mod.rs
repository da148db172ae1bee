//! A whole and its parts: 其中, 包括, 分别为, 经核实, brackets, a colon, lines of a list, closing totals.
//!
//! A frame opens only on a cue, its parts run from the cue to the end of the list, and whether the list claims to be
//! complete is decided by evidence (crosscheck.md 2.4). Changes (增加254万元) are neither wholes nor parts.

mod closing;
mod complete;
mod cue;
mod levels;
mod lines;
mod listing;
mod lone;
mod members;
mod whole;
mod woven;

use std::collections::BTreeMap;

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::StatementId;

use super::Line;
use crate::builder::Builder;
pub(super) use complete::divides;
pub(super) use levels::is_level;

pub(crate) use lines::relate as relate_lines;

/// More parts than any sentence lists.
const PARTS_MAX: usize = 64;

/// Which whole the parts of a line belong to.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// Mention index of a part → mention index of its whole.
    pub(crate) whole_of: BTreeMap<usize, usize>,
    /// Wholes whose list is complete, with their parts.
    pub(crate) complete: Vec<(usize, Vec<usize>)>,
}

/// Finds wholes with their parts in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) -> Frames {
    let mut frames = Frames::default();
    for cue in cue::find(builder, line) {
        let bracket = cue::bracket_end(line, &cue);
        let Some(whole) = whole::find(builder, line, &cue, bracket, &frames) else { continue };
        if frames.complete.iter().any(|(known, _)| *known == whole) {
            continue;
        }
        let parts = members::find(builder, line, &cue, bracket, whole);
        if !parts.is_empty() {
            frame(builder, line, &mut frames, (whole, parts), &cue);
        }
    }
    closing::relate(builder, line, &mut frames);
    listing::relate(builder, line, &mut frames);
    woven::relate(builder, line, &mut frames);
    lone::relate(builder, line, &mut frames);
    frames
}

fn frame(builder: &mut Builder, line: &Line, frames: &mut Frames, found: (usize, Vec<usize>), cue: &cue::Cue) {
    let (whole, parts) = found;
    let whole = whole::fitting(builder, line, cue, (whole, &parts));
    let parts = complete::fitting_prefix(builder, line, whole, parts);
    if members::are_closed(builder, line, (whole, &parts)) {
        return;
    }
    let ids: Vec<StatementId> = parts.iter().filter_map(|at| line.id(*at)).collect();
    let Some(total) = line.id(whole) else { return };
    for part in &parts {
        frames.whole_of.insert(*part, whole);
    }
    if complete::is_complete(builder, line, cue, total, &parts) {
        builder.relate(RelationKind::Sum { total, parts: ids, complete: true }, Origin::Sentence, true);
        frames.complete.push((whole, parts));
        return;
    }
    if cue.bare {
        return;
    }
    for part in parts {
        let sure = !complete::is_total(builder, line, part)
            && !fits_another(builder, line, (whole, part), cue.at)
            && !goes_on(builder, line, (whole, part), cue.end)
            && !counts_else(builder, line, (whole, part));
        if let Some(id) = line.id(part) {
            builder.relate(RelationKind::PartOf { parts: vec![id], whole: total }, Origin::Sentence, sure);
        }
    }
}

/// 存栏42.6万头，其中能繁母猪3.9万头；出栏68.4万头: behind a semicolon something larger than the whole is no part of it.
fn goes_on(builder: &Builder, line: &Line, places: (usize, usize), cue: usize) -> bool {
    let exact =
        |at: usize| line.id(at).and_then(|id| builder.get(id)).and_then(jiheng_model::statement::Statement::exact);
    let divided = line.between(cue, line.start(places.1)).iter().any(|c| matches!(c, '；' | ';'));
    divided && exact(places.1) > exact(places.0)
}

/// 审计项目26个，其中经济责任审计11个，提出建议84条: a larger number of another measure word counts something else.
fn counts_else(builder: &Builder, line: &Line, places: (usize, usize)) -> bool {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let (Some(whole), Some(part)) = (get(places.0), get(places.1)) else { return false };
    let symbol = |s: &jiheng_model::statement::Statement| s.unit.as_ref().map(|unit| unit.symbol.clone());
    whole.is_exact_count() && part.is_exact_count() && symbol(whole) != symbol(part) && part.exact() > whole.exact()
}

/// The part is larger than its whole, but another amount before the cue could hold it: 货物98万元、服务93万元，其中面向中小企业
/// 281万元 speaks of all of them. Two readings, and one holds: silence.
fn fits_another(builder: &Builder, line: &Line, places: (usize, usize), cue: usize) -> bool {
    let (whole, part) = places;
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let Some(part) = get(part) else { return false };
    let larger = |at: usize| get(at).is_some_and(|s| super::comparable(s, part) && s.exact() >= part.exact());
    let before = || {
        let from = crate::phrase::sentence_start(&line.text, cue);
        line.quantities().filter(move |at| line.start(*at) >= from && line.end(*at) <= cue && is_level(line, *at))
    };
    // 建议12件、提案9件，其中主办件15件: of all that was listed.
    let listed: Vec<_> = before().filter_map(get).filter(|s| super::comparable(s, part)).collect();
    let together = super::evidence::total(&listed).zip(part.exact()).is_some_and(|(sum, part)| sum >= part);
    let elsewhere = line.quantities().any(|at| at != whole && line.end(at) <= cue && is_level(line, at) && larger(at));
    !larger(whole) && (elsewhere || (listed.len() >= 2 && together))
}
