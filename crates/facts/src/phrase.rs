//! What a quantity is about: measure, subject, period and role, from the words around it.

use jiheng_model::statement::{Role, WaiverClass};
use jiheng_model::unit::Dimension;

use crate::lexicon::Lexicon;
use crate::scan::{Mention, MentionKind};

/// What the words around a quantity say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) measure: String,
    pub(crate) subject: String,
    /// The words left of the number, fillers stripped; facts are recognised by them.
    pub(crate) label: Vec<char>,
    /// The same words with 合计 and 总额 kept at their end: 收入合计 is a name, 收入 is not.
    pub(crate) full_label: Vec<char>,
    pub(crate) period: Option<String>,
    pub(crate) role: Option<Role>,
}

pub(crate) fn is_clause_stop(c: char) -> bool {
    matches!(
        c,
        '，' | ','
            | '。'
            | '；'
            | ';'
            | '：'
            | ':'
            | '！'
            | '!'
            | '？'
            | '?'
            | '（'
            | '('
            | '）'
            | ')'
            | '《'
            | '》'
            | '、'
            | '\n'
    )
}

pub(crate) fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '！' | '!' | '？' | '?')
}

/// Start of the sentence (or item after a semicolon) that holds `at`.
pub(crate) fn sentence_start(text: &[char], at: usize) -> usize {
    behind_last(text, at, is_sentence_end)
}

/// Start of the part of a sentence that holds `at`: semicolons divide parts.
pub(crate) fn segment_start(text: &[char], at: usize) -> usize {
    behind_last(text, at, |c| is_sentence_end(c) || matches!(c, '；' | ';'))
}

/// Start of the clause that ends at `at`.
pub(crate) fn clause_start(text: &[char], at: usize) -> usize {
    behind_last(text, at, is_clause_stop)
}

/// How far back a sentence or clause is followed, in characters. No one writes longer ones; a file made to harm does.
const BACK_MAX: usize = 2_000;

/// The position behind the last such character before `at`, or the start of the text.
fn behind_last(text: &[char], at: usize, is_stop: impl Fn(char) -> bool) -> usize {
    let at = at.min(text.len());
    let from = at.saturating_sub(BACK_MAX);
    let words = text.get(from..at).unwrap_or_default();
    words.iter().rposition(|c| is_stop(*c)).map_or(from, |stop| from + stop + 1)
}

/// Reads the words around mention `index`. `inherited` is the subject of the quantity before it in the sentence.
pub(crate) fn read(text: &[char], mentions: &[Mention], index: usize, lexicon: &Lexicon, inherited: &str) -> Phrase {
    let Some(mention) = mentions.get(index) else { return Phrase::default() };
    let clause = clause_start(text, mention.start);
    let floor = index.checked_sub(1).and_then(|i| mentions.get(i)).map_or(0, |previous| previous.end);
    let mut label = strip(text.get(clause.max(floor)..mention.start).unwrap_or_default(), lexicon);
    if label.is_empty() && clause > 0 {
        label = before_bracket(text, clause - 1, floor, lexicon);
    }
    let full_label = trimmed(text.get(clause.max(floor)..mention.start).unwrap_or_default());
    let dimension = mention.quantity().and_then(|q| q.unit.as_ref()).map(|unit| unit.dimension);
    let default = mention.quantity().and_then(|q| q.unit.as_ref()).map_or("", |unit| lexicon.measure_of(unit));
    let (measure, mut subject) = match dimension {
        Some(Dimension::Count | Dimension::Duration) => {
            (default.to_owned(), count_subject(text, mention, &label, lexicon))
        }
        Some(Dimension::Rate) => rate_subject(&label),
        _ => amount_subject(&label, default, lexicon),
    };
    if subject.is_empty() {
        inherited.clone_into(&mut subject);
    }
    Phrase {
        measure,
        subject,
        period: part_of_year(text, mention.start, lexicon).or_else(|| period(text, mentions, index)),
        // 较上年下降6.31%: the rate is this year's, only its base is last year's.
        role: role(text.get(clause..mention.start).unwrap_or_default(), lexicon)
            .filter(|role| *role != Role::Prior || dimension != Some(Dimension::Rate)),
        label,
        full_label,
    }
}

/// Takes verbs like 为 and 达 and quotes off the end only.
fn trimmed(words: &[char]) -> Vec<char> {
    let end = words.iter().rposition(|c| {
        !(c.is_whitespace()
            || matches!(*c, '为' | '是' | '达' | '到' | '约' | '共' | '了' | '计' | '的' | '“' | '”' | '"')
                && *c != '计')
    });
    words
        .get(..end.map_or(0, |at| at + 1))
        .unwrap_or_default()
        .iter()
        .copied()
        .filter(|c| !matches!(*c, '“' | '”' | '"'))
        .collect()
}

/// 农村人居环境整治（含改厕）642.00万元: the words before the bracket that closes at `close`.
fn before_bracket(text: &[char], close: usize, floor: usize, lexicon: &Lexicon) -> Vec<char> {
    if !text.get(close).is_some_and(|c| matches!(*c, '）' | ')')) {
        return Vec::new();
    }
    let Some(open) = (floor..close).rev().find(|i| text.get(*i).is_some_and(|c| matches!(*c, '（' | '('))) else {
        return Vec::new();
    };
    let start = clause_start(text, open).max(floor);
    strip(text.get(start..open).unwrap_or_default(), lexicon)
}

/// Strips fillers at both ends, and verbs at the front while something remains.
pub(crate) fn strip(words: &[char], lexicon: &Lexicon) -> Vec<char> {
    let mut from = 0;
    let mut to = words.len();
    loop {
        let head = words.get(..to).unwrap_or_default();
        let blank =
            head.get(from).is_some_and(|c| c.is_whitespace() || matches!(*c, '“' | '”' | '"' | '‘' | '’' | '\'' | '·'));
        let leading = usize::from(blank).max(lexicon.filler.at(head, from).unwrap_or(0));
        if leading > 0 && from + leading <= to {
            from += leading;
            continue;
        }
        let tail_blank = to > from && words.get(to - 1).is_some_and(|c| c.is_whitespace());
        let trailing = usize::from(tail_blank).max(lexicon.filler.before(head, to).unwrap_or(0));
        if trailing > 0 && to - trailing >= from {
            to -= trailing;
            continue;
        }
        return words.get(from..to).unwrap_or_default().to_vec();
    }
}

fn strip_verbs(words: &[char], lexicon: &Lexicon) -> Vec<char> {
    let mut rest = words.to_vec();
    while let Some(length) = lexicon.verb.at(&rest, 0) {
        let shorter = strip(rest.get(length..).unwrap_or_default(), lexicon);
        if shorter.is_empty() {
            return Vec::new();
        }
        rest = shorter;
    }
    rest
}

/// The noun a count is of: after the measure word, or before the number.
fn count_subject(text: &[char], mention: &Mention, label: &[char], lexicon: &Lexicon) -> String {
    let mut end = mention.end;
    while end < text.len() && end - mention.end < 14 {
        let stop = text.get(end).is_none_or(|c| {
            is_clause_stop(*c) || c.is_whitespace() || crate::numeral::is_digit(*c) || matches!(*c, '“' | '”')
        });
        if stop || lexicon.noun_stop.at(text, end).is_some() {
            break;
        }
        end += 1;
    }
    let right = text.get(mention.end..end).unwrap_or_default();
    let right = strip(right, lexicon);
    if right.len() >= 2 {
        return right.into_iter().collect();
    }
    // 甲图、乙图等7项: what stands before is the list, not the noun.
    if mention.start > 0 && text.get(mention.start - 1) == Some(&'等') {
        return String::new();
    }
    strip_verbs(label, lexicon).into_iter().collect()
}

/// 闲置土地处置率 → measure 处置率, subject 闲置土地.
fn rate_subject(label: &[char]) -> (String, String) {
    let Some(at) = label.iter().rposition(|c| matches!(*c, '率' | '度' | '比')) else {
        return ("比例".to_owned(), label.iter().collect());
    };
    let start = at.saturating_sub(2);
    let measure: String = label.get(start..=at).unwrap_or_default().iter().collect();
    (measure, label.get(..start).unwrap_or_default().iter().collect())
}

fn amount_subject(label: &[char], default: &str, lexicon: &Lexicon) -> (String, String) {
    // 占地 and 投资 are measures before they are verbs.
    let whole = lexicon.measure.before(label, label.len()) == Some(label.len());
    let stripped = if whole { label.to_vec() } else { strip_verbs(label, lexicon) };
    match lexicon.measure.before(&stripped, stripped.len()) {
        Some(length) => {
            let at = stripped.len() - length;
            let rest = strip(stripped.get(..at).unwrap_or_default(), lexicon);
            let measure: String = stripped.iter().skip(at).collect();
            let measure = if default == "面积" { default.to_owned() } else { measure };
            (measure, rest.into_iter().collect())
        }
        None => (default.to_owned(), stripped.into_iter().collect()),
    }
}

/// 上半年, 一季度, 截至: a part of the year is a period of its own, up to the end of its part of the sentence.
fn part_of_year(text: &[char], at: usize, lexicon: &Lexicon) -> Option<String> {
    let from = (0..at)
        .rev()
        .find(|i| text.get(*i).is_some_and(|c| is_sentence_end(*c) || matches!(*c, '；' | ';')))
        .map_or(0, |i| i + 1);
    let (start, length) = lexicon.period_part.find(text, from, at)?;
    Some(text.get(start..start + length)?.iter().collect())
}

/// The last year before the quantity in its sentence.
fn period(text: &[char], mentions: &[Mention], index: usize) -> Option<String> {
    let mention = mentions.get(index)?;
    let from = sentence_start(text, mention.start);
    let year = mentions.get(..index)?.iter().rev().take_while(|m| m.start >= from).find(|m| {
        matches!(m.kind, MentionKind::Waived(WaiverClass::Year | WaiverClass::Period)) && !behind_before(text, m.end)
    })?;
    let digits: String = text
        .get(year.number_start..year.number_end)?
        .iter()
        .filter_map(|c| crate::numeral::digit(*c))
        .take(4)
        .collect();
    (!digits.is_empty()).then_some(digits)
}

/// 2023年前 is a deadline, not the period of what follows.
fn behind_before(text: &[char], end: usize) -> bool {
    text.get(end).is_some_and(|c| matches!(*c, '前' | '底'))
}

fn role(clause: &[char], lexicon: &Lexicon) -> Option<Role> {
    // 计划生育 is a service, not a plan.
    let mut words = clause.to_vec();
    while let Some((at, length)) = lexicon.role_guard.find(&words, 0, words.len()) {
        words.drain(at..at + length);
    }
    lexicon.roles.iter().find(|(cues, _)| cues.within(&words, 0, words.len())).map(|(_, role)| *role)
}
