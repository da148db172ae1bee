//! Whether a document that came from outside keeps the promises that a [`DocumentBuilder`](super::DocumentBuilder)
//! gives: whoever reads on indexes by them and sizes tables by them.

use super::{Block, Cell, Document, Paragraph, Table, TextSpan};

/// Rows of all tables together; more than one workbook of the largest sheets needs, and few enough to walk through.
const ROWS_MAX: u64 = 1 << 24;

/// A document that no reader builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
    /// A span beyond the text, or inside a character.
    Span,
    /// A cell outside its table, or out of order.
    Cell,
    /// More rows than can be.
    Extent,
    /// A note about a block that is not there.
    Note,
}

impl Document {
    /// Checks every index of the document against what it points into. Linear.
    ///
    /// # Errors
    /// The first promise that does not hold.
    pub fn check(&self) -> Result<(), Unsound> {
        let mut rows: u64 = 0;
        for block in &self.blocks {
            match block {
                Block::Paragraph(Paragraph { text, .. }) => self.check_span(text)?,
                Block::Table(table) => {
                    rows = rows.saturating_add(table.rows.into());
                    self.check_table(table)?;
                }
            }
        }
        let stands = |block: u32| usize::try_from(block).is_ok_and(|block| block < self.blocks.len());
        if self.notes.iter().filter_map(|note| note.anchor.as_ref()).any(|anchor| !stands(anchor.block)) {
            return Err(Unsound::Note);
        }
        if rows > ROWS_MAX { Err(Unsound::Extent) } else { Ok(()) }
    }

    fn check_span(&self, span: &TextSpan) -> Result<(), Unsound> {
        self.arena.get(span.start..span.end).map(drop).ok_or(Unsound::Span)
    }

    fn check_table(&self, table: &Table) -> Result<(), Unsound> {
        if !table.cells.is_sorted_by_key(|cell| (cell.row, cell.column)) {
            return Err(Unsound::Cell);
        }
        table.cells.iter().try_for_each(|cell| {
            self.check_span(&cell.text)?;
            if is_inside(cell, table) { Ok(()) } else { Err(Unsound::Cell) }
        })
    }
}

fn is_inside(cell: &Cell, table: &Table) -> bool {
    let within = |at: u32, span: u32, size: u32| span >= 1 && at.checked_add(span).is_some_and(|end| end <= size);
    within(cell.row, cell.row_span, table.rows) && within(cell.column, cell.column_span, table.columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::Anchor;
    use crate::document::{DocumentBuilder, Format, ParagraphKind};
    use crate::note::Note;
    use crate::text::Bilingual;

    /// A paragraph and a table of two cells side by side.
    fn sound() -> Document {
        let mut builder = DocumentBuilder::new(Format::Txt);
        let text = builder.text("一、概况", &[]);
        builder.paragraph(text, ParagraphKind::Body);
        let cells = ["合计", "12"].map(|text| builder.text(text, &[]));
        let cells =
            cells.into_iter().zip(0..).map(|(text, column)| Cell { row: 0, column, row_span: 1, column_span: 1, text });
        builder.table(Table { rows: 1, columns: 2, cells: cells.collect(), ragged: false, name: None });
        builder.finish()
    }

    fn changed(change: impl FnOnce(&mut Document, &mut Table)) -> Result<(), Unsound> {
        let mut document = sound();
        let Some(Block::Table(mut table)) = document.blocks.pop() else { unreachable!("the table is last") };
        change(&mut document, &mut table);
        document.blocks.push(Block::Table(table));
        document.check()
    }

    #[test]
    fn what_a_builder_makes_is_sound_and_nothing_else() {
        assert_eq!(changed(|_, _| ()), Ok(()));
        assert_eq!(changed(|document, _| document.arena.truncate(3)), Err(Unsound::Span));
        assert_eq!(changed(|_, table| table.cells[0].text.start += 1), Err(Unsound::Span));
        assert_eq!(changed(|_, table| table.cells[0].text.end = usize::MAX), Err(Unsound::Span));
        assert_eq!(changed(|_, table| table.cells[0].text.end = 0), Err(Unsound::Span));
        assert_eq!(changed(|_, table| table.cells.reverse()), Err(Unsound::Cell));
        assert_eq!(changed(|_, table| table.cells[1].column = 2), Err(Unsound::Cell));
        assert_eq!(changed(|_, table| table.cells[1].column_span = u32::MAX), Err(Unsound::Cell));
        assert_eq!(changed(|_, table| table.cells[1].row_span = 0), Err(Unsound::Cell));
        assert_eq!(changed(|_, table| table.rows = u32::MAX), Err(Unsound::Extent));
    }

    #[test]
    fn a_note_points_at_a_block_that_is_there() {
        let note = |block| Note {
            kind: "residue".into(),
            message: Bilingual::default(),
            anchor: Some(Anchor { block, row: None, column: None, chars: (0, 1), source: None }),
        };
        assert_eq!(changed(|document, _| document.notes.push(note(1))), Ok(()));
        assert_eq!(changed(|document, _| document.notes.push(note(2))), Err(Unsound::Note));
    }
}
