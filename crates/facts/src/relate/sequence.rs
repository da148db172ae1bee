//! 2021年11月开工，2021年3月竣工; 自2022年9月启动，至2021年6月结束; 4月动工、7月建成: what begins before it ends.

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
        let inside = line.start(*a) >= sentence_start(&line.text, line.start(*b));
        if inside && (is_span(line, *a, *b) || (follows(builder, line, *a, *b) && !is_of_another_year(line, *b))) {
            found.extend(line.id(*a).zip(line.id(*b)));
        }
    }
    for (earlier, later) in found {
        builder.relate(RelationKind::Sequence { earlier, later }, Origin::Sentence, true);
    }
}

/// What happened first is a beginning, what happened then an end.
fn follows(builder: &Builder, line: &Line, a: usize, b: usize) -> bool {
    let (after_a, after_b) = (behind(line, a, b), behind(line, b, line.mentions.len()));
    let starts = builder.lexicon.start_word.within(after_a, 0, after_a.len());
    let ends = builder.lexicon.end_word.within(after_b, 0, after_b.len())
        && !builder.lexicon.start_word.within(after_b, 0, after_b.len());
    starts && ends
}

/// 2021年1月至2022年12月, both with their year: without, 11月至3月 runs into the next.
fn is_span(line: &Line, a: usize, b: usize) -> bool {
    let words = line.between(line.end(a), line.start(b));
    let joined = matches!(words, ['至' | '到' | '—' | '-' | '－' | '–' | '~' | '～'] | ['—', '—'] | ['起', '至']);
    joined && has_year(line, a) && has_year(line, b)
}

fn has_year(line: &Line, at: usize) -> bool {
    line.between(line.start(at), line.end(at)).contains(&'年')
}

/// 次年3月竣工, 今年3月 behind a month of last year.
fn is_of_another_year(line: &Line, at: usize) -> bool {
    let start = line.start(at);
    let head = line.between(start.saturating_sub(3), start);
    !has_year(line, at)
        && (head.ends_with(&['年']) && !head.ends_with(&['同', '年']) && !head.ends_with(&['当', '年'])
            || head.ends_with(&['年', '的']))
}

fn is_date(line: &Line, at: usize) -> bool {
    line.mentions.get(at).is_some_and(|m| matches!(m.kind, MentionKind::Waived(WaiverClass::Date)))
}

/// The words right behind a date, up to the next one.
fn behind(line: &Line, at: usize, next: usize) -> &[char] {
    let end = line.mentions.get(next).map_or(line.text.len(), |mention| mention.start);
    let words = line.between(line.end(at), end.min(line.end(at) + NEAR));
    let stop = words.iter().position(|c| "。；;，,、".contains(*c)).unwrap_or(words.len());
    words.get(..stop).unwrap_or_default()
}
