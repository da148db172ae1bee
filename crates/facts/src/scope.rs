//! Which money a part of a free report speaks of: its headings say so (财政拨款, 政府性基金 …).
//!
//! Figures of different known scopes never contradict each other.

use jiheng_model::document::{Block, ParagraphKind};

use crate::builder::Builder;
use crate::passage::Zone;

/// Longer lines are no headings.
const HEADING_MAX: usize = 60;

/// Hands the scope of each heading to the passages under it, up to the next heading.
pub(crate) fn assign(builder: &mut Builder) {
    let mut current: Option<String> = None;
    for index in 0..builder.passages.len() {
        let Some(passage) = builder.passages.get(index) else { continue };
        if passage.cell.is_some() || !matches!(passage.zone, Zone::Free | Zone::Label) {
            continue;
        }
        if is_heading(builder, index) {
            current = of_words(builder, index);
        }
        if let (Some(slot), Some(scope)) = (builder.passages.get_mut(index), &current) {
            slot.scope.get_or_insert_with(|| scope.clone());
        }
    }
}

/// A heading of the file, or a short numbered line without a full stop.
fn is_heading(builder: &Builder, index: usize) -> bool {
    let Some(passage) = builder.passages.get(index) else { return false };
    let styled = builder.document.blocks.get(passage.block as usize).is_some_and(
        |block| matches!(block, Block::Paragraph(paragraph) if matches!(paragraph.kind, ParagraphKind::Heading(_))),
    );
    let short =
        passage.text.len() <= HEADING_MAX && !passage.text.iter().any(|c| matches!(*c, '。' | '；' | '，' | ','));
    styled || (short && crate::label::is_numbered(&passage.string()))
}

fn of_words(builder: &Builder, index: usize) -> Option<String> {
    let text = &builder.passages.get(index)?.text;
    of(builder, text)
}

/// The scope that words name, the most particular first.
pub(crate) fn of(builder: &Builder, text: &[char]) -> Option<String> {
    let found = builder.lexicon.scopes.iter().find(|(words, _)| words.within(text, 0, text.len()));
    found.map(|(_, scope)| (*scope).to_owned())
}
