//! Residue of word processors and templates.

use jiheng_model::note::Note;
use jiheng_model::text::Bilingual;

use crate::builder::{Builder, offset};
use crate::passage::Passage;

pub(super) fn state(builder: &mut Builder, passage: &Passage) {
    let text = &passage.text;
    let mut at = 0;
    while let Some((start, length)) = builder.lexicon.leftover.find(text, at, text.len()) {
        super::state(builder, passage, (start, start + length), "text.leftover");
        at = start + length;
    }
    residue(builder, passage);
}

/// `[bookmark: _GoBack]` comes from the export to text, not from the writer: a note, no finding.
fn residue(builder: &mut Builder, passage: &Passage) {
    let text = &passage.text;
    let Some((start, length)) = builder.lexicon.residue.find(text, 0, text.len()) else { return };
    let end = text.iter().skip(start).take(40).position(|c| *c == ']').map_or(start + length, |i| start + i + 1);
    let written: String = text.get(start..end).unwrap_or_default().iter().collect();
    let chars = (offset(passage.base + start), offset(passage.base + end));
    builder.facts.notes.push(Note {
        kind: "extraction-residue",
        message: Bilingual::new(
            format!("“{written}”是导出文本时带出的书签，未作为正文。"),
            format!("“{written}” is a bookmark left by the export to text and was not read as text."),
        ),
        anchor: Some(builder.document.anchor((passage.block, passage.cell), &passage.span, chars)),
    });
}
