//! Relations between statements: from sentences, tables and repetition.

mod against;
mod average;
mod budget_sum;
mod budget_word;
mod capital;
mod counts;
mod cumulated;
mod dated;
mod denial;
mod denied;
mod difference;
mod enumeration;
pub(crate) mod evidence;
mod fact;
pub(crate) mod fit;
mod flow;
mod formula;
mod grade;
mod growth;
mod indicator;
mod names;
mod naming;
mod parts;
mod points;
mod product;
mod remainder;
mod repetition;
mod respectively;
mod rough;
mod rough_far;
mod sequence;
mod share;
mod subject;
mod subtraction;
mod target;
mod twice;
mod years;

use jiheng_model::statement::{Statement, StatementId};
use jiheng_model::unit::Dimension;

use crate::builder::Builder;
use crate::passage::Zone;
use crate::scan::Mention;

/// A passage with what was found in it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) index: usize,
    pub(crate) text: Vec<char>,
    pub(crate) mentions: Vec<Mention>,
    /// Indices of the mentions that are quantities.
    quantities: Vec<usize>,
    pub(crate) ids: Vec<StatementId>,
    pub(crate) zone: Zone,
    /// Mentions behind a word of rising or falling: no levels, wholes or parts.
    pub(crate) changes: Vec<usize>,
}

impl Line {
    /// Indices of the mentions that are quantities.
    pub(crate) fn quantities(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.quantities.iter().copied()
    }

    /// The quantities that lie between two positions.
    pub(crate) fn quantities_within(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let first = self.quantities.partition_point(|at| self.start(*at) < from);
        let last = self.quantities.partition_point(|at| self.end(*at) <= to).max(first);
        self.quantities.get(first..last).unwrap_or_default().iter().copied()
    }

    /// Beginning and end of every sentence of the line; a stop inside a mention ends none.
    pub(crate) fn sentences(&self) -> Vec<(usize, usize)> {
        let mut sentences = Vec::new();
        let mut from = 0;
        while from < self.text.len() {
            let is_end = |at: &usize| {
                self.text.get(*at).is_some_and(|c| crate::phrase::is_sentence_end(*c)) && !self.is_inside_mention(*at)
            };
            let end = (from..self.text.len()).find(is_end).unwrap_or(self.text.len());
            sentences.push((from, end));
            from = end + 1;
        }
        sentences
    }

    /// Where the quantity before this mention ends; the beginning of the line when it is the first.
    pub(crate) fn floor(&self, at: usize) -> usize {
        let before = self.quantities.partition_point(|other| *other < at).checked_sub(1);
        before.and_then(|before| self.quantities.get(before)).map_or(0, |before| self.end(*before))
    }

    pub(crate) fn is_change(&self, at: usize) -> bool {
        self.changes.binary_search(&at).is_ok()
    }

    /// True when a mention goes on over a position.
    pub(crate) fn is_inside_mention(&self, at: usize) -> bool {
        let before = self.mentions.partition_point(|mention| mention.start < at);
        before.checked_sub(1).and_then(|last| self.mentions.get(last)).is_some_and(|mention| at < mention.end)
    }

    pub(crate) fn id(&self, at: usize) -> Option<StatementId> {
        self.ids.get(at).copied()
    }

    pub(crate) fn start(&self, at: usize) -> usize {
        self.mentions.get(at).map_or(0, |mention| mention.start)
    }

    pub(crate) fn end(&self, at: usize) -> usize {
        self.mentions.get(at).map_or(0, |mention| mention.end)
    }

    /// The other line is another text; without a known form every paragraph is one of its own.
    pub(crate) fn zone_differs(&self, other: &Self) -> bool {
        self.zone != other.zone || (self.zone == Zone::Free && self.index != other.index)
    }

    /// The text between two positions.
    pub(crate) fn between(&self, from: usize, to: usize) -> &[char] {
        self.text.get(from..to).unwrap_or_default()
    }
}

/// Finds all relations of a document whose statements are known.
pub(crate) fn relate_all(builder: &mut Builder) {
    let lines: Vec<Line> = (0..builder.passages.len()).filter_map(|index| line(builder, index)).collect();
    for line in &lines {
        dated::settle(builder, line);
    }
    let labels = share::Labels::new(builder, &lines);
    for line in &lines {
        let since = builder.facts.relations.len();
        let frames = parts::relate(builder, line);
        share::relate(builder, line, &frames, &labels);
        share::relate_budget(builder, line);
        budget_word::relate(builder, line);
        enumeration::relate(builder, line);
        counts::relate(builder, line, &frames);
        growth::relate(builder, line);
        remainder::relate(builder, line, &frames);
        subtraction::relate(builder, line);
        difference::relate(builder, line);
        flow::relate(builder, line);
        average::relate(builder, line);
        product::relate(builder, line);
        formula::relate(builder, line);
        capital::relate(builder, line);
        rough::relate(builder, line);
        rough_far::relate(builder, line);
        against::relate(builder, line);
        denied::relate(builder, line);
        cumulated::relate(builder, line);
        respectively::relate(builder, line);
        grade::relate(builder, line);
        points::relate(builder, line);
        target::relate(builder, line);
        sequence::relate(builder, line);
        budget_sum::relate(builder, line);
        share::relate_tied(builder, line, since);
    }
    parts::relate_lines(builder, &lines);
    indicator::relate(builder, &lines);
    repetition::relate(builder, &lines);
    let two_sets = fact::relate(builder);
    subject::relate(builder, &lines, two_sets);
    naming::relate(builder, &lines, two_sets);
    twice::relate(builder, &lines, two_sets);
    years::relate(builder, &lines);
}

fn line(builder: &Builder, index: usize) -> Option<Line> {
    let passage = builder.passages.get(index)?;
    let skip = matches!(passage.zone, Zone::NumericCell | Zone::Label | Zone::People | Zone::Cover);
    (!skip && !passage.statements.is_empty()).then(|| {
        let mentions = builder.mentions.get(index).cloned().unwrap_or_default();
        let is_quantity = |at: &usize| mentions.get(*at).is_some_and(|m| m.quantity().is_some());
        let mut line = Line {
            index,
            text: passage.text.clone(),
            quantities: (0..mentions.len()).filter(is_quantity).collect(),
            mentions,
            ids: passage.statements.clone(),
            zone: passage.zone.clone(),
            changes: Vec::new(),
        };
        line.changes = growth::changes(builder, &line);
        line
    })
}

/// True when the mention is a percentage or points.
pub(crate) fn is_rate(builder: &Builder, line: &Line, at: usize) -> bool {
    let unit = line.id(at).and_then(|id| builder.get(id)).and_then(|s| s.unit.as_ref());
    unit.is_some_and(|unit| matches!(unit.dimension, Dimension::Rate | Dimension::RatePoint))
}

/// True when two statements can be added or compared.
pub(crate) fn comparable(a: &Statement, b: &Statement) -> bool {
    match (&a.unit, &b.unit) {
        (Some(a), Some(b)) => a.comparable(b),
        (None, None) => true,
        _ => false,
    }
}
