//! What the print has spoilt: numbers that cannot be read for certain, and numbers printed twice.

use std::collections::BTreeSet;

use jiheng_model::note::Note;
use jiheng_model::relation::Origin;
use jiheng_model::statement::StatementId;
use jiheng_model::text::Bilingual;

use crate::builder::Builder;
use crate::cell;
use crate::passage::{Passage, Zone};
use crate::phrase::{is_sentence_end, sentence_start};
use crate::scan::MentionKind;

/// So many are shown.
const SHOWN: usize = 5;

/// Takes back what sentences with an unclear number claim, and says which numbers those are.
pub(crate) fn settle(builder: &mut Builder) {
    let mut written: Vec<String> = Vec::new();
    let mut count = 0;
    let mut doubtful: BTreeSet<StatementId> = BTreeSet::new();
    for (passage, mentions) in builder.passages.iter().zip(&builder.mentions) {
        for mention in mentions.iter().filter(|mention| matches!(mention.kind, MentionKind::Unclear)) {
            count += 1;
            if written.len() < SHOWN {
                written.push(passage.text.get(mention.start..mention.end).unwrap_or_default().iter().collect());
            }
            let (from, to) = sentence(passage, mention.start, mention.end);
            let inside = mentions.iter().zip(&passage.statements).filter(|(m, _)| from <= m.start && m.end <= to);
            doubtful.extend(inside.map(|(_, id)| *id));
        }
    }
    if count > 0 {
        // An item of the list is not known: neither is the sum.
        builder.facts.relations.retain(|relation| {
            let own = matches!(relation.origin, Origin::Key | Origin::Clause | Origin::Table | Origin::EntityRows);
            own || relation.kind.statements().iter().all(|id| !doubtful.contains(id))
        });
        unclear(builder, count, &written.join("、"));
    }
    let twice = printed_twice(builder);
    if twice > 0 {
        doubled(builder, twice);
    }
}

/// The sentence that holds these characters.
fn sentence(passage: &Passage, from: usize, to: usize) -> (usize, usize) {
    let end = passage.text.iter().skip(to).position(|c| is_sentence_end(*c));
    (sentence_start(&passage.text, from), end.map_or(passage.text.len(), |at| to + at))
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
