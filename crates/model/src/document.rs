//! The tree every reader produces: blocks of text and tables on a grid, all text in one arena.

mod rewritten;
mod soundness;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::anchor::{Anchor, SourceRef};
use crate::note::Note;

pub use rewritten::Place;
pub use soundness::Unsound;

/// File formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Plain text or a tab-led text dump.
    Txt,
    /// Word 97–2003 binary, also of WPS Writer.
    Doc,
    /// Word, OOXML.
    Docx,
    /// Excel, OOXML.
    Xlsx,
    /// Excel 97 to 2003, and WPS (.et).
    Xls,
    /// Text, OpenDocument.
    Odt,
    /// Spreadsheet, OpenDocument.
    Ods,
    /// Web page.
    Html,
    /// PDF with a text layer.
    Pdf,
    /// The official form as this program writes it for others.
    Json,
}

impl Format {
    /// Lower-case name as printed in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Doc => "doc",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Json => "json",
        }
    }
}

/// A piece of text in the arena of its document, with the way back into the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSpan {
    start: usize,
    end: usize,
    marks: Vec<SourceMark>,
}

/// From scalar `at` of the text on, the text comes from `source`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMark {
    /// Offset in Unicode scalars.
    pub at: u32,
    /// Place in the file.
    pub source: SourceRef,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// A heading of this level, from 1.
    Heading(u8),
    /// An item of an automatic list.
    ListItem,
}

/// One visible paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its text, ends trimmed.
    pub text: TextSpan,
    /// How it is set.
    pub kind: ParagraphKind,
}

/// One cell of a table; a merged cell stands once, at its top left grid position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Grid row from 0.
    pub row: u32,
    /// Leftmost grid column from 0; in a ragged table the ordinal of the cell in its row.
    pub column: u32,
    /// Rows it covers, at least 1.
    pub row_span: u32,
    /// Columns it covers, at least 1.
    pub column_span: u32,
    /// Its text: paragraphs and breaks joined by one line feed, ends trimmed; may be empty.
    pub text: TextSpan,
}

/// A table on a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Number of grid rows.
    pub rows: u32,
    /// Number of grid columns (of the longest row in a ragged table).
    pub columns: u32,
    /// Cells ordered by row, then column.
    pub cells: Vec<Cell>,
    /// True for text dumps: merges are not known and `column` is only an ordinal.
    pub ragged: bool,
    /// Name of the sheet, in a workbook.
    pub name: Option<Arc<str>>,
}

/// A visible block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph, heading or list item.
    Paragraph(Paragraph),
    /// A table or sheet.
    Table(Table),
}

/// A document as read: what a reader saw, in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The format it came from.
    pub format: Format,
    /// Visible blocks; the index is the `block` of an [`Anchor`].
    pub blocks: Vec<Block>,
    /// What was left out while reading.
    pub notes: Vec<Note>,
    arena: String,
}

impl Document {
    /// The text of a span of this document.
    pub fn text(&self, span: &TextSpan) -> &str {
        self.arena.get(span.start..span.end).unwrap_or_default()
    }

    /// Some of the blocks as a document of their own. Notes stay with the whole.
    pub fn part(&self, blocks: std::ops::Range<usize>) -> Self {
        let mut part = Self { format: self.format, blocks: Vec::new(), notes: Vec::new(), arena: String::new() };
        for block in self.blocks.get(blocks).unwrap_or_default() {
            let mut block = block.clone();
            match &mut block {
                Block::Paragraph(paragraph) => part.take(self, &mut paragraph.text),
                Block::Table(table) => table.cells.iter_mut().for_each(|cell| part.take(self, &mut cell.text)),
            }
            part.blocks.push(block);
        }
        part
    }

    /// Brings the text of a span over from another document.
    fn take(&mut self, other: &Self, span: &mut TextSpan) {
        let start = self.arena.len();
        self.arena.push_str(other.text(span));
        (span.start, span.end) = (start, self.arena.len());
    }

    /// The same document with every character exchanged for another. A character whose fellow has another size in UTF-8
    /// stays, so that all spans and places are the same.
    #[must_use]
    pub fn with_characters(&self, change: impl Fn(char) -> char) -> Self {
        let same_size = |c: char| Some(change(c)).filter(|to| to.len_utf8() == c.len_utf8()).unwrap_or(c);
        let arena = self.arena.chars().map(same_size).collect();
        Self { format: self.format, blocks: self.blocks.clone(), notes: self.notes.clone(), arena }
    }

    /// An anchor for scalars `chars` of the text `span` at the given place.
    pub fn anchor(&self, place: (u32, Option<(u32, u32)>), span: &TextSpan, chars: (u32, u32)) -> Anchor {
        let mark = span.marks.iter().rev().find(|mark| mark.at <= chars.0).or_else(|| span.marks.first());
        let source = mark.map(|mark| shift_source(&mark.source, chars.0.saturating_sub(mark.at)));
        let (block, cell) = place;
        Anchor { block, row: cell.map(|c| c.0), column: cell.map(|c| c.1), chars, source }
    }
}

/// Places in the file behind characters of a document.
impl Document {
    /// The sources of the first and the last character of an anchor, each with the characters of that source before it.
    ///
    /// An anchor without characters, such as that of a blank cell, has the nearest text before it in its block, else the
    /// nearest after it.
    pub fn sources(&self, anchor: &Anchor) -> Option<((SourceRef, u32), (SourceRef, u32))> {
        if let Some(span) = self.span_of(anchor).filter(|span| !span.marks.is_empty())
            && anchor.chars.1 > anchor.chars.0
        {
            return Some((source_at(span, anchor.chars.0)?, source_at(span, anchor.chars.1 - 1)?));
        }
        let span = self.nearest(anchor)?;
        let last = u32::try_from(self.text(span).chars().count()).unwrap_or(u32::MAX).saturating_sub(1);
        Some((source_at(span, 0)?, source_at(span, last)?))
    }

    /// The characters of an anchor; empty for a blank.
    pub fn anchored_text(&self, anchor: &Anchor) -> String {
        let (from, to) = anchor.chars;
        let text = self.span_of(anchor).map_or("", |span| self.text(span));
        text.chars().take(to as usize).skip(from as usize).collect()
    }

    /// The source of the first character of the document.
    pub fn first_source(&self) -> Option<(SourceRef, u32)> {
        self.blocks.iter().flat_map(spans_of).find_map(|span| source_at(span, 0))
    }

    fn span_of(&self, anchor: &Anchor) -> Option<&TextSpan> {
        match (self.blocks.get(anchor.block as usize)?, anchor.row.zip(anchor.column)) {
            (Block::Paragraph(paragraph), _) => Some(&paragraph.text),
            (Block::Table(table), Some(place)) => {
                let at = table.cells.binary_search_by_key(&place, |cell| (cell.row, cell.column)).ok()?;
                table.cells.get(at).map(|cell| &cell.text)
            }
            (Block::Table(_), None) => None,
        }
    }

    fn nearest(&self, anchor: &Anchor) -> Option<&TextSpan> {
        let is_marked = |span: &&TextSpan| !span.marks.is_empty() && !self.text(span).is_empty();
        let Block::Table(table) = self.blocks.get(anchor.block as usize)? else {
            return self.blocks.iter().take(anchor.block as usize + 1).rev().flat_map(spans_of).find(is_marked);
        };
        let place = anchor.row.zip(anchor.column).unwrap_or((0, 0));
        let before = table.cells.iter().rev().filter(|cell| (cell.row, cell.column) <= place).map(|cell| &cell.text);
        let after = table.cells.iter().filter(|cell| (cell.row, cell.column) > place).map(|cell| &cell.text);
        before.chain(after).find(is_marked)
    }
}

fn spans_of(block: &Block) -> Box<dyn Iterator<Item = &TextSpan> + '_> {
    match block {
        Block::Paragraph(paragraph) => Box::new(std::iter::once(&paragraph.text)),
        Block::Table(table) => Box::new(table.cells.iter().map(|cell| &cell.text)),
    }
}

fn source_at(span: &TextSpan, char: u32) -> Option<(SourceRef, u32)> {
    let mark = span.marks.iter().rev().find(|mark| mark.at <= char).or_else(|| span.marks.first())?;
    Some((mark.source.clone(), char.saturating_sub(mark.at)))
}

/// Builds a [`Document`]; used by readers. Blocks without visible text are dropped, a table of one row and
/// one column becomes its paragraphs.
#[derive(Debug)]
pub struct DocumentBuilder {
    document: Document,
}

impl DocumentBuilder {
    /// An empty document of this format.
    pub fn new(format: Format) -> Self {
        Self { document: Document { format, blocks: Vec::new(), notes: Vec::new(), arena: String::new() } }
    }

    /// Adds text to the arena with its ends trimmed. `marks` count scalars of `text` before trimming.
    pub fn text(&mut self, text: &str, marks: &[SourceMark]) -> TextSpan {
        let trimmed_start = text.trim_start();
        let blanks = text.get(..text.len() - trimmed_start.len()).unwrap_or_default();
        let cut = u32::try_from(blanks.chars().count()).unwrap_or(u32::MAX);
        let start = self.document.arena.len();
        self.document.arena.push_str(trimmed_start.trim_end());
        let mut kept: Vec<SourceMark> = Vec::with_capacity(marks.len());
        for mark in marks {
            let at = mark.at.saturating_sub(cut);
            let source = shift_source(&mark.source, cut.saturating_sub(mark.at));
            let moved = SourceMark { at, source };
            match kept.last_mut() {
                // Marks cut off by trimming collapse onto offset 0; the last of them is the true one.
                Some(last) if last.at == at => *last = moved,
                _ => kept.push(moved),
            }
        }
        TextSpan { start, end: self.document.arena.len(), marks: kept }
    }

    /// Adds a paragraph unless it has no visible text.
    pub fn paragraph(&mut self, text: TextSpan, kind: ParagraphKind) {
        if !self.document.text(&text).is_empty() {
            self.document.blocks.push(Block::Paragraph(Paragraph { text, kind }));
        }
    }

    /// Adds a table unless it has no visible text. A table of one row and one column is transparent.
    pub fn table(&mut self, mut table: Table) {
        if table.cells.iter().all(|cell| self.document.text(&cell.text).is_empty()) {
            return;
        }
        if table.rows <= 1 && table.columns <= 1 && table.name.is_none() {
            if let Some(cell) = table.cells.pop() {
                self.transparent(&cell.text);
            }
            return;
        }
        table.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.document.blocks.push(Block::Table(table));
    }

    /// Each line of a one-cell table is a paragraph of its own.
    fn transparent(&mut self, span: &TextSpan) {
        let text = self.document.text(span).to_owned();
        let mut at: u32 = 0;
        for line in text.split('\n') {
            let length = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
            let marks = marks_from(&span.marks, at, at.saturating_add(length));
            let span = self.text(line, &marks);
            self.paragraph(span, ParagraphKind::Body);
            at = at.saturating_add(length).saturating_add(1);
        }
    }

    /// Adds a note about something that was left out.
    pub fn note(&mut self, note: Note) {
        self.document.notes.push(note);
    }

    /// True when a note of this kind was added.
    pub fn is_noted(&self, kind: &str) -> bool {
        self.document.notes.iter().any(|note| note.kind == kind)
    }

    /// The finished document.
    pub fn finish(self) -> Document {
        self.document
    }
}

/// The marks that matter for scalars `from..to`, counted from `from`.
fn marks_from(marks: &[SourceMark], from: u32, to: u32) -> Vec<SourceMark> {
    let first = marks.iter().rposition(|mark| mark.at <= from).unwrap_or(0);
    let mut kept = Vec::new();
    for mark in marks.iter().skip(first).take_while(|mark| mark.at < to.max(from.saturating_add(1))) {
        let source = shift_source(&mark.source, from.saturating_sub(mark.at));
        kept.push(SourceMark { at: mark.at.saturating_sub(from), source });
    }
    kept
}

/// A position moved right by `by` characters; other sources do not know single characters.
fn shift_source(source: &SourceRef, by: u32) -> SourceRef {
    match source {
        SourceRef::Text { line, column } => SourceRef::Text { line: *line, column: column.saturating_add(by) },
        SourceRef::Doc { paragraph, position } => {
            SourceRef::Doc { paragraph: *paragraph, position: position.saturating_add(by) }
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line_mark(at: u32, line: u32) -> SourceMark {
        SourceMark { at, source: SourceRef::Text { line, column: 1 } }
    }

    #[test]
    fn a_part_of_a_document_keeps_its_text_and_places() {
        let mut builder = DocumentBuilder::new(Format::Txt);
        for (line, text) in [(1, "一、概况"), (2, "全年支出12万元"), (3, "完")] {
            let span = builder.text(text, &[line_mark(0, line)]);
            builder.paragraph(span, ParagraphKind::Body);
        }
        let part = builder.finish().part(1..3);
        let shown: Vec<_> = part
            .blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(p) => (part.text(&p.text), part.anchor((0, None), &p.text, (0, 1)).source.unwrap()),
                Block::Table(_) => unreachable!("there is no table"),
            })
            .collect();
        let place = |line| SourceRef::Text { line, column: 1 };
        assert_eq!(shown, [("全年支出12万元", place(2)), ("完", place(3))]);
    }

    #[test]
    fn a_table_of_one_cell_is_its_paragraphs() {
        let mut builder = DocumentBuilder::new(Format::Txt);
        let text = builder.text("  一、概况\n\n 全年支出12万元", &[line_mark(0, 7), line_mark(7, 8), line_mark(8, 9)]);
        let cell = Cell { row: 0, column: 0, row_span: 1, column_span: 1, text };
        builder.table(Table { rows: 1, columns: 1, cells: vec![cell], ragged: true, name: None });
        let document = builder.finish();
        let places: Vec<_> = document
            .blocks
            .iter()
            .enumerate()
            .map(|(index, block)| match block {
                Block::Paragraph(p) => (
                    document.text(&p.text).to_owned(),
                    document.anchor((u32::try_from(index).unwrap(), None), &p.text, (4, 5)).source.unwrap(),
                ),
                Block::Table(_) => unreachable!("the table is transparent"),
            })
            .collect();
        assert_eq!(
            places,
            [
                ("一、概况".to_owned(), SourceRef::Text { line: 7, column: 7 }),
                ("全年支出12万元".to_owned(), SourceRef::Text { line: 9, column: 6 }),
            ]
        );
    }
}
