//! What the text asserts in words: claims, names, problems and measures, indicators of any table, and what was left
//! behind in it. Rules ask for these statements; none of them is a number.

mod book;
mod indicator_table;
mod leftovers;
mod marks;
mod matcher;
mod names;
mod part;
mod remarks;
mod subject;
mod years;

use jiheng_model::statement::{FactId, StatementId};
use jiheng_model::text::Bilingual;
use jiheng_packs::PackSet;

use crate::builder::Builder;
use crate::passage::Passage;
use part::Part;

pub(crate) use book::Book;

/// Occurrences of one claim that are kept; more say nothing new.
const CLAIMS_MAX: usize = 200;

/// States what was observed, passage by passage.
pub(crate) fn observe(builder: &mut Builder, packs: &PackSet) {
    let form = packs.forms.iter().find(|form| Some(&form.id) == builder.facts.report.form.as_ref());
    let parts = part::parts(&builder.passages, form, builder.lexicon);
    let year = subject::year(builder);
    let mut counts = vec![0; builder.lexicon.claims.patterns.claims.len()];
    let passages = std::mem::take(&mut builder.passages);
    for (passage, part) in passages.iter().zip(&parts) {
        leftovers::state(builder, passage);
        if *part != Part::Silent {
            claims(builder, passage, (*part, year.as_deref()), &mut counts);
        }
    }
    builder.passages = passages;
    names::state(builder, &parts);
    marks::state(builder, &parts);
    years::state(builder, &parts, year.as_deref());
    remarks::state(builder, &parts);
    indicator_table::state(builder);
}

/// A text statement for `range` of a passage.
fn state(builder: &mut Builder, passage: &Passage, range: (usize, usize), fact: &str) -> StatementId {
    let mut statement = builder.blank_statement(passage, range.0, range.1);
    statement.fact = Some(FactId::single(fact));
    statement.place = place(passage);
    builder.state(statement)
}

/// Where a passage stands, in words.
fn place(passage: &Passage) -> Bilingual {
    if !passage.path.zh.is_empty() {
        return passage.path.clone();
    }
    let block = passage.block + 1;
    Bilingual::new(format!("第{block}块"), format!("block {block}"))
}

fn claims(builder: &mut Builder, passage: &Passage, (part, year): (Part, Option<&str>), counts: &mut [usize]) {
    let book = &builder.lexicon.claims.patterns;
    let mut seen: Vec<usize> = Vec::new();
    for found in book.find(&passage.text) {
        let Some(claim) = book.claims.get(found.claim) else { continue };
        let counted = counts.get(found.claim).copied().unwrap_or(CLAIMS_MAX);
        let again = claim.subject == matcher::SubjectSide::Nowhere && seen.contains(&found.claim);
        let elsewhere = claim.guarded && subject::of_another_time(builder.lexicon, &passage.text, found.start, year);
        if again || elsewhere || counted >= CLAIMS_MAX || !claim.within.iter().any(|name| name == part.name()) {
            continue;
        }
        seen.push(found.claim);
        if let Some(count) = counts.get_mut(found.claim) {
            *count += 1;
        }
        let said_of = subject::of(&passage.text, &found, claim.subject, builder.lexicon);
        let id = state(builder, passage, (found.start, found.end), &format!("claim.{}", claim.id));
        if let Some(statement) = builder.get_mut(id) {
            statement.subject = said_of;
            statement.period = found.year;
        }
    }
}
