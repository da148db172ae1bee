//! 2021年11月开工，2021年3月竣工; 2024—2022年: what begins before it ends.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{StatementId, WaiverClass};

use super::Line;
use crate::builder::Builder;
use crate::phrase::sentence_start;
use crate::scan::MentionKind;

/// Most characters between a date and the word that says what happened.
const NEAR: usize = 14;

/// Finds beginnings and ends in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    let dates: Vec<usize> = (0..line.mentions.len()).filter(|at| is_date(line, *at)).collect();
    let mut found: Vec<(StatementId, StatementId)> = Vec::new();
    for pair in dates.windows(2) {
        let [a, b] = pair else { continue };
        let from = sentence_start(&line.text, line.start(*b));
        let (after_a, after_b) = (behind(line, *a, *b), behind(line, *b, line.mentions.len()));
        let starts = builder.lexicon.start_word.within(after_a, 0, after_a.len());
        let ends = builder.lexicon.end_word.within(after_b, 0, after_b.len())
            && !builder.lexicon.start_word.within(after_b, 0, after_b.len());
        if line.start(*a) >= from && starts && ends {
            found.extend(line.id(*a).zip(line.id(*b)));
        }
    }
    for (earlier, later) in found {
        builder.relate(RelationKind::Sequence { earlier, later }, Origin::Sentence, true);
    }
}

fn is_date(line: &Line, at: usize) -> bool {
    line.mentions.get(at).is_some_and(|m| matches!(m.kind, MentionKind::Waived(WaiverClass::Date)))
}

/// The words right behind a date, up to the next one.
fn behind(line: &Line, at: usize, next: usize) -> &[char] {
    let end = line.mentions.get(next).map_or(line.text.len(), |mention| mention.start);
    let words = line.between(line.end(at), end.min(line.end(at) + NEAR));
    let stop = words.iter().position(|c| "。；;，,".contains(*c)).unwrap_or(words.len());
    words.get(..stop).unwrap_or_default()
}
