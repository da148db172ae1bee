//! What the print has spoilt: numbers that cannot be read for certain, and numbers printed twice.

use std::collections::BTreeSet;

use jiheng_model::note::Note;
use jiheng_model::relation::Origin;
use jiheng_model::statement::{FactId, Statement, StatementId};
use jiheng_model::text::Bilingual;

use crate::builder::Builder;
use crate::cell;
use crate::passage::{Passage, Zone};
use crate::scan::MentionKind;

/// So many are shown.
const SHOWN: usize = 5;

/// A block, and a row and column of a table in it.
type Place = (u32, Option<(u32, u32)>);

/// Takes back what rests on an unclear number, and says which numbers those are.
pub(crate) fn settle(builder: &mut Builder) {
    let mut written: Vec<String> = Vec::new();
    let mut count = 0;
    let mut beside: BTreeSet<StatementId> = BTreeSet::new();
    let mut places: BTreeSet<Place> = BTreeSet::new();
    for (passage, mentions) in builder.passages.iter().zip(&builder.mentions) {
        let unclear = || mentions.iter().filter(|mention| matches!(mention.kind, MentionKind::Unclear));
        let found = unclear().count();
        if found == 0 {
            continue;
        }
        count += found;
        let text =
            |from: usize, to: usize| -> String { passage.text.get(from..to).unwrap_or_default().iter().collect() };
        written.extend(unclear().take(SHOWN.saturating_sub(written.len())).map(|m| text(m.start, m.end)));
        places.insert((passage.block, passage.cell));
        beside.extend(&passage.statements);
    }
    if count > 0 {
        take_back(builder, &places, &beside);
        unclear(builder, count, &written.join("、"));
    }
    let twice = printed_twice(builder);
    if twice > 0 {
        doubled(builder, twice);
    }
}

/// An item of a list is not known: neither is the sum. A row of the form with an unclear cell balances with nothing, and
/// an indicator with one cannot be judged.
fn take_back(builder: &mut Builder, places: &BTreeSet<Place>, beside: &BTreeSet<StatementId>) {
    let rows: BTreeSet<(u32, u32)> = places.iter().filter_map(|(block, cell)| Some((*block, (*cell)?.0))).collect();
    let place = |s: &Statement| (s.anchor.block, s.anchor.row.zip(s.anchor.column));
    let is_indicator = |s: &Statement| s.fact.as_ref().is_some_and(|fact| fact.name.starts_with("indicator."));
    let mut spoilt: BTreeSet<StatementId> = BTreeSet::new();
    let mut indicators: BTreeSet<FactId> = BTreeSet::new();
    for statement in &builder.facts.statements {
        if statement.anchor.row.is_some() && places.contains(&place(statement)) {
            spoilt.insert(statement.id);
            indicators.extend(statement.fact.clone().filter(|_| is_indicator(statement)));
        }
    }
    builder.facts.relations.retain(|relation| {
        let ids = relation.kind.statements();
        let own = matches!(relation.origin, Origin::Key | Origin::Clause | Origin::Table | Origin::EntityRows);
        !ids.iter().any(|id| spoilt.contains(id)) && (own || !ids.iter().any(|id| beside.contains(id)))
    });
    for statement in &mut builder.facts.statements {
        let row = statement.anchor.row.is_some_and(|row| rows.contains(&(statement.anchor.block, row)));
        let known = statement.fact.as_ref().is_some_and(|fact| indicators.contains(fact));
        if known || (row && statement.entity.is_some()) {
            statement.fact = None;
        }
    }
}

/// Cells that hold one number twice.
fn printed_twice(builder: &Builder) -> usize {
    let cells = builder.passages.iter().filter(|passage| passage.zone == Zone::NumericCell);
    let twice =
        |passage: &&Passage| passage.text.contains(&' ') && cell::printed_twice(passage.string().trim()).is_some();
    cells.filter(twice).count()
}

fn unclear(builder: &mut Builder, count: usize, written: &str) {
    let more = if count > SHOWN { "等" } else { "" };
    builder.facts.notes.push(Note {
        kind: "number-unclear".into(),
        message: Bilingual::new(
            format!("有 {count} 个数看不准（{written}{more}）：夹有字母、分隔符错位或两数重叠，没有猜测，也没有核对；请对照原件改正。"),
            format!("{count} numbers cannot be read for certain ({written}): letters among the digits, misplaced separators or two numbers in one cell; they were neither guessed nor checked"),
        ),
        anchor: None,
    });
}

fn doubled(builder: &mut Builder, count: usize) {
    builder.facts.notes.push(Note {
        kind: "printed-twice".into(),
        message: Bilingual::new(
            format!("有 {count} 个单元格把同一个数印了两遍，按一个数核对。"),
            format!("{count} cells show the same number twice; it was read once"),
        ),
        anchor: None,
    });
}
