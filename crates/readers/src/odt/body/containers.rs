//! What holds paragraphs: tables, their cells, and text boxes.

use super::Walker;
use super::open::Open;
use crate::error::ReadError;
use crate::left_out::LeftOut;
use crate::odt::frames::{CellFrame, Container, TableFrame};
use crate::ooxml::Tag;

impl Walker<'_> {
    /// What stands in a text box follows the paragraph that it hangs on.
    pub(super) fn finish_box(&mut self) {
        let Some(container) = self.containers.pop() else { return };
        let level = self.containers.len();
        match self.paragraph.last_mut().filter(|frame| frame.level == level) {
            Some(frame) => frame.after.extend(container.flow),
            None => self.container(|below| below.flow.extend(container.flow)),
        }
    }

    pub(super) fn start_table(&mut self) -> Open {
        if self.tables.len() as u64 >= self.limits.nested_tables {
            LeftOut::count(&mut self.left_out.deep_tables);
            return Open::Muted;
        }
        self.tables.push(TableFrame::default());
        Open::Table
    }

    pub(super) fn start_cell(&mut self, tag: &Tag<'_>) -> Open {
        let number = |local: &str| tag.number(local).unwrap_or(1);
        let frame = CellFrame {
            row_span: number("number-rows-spanned"),
            column_span: number("number-columns-spanned"),
            repeated: number("number-columns-repeated"),
        };
        self.table(|table| table.cells.push(frame));
        self.containers.push(Container::default());
        Open::Cell
    }

    pub(super) fn finish_cell(&mut self) -> Result<(), ReadError> {
        let Some(container) = self.containers.pop() else { return Ok(()) };
        let Self { tables, spent, limits, .. } = self;
        let Some(table) = tables.last_mut() else { return Ok(()) };
        let Some(frame) = table.cells.pop() else { return Ok(()) };
        table.place(container.flow, frame, |flow| spent.cell(flow, limits))
    }

    pub(super) fn table(&mut self, change: impl FnOnce(&mut TableFrame)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    pub(super) fn container(&mut self, change: impl FnOnce(&mut Container)) {
        if let Some(container) = self.containers.last_mut() {
            change(container);
        }
    }
}
