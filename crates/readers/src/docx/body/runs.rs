//! Runs: their text, and whether it is shown.

use jiheng_model::anchor::SourceRef;

use super::Walker;
use super::open::Open;
use crate::docx::frames::RunState;
use crate::invisible::seen;
use crate::left_out::LeftOut;

impl Walker<'_> {
    /// Runs count in every paragraph around them: a text box stands in a run of another paragraph.
    pub(super) fn start_run(&mut self) {
        for frame in &mut self.paragraph {
            frame.runs = frame.runs.saturating_add(1);
        }
        if self.muted == 0 {
            self.run = RunState::default();
        }
    }

    /// Counts something that stands beside text which is read.
    pub(super) fn count_shown(&mut self, counter: impl FnOnce(&mut LeftOut) -> &mut u32) {
        if self.blind == 0 {
            LeftOut::count(counter(&mut self.left_out));
        }
    }

    pub(super) fn field_mark(&mut self, kind: &str) -> Open {
        if let Some(text) = self.fields.mark(kind) {
            self.text_of_run(&text);
        }
        Open::FieldMark
    }

    pub(super) fn text_of_run(&mut self, text: &str) {
        if self.muted > 0 || self.blind > 0 || text.is_empty() || !self.fields.are_shown() {
            return;
        }
        let Some(frame) = self.paragraph.last() else { return };
        let source =
            SourceRef::Docx { part: self.part.clone(), paragraph: frame.index, run: frame.runs.saturating_sub(1) };
        let first_of_run = !std::mem::replace(&mut self.run.marked, true);
        if self.is_hidden() {
            if first_of_run && !text.trim().is_empty() {
                LeftOut::count(&mut self.left_out.hidden_runs);
            }
            return;
        }
        if self.run.struck {
            if first_of_run && !text.trim().is_empty() {
                LeftOut::count(&mut self.left_out.struck_runs);
            }
            return;
        }
        self.fields.pass_text();
        if let Some(container) = self.containers.last_mut() {
            if first_of_run {
                container.pending.mark(source);
            }
            if let Some(label) = self.paragraph.last_mut().and_then(|frame| frame.label.take())
                && container.pending.is_blank()
            {
                container.pending.push(&label);
            }
            container.pending.push(&seen(&self.run.script.text(text)));
        }
    }

    /// Hidden by the run itself, else by its style, else by the paragraph's style.
    pub(super) fn is_hidden(&self) -> bool {
        let by_run_style = || self.run.style.as_deref().and_then(|style| self.styles.hidden(style));
        let paragraph_style = self.paragraph.last().and_then(|frame| frame.style.as_deref());
        let by_paragraph_style = || paragraph_style.and_then(|style| self.styles.hidden(style));
        self.run.hidden.or_else(by_run_style).or_else(by_paragraph_style).unwrap_or(false)
    }
}
