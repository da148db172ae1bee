//! What a document holds and we do not read, counted while it streams by.

use jiheng_model::document::DocumentBuilder;

use crate::{left_out, note};

/// How often something was left out of the text.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    pub(crate) hidden_runs: u32,
    pub(crate) struck_runs: u32,
    pub(crate) insertions: u32,
    pub(crate) deletions: u32,
    pub(crate) placeholders: u32,
    pub(crate) alternate_chunks: u32,
    pub(crate) formulas: u32,
    pub(crate) deep_tables: u32,
    pub(crate) notes: u32,
    pub(crate) comments: u32,
    pub(crate) pictures: u32,
    pub(crate) objects: u32,
}

impl LeftOut {
    /// One more.
    pub(crate) fn count(counter: &mut u32) {
        *counter = counter.saturating_add(1);
    }

    /// Writes the notes.
    pub(crate) fn tell(&self, builder: &mut DocumentBuilder) {
        left_out::hidden_runs(self.hidden_runs, builder);
        left_out::struck_runs(self.struck_runs, builder);
        left_out::tracked_changes(self.insertions, self.deletions, builder);
        left_out::placeholders(self.placeholders, builder);
        if self.alternate_chunks > 0 {
            let count = self.alternate_chunks;
            builder.note(note(
                "altchunk",
                format!("文档嵌入了 {count} 处其他格式的内容（altChunk），未读取；请用 Word 打开并另存后再试。"),
                format!("{count} embedded chunks of another format were not read; open and save the file in Word"),
            ));
        }
        left_out::formulas(self.formulas, builder);
        left_out::deep_tables(self.deep_tables, builder);
        left_out::notes(self.notes, builder);
        left_out::comments(self.comments, builder);
        left_out::pictures(self.pictures, builder);
        left_out::objects(self.objects, builder);
    }
}
