//! The edits that make a text of a Word document read as somebody wrote it anew: number by number and character by
//! character, so that the tracked changes show what changed and nothing else.

use std::ops::Range;

use jiheng_model::anchor::Anchor;
use jiheng_model::document::{Document, Place};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::edit::Edit;
use crate::remark::spot;

/// The edits that turn the text at a place into `text`; `None` where they cannot be made, as in a cell that was blank or
/// across paragraphs. No edits for the same text.
pub fn rewrite(document: &Document, place: Place, text: &str) -> Option<Vec<Edit>> {
    let old = document.text_at(place)?;
    let (old, new) = (pieces(old), pieces(text));
    let mut edits = Vec::new();
    for change in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if matches!(change, DiffOp::Equal { .. }) {
            continue;
        }
        let (gone, come) = with_neighbour(change.old_range(), change.new_range(), &old, &new)?;
        edits.push(one(document, place, &old, gone, &new.get(come)?.concat())?);
    }
    Some(edits)
}

/// Something has to go for something to come: an insertion takes the piece before it along, at the start the one behind.
fn with_neighbour(
    old: Range<usize>,
    new: Range<usize>,
    before: &[&str],
    after: &[&str],
) -> Option<(Range<usize>, Range<usize>)> {
    if !old.is_empty() {
        return Some((old, new));
    }
    match (old.start.checked_sub(1), new.start.checked_sub(1)) {
        (Some(old_start), Some(new_start)) => Some((old_start..old.end, new_start..new.end)),
        _ => (old.end < before.len() && new.end < after.len())
            .then_some((old.start..old.end + 1, new.start..new.end + 1)),
    }
}

fn one(document: &Document, place: Place, old: &[&str], gone: Range<usize>, replacement: &str) -> Option<Edit> {
    let length = |pieces: &[&str]| u32::try_from(pieces.iter().map(|piece| piece.chars().count()).sum::<usize>()).ok();
    let from = length(old.get(..gone.start)?)?;
    let pieces = old.get(gone)?;
    let chars = (from, from.checked_add(length(pieces)?)?);
    let (row, column) = (place.cell.map(|cell| cell.0), place.cell.map(|cell| cell.1));
    let (from, to) = document.sources(&Anchor { block: place.block, row, column, chars, source: None })?;
    let text = pieces.concat();
    let (part, from) = spot(&from)?;
    let (_, to) = spot(&to)?;
    let within = !text.contains('\n') && !replacement.contains('\n') && from.paragraph == to.paragraph;
    within.then(|| Edit { part, from, to, text, replacement: replacement.to_owned() })
}

/// A text cut into numbers and single characters.
fn pieces(text: &str) -> Vec<&str> {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '０'..='９' | '．');
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if is_digit(first) { rest.find(|c| !is_digit(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (piece, behind) = rest.split_at(end);
        pieces.push(piece);
        rest = behind;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use jiheng_model::anchor::SourceRef;
    use jiheng_model::document::{Document, DocumentBuilder, Format, ParagraphKind, Place, SourceMark};

    use super::rewrite;

    const PLACE: Place = Place { block: 0, cell: None };

    fn document(text: &str) -> Document {
        let mut builder = DocumentBuilder::new(Format::Docx);
        let source = SourceRef::Docx { part: "word/document.xml".into(), paragraph: 3, run: 0 };
        let text = builder.text(text, &[SourceMark { at: 0, source }]);
        builder.paragraph(text, ParagraphKind::Body);
        builder.finish()
    }

    #[test]
    fn only_what_changed_is_written_anew() {
        for (old, new, expected) in [
            ("共721.85万元", "共719.70万元", Some(vec![(1, "721.85", "719.70")])),
            (
                "共721.85万元，占58.05%",
                "共719.70万元，占57.88%",
                Some(vec![(1, "721.85", "719.70"), (11, "58.05", "57.88")]),
            ),
            ("共5元", "总共5元", Some(vec![(0, "共", "总共")])),
            ("共5元", "共约5元", Some(vec![(0, "共", "共约")])),
            ("共5元", "共5元。", Some(vec![(2, "元", "元。")])),
            ("共约5元", "共5元", Some(vec![(1, "约", "")])),
            ("共5元", "共5元", Some(vec![])),
            ("共5元", "共5元\n完", None),
        ] {
            let edits = rewrite(&document(old), PLACE, new);
            let told: Option<Vec<_>> = edits.as_ref().map(|edits| {
                edits.iter().map(|edit| (edit.from.offset, edit.text.as_str(), edit.replacement.as_str())).collect()
            });
            assert_eq!(told, expected, "{old} {new}");
        }
    }

    #[test]
    fn what_has_no_place_in_the_file_is_not_written() {
        assert_eq!(rewrite(&document("共5元"), Place { block: 9, cell: None }, "共6元"), None);
    }
}
