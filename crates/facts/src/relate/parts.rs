//! 其中, 包括, 分别为, 经核实 and closing totals: a whole and its parts.

use std::collections::BTreeMap;

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Statement, StatementId};
use jiheng_model::unit::Dimension;

use super::{Line, comparable, evidence};
use crate::builder::Builder;
use crate::phrase::{is_sentence_end, sentence_start};

/// More parts than any sentence lists.
const PARTS_MAX: usize = 64;

/// Which whole the parts of a line belong to.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// Mention index of a part → mention index of its whole.
    pub(crate) whole_of: BTreeMap<usize, usize>,
    /// Wholes whose list is complete, with their parts.
    pub(crate) complete: Vec<(usize, Vec<usize>)>,
}

/// A place at which parts are announced.
struct Cue {
    at: usize,
    end: usize,
    explicit: bool,
    recheck: bool,
    /// A bracket right after a quantity that holds nothing but its parts: 115场（线上32场、线下83场）.
    bare: bool,
}

/// Finds wholes with their parts in one line.
pub(crate) fn relate(builder: &mut Builder, line: &Line) -> Frames {
    let mut frames = Frames::default();
    for cue in cues(builder, line) {
        let bracket = bracket_end(line, &cue);
        let Some(whole) = whole(builder, line, &cue, bracket) else { continue };
        if frames.complete.iter().any(|(known, _)| *known == whole) {
            continue;
        }
        let parts = parts(builder, line, &cue, bracket, whole);
        if !parts.is_empty() {
            frame(builder, line, &mut frames, whole, parts, &cue);
        }
    }
    closing(builder, line, &mut frames);
    frames
}

fn cues(builder: &Builder, line: &Line) -> Vec<Cue> {
    let lexicon = builder.lexicon;
    let mut cues = Vec::new();
    let mut at = 0;
    let mut starts_sentence = true;
    while at < line.text.len() {
        let recheck = starts_sentence.then(|| lexicon.cue_recheck.at(&line.text, at)).flatten();
        let here = line.text.get(at).copied().unwrap_or(' ');
        starts_sentence = is_sentence_end(here) || (starts_sentence && here.is_whitespace());
        let Some(length) = recheck.or_else(|| lexicon.cue_parts.at(&line.text, at)) else {
            if line.quantities().any(|q| line.end(q) == at) && "（(".contains(here) {
                cues.push(Cue { at: at + 1, end: at + 1, explicit: false, recheck: false, bare: true });
            }
            at += 1;
            continue;
        };
        let word: String = line.between(at, at + length).iter().collect();
        let opened = at > 0 && line.text.get(at - 1).is_some_and(|c| "（(".contains(*c));
        let usable = match word.as_str() {
            "含" => opened,
            "由" => line.between(at, line.text.len()).windows(2).any(|w| w == ['组', '成'] || w == ['构', '成']),
            _ => true,
        };
        if usable {
            let explicit = lexicon.cue_complete.at(&line.text, at).is_some() || word == "由";
            cues.push(Cue { at, end: at + length, explicit, recheck: recheck.is_some(), bare: false });
        }
        at += length;
    }
    cues
}

/// Where the bracket closes that the cue opens, `（其中…）`.
fn bracket_end(line: &Line, cue: &Cue) -> Option<usize> {
    let opened = cue.at > 0 && line.text.get(cue.at - 1).is_some_and(|c| "（(".contains(*c));
    opened.then(|| (cue.end..line.text.len()).find(|i| line.text.get(*i).is_some_and(|c| "）)".contains(*c)))).flatten()
}

/// End of the sentence after `at`.
fn sentence_end(line: &Line, at: usize) -> usize {
    (at..line.text.len()).find(|i| line.text.get(*i).is_some_and(|c| is_sentence_end(*c))).unwrap_or(line.text.len())
}

/// The nearest quantity before the cue that can be added to the first one after it.
fn whole(builder: &Builder, line: &Line, cue: &Cue, bracket: Option<usize>) -> Option<usize> {
    let end = bracket.unwrap_or_else(|| sentence_end(line, cue.end));
    let first = line
        .quantities()
        .find(|at| line.start(*at) >= cue.end && line.end(*at) <= end && !is_rate(builder, line, *at))?;
    let first = builder.get(line.id(first)?)?;
    let from = sentence_start(&line.text, cue.at);
    // A frame survives one full stop when the next sentence opens with 经核实 or 其中.
    let opens = cue.recheck || line.between(from, cue.at).iter().all(|c| c.is_whitespace() || "，,".contains(*c));
    let rechecked = builder.lexicon.cue_recheck.at(&line.text, first_word(line, from)).is_some();
    let floor = if opens || rechecked { sentence_start(&line.text, from.saturating_sub(1)) } else { from };
    let depth = |at: usize| open_brackets(line, floor, at);
    line.quantities()
        .rev()
        .filter(|at| line.end(*at) <= cue.at && line.start(*at) >= floor)
        .filter(|at| bracket.is_some() || depth(line.start(*at)) == 0)
        .take(6)
        .find(|at| {
            line.id(*at).and_then(|id| builder.get(id)).is_some_and(|s| comparable(s, first) && s.role == first.role)
        })
}

fn first_word(line: &Line, from: usize) -> usize {
    (from..line.text.len()).find(|i| line.text.get(*i).is_some_and(|c| !c.is_whitespace())).unwrap_or(from)
}

fn open_brackets(line: &Line, from: usize, to: usize) -> usize {
    let text = line.between(from, to);
    let opened = text.iter().filter(|c| "（(".contains(**c)).count();
    opened.saturating_sub(text.iter().filter(|c| "）)".contains(**c)).count())
}

fn is_rate(builder: &Builder, line: &Line, at: usize) -> bool {
    let unit = line.id(at).and_then(|id| builder.get(id)).and_then(|s| s.unit.as_ref());
    unit.is_some_and(|unit| matches!(unit.dimension, Dimension::Rate | Dimension::RatePoint))
}

/// Quantities after the cue that can be parts: same kind, outside nested brackets, up to the next break.
fn parts(builder: &Builder, line: &Line, cue: &Cue, bracket: Option<usize>, whole: usize) -> Vec<usize> {
    let end = bracket.unwrap_or_else(|| sentence_end(line, cue.end));
    let Some(total) = line.id(whole).and_then(|id| builder.get(id)) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut joined = 0;
    let mut last = cue.end;
    for at in line.quantities().filter(|at| line.start(*at) >= cue.end && line.end(*at) <= end) {
        let between = (last, line.start(at));
        let between_parts = line.between(between.0, between.1);
        if parts.len() >= 2 && separator(between_parts) > joined {
            break;
        }
        if parts.len() == 1 {
            joined = separator(between_parts);
        }
        let broken = opens_anew(builder, line, between)
            || (!parts.is_empty()
                && line.between(between.0, between.1).windows(2).any(|w| w == ['其', '中'])
                && open_brackets(line, cue.end, line.start(at)) == 0);
        if broken || parts.len() >= PARTS_MAX {
            break;
        }
        let nested = open_brackets(line, cue.end, line.start(at)) > 0;
        let fits = line
            .id(at)
            .and_then(|id| builder.get(id))
            .is_some_and(|part| comparable(part, total) && part.role == total.role);
        if fits && !nested {
            parts.push(at);
        }
        last = line.end(at);
    }
    parts
}

/// 另外, 此外, 截至 at the beginning of a clause: what follows is no part any more.
fn opens_anew(builder: &Builder, line: &Line, span: (usize, usize)) -> bool {
    (span.0..span.1).any(|at| {
        let opens = at == 0 || line.text.get(at - 1).is_some_and(|c| "，,。；;：: ".contains(*c));
        opens && builder.lexicon.cue_break.at(&line.text, at).is_some_and(|length| at + length <= span.1)
    })
}

/// How strongly two parts are divided: 、 then ， then ；. A list ends where a stronger mark stands than its own.
fn separator(between: &[char]) -> u8 {
    let has = |marks: &str| between.iter().any(|c| marks.contains(*c));
    match (has("；;"), has("，,"), has("、")) {
        (true, _, _) => 3,
        (false, true, _) => 2,
        (false, false, true) => 1,
        _ => 0,
    }
}

fn frame(builder: &mut Builder, line: &Line, frames: &mut Frames, whole: usize, parts: Vec<usize>, cue: &Cue) {
    let parts = fitting_prefix(builder, line, whole, parts);
    let ids: Vec<StatementId> = parts.iter().filter_map(|at| line.id(*at)).collect();
    let Some(total) = line.id(whole) else { return };
    for part in &parts {
        frames.whole_of.insert(*part, whole);
    }
    if is_complete(builder, line, cue, total, &parts) {
        builder.relate(RelationKind::Sum { total, parts: ids, complete: true }, Origin::Sentence, true);
        frames.complete.push((whole, parts));
        return;
    }
    if cue.bare {
        return;
    }
    for part in ids {
        builder.relate(RelationKind::PartOf { parts: vec![part], whole: total }, Origin::Sentence, true);
    }
}

/// The first parts that together meet the whole; all of them when no prefix does.
fn fitting_prefix(builder: &Builder, line: &Line, whole: usize, mut parts: Vec<usize>) -> Vec<usize> {
    let get = |at: usize| line.id(at).and_then(|id| builder.get(id));
    let Some(total) = get(whole) else { return parts };
    let statements: Vec<&Statement> = parts.iter().filter_map(|at| get(*at)).collect();
    let fits =
        (2..=statements.len()).rev().find(|n| evidence::adds_up(total, statements.get(..*n).unwrap_or_default()));
    parts.truncate(fits.unwrap_or(parts.len()));
    parts
}

fn is_complete(builder: &Builder, line: &Line, cue: &Cue, total: StatementId, parts: &[usize]) -> bool {
    let Some(total) = builder.get(total) else { return false };
    let statements: Vec<&Statement> = parts.iter().filter_map(|at| builder.get(line.id(*at)?)).collect();
    if statements.len() < 2 {
        return false;
    }
    if evidence::adds_up(total, &statements) {
        return true;
    }
    let end = parts.last().map_or(0, |at| line.end(*at));
    if overfull(line, total, &statements, parts) {
        return true;
    }
    // 等 after the last part leaves the list open; inside a part's name (…经费等164.50万元) it belongs to the name.
    let open = line.text.get(end) == Some(&'等')
        || builder.lexicon.cue_partial.within(&line.text, cue.at.saturating_sub(2), cue.end + 2);
    if open {
        return false;
    }
    cue.explicit
        || domain_identity(total, &statements)
        || shares_fill(line, builder, parts)
        || evidence::nearly_adds_up(total, &statements)
        || ((cue.recheck || fills_sentence(line, &parts_span(line, parts)))
            && evidence::nearly_all(total, &statements, 3))
        || (cue.bare && evidence::nearly_all(total, &statements, 2))
}

/// First and last character of a list.
fn parts_span(line: &Line, parts: &[usize]) -> (usize, usize) {
    (parts.first().map_or(0, |at| line.start(*at)), parts.last().map_or(0, |at| line.end(*at)))
}

/// The list runs to the end of its sentence, bracket or semicolon: nothing was left for another part.
fn fills_sentence(line: &Line, span: &(usize, usize)) -> bool {
    let listed = !line.between(span.0, span.1).iter().any(|c| "，,；;".contains(*c));
    line.text
        .get(span.1)
        .is_none_or(|c| is_sentence_end(*c) || "；;）)\n".contains(*c) || (listed && "，,".contains(*c)))
}

/// 基本支出 = 人员 + 公用 and the like: the parts' facts are the children of the whole's.
fn domain_identity(total: &Statement, parts: &[&Statement]) -> bool {
    let Some(fact) = &total.fact else { return false };
    let names: Vec<&str> = parts.iter().filter_map(|part| part.fact.as_ref().map(|f| f.name.as_str())).collect();
    let children = match fact.name.as_str() {
        "expenditure.basic" => ["expenditure.basic.personnel", "expenditure.basic.operating"],
        "expenditure.total" => ["expenditure.basic", "expenditure.project"],
        _ => return false,
    };
    names.len() == 2 && parts.len() == 2 && children.iter().all(|child| names.contains(child))
}

/// Every part carries a share and the shares make about 100 %.
fn shares_fill(line: &Line, builder: &Builder, parts: &[usize]) -> bool {
    let mut sum = jiheng_model::exact::whole(0);
    for part in parts {
        let next = line.quantities().find(|at| at > part);
        let Some(rate) =
            next.filter(|at| is_rate(builder, line, *at)).and_then(|at| builder.get(line.id(at)?)?.exact())
        else {
            return false;
        };
        let Some(next) = num_traits::CheckedAdd::checked_add(&sum, &rate) else { return false };
        sum = next;
    }
    let hundred = jiheng_model::exact::whole(10_000);
    let gap = jiheng_model::exact::whole(60);
    sum >= hundred - gap && sum <= hundred + gap
}

/// Parts of a plain parallel list (甲、乙、丙) that together exceed the whole: they cannot all be right.
fn overfull(line: &Line, total: &Statement, statements: &[&Statement], parts: &[usize]) -> bool {
    let above = match (evidence::total_interval(statements), total.interval()) {
        (Some(sum), Some(total)) => sum.entirely_above(&total),
        _ => false,
    };
    let parallel = parts.windows(2).all(|pair| {
        let [a, b] = pair else { return false };
        line.between(line.end(*a), line.start(*b)).iter().any(|c| "、；;".contains(*c))
            && (parts.len() >= 3 || line.between(line.end(*a), line.start(*b)).contains(&'、'))
    });
    let overlapping = parts.iter().any(|at| {
        let from = crate::phrase::clause_start(&line.text, line.start(*at));
        line.between(from, line.start(*at)).contains(&'占')
    });
    above && parallel && !overlapping
}

/// A、B、C，共计 Q.
fn closing(builder: &mut Builder, line: &Line, frames: &mut Frames) {
    let mut at = 0;
    while let Some((start, length)) = builder.lexicon.cue_closing.find(&line.text, at, line.text.len()) {
        at = start + length;
        let counted = start >= 2 && line.text.get(start - 1).is_some_and(|c| "项个类者".contains(*c));
        let before = if counted { start - 2 } else { start };
        let detached = before > 0 && line.text.get(before - 1).is_some_and(|c| "，,、；;".contains(*c));
        let total = line.quantities().find(|q| line.start(*q) >= at && line.start(*q) - at <= 4);
        let Some(total_at) = total.filter(|_| detached) else { continue };
        let Some(total) = line.id(total_at).and_then(|id| builder.get(id)) else { continue };
        let from = sentence_start(&line.text, start);
        if line.between(from, start).windows(2).any(|w| w == ['其', '中']) {
            continue;
        }
        let parts: Vec<usize> = line
            .quantities()
            .filter(|q| line.start(*q) >= from && line.end(*q) <= start)
            .filter(|q| line.id(*q).and_then(|id| builder.get(id)).is_some_and(|part| comparable(part, total)))
            .collect();
        let statements: Vec<&Statement> = parts.iter().filter_map(|q| builder.get(line.id(*q)?)).collect();
        let sure = evidence::adds_up(total, &statements)
            || evidence::nearly_adds_up(total, &statements)
            || evidence::nearly_all(total, &statements, 2);
        if statements.len() >= 2 && sure {
            let total = total.id;
            let parts: Vec<StatementId> = parts.iter().filter_map(|q| line.id(*q)).collect();
            builder.relate(
                RelationKind::Sum { total, parts: parts.clone(), complete: true },
                Origin::ClosingTotal,
                true,
            );
            frames.complete.push((total_at, Vec::new()));
        }
    }
}
