//! What holds paragraphs: tables, their cells, and text boxes.

use jiheng_model::document::ParagraphKind;

use super::Walker;
use super::open::Open;
use crate::error::{Measure, ReadError};
use crate::left_out::LeftOut;
use crate::rows::{Container, TableFrame};

impl Walker<'_> {
    /// A text box is read where its anchor stands; the run and the fields around it go on after it.
    pub(super) fn start_box(&mut self) -> Open {
        self.outside.push((std::mem::take(&mut self.run), std::mem::take(&mut self.fields)));
        self.containers.push(Container::new());
        Open::Box
    }

    /// What stands in a text box follows the paragraph that it hangs on.
    pub(super) fn finish_box(&mut self) {
        if let Some((run, fields)) = self.outside.pop() {
            (self.run, self.fields) = (run, fields);
        }
        if self.containers.len() > 1
            && let Some(mut inner) = self.containers.pop()
        {
            inner.finish_paragraph(ParagraphKind::Body);
            self.cell(|outer| outer.after.append(&mut inner.flow));
        }
    }

    pub(super) fn start_table(&mut self) -> Open {
        if self.tables.len() as u64 >= self.limits.nested_tables {
            LeftOut::count(&mut self.left_out.deep_tables);
            return Open::Muted;
        }
        self.cell(|container| container.finish_paragraph(ParagraphKind::Body));
        self.tables.push(TableFrame::default());
        Open::Table
    }

    pub(super) fn start_row(&mut self) {
        if let (Some(table), Some(container)) = (self.tables.last_mut(), self.containers.last_mut()) {
            if table.is_new() {
                container.go_on(table);
            }
            table.start_row();
        }
    }

    pub(super) fn start_cell(&mut self) -> Result<(), ReadError> {
        self.cells += 1;
        if self.cells > self.limits.table_cells {
            return Err(ReadError::TooLarge { what: Measure::Cells, limit: self.limits.table_cells });
        }
        self.containers.push(Container::new());
        Ok(())
    }

    pub(super) fn table(&mut self, change: impl FnOnce(&mut TableFrame)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    pub(super) fn cell(&mut self, change: impl FnOnce(&mut Container)) {
        if let Some(container) = self.containers.last_mut() {
            change(container);
        }
    }
}
