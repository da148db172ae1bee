//! The cover: title, labelled lines, issuer.

use super::{Sheet, first};
use crate::page::Cover;

pub(super) fn cover(sheet: &Sheet<'_>) -> Cover {
    let fields = sheet.form.fields.iter().filter(|field| field.part == "cover");
    let lines = fields.map(|field| (first(&field.labels).to_owned(), value(sheet, &field.fact))).collect();
    Cover { title: title(sheet), lines, issuer: sheet.layout.issuer.clone() }
}

/// The title with the year of the report, or room to write it in.
pub(super) fn title(sheet: &Sheet<'_>) -> String {
    let year = sheet.content.facts().report.year.map_or_else(|| "    ".to_owned(), |year| year.to_string());
    sheet.layout.title.replace("{year}", &year)
}

/// The department's name is known from the report itself when its cover is missing.
fn value(sheet: &Sheet<'_>, fact: &str) -> String {
    let written = sheet.content.field(fact);
    match &sheet.content.facts().report.entity {
        Some(entity) if written.is_empty() && fact == "cover.entity" => entity.clone(),
        _ => written,
    }
}
