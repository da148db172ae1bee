//! Paragraphs: what they are, and the number that a list gives them.

use jiheng_model::document::ParagraphKind;

use super::Walker;
use super::open::Open;
use crate::docx::frames::ParagraphFrame;

impl Walker<'_> {
    pub(super) fn finish_paragraph(&mut self) {
        let Some(frame) = self.paragraph.pop() else { return };
        if self.muted > 0 || frame.joins_next {
            return;
        }
        self.fields.end_paragraph();
        let kind = self.kind_of(&frame);
        self.cell(|container| {
            container.finish_paragraph(kind);
            container.pass_paragraph();
        });
    }

    pub(super) fn kind_of(&self, frame: &ParagraphFrame) -> ParagraphKind {
        let style = frame.style.as_deref();
        let by_style = || style.and_then(|style| self.styles.heading(style));
        match frame.outline.or_else(by_style) {
            Some(level) if level > 0 => ParagraphKind::Heading(level),
            _ if self.list_of(frame).is_some() => ParagraphKind::ListItem,
            _ => ParagraphKind::Body,
        }
    }

    /// The list of a paragraph and its level, by itself or by its style.
    pub(super) fn list_of(&self, frame: &ParagraphFrame) -> Option<(u32, Option<u32>)> {
        let by_style = || frame.style.as_deref().and_then(|style| self.styles.list(style));
        let (list, level) = match frame.list {
            Some(list) => (list, frame.level),
            None => by_style().map(|(list, level)| (list, frame.level.or(level)))?,
        };
        (list > 0).then_some((list, level))
    }

    /// Counts a numbered paragraph, whether it turns out to show text or not.
    pub(super) fn number_paragraph(&mut self) {
        let Some(frame) = self.paragraph.last().filter(|frame| self.muted == 0 && !frame.joins_next) else { return };
        let Some((list, level)) = self.list_of(frame) else { return };
        let label = self.numbering.next(list, level, frame.style.as_deref());
        self.paragraph_property(|frame| frame.label = label);
    }

    pub(super) fn paragraph_property(&mut self, change: impl FnOnce(&mut ParagraphFrame)) -> Open {
        if let Some(frame) = self.paragraph.last_mut() {
            change(frame);
        }
        Open::Plain
    }
}
