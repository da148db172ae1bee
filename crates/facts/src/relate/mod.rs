//! Relations between statements: from sentences, tables and repetition.

mod counts;
mod enumeration;
pub(crate) mod evidence;
mod growth;
mod indicator;
mod key;
mod parts;
mod repetition;
mod share;

use jiheng_model::statement::{Statement, StatementId};

use crate::builder::Builder;
use crate::passage::Zone;
use crate::scan::Mention;

/// A passage with what was found in it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) index: usize,
    pub(crate) text: Vec<char>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) ids: Vec<StatementId>,
    pub(crate) zone: Zone,
}

impl Line {
    /// Indices of the mentions that are quantities.
    pub(crate) fn quantities(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.mentions.len()).filter(|at| self.mentions.get(*at).is_some_and(|m| m.quantity().is_some()))
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

    /// The text between two positions.
    pub(crate) fn between(&self, from: usize, to: usize) -> &[char] {
        self.text.get(from..to).unwrap_or_default()
    }
}

/// Finds all relations of a document whose statements are known.
pub(crate) fn relate_all(builder: &mut Builder) {
    let lines: Vec<Line> = (0..builder.passages.len()).filter_map(|index| line(builder, index)).collect();
    for line in &lines {
        let frames = parts::relate(builder, line);
        share::relate(builder, line, &frames);
        enumeration::relate(builder, line);
        counts::relate(builder, line, &frames);
        growth::relate(builder, line);
    }
    indicator::relate(builder, &lines);
    repetition::relate(builder, &lines);
    key::relate(builder, &lines);
}

fn line(builder: &Builder, index: usize) -> Option<Line> {
    let passage = builder.passages.get(index)?;
    let skip = matches!(passage.zone, Zone::NumericCell | Zone::Label | Zone::People | Zone::Cover);
    (!skip && !passage.statements.is_empty()).then(|| Line {
        index,
        text: passage.text.clone(),
        mentions: builder.mentions.get(index).cloned().unwrap_or_default(),
        ids: passage.statements.clone(),
        zone: passage.zone.clone(),
    })
}

/// True when two statements can be added or compared.
pub(crate) fn comparable(a: &Statement, b: &Statement) -> bool {
    match (&a.unit, &b.unit) {
        (Some(a), Some(b)) => a.comparable(b),
        (None, None) => true,
        _ => false,
    }
}
