//! 四、评价人员 with a row for each person, and the boxes in which the report is signed off.

use jiheng_model::statement::Role;

use super::{Sheet, first, sign_off};
use crate::page::{Grid, Kind, Row};

pub(super) fn grid(sheet: &Sheet<'_>) -> Grid {
    let spans = sheet.layout.evaluators.spans;
    let words = &sheet.form.evaluators;
    let labels = [&words.name, &words.post, &words.entity, &words.signature];
    let row = |kind, texts: [String; 4]| Row::of(spans.into_iter().zip(texts).map(|(span, text)| (span, kind, text)));
    let mut rows = vec![sheet.banner("evaluators"), row(Kind::Label, labels.map(|label| first(label).to_owned()))];
    let last = sheet.content.numbers("evaluator.name").into_iter().max().unwrap_or(0);
    let people = u32::try_from(sheet.layout.evaluators.rows_min).unwrap_or(u32::MAX).max(last);
    for person in 1..=people {
        let text = |fact| sheet.content.nth(fact, person, Role::Actual).unwrap_or_default();
        let facts = ["evaluator.name", "evaluator.post", "evaluator.entity", "evaluator.signature"];
        rows.push(row(Kind::Text, facts.map(text)));
    }
    rows.extend(sheet.form.signs.iter().map(|sign| sign_off::row(sheet, sign)));
    sheet.grid(&sheet.part_heading("evaluators"), rows)
}
