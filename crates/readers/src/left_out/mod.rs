//! What a document holds and we do not read, counted while it streams by and told at the end, the same whatever the
//! format.

mod notes;

use jiheng_model::document::DocumentBuilder;

pub(crate) use notes::{active_fields, comments, is_active, macros, objects, pictures, text_boxes};

/// How often something was left out.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    /// Runs of hidden text.
    pub(crate) hidden_runs: u32,
    /// Runs of text that is struck through.
    pub(crate) struck_runs: u32,
    /// Tracked insertions, which count.
    pub(crate) insertions: u32,
    /// Tracked deletions, which do not.
    pub(crate) deletions: u32,
    /// Content controls that show their prompt.
    pub(crate) placeholders: u32,
    /// Parts in another format.
    pub(crate) alternate_chunks: u32,
    /// Characters in text boxes that hang on no paragraph.
    pub(crate) box_chars: u32,
    /// Objects of a formula editor.
    pub(crate) formulas: u32,
    /// Tables beyond the depth that is read.
    pub(crate) deep_tables: u32,
    /// Footnotes and endnotes.
    pub(crate) notes: u32,
    /// Comments of reviewers.
    pub(crate) comments: u32,
    /// Pictures.
    pub(crate) pictures: u32,
    /// Files, charts and controls.
    pub(crate) objects: u32,
}

impl LeftOut {
    /// One more.
    pub(crate) fn count(counter: &mut u32) {
        *counter = counter.saturating_add(1);
    }

    /// Writes the notes.
    pub(crate) fn tell(&self, builder: &mut DocumentBuilder) {
        notes::hidden_runs(self.hidden_runs, builder);
        notes::struck_runs(self.struck_runs, builder);
        notes::tracked_changes(self.insertions, self.deletions, builder);
        notes::placeholders(self.placeholders, builder);
        notes::alternate_chunks(self.alternate_chunks, builder);
        text_boxes(self.box_chars, builder);
        notes::formulas(self.formulas, builder);
        notes::deep_tables(self.deep_tables, builder);
        notes::notes(self.notes, builder);
        comments(self.comments, builder);
        pictures(self.pictures, builder);
        objects(self.objects, builder);
    }
}
