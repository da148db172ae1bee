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
        let span = is_span(line, *a, *b) || is_within_month(line, *a, *b);
        if inside && (span || (follows(builder, line, *a, *b) && !is_of_another_year(line, *b))) {
            found.extend(line.id(*a).zip(line.id(*b)));
        }
    }
    found.extend(years(builder, line));
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
    is_joined(line, a, b) && has_year(line, a) && has_year(line, b)
}

/// The words that make a span of two dates.
fn is_joined(line: &Line, a: usize, b: usize) -> bool {
    let words: Vec<char> =
        line.between(line.end(a), line.start(b)).iter().copied().filter(|c| !"，, ".contains(*c)).collect();
    matches!(
        words.as_slice(),
        ['至' | '到' | '—' | '-' | '－' | '–' | '~' | '～'] | ['—', '—'] | ['起', '至' | '到'] | ['开', '始', '至']
    )
}

/// 9月20日至9月1日: days of one month, however the years run.
fn is_within_month(line: &Line, a: usize, b: usize) -> bool {
    let month = |at: usize| -> Option<Vec<char>> {
        let words = line.between(line.start(at), line.end(at));
        let month = words.iter().position(|c| *c == '月')?;
        let day = words.contains(&'日');
        let from = words.get(..month)?.iter().rposition(|c| !c.is_ascii_digit()).map_or(0, |stop| stop + 1);
        words.get(from..month).filter(|_| day).map(<[char]>::to_vec)
    };
    is_joined(line, a, b) && !has_year(line, b) && month(a).zip(month(b)).is_some_and(|(a, b)| a == b)
}

/// 2021年至2025年; 2021年立项，2022年建成; 由2021年的A增加到2022年的B: whole years in their order.
fn years(builder: &Builder, line: &Line) -> Vec<(StatementId, StatementId)> {
    let is_year = |at: &usize| {
        line.mentions.get(*at).is_some_and(|m| {
            let words = line.between(m.start, m.end);
            matches!(m.kind, MentionKind::Waived(WaiverClass::Year))
                && words.len() == 5
                && words.iter().take(4).all(char::is_ascii_digit)
                && words.last() == Some(&'年')
        })
    };
    let years: Vec<usize> = (0..line.mentions.len()).filter(is_year).collect();
    years
        .windows(2)
        .filter_map(|pair| {
            let &[a, b] = pair else { return None };
            let inside = line.start(a) >= sentence_start(&line.text, line.start(b));
            let ordered = is_joined(line, a, b) || moves(builder, line, a, b) || stands_first(builder, line, a, b);
            (inside && ordered).then(|| line.id(a).zip(line.id(b))).flatten()
        })
        .collect()
}

/// 由2021年的860万元增加到2022年的910万元.
fn moves(builder: &Builder, line: &Line, a: usize, b: usize) -> bool {
    let opened = line.start(a).checked_sub(1).and_then(|at| line.text.get(at)).is_some_and(|c| "由从自".contains(*c));
    let single = b == a + 2 && line.mentions.get(a + 1).is_some_and(|m| m.quantity().is_some());
    let words = line.between(line.end(a + 1), line.start(b));
    let lexicon = builder.lexicon;
    let moved = lexicon.cue_rise.within(words, 0, words.len()) || lexicon.cue_fall.within(words, 0, words.len());
    opened && single && moved && words.last().is_some_and(|c| "到至为".contains(*c)) && words.len() <= 8
}

/// 2021年立项，2022年建成: the deed stands right behind each year, and the year opens its clause.
fn stands_first(builder: &Builder, line: &Line, a: usize, b: usize) -> bool {
    let deed = |list: &crate::wordlist::WordList, at: usize, next: usize| {
        let words: Vec<char> =
            behind(line, at, next).iter().copied().skip_while(|c| "底初末内正式全面顺利即已才".contains(*c)).collect();
        list.at(&words, 0).is_some()
    };
    let opens = |at: usize| {
        let before = line.start(at).checked_sub(1).and_then(|before| line.text.get(before));
        before.is_none_or(|c| "，,、于在。 ".contains(*c))
    };
    deed(&builder.lexicon.start_word, a, b)
        && deed(&builder.lexicon.end_word, b, line.mentions.len())
        && opens(a)
        && opens(b)
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
