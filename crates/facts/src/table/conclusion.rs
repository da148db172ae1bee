//! 该项目全年执行29.18万元 in a cell of a project's form, against 执行数 of its funding.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Statement, StatementId};

use super::figure::Figure;
use super::prose;
use super::sheet::Sheet;
use super::words::Words;
use crate::builder::Builder;

/// What a form says was paid, with the rows of its table that speak of it.
struct Funding {
    block: u32,
    from: u32,
    to: u32,
    paid: Figure,
}

/// Relates the words of every form with its funding.
pub(crate) fn relate(builder: &mut Builder, sheets: &[Sheet], words: &Words) {
    let mut all: Vec<Funding> = Vec::new();
    for found in sheets.iter().filter_map(|sheet| funding(sheet, words)) {
        if let Some(before) = all.last_mut().filter(|before| before.block == found.block) {
            before.to = found.from;
        }
        all.push(found);
    }
    if all.is_empty() {
        return;
    }
    let mut pairs: Vec<[StatementId; 2]> = Vec::new();
    for (at, passage) in builder.passages.iter().enumerate() {
        let Some((row, _)) = passage.cell else { continue };
        let last = all.partition_point(|f| (f.block, f.from) < (passage.block, row));
        let own = last.checked_sub(1).and_then(|at| all.get(at)).filter(|f| f.block == passage.block && row < f.to);
        let Some(own) = own else { continue };
        for (mention, id) in builder.mentions.get(at).into_iter().flatten().zip(&passage.statements) {
            let head = passage.text.get(..mention.start).unwrap_or_default();
            let fits = |s: &&Statement| s.class.is_none() && s.approximation == Approximation::None;
            let Some(statement) = builder.get(*id).filter(fits) else { continue };
            let cell = builder.get(own.paid.id);
            let comparable = cell.is_some_and(|cell| super::is_comparable(cell, statement));
            if comparable && words.is_executed(head) && prose::is_version(builder, statement, own.paid) {
                pairs.push([own.paid.id, *id]);
            }
        }
    }
    for mentions in pairs {
        builder.relate(RelationKind::Restatement { mentions: mentions.to_vec() }, Origin::Key, true);
    }
}

/// The paid amount of the row of all money; a form has one column of it beside one or two of budgets.
fn funding(sheet: &Sheet, words: &Words) -> Option<Funding> {
    let named = |index: &usize, test: &dyn Fn(&str) -> bool| sheet.column(*index).is_some_and(|c| test(c.leaf()));
    let columns: Vec<usize> = (0..sheet.columns.len()).collect();
    let mut paid = columns.iter().filter(|index| {
        named(index, &|leaf| leaf.contains("执行数") && !words.is_ratio(leaf) && !words.is_score(leaf))
    });
    let (paid, None) = (*paid.next()?, paid.next()) else { return None };
    let rated = columns.iter().any(|index| named(index, &|leaf| words.is_execution(leaf)));
    let planned = columns.iter().any(|index| named(index, &|leaf| words.is_planned(leaf)));
    let mut rows = sheet.entries.iter().flatten().filter(|entry| words.is_funding(&entry.label) && entry.filled);
    let (entry, None) = (rows.next()?, rows.next()) else { return None };
    let band = sheet.body.get(entry.row)?;
    (rated && planned).then_some(())?;
    Some(Funding { block: band.block, from: band.row, to: u32::MAX, paid: sheet.figure((entry.row, paid))? })
}
