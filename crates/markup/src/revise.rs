//! Edits as tracked changes: the old characters stay as deleted ones, the new ones stand inserted behind them.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::escape::escape;

use crate::comments::AUTHOR;
use crate::edit::Edit;
use crate::insert::Insertions;
use crate::place;
use crate::runs::{Blanks, Piece, Run};

/// More runs than any one number is split into.
pub(crate) const RUNS_MAX: u32 = 64;

/// Characters of a run that go, with the tag that says so.
#[derive(Clone, Debug)]
struct Gone {
    chars: Range<usize>,
    tag: String,
}

/// What is exchanged in a part.
#[derive(Debug, Default)]
pub(crate) struct Revisions {
    gone: BTreeMap<(u32, u32), Vec<Gone>>,
    /// The last run of each edit with the end of what goes, and what is written there.
    written: Vec<((u32, u32), usize, String)>,
}

impl Revisions {
    /// Plans the edits that can be made; two that meet are not both made.
    pub(crate) fn plan(xml: &str, prefix: &str, runs: &BTreeMap<(u32, u32), &Run>, edits: &[&Edit], id: u32) -> Self {
        let mut plan = Self::default();
        let mut id = id;
        for edit in edits {
            let Some(ranges) = ranges(xml, runs, edit).filter(|ranges| !plan.meets(ranges)) else { continue };
            let Some((run, end)) = ranges.last().map(|(run, chars)| (*run, chars.end)) else { continue };
            let attributes = |id: u32| format!(r#"{prefix}id="{id}" {prefix}author="{AUTHOR}""#);
            for (run, chars) in &ranges {
                let tag = format!("<{prefix}del {}>", attributes(id));
                plan.gone.entry(run.key).or_default().push(Gone { chars: chars.clone(), tag });
                id = id.saturating_add(1);
            }
            let properties = xml.get(run.properties.clone()).unwrap_or_default();
            let new = format!(
                r#"<{prefix}ins {}><{prefix}r>{properties}<{prefix}t xml:space="preserve">{}</{prefix}t></{prefix}r></{prefix}ins>"#,
                attributes(id),
                escape(edit.replacement.as_str())
            );
            id = id.saturating_add(1);
            plan.written.push((run.key, end, beside_insertion(xml, run, &new)));
        }
        plan
    }

    /// How many edits are made.
    pub(crate) fn count(&self) -> usize {
        self.written.len()
    }

    /// The tag of the deletion that a character of a run is in.
    pub(crate) fn tag(&self, key: (u32, u32), char: usize) -> Option<&str> {
        let gone = self.gone.get(&key)?.iter().find(|gone| gone.chars.contains(&char))?;
        Some(&gone.tag)
    }

    /// Puts the changes into the part.
    pub(crate) fn insert(
        &self,
        xml: &str,
        prefix: &str,
        runs: &BTreeMap<(u32, u32), &Run>,
        insertions: &mut Insertions,
    ) {
        for (key, gone) in &self.gone {
            let Some(run) = runs.get(key) else { continue };
            for chars in gone.iter().map(|gone| &gone.chars) {
                insertions.cut(place::before(xml, prefix, run, chars.start, self));
                insertions.cut(place::after(xml, prefix, run, chars.end, self));
            }
            self.rename(xml, prefix, run, insertions);
        }
        for (key, end, new) in &self.written {
            let Some(run) = runs.get(key) else { continue };
            insertions.replace(place::after(xml, prefix, run, *end, self), new);
        }
    }

    /// Deleted text stands in an element of another name, and a cut beside a blank must not lose it.
    fn rename(&self, xml: &str, prefix: &str, run: &Run, insertions: &mut Insertions) {
        let mut at = 0;
        for piece in &run.pieces {
            let end = at + piece.text.chars().count();
            let Some(tag) = xml.get(..piece.span.start).and_then(|before| before.rfind('<')) else { continue };
            let cut = (at + 1..end).any(|char| self.is_edge(run.key, char) && is_beside_blank(piece, char - at));
            if cut && piece.splits == Some(Blanks::Dropped) {
                insertions.within(piece.span.start - 1, r#" xml:space="preserve""#);
            }
            if end > at && self.tag(run.key, at).is_some() {
                insertions.within(tag + 1 + prefix.len(), "delTex");
            }
            if end > at && self.tag(run.key, end - 1).is_some() {
                insertions.within(piece.span.end + 2 + prefix.len(), "delTex");
            }
            at = end;
        }
    }

    fn is_edge(&self, key: (u32, u32), char: usize) -> bool {
        self.gone.get(&key).is_some_and(|gone| gone.iter().any(|g| g.chars.start == char || g.chars.end == char))
    }

    fn meets(&self, ranges: &[(&Run, Range<usize>)]) -> bool {
        ranges.iter().any(|(run, chars)| {
            let gone = self.gone.get(&run.key).into_iter().flatten();
            gone.map(|gone| &gone.chars).any(|other| chars.start < other.end && other.start < chars.end)
        })
    }
}

/// What somebody else inserted ends before ours and goes on behind it, so that neither lies in the other.
fn beside_insertion(xml: &str, run: &Run, new: &str) -> String {
    let tag = xml.get(run.inserted_by.clone()).unwrap_or_default();
    let name: String = tag.chars().skip(1).take_while(|c| !c.is_whitespace() && !matches!(c, '>' | '/')).collect();
    if name.is_empty() { new.to_owned() } else { format!("</{name}>{new}{tag}") }
}

/// The characters of each run that go; `None` unless exactly the expected ones stand there and can be cut out.
fn ranges<'r>(xml: &str, runs: &BTreeMap<(u32, u32), &'r Run>, edit: &Edit) -> Option<Vec<(&'r Run, Range<usize>)>> {
    let (first, last) = (edit.from, edit.to);
    let span = last.run.checked_sub(first.run)?;
    if first.paragraph != last.paragraph || span > RUNS_MAX || edit.text == edit.replacement {
        return None;
    }
    let run = *runs.get(&(first.paragraph, first.run))?;
    let (from, length) = place::mention(run, first.offset, &edit.text)?;
    if from != first.offset as usize && occurrences(run, &edit.text) != 1 {
        return None;
    }
    let mut left: Vec<char> = edit.text.chars().skip(length).collect();
    let mut ranges = vec![(run, from..from + length)];
    for number in first.run + 1..=last.run {
        let Some(run) = runs.get(&(first.paragraph, number)) else { continue };
        let own: Vec<char> = run.pieces.iter().flat_map(|piece| piece.text.chars()).collect();
        let common = own.len().min(left.len());
        if own.get(..common) != left.get(..common) {
            return None;
        }
        left.drain(..common);
        if common > 0 {
            ranges.push((run, 0..common));
        }
    }
    (left.is_empty() && ranges.iter().all(|(run, chars)| can_be_cut(xml, run, chars))).then_some(ranges)
}

/// How often a text stands in a run.
fn occurrences(run: &Run, text: &str) -> usize {
    run.pieces.iter().map(|piece| piece.text.as_str()).collect::<String>().matches(text).count()
}

/// True when only text goes, and where text is cut no blank can be lost.
fn can_be_cut(xml: &str, run: &Run, chars: &Range<usize>) -> bool {
    let mut at = 0;
    run.pieces.iter().all(|piece| {
        let (start, end) = (at, at + piece.text.chars().count());
        at = end;
        let touched = start < chars.end && chars.start < end;
        let cut = [chars.start, chars.end].into_iter().any(|edge| {
            start < edge && edge < end && piece.splits == Some(Blanks::Dropped) && is_beside_blank(piece, edge - start)
        });
        !touched || piece.splits.is_some() && (!cut || is_tight(xml, piece))
    })
}

/// True when a text cut before its character `offset` would have a blank at the end of a part.
fn is_beside_blank(piece: &Piece, offset: usize) -> bool {
    piece.text.chars().skip(offset.saturating_sub(1)).take(2).any(char::is_whitespace)
}

/// Without blanks at its ends and without a word on blanks in its tag.
fn is_tight(xml: &str, piece: &Piece) -> bool {
    let tag = xml.get(..piece.span.start).and_then(|before| before.get(before.rfind('<')?..)).unwrap_or_default();
    piece.text.trim() == piece.text && !tag.contains("space")
}
