//! The same clause said again: numbers masked, clauses compared, numbers aligned by position.
//!
//! Narrative sentences are pasted verbatim into indicator tables; this finds most restatements in linear time.

use std::collections::BTreeMap;

use jiheng_model::relation::{Origin, RelationKind};
use jiheng_model::statement::{Statement, StatementId, WaiverClass};
use jiheng_model::unit::Dimension;

use super::Line;
use crate::builder::Builder;
use crate::passage::Zone;
use crate::phrase::is_clause_stop;
use crate::scan::MentionKind;

/// Shorter masks say too little.
const WORDS_MIN: usize = 3;
/// From this length on a mask alone is proof enough to contradict.
const WORDS_STRONG: usize = 6;
/// A mask met more often than this is a stock phrase.
const PLACES_MAX: usize = 12;

/// One clause with numbers, somewhere.
struct Clause {
    line: usize,
    zone: Zone,
    mask: String,
    before: String,
    after: String,
    ids: Vec<StatementId>,
}

/// Relates equal clauses, and citations of one document.
pub(crate) fn relate(builder: &mut Builder, lines: &[Line]) {
    let clauses: Vec<Clause> = lines.iter().flat_map(|line| clauses(builder, line)).collect();
    let mut by_mask: BTreeMap<&str, Vec<&Clause>> = BTreeMap::new();
    for clause in &clauses {
        by_mask.entry(&clause.mask).or_default().push(clause);
    }
    let mut found = Vec::new();
    for places in by_mask.values().filter(|places| (2..=PLACES_MAX).contains(&places.len())) {
        found.extend(aligned(builder, lines, places));
    }
    for (mentions, strong) in found {
        builder.relate(RelationKind::Restatement { mentions }, Origin::Clause, strong);
    }
    citations(builder);
}

/// The clauses of a line, with their neighbours.
fn clauses(builder: &Builder, line: &Line) -> Vec<Clause> {
    let mut pieces: Vec<(String, Vec<StatementId>)> = Vec::new();
    let mut start = 0;
    for at in 0..=line.text.len() {
        let stop = line.text.get(at).is_none_or(|c| is_clause_stop(*c) && !matches!(*c, '、' | '《' | '》'));
        if stop && !line.is_inside_mention(at) {
            pieces.push(mask(builder, line, start, at));
            start = at + 1;
        }
    }
    pieces.retain(|(mask, _)| !mask.is_empty());
    let text =
        |index: Option<usize>| index.and_then(|i| pieces.get(i)).map(|(mask, _)| mask.clone()).unwrap_or_default();
    (0..pieces.len())
        .filter_map(|index| {
            let (mask, ids) = pieces.get(index)?;
            let long = !ids.is_empty() && mask.chars().filter(|c| *c != '#').count() >= WORDS_MIN;
            long.then(|| Clause {
                line: line.index,
                zone: line.zone.clone(),
                mask: mask.clone(),
                before: text(index.checked_sub(1)),
                after: text(Some(index + 1)),
                ids: ids.clone(),
            })
        })
        .collect()
}

/// The clause with quantities as `#`; years and list numbers at its front are dropped, others stay.
fn mask(builder: &Builder, line: &Line, from: usize, to: usize) -> (String, Vec<StatementId>) {
    let mut masked = String::new();
    let mut ids = Vec::new();
    let mut at = from;
    let first = line.mentions.partition_point(|m| m.start < from);
    let within = line.mentions.iter().enumerate().skip(first).take_while(|(_, m)| m.start <= to);
    for (index, mention) in within.filter(|(_, m)| m.end <= to) {
        masked.extend(line.between(at, mention.start));
        match &mention.kind {
            MentionKind::Quantity(_) => {
                masked.push('#');
                ids.extend(line.id(index));
            }
            MentionKind::Waived(WaiverClass::ListNo) => {}
            MentionKind::Waived(WaiverClass::Year) if masked.trim().is_empty() => {}
            MentionKind::Waived(_) | MentionKind::Unclear => masked.extend(line.between(mention.start, mention.end)),
        }
        at = mention.end;
    }
    masked.extend(line.between(at, to));
    let words: Vec<char> = masked.chars().filter(|c| !c.is_whitespace() && !".．".contains(*c)).collect();
    (crate::phrase::strip(&words, builder.lexicon).into_iter().collect(), ids)
}

/// Restatements of each number of a mask, with whether they may contradict.
fn aligned(builder: &Builder, lines: &[Line], places: &[&Clause]) -> Vec<(Vec<StatementId>, bool)> {
    let width = places.first().map_or(0, |clause| clause.ids.len());
    let distinct_lines = places.iter().map(|clause| clause.line).collect::<std::collections::BTreeSet<_>>().len();
    if places.iter().any(|clause| clause.ids.len() != width) || distinct_lines < 2 {
        return Vec::new();
    }
    (0..width)
        .filter_map(|position| {
            let statements: Vec<&Statement> =
                places.iter().filter_map(|clause| builder.get(*clause.ids.get(position)?)).collect();
            let first = statements.first()?;
            let alike =
                statements.iter().all(|s| super::comparable(s, first) && s.role == first.role && same_period(s, first));
            // The same clause twice in one text with different numbers is a list, not a repetition.
            let repeated_within = distinct_lines < places.len();
            let strong = !repeated_within
                && places_differ(builder, places)
                && proof(places)
                && !is_relative(builder, places)
                && !is_stock(builder, lines, places, position)
                && statements.iter().all(|s| !is_part_score(s));
            alike.then(|| (statements.iter().map(|s| s.id).collect(), strong))
        })
        .collect()
}

/// Without a known form, paragraphs are written to one pattern (与上年相比增加0.41万元, 占本年收入的98%): there a clause alone
/// proves nothing. Changes and shares never contradict; other figures only when they look like a slip, or when the other
/// figures of the clause agree.
fn is_stock(builder: &Builder, lines: &[Line], places: &[&Clause], position: usize) -> bool {
    if builder.facts.report.form.is_some() && places.iter().any(|clause| clause.zone != Zone::Free) {
        return false;
    }
    let get = |clause: &Clause, at: usize| clause.ids.get(at).and_then(|id| builder.get(*id));
    let figures: Vec<&Statement> = places.iter().filter_map(|clause| get(clause, position)).collect();
    let changes = places.iter().any(|clause| {
        clause.ids.get(position).is_some_and(|id| {
            let line = lines.binary_search_by_key(&clause.line, |line| line.index).ok();
            line.and_then(|at| lines.get(at))
                .is_some_and(|line| line.changes.iter().any(|at| line.id(*at) == Some(*id)))
        })
    });
    let share = figures
        .iter()
        .any(|s| s.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Rate) && s.measure == "比例");
    if changes || share {
        return true;
    }
    let width = places.first().map_or(0, |clause| clause.ids.len());
    let others_agree = width >= 2
        && (0..width).filter(|at| *at != position).all(|at| {
            places.windows(2).all(
                |pair| matches!(pair, [a, b] if get(a, at).map(Statement::exact) == get(b, at).map(Statement::exact)),
            )
        });
    let slip = figures.windows(2).all(|pair| {
        let [a, b] = pair else { return true };
        a.exact() == b.exact() || super::fit::is_slip(a, b)
    });
    !others_agree && !slip
}

/// 该项目全年执行29万元 speaks of another project at each place.
fn is_relative(builder: &Builder, places: &[&Clause]) -> bool {
    let mask: Vec<char> = places.first().map(|clause| clause.mask.chars().collect()).unwrap_or_default();
    builder.lexicon.anaphora.at(&mask, 0).is_some()
}

/// Points of single indicators go by the same names at many places; only the total is one figure.
fn is_part_score(statement: &Statement) -> bool {
    statement.fact.is_none() && statement.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Score)
}

fn same_period(a: &Statement, b: &Statement) -> bool {
    // A part of the year (上半年, 截至) is known to differ from the year, named or not.
    let part =
        |s: &Statement| s.period.as_ref().is_some_and(|period| !period.starts_with(|c: char| c.is_ascii_digit()));
    a.period == b.period || (!part(a) && !part(b) && (a.period.is_none() || b.period.is_none()))
}

/// Goals, indicators and narrative are different texts; two lines of one of them are not. Without a known form every
/// paragraph is a text of its own.
fn places_differ(builder: &Builder, places: &[&Clause]) -> bool {
    if builder.facts.report.form.is_none() && places.iter().all(|clause| clause.zone == Zone::Free) {
        return places.iter().all(|clause| clause.mask.chars().count() > WORDS_STRONG);
    }
    let mut zones: Vec<&Zone> = places.iter().map(|clause| &clause.zone).collect();
    zones.sort();
    let count = zones.len();
    zones.dedup();
    zones.len() == count && !zones.contains(&&Zone::Free)
}

/// A long clause, or a short one whose neighbours agree too.
fn proof(places: &[&Clause]) -> bool {
    let Some(first) = places.first() else { return false };
    let words = first.mask.chars().filter(|c| *c != '#').count();
    let same =
        |side: fn(&Clause) -> &str| !side(first).is_empty() && places.iter().all(|clause| side(clause) == side(first));
    let long = |side: &str| side.chars().filter(|c| *c != '#').count() + words > WORDS_STRONG;
    words >= WORDS_STRONG
        || (same(|clause| &clause.before) && long(&first.before))
        || (same(|clause| &clause.after) && long(&first.after))
}

/// One document cited twice should carry one number.
fn citations(builder: &mut Builder) {
    let mut by_title: BTreeMap<String, Vec<(StatementId, String)>> = BTreeMap::new();
    for statement in &builder.facts.statements {
        if statement.class == Some(WaiverClass::DocNumber) && !statement.subject.is_empty() {
            let number = format!("{}{}", statement.measure, statement.written);
            by_title.entry(statement.subject.clone()).or_default().push((statement.id, number));
        }
    }
    for places in by_title.into_values().filter(|places| places.len() >= 2) {
        let first = places.first().map(|(_, number)| number.clone()).unwrap_or_default();
        let same = places.iter().all(|(_, number)| *number == first);
        let mentions = places.into_iter().map(|(id, _)| id).collect();
        let agreement_percent = if same { 100 } else { 0 };
        builder.relate(RelationKind::TextRestatement { mentions, agreement_percent }, Origin::Clause, true);
    }
}
