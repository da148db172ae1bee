//! Years in headings that are not the report's.

use super::part::{Part, heading};
use super::subject;
use crate::builder::Builder;
use crate::passage::{Passage, Zone};

/// Characters of a title.
const TITLE_MAX: usize = 40;

pub(super) fn state(builder: &mut Builder, parts: &[Part], year: Option<&str>) {
    let Some(year) = year else { return };
    let passages = std::mem::take(&mut builder.passages);
    for (passage, part) in passages.iter().zip(parts) {
        if !is_title(passage, builder, *part == Part::Silent) {
            continue;
        }
        let text = &passage.text;
        let book = &builder.lexicon.claims;
        let of = book.year_of.within(text, 0, text.len()) && !book.year_guard.within(text, 0, text.len());
        let years: Vec<(usize, String)> =
            (0..text.len()).filter_map(|at| subject::year_at(text, at).map(|year| (at, year))).collect();
        if let ([(at, stated)], true) = (years.as_slice(), of)
            && stated != year
        {
            let id = super::state(builder, passage, (*at, at + 5), "text.heading_year");
            if let Some(statement) = builder.get_mut(id) {
                statement.period = Some(stated.clone());
                passage.string().trim().clone_into(&mut statement.subject);
            }
        }
    }
    builder.passages = passages;
}

/// A label of the form, a numbered heading, or a short line without a full stop that names the report.
fn is_title(passage: &Passage, builder: &Builder, silent: bool) -> bool {
    if passage.cell.is_some() || passage.text.len() > TITLE_MAX * 4 {
        return false;
    }
    let line = passage.string();
    let line = line.trim();
    let short = line.chars().count() <= TITLE_MAX && !line.ends_with(['。', '；', '，', '：']);
    let label = silent && matches!(passage.zone, Zone::Label);
    short
        && (label
            || heading(passage, builder.lexicon).is_some()
            || line.contains("自评报告")
            || line.contains("自评表"))
}
