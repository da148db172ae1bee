//! Residue of word processors and templates, and blanks that nobody filled in.

use jiheng_model::note::Note;
use jiheng_model::text::Bilingual;

use crate::builder::{Builder, offset};
use crate::passage::{Passage, Zone};

/// Underscores that make a blank.
const BLANK_MIN: usize = 3;

pub(super) fn state(builder: &mut Builder, passage: &Passage) {
    let text = &passage.text;
    // Lines to be signed are left to the pen.
    let signed = matches!(passage.zone, Zone::People | Zone::Cover | Zone::Label)
        || builder.lexicon.claims.placeholder_sign.within(text, 0, text.len());
    let mut at = 0;
    while at < text.len() {
        let word = builder.lexicon.leftover.at(text, at).map(|length| at + length);
        match word.or_else(|| crosses(builder, text, at)).or_else(|| blank(text, at).filter(|_| !signed)) {
            Some(end) => {
                super::state(builder, passage, (at, end), "text.leftover");
                at = end;
            }
            None => at += 1,
        }
    }
    residue(builder, passage);
}

/// XX县, ××万元: a run of crosses before a word that wants a number or a name; 王×× is somebody's hidden name.
fn crosses(builder: &Builder, text: &[char], at: usize) -> Option<usize> {
    let is_cross = |c: &char| matches!(*c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '✕');
    if !text.get(at).is_some_and(is_cross) {
        return None;
    }
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    if before.is_some_and(|c| is_cross(c) || c.is_ascii_alphanumeric()) {
        return None;
    }
    let length = text.get(at..)?.iter().take_while(|c| is_cross(c)).count();
    let end = at + length;
    let word = builder.lexicon.claims.placeholder_after.at(text, end)?;
    (length >= 2).then_some(end + word)
}

/// `____` in running text.
fn blank(text: &[char], at: usize) -> Option<usize> {
    let length = text.get(at..)?.iter().take_while(|c| matches!(**c, '_' | '＿')).count();
    (length >= BLANK_MIN).then_some(at + length)
}

/// `[bookmark: _GoBack]` comes from the export to text, not from the writer: a note, no finding.
fn residue(builder: &mut Builder, passage: &Passage) {
    let text = &passage.text;
    let Some((start, length)) = builder.lexicon.residue.find(text, 0, text.len()) else { return };
    let end = text.iter().skip(start).take(40).position(|c| *c == ']').map_or(start + length, |i| start + i + 1);
    let written: String = text.get(start..end).unwrap_or_default().iter().collect();
    let chars = (offset(passage.base + start), offset(passage.base + end));
    builder.facts.notes.push(Note {
        kind: "extraction-residue".into(),
        message: Bilingual::new(
            format!("“{written}”是导出文本时带出的书签，未作为正文。"),
            format!("“{written}” is a bookmark left by the export to text and was not read as text."),
        ),
        anchor: Some(builder.document.anchor((passage.block, passage.cell), &passage.span, chars)),
    });
}
