//! Paragraphs, and the spans and fields inside them.

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::ParagraphKind;

use super::Walker;
use super::open::Open;
use crate::flow::Item;
use crate::left_out::LeftOut;
use crate::odt::frames::ParagraphFrame;
use crate::ooxml::Tag;
use crate::opendocument::Line;
use crate::piece::Piece;

/// The deepest heading there is.
const HEADING_MAX: u32 = 9;

impl Walker<'_> {
    pub(super) fn start_paragraph(&mut self, tag: &Tag<'_>, index: u32) -> Open {
        let is_list = self.containers.last().is_some_and(|container| container.lists > 0);
        let kind = match tag.full_name() {
            "text:h" => {
                let level = tag.number("outline-level").unwrap_or(1).clamp(1, HEADING_MAX);
                ParagraphKind::Heading(u8::try_from(level).unwrap_or(1))
            }
            _ if is_list => ParagraphKind::ListItem,
            _ => ParagraphKind::Body,
        };
        self.paragraph.push(ParagraphFrame {
            piece: Piece::from("", SourceRef::Odt { paragraph: index }),
            kind,
            line: Line::new(),
            level: self.containers.len(),
            hidden: self.styles.looks("paragraph", tag).hidden == Some(true),
            after: Vec::new(),
        });
        Open::Paragraph
    }

    /// Elements inside a paragraph carry on its text: spans, links, and fields, whose text is what they show.
    pub(super) fn inside_paragraph(&mut self, name: &str, tag: &Tag<'_>) -> Open {
        if let Some(text) = self.paragraph.last_mut().and_then(|frame| frame.line.character(tag)) {
            self.show(&text);
            return Open::Plain;
        }
        let is_on = |local: &str| tag.attribute(local).is_some_and(|value| value == "true");
        match name {
            "text:span" => self.enter_span(tag),
            "text:hidden-text" if is_on("is-hidden") => Open::Hidden,
            "text:hidden-paragraph" if is_on("is-hidden") => {
                if let Some(frame) = self.paragraph.last_mut() {
                    frame.hidden = true;
                }
                Open::Text
            }
            "loext:content-control" if is_on("showing-place-holder") => {
                LeftOut::count(&mut self.left_out.placeholders);
                Open::Muted
            }
            _ if tag.attribute("display").is_some_and(|display| display == "none") => Open::Muted,
            _ => Open::Text,
        }
    }

    pub(super) fn enter_span(&mut self, tag: &Tag<'_>) -> Open {
        let looks = self.styles.looks("text", tag);
        if looks.hidden == Some(true) {
            return Open::Hidden;
        }
        if looks.struck == Some(true) {
            return Open::Struck;
        }
        match looks.script {
            Some(script) => {
                self.scripts.push(script);
                Open::Script
            }
            None => Open::Text,
        }
    }

    pub(super) fn show(&mut self, text: &str) {
        let Some(frame) = self.paragraph.last_mut() else { return };
        let counter = match (self.hidden, self.struck) {
            (0, 0) => return frame.piece.push(text),
            (0, _) => &mut self.left_out.struck_runs,
            _ => &mut self.left_out.hidden_runs,
        };
        if !text.trim().is_empty() {
            LeftOut::count(counter);
        }
    }

    pub(super) fn finish_paragraph(&mut self) {
        let Some(frame) = self.paragraph.pop() else { return };
        let ParagraphFrame { piece, kind, hidden, after, .. } = frame;
        if hidden && !piece.is_blank() {
            LeftOut::count(&mut self.left_out.hidden_runs);
        }
        self.container(|container| {
            if !hidden && !piece.is_blank() {
                container.flow.push(Item::Paragraph(piece, kind));
            }
            container.flow.extend(after);
        });
    }
}
