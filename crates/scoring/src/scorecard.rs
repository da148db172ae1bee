//! A framework over the facts of a report, and a review beside it.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, whole};
use jiheng_model::scorecard::{Line, Scorecard, Tally};
use jiheng_model::text::Bilingual;
use jiheng_packs::framework::{Framework, Rounded, Rounding};

use crate::book::Book;
use crate::declared::Rows;
use crate::material::Material;
use crate::{alarm, cap, declared, deviation, line, review};

/// Scores a report: declared, recomputed and reviewed points of every indicator, side by side.
pub fn scorecard(framework: &Framework, material: &Material<'_>, reviewed: Option<&Book>) -> Scorecard {
    let rows = Rows::of(material);
    let lines: Vec<Line> =
        framework.indicators.iter().map(|indicator| line::line(framework, indicator, material, &rows)).collect();
    let mut card = Scorecard {
        framework: framework.id.clone(),
        title: Bilingual::new(framework.title.clone(), framework.title_en.clone()),
        sources: framework.sources.clone(),
        full: framework.points.map(|points| points.0),
        declared: declared::total(material, &rows),
        computed: Tally::NONE,
        reviewed: None,
        deviation: None,
        caps: Vec::new(),
        alarms: Vec::new(),
        problems: Vec::new(),
        remarks: Vec::new(),
        lines,
    };
    if let Some(book) = reviewed {
        review::apply(&mut card, framework, &material.packs.review, book);
    }
    card.computed = computed(&card, &framework.rounding);
    card.reviewed = reviewed.map(|_| review::tally(&card.lines));
    card.caps = cap::apply(&mut card, framework);
    card.alarms = alarm::find(&card, framework);
    deviation::fill(&mut card, &framework.rounding);
    card
}

/// What could be computed, added up before or after rounding as the framework says.
fn computed(card: &Scorecard, rounding: &Rounding) -> Tally {
    let mut sum = whole(0);
    let mut of = Decimal::ZERO;
    for leaf in card.leaves() {
        let points = match rounding.total {
            Rounded::Before => leaf.exact,
            Rounded::After => leaf.outcome.points().map(Decimal::to_exact),
        };
        let (Some(points), Some(full)) = (points, leaf.full) else { continue };
        let (Some(more), Some(more_of)) = (exact::add(sum, points), of.checked_add(full)) else { continue };
        (sum, of) = (more, more_of);
    }
    Tally { points: Decimal::round_half_up(sum, rounding.points_places).unwrap_or(Decimal::ZERO), of }
}
