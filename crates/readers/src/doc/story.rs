//! The main text as one pass over its characters: paragraphs, and tables by the marks that end cells and rows.

use jiheng_model::anchor::SourceRef;
use jiheng_model::document::ParagraphKind;

use super::fields::Fields;
use super::levels::Levels;
use super::piece_table::{Character, Piece, PieceTable};
use super::properties::{CharacterLook, Lists, ParagraphLook};
use super::runs::Runs;
use super::styles::Styles;
use crate::error::{Measure, ReadError};
use crate::flow::Item;
use crate::limits::Limits;
use crate::piece::Piece as Text;

const PARAGRAPH_MARK: char = '\r';
const CELL_MARK: char = '\u{7}';
const PAGE_BREAK: char = '\u{C}';

/// Everything that the text is read with.
pub(crate) struct Source<'a> {
    /// The main stream.
    pub(crate) word: &'a [u8],
    pub(crate) pieces: PieceTable<'a>,
    /// The position after the main text.
    pub(crate) end: u32,
    pub(crate) characters: Runs,
    pub(crate) paragraphs: Runs,
    pub(crate) styles: Styles,
    pub(crate) fields: Fields,
    /// Positions after the marks that end a section, in order.
    pub(crate) section_ends: Vec<u32>,
}

/// How often something was left out of the text.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    pub(crate) hidden_stretches: u32,
    pub(crate) deep_tables: u32,
    /// Characters that the file should hold and does not.
    pub(crate) missing_chars: u32,
}

/// The main text.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) flow: Vec<Item>,
    pub(crate) left_out: LeftOut,
}

/// The look of the characters in these bytes.
#[derive(Debug, Default)]
struct Stretch {
    first: u32,
    end: u32,
    look: CharacterLook,
    hidden: bool,
}

struct Walker<'s, 'a> {
    source: &'s Source<'a>,
    lists: &'s mut Lists<'a>,
    limits: &'s Limits,
    levels: Levels<'s>,
    pending: Text,
    paragraphs: u32,
    stretch: Stretch,
    /// The position up to which the last mark holds.
    marked_to: Option<u32>,
    in_hidden: bool,
    left_out: LeftOut,
}

impl Story {
    /// Reads the main text.
    pub(crate) fn read<'a>(source: &Source<'a>, lists: &mut Lists<'a>, limits: &Limits) -> Result<Self, ReadError> {
        let mut walker = Walker {
            source,
            lists,
            limits,
            levels: Levels::new(limits),
            pending: Text::default(),
            paragraphs: 0,
            stretch: Stretch::default(),
            marked_to: None,
            in_hidden: false,
            left_out: LeftOut::default(),
        };
        let mut reached = 0;
        for piece in source.pieces.pieces.iter().take_while(|piece| piece.first < source.end) {
            walker.piece(piece)?;
            reached = piece.end.min(source.end);
        }
        walker.miss(source.end.saturating_sub(reached));
        let pending = std::mem::take(&mut walker.pending);
        let (flow, deep_tables) = walker.levels.finish(pending);
        Ok(Self { flow, left_out: LeftOut { deep_tables, ..walker.left_out } })
    }
}

impl Walker<'_, '_> {
    fn piece(&mut self, piece: &Piece) -> Result<(), ReadError> {
        // The same bytes may look otherwise in another piece.
        self.stretch = Stretch::default();
        let mut reached = piece.first;
        for character in piece.characters(self.source.word, self.source.end) {
            reached = after(character);
            self.character(piece, character)?;
        }
        self.miss(piece.end.min(self.source.end).saturating_sub(reached));
        Ok(())
    }

    fn miss(&mut self, chars: u32) {
        self.left_out.missing_chars = self.left_out.missing_chars.saturating_add(chars);
    }

    fn character(&mut self, piece: &Piece, character: Character) -> Result<(), ReadError> {
        if !(self.stretch.first..self.stretch.end).contains(&character.offset) {
            self.stretch = self.stretch_at(piece, character.offset);
        }
        match character.value {
            PARAGRAPH_MARK | CELL_MARK => self.finish_paragraph(piece, character),
            PAGE_BREAK if self.source.section_ends.binary_search(&after(character)).is_ok() => {
                self.finish_paragraph(piece, character)
            }
            _ => {
                self.text(character);
                Ok(())
            }
        }
    }

    fn stretch_at(&mut self, piece: &Piece, offset: u32) -> Stretch {
        let (first, end, list) = match self.source.characters.at(offset) {
            Ok(run) => (run.first, run.end, run.list(self.source.word)),
            Err(next) => (offset, next, [].as_slice()),
        };
        let mut look = CharacterLook::default();
        self.lists.visit(list, &mut |sprm| look.apply(sprm));
        self.lists.visit(&self.source.pieces.changes(piece), &mut |sprm| look.apply(sprm));
        let styles = &self.source.styles;
        let by_paragraph = || self.source.paragraphs.at(offset).ok().and_then(|run| styles.hidden(run.style));
        let by_style = look.style.and_then(|style| styles.hidden(style)).or_else(by_paragraph).unwrap_or(false);
        let hidden = look.hidden.map_or(by_style, |toggle| toggle.is_on(by_style));
        Stretch { first, end, look, hidden }
    }

    fn text(&mut self, character: Character) {
        let Some(value) = self.visible(character.value) else { return };
        if self.stretch.look.deleted || self.source.fields.hides(character.position) {
            return;
        }
        if self.stretch.hidden {
            if !value.is_whitespace() && !std::mem::replace(&mut self.in_hidden, true) {
                self.left_out.hidden_stretches = self.left_out.hidden_stretches.saturating_add(1);
            }
            return;
        }
        self.in_hidden = false;
        let position = character.position;
        if self.marked_to != Some(position) {
            self.pending.mark(SourceRef::Doc { paragraph: self.paragraphs, position });
        }
        // A mark counts characters, Word counts UTF-16 units; lines are taken apart later.
        let counts_alike = value != '\n' && value.len_utf16() == 1;
        self.marked_to = counts_alike.then(|| after(character));
        self.pending.push(value.encode_utf8(&mut [0; 4]));
    }

    /// What a reader sees of a character; nothing of anchors, marks and pictures.
    fn visible(&self, value: char) -> Option<char> {
        match value {
            '\t' => Some('\t'),
            '\u{B}' | PAGE_BREAK | '\u{E}' => Some('\n'),
            '\u{1E}' => Some('-'),
            '(' if self.stretch.look.special => Some(self.stretch.look.symbol.unwrap_or(value)),
            value if value < ' ' => None,
            value => Some(value),
        }
    }

    fn finish_paragraph(&mut self, piece: &Piece, mark: Character) -> Result<(), ReadError> {
        let look = self.paragraph_look(piece, mark.offset);
        let deleted = self.stretch.look.deleted;
        self.in_hidden = false;
        self.marked_to = None;
        // The next paragraph may have another style over the same run of characters.
        self.stretch.end = 0;
        let ends_row = look.ends.inner_row || (mark.value == CELL_MARK && look.ends.row);
        if !ends_row {
            self.paragraphs = self.paragraphs.saturating_add(1);
            if u64::from(self.paragraphs) > self.limits.paragraphs {
                return Err(ReadError::TooLarge { what: Measure::Paragraphs, limit: self.limits.paragraphs });
            }
        }
        if deleted && mark.value == PARAGRAPH_MARK && !look.ends.inner_cell && !ends_row {
            // Its text runs on into the next paragraph.
            return Ok(());
        }
        let depth = look.table_depth();
        let ends_cell = depth > 0 && if depth == 1 { mark.value == CELL_MARK } else { look.ends.inner_cell };
        let kind = self.kind_of(&look);
        self.levels.paragraph(std::mem::take(&mut self.pending), kind, depth);
        if ends_row {
            self.levels.finish_row(look.row, deleted);
        } else if ends_cell {
            self.levels.finish_cell(deleted)?;
        }
        Ok(())
    }

    fn paragraph_look(&mut self, piece: &Piece, offset: u32) -> ParagraphLook {
        let mut look = ParagraphLook::default();
        if let Ok(run) = self.source.paragraphs.at(offset) {
            look.style = run.style;
            self.lists.visit(run.list(self.source.word), &mut |sprm| look.apply(sprm));
        }
        self.lists.visit(&self.source.pieces.changes(piece), &mut |sprm| look.apply(sprm));
        look
    }

    fn kind_of(&self, look: &ParagraphLook) -> ParagraphKind {
        let styles = &self.source.styles;
        match look.outline.or_else(|| styles.heading(look.style)) {
            Some(level) if level > 0 => ParagraphKind::Heading(level),
            _ if look.list.unwrap_or_else(|| styles.is_list(look.style)) => ParagraphKind::ListItem,
            _ => ParagraphKind::Body,
        }
    }
}

/// The position after a character.
fn after(character: Character) -> u32 {
    character.position.saturating_add(if character.value.len_utf16() == 2 { 2 } else { 1 })
}
