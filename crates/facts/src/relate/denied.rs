//! 没有举办会议，会议费支出为0.85万元; 安全事故零发生，发生事故2起: what one clause denies, the same sentence counts.

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Approximation, Role, State, Statement};

use super::{Line, naming};
use crate::builder::Builder;
use crate::numeral::is_digit;
use crate::phrase::{is_sentence_end, sentence_start};

/// Denials of one line that are looked at.
const DENIALS_MAX: usize = 8;
/// Shortest and longest name of what is denied.
const NAME: (usize, usize) = (2, 16);
/// Most characters between the name and its number.
const TAIL_MAX: usize = 8;

/// Characters that may stand between the name and its number.
const TAIL: &str = "费支出决算金额次数批次团组为共计是有达数的案件人员资了用到发生";

/// A denial: the place of its words and the name of what it denies, marks dropped.
struct Denial {
    span: (usize, usize),
    name: Vec<char>,
}

/// Finds denials with their numbers in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) {
    if line.quantities().next().is_none() {
        return;
    }
    for denial in denials(builder, line) {
        let Some(value) = value(builder, line, &denial).and_then(|at| line.id(at)) else { continue };
        let Some(passage) = builder.passages.get(line.index) else { continue };
        let mut statement = builder.blank_statement(passage, denial.span.0, denial.span.1);
        statement.state = State::Nil;
        statement.place = crate::sentence::place_of(&passage.path, &passage.text, denial.span);
        if let Some(stated) = builder.get(value) {
            statement.measure.clone_from(&stated.measure);
            statement.subject.clone_from(&stated.subject);
        }
        let nil = builder.state(statement);
        builder.relate(RelationKind::Restatement { mentions: vec![value, nil] }, Origin::Key, true);
    }
}

fn denials(builder: &Builder, line: &Line) -> Vec<Denial> {
    let lexicon = builder.lexicon;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, length)) = lexicon.denial_word.find(&line.text, at, line.text.len()) {
        at = start + length;
        let clause = clause(line, start);
        let behind = lexicon.denial_behind.at(&line.text, start).is_some();
        let (from, to) = if behind { (clause.0, start) } else { (start + length, clause.1) };
        let before: Vec<char> =
            line.between(clause.0, start).iter().copied().filter(|c| !is_digit(*c) && !"“”".contains(*c)).collect();
        let opens = behind || naming::stripped(builder, &before).is_empty();
        let ends = !behind || start + length == clause.1;
        let name = name(builder, line.between(from, to));
        if opens && ends && (NAME.0..=NAME.1).contains(&name.len()) && found.len() < DENIALS_MAX {
            found.push(Denial { span: (start.min(from), to.max(start + length)), name });
        }
    }
    found
}

/// The clause that holds `at`; brackets do not end it.
fn clause(line: &Line, at: usize) -> (usize, usize) {
    let stop = |c: &char| "，,。；;：:、！？".contains(*c);
    let from = line.text.get(..at).and_then(|head| head.iter().rposition(stop)).map_or(0, |stop| stop + 1);
    let to = line.text.iter().skip(at).position(stop).map_or(line.text.len(), |length| at + length);
    (from, to)
}

/// What is denied, without marks, deeds, empty words of time and of its kind; empty when a number stands in it.
fn name(builder: &Builder, words: &[char]) -> Vec<char> {
    let lexicon = builder.lexicon;
    let words: Vec<char> = words.iter().copied().filter(|c| c.is_alphanumeric()).collect();
    if words.iter().any(|c| is_digit(*c)) {
        return Vec::new();
    }
    let mut name = naming::stripped(builder, &words);
    while let Some(length) = lexicon.denied_lead.at(name, 0).or_else(|| lexicon.denial_deed.at(name, 0)) {
        name = name.get(length..).unwrap_or_default();
    }
    while let Some(length) = lexicon
        .denied_tail
        .before(name, name.len())
        .filter(|length| name.len() >= length + NAME.0 && name.len() > NAME.0)
    {
        name = name.get(..name.len() - length).unwrap_or_default();
    }
    name.to_vec()
}

/// The number of the sentence that is called by the denied name and nothing more.
fn value(builder: &Builder, line: &Line, denial: &Denial) -> Option<usize> {
    let from = sentence_start(&line.text, denial.span.0);
    let to = (denial.span.1..line.text.len())
        .find(|at| line.text.get(*at).is_some_and(|c| is_sentence_end(*c) || matches!(*c, '；' | ';')))
        .unwrap_or(line.text.len());
    line.quantities_within(from, to).find(|at| {
        line.id(*at).and_then(|id| builder.get(id)).is_some_and(is_something) && is_called(builder, line, *at, denial)
    })
}

fn is_something(statement: &Statement) -> bool {
    statement.state == State::Number
        && matches!(statement.role, Role::Actual | Role::Final)
        && statement.approximation == Approximation::None
        && statement.value.is_some_and(|value| !value.is_zero())
}

fn is_called(builder: &Builder, line: &Line, at: usize, denial: &Denial) -> bool {
    let (from, _) = clause(line, line.start(at));
    let floor = line.floor(at).max(from);
    let words: Vec<char> =
        line.between(floor, line.start(at)).iter().copied().filter(|c| c.is_alphanumeric()).collect();
    if line.is_change(at) && !words.iter().any(|c| "结余".contains(*c)) {
        return false;
    }
    let guard = &builder.lexicon.denial_guard;
    let stands = |name: &[char]| {
        let place = words.windows(name.len()).position(|window| window == name)?;
        let head = words.get(..place)?;
        let tail = words.get(place + name.len()..)?;
        if guard.within(head, 0, head.len()) || guard.within(tail, 0, tail.len()) {
            return Some(false);
        }
        let mut head = naming::stripped(builder, head);
        while let Some(length) = builder.lexicon.denial_deed.at(head, 0) {
            head = head.get(length..)?;
        }
        Some(head.is_empty() && tail.len() <= TAIL_MAX && tail.iter().all(|c| TAIL.contains(*c)))
    };
    // 没有购置公务用车，公务用车购置费18万元: the deed stands behind its thing.
    let turned = || {
        let (deed, thing) = denial.name.split_at_checked(2).filter(|(_, thing)| thing.len() >= 2)?;
        stands(&[thing, deed].concat())
    };
    let bare = || {
        let length = builder.lexicon.denial_empty.at(&denial.name, 0)?;
        denial.name.get(length..).filter(|rest| rest.len() >= 2).and_then(stands)
    };
    stands(&denial.name) == Some(true) || turned() == Some(true) || bare() == Some(true)
}
