//! A document with some of its texts written anew, at the same places: what a report says once somebody has corrected it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Block, Document, TextSpan, shift_source};

/// Where one text of a document stands: a paragraph, or a cell of a table. Written `12`, or `12:3:4` for row 3, column 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Index of the block.
    pub block: u32,
    /// Grid row and leftmost grid column, in a table.
    pub cell: Option<(u32, u32)>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cell {
            Some((row, column)) => write!(f, "{}:{row}:{column}", self.block),
            None => write!(f, "{}", self.block),
        }
    }
}

impl Place {
    /// The place that is written so; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let numbers: Vec<u32> = text.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        match numbers.as_slice() {
            [block] => Some(Self { block: *block, cell: None }),
            [block, row, column] => Some(Self { block: *block, cell: Some((*row, *column)) }),
            _ => None,
        }
    }
}

impl Document {
    /// The text at a place; `None` where there is none.
    pub fn text_at(&self, place: Place) -> Option<&str> {
        let block = self.blocks.get(place.block as usize)?;
        span_at(block, place).map(|span| self.text(span))
    }

    /// The same document with these texts at these places; a place that there is none of is left out.
    ///
    /// Blocks and cells stay where they are, also one whose text is empty now, so that every place means the same in both
    /// documents. What stood before and behind the changed characters keeps its way into the file.
    #[must_use]
    pub fn rewritten<'t>(&self, texts: impl IntoIterator<Item = (Place, &'t str)>) -> Self {
        let mut document = self.clone();
        for (place, text) in texts {
            let Some(block) = document.blocks.get_mut(place.block as usize) else { continue };
            let Some(span) = span_at_mut(block, place) else { continue };
            let old = document.arena.get(span.start..span.end).unwrap_or_default();
            let marks = moved(span, old, text);
            let start = document.arena.len();
            document.arena.push_str(text);
            *span = TextSpan { start, end: document.arena.len(), marks };
        }
        document
    }
}

fn span_at(block: &Block, place: Place) -> Option<&TextSpan> {
    match (block, place.cell) {
        (Block::Paragraph(paragraph), None) => Some(&paragraph.text),
        (Block::Table(table), Some(cell)) => {
            let at = table.cells.binary_search_by_key(&cell, |cell| (cell.row, cell.column)).ok()?;
            table.cells.get(at).map(|cell| &cell.text)
        }
        _ => None,
    }
}

fn span_at_mut(block: &mut Block, place: Place) -> Option<&mut TextSpan> {
    match (block, place.cell) {
        (Block::Paragraph(paragraph), None) => Some(&mut paragraph.text),
        (Block::Table(table), Some(cell)) => {
            let at = table.cells.binary_search_by_key(&cell, |cell| (cell.row, cell.column)).ok()?;
            table.cells.get_mut(at).map(|cell| &mut cell.text)
        }
        _ => None,
    }
}

/// The marks of a text once it reads otherwise: those before the change stay, those behind it move along.
fn moved(span: &TextSpan, old: &str, new: &str) -> Vec<super::SourceMark> {
    let alike = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(x, y)| x == y).count()
    };
    let (long, now) = (old.chars().count(), new.chars().count());
    let before = alike(&mut old.chars(), &mut new.chars());
    let behind = alike(&mut old.chars().rev(), &mut new.chars().rev()).min(long.min(now) - before);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let (tail, tail_now) = (number(long - behind), number(now - behind));
    let mut marks: Vec<_> = span.marks.iter().filter(|mark| mark.at < tail.max(1)).cloned().collect();
    marks.retain(|mark| mark.at <= number(before));
    let at_tail = span.marks.iter().rev().find(|mark| mark.at <= tail);
    if let Some(mark) = at_tail.filter(|_| behind > 0 && tail_now > 0) {
        let source = shift_source(&mark.source, tail - mark.at);
        marks.retain(|mark| mark.at < tail_now);
        marks.push(super::SourceMark { at: tail_now, source });
    }
    for mark in span.marks.iter().filter(|mark| mark.at > tail) {
        marks.push(super::SourceMark { at: mark.at - tail + tail_now, source: mark.source.clone() });
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::anchor::{Anchor, SourceRef};
    use crate::document::{DocumentBuilder, Format, ParagraphKind, SourceMark};

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for (text, place) in [
            ("12", Some(Place { block: 12, cell: None })),
            ("0:3:4", Some(Place { block: 0, cell: Some((3, 4)) })),
            ("", None),
            ("1:2", None),
            ("-1", None),
            ("1:2:3:4", None),
        ] {
            assert_eq!(Place::parse(text), place, "{text}");
            assert_eq!(place.map(|place| place.to_string()).filter(|written| written != text), None);
        }
    }

    #[test]
    fn what_stands_around_a_change_keeps_its_way_into_the_file() {
        let mut builder = DocumentBuilder::new(Format::Txt);
        let source = |column| SourceRef::Text { line: 1, column };
        let text = builder.text("人员721.85万元、共1243.40", &[SourceMark { at: 0, source: source(1) }]);
        builder.paragraph(text, ParagraphKind::Body);
        let document = builder.finish();
        let place = Place { block: 0, cell: None };
        for (text, at, column) in [
            ("人员719.70万元、共1243.40", 13, 14),
            ("人员9万元、共1243.40", 8, 14),
            ("人员1,719.70万元、共1243.40", 15, 14),
            ("人员721.85万元、共1243.40", 13, 14),
            ("人员721.85万元、共1243.40", 1, 2),
        ] {
            let written = document.rewritten([(place, text), (Place { block: 7, cell: None }, "")]);
            assert_eq!(written.text_at(place), Some(text));
            assert_eq!(written.check(), Ok(()));
            let anchor = Anchor { block: 0, row: None, column: None, chars: (at, at + 1), source: None };
            let ((found, offset), _) = written.sources(&anchor).expect("a way into the file");
            let SourceRef::Text { column: found, .. } = found else { panic!("{found:?}") };
            assert_eq!(found + offset, column, "{text} {at}");
        }
        assert_eq!(document.rewritten([(place, "")]).text_at(place), Some(""));
    }
}
