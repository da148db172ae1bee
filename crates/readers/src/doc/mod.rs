//! Word 97–2003 documents, also of WPS Writer: the main text with its tables.
//!
//! The text lies in the main stream in pieces; the table stream tells their order, and which formatting pages
//! hold for which bytes. Headers, footnotes, text boxes and comments stay out, as with docx.

mod fib;
mod fields;
mod levels;
mod piece_table;
mod properties;
mod row_shape;
mod runs;
mod sprm;
mod story;
mod styles;
mod table_grid;

use jiheng_model::document::DocumentBuilder;

use crate::bytes::u32_at;
use crate::compound::{Compound, Stream};
use crate::error::ReadError;
use crate::flow;
use crate::left_out::{self, LeftOut};
use crate::limits::Limits;
use crate::note;
use crate::piece::to_u32;
use fib::Fib;
use fields::Fields;
use piece_table::{Character, PieceTable};
use properties::Lists;
use runs::{Kind, Runs};
use story::{Source, Story};
use styles::Styles;

/// Bytes that a section's entry has beside its position.
const SECTION_BYTES: usize = 12;

/// Reads a compound file into the builder.
pub(crate) fn read(bytes: &[u8], limits: &Limits, builder: &mut DocumentBuilder) -> Result<(), ReadError> {
    let mut compound = Compound::open(bytes)?;
    let Stream { bytes: word, is_cut: word_is_cut } = compound.stream("WordDocument").unwrap_or_default();
    let fib = Fib::read(&word)?;
    let Stream { bytes: table, is_cut: table_is_cut } = table_stream(&mut compound, &fib)?;
    let data = compound.stream("Data").unwrap_or_default();
    let mut lists = Lists::new(&data.bytes, limits.total_bytes);
    let pieces = PieceTable::read(fib.pieces.of(&table));
    if pieces.pieces.is_empty() && fib.main_chars > 0 {
        return Err(ReadError::DamagedCompound { part: "Clx" });
    }
    // Each character has a byte at least; a head that promises more is not believed.
    let end = fib.main_chars.min(to_u32(word.len()));
    let boxes = box_chars(&pieces, &word, fib.boxes);
    let source = Source {
        fields: Fields::find(text(&pieces, &word, (0, end))),
        characters: Runs::read(fib.characters.of(&table), &word, Kind::Characters),
        paragraphs: Runs::read(fib.paragraphs.of(&table), &word, Kind::Paragraphs),
        styles: Styles::read(fib.styles.of(&table), &mut lists),
        section_ends: section_ends(fib.sections.of(&table)),
        word: &word,
        pieces,
        end,
    };
    let story = Story::read(&source, &mut lists, limits)?;
    flow::emit(builder, story.flow);
    let left_out = LeftOut {
        hidden_runs: story.left_out.hidden_stretches,
        deep_tables: story.left_out.deep_tables,
        formulas: source.fields.formulas,
        box_chars: to_u32(boxes),
        ..LeftOut::default()
    };
    left_out.tell(builder);
    let is_cut = word_is_cut || table_is_cut || data.is_cut;
    let format_is_missing = is_cut || lists.is_exhausted() || (end > 0 && source.paragraphs.is_empty());
    note_damage(story.left_out.missing_chars.saturating_add(fib.main_chars - end), format_is_missing, builder);
    left_out::active_fields(source.fields.active, builder);
    // Formulas are objects, too, and have a note of their own.
    let others = compound.count_within("ObjectPool").saturating_sub(source.fields.formulas);
    left_out::objects(others, builder);
    if compound.has_storage("Macros") {
        left_out::macros(builder);
    }
    Ok(())
}

/// The table stream that the head names; some programs write the one and name the other.
fn table_stream(compound: &mut Compound<'_>, fib: &Fib) -> Result<Stream, ReadError> {
    let (named, other) = if fib.second_table { ("1Table", "0Table") } else { ("0Table", "1Table") };
    match compound.stream(named) {
        Some(stream) => Ok(stream),
        None => compound.stream(other).ok_or(ReadError::DamagedCompound { part: named }),
    }
}

/// The characters from one position to another.
fn text<'t>(
    pieces: &'t PieceTable<'_>,
    word: &'t [u8],
    (first, end): (u32, u32),
) -> impl Iterator<Item = Character> + 't {
    let overlaps = pieces.pieces.iter().filter(move |piece| piece.first < end && piece.end > first);
    overlaps
        .flat_map(move |piece| piece.characters(word, end))
        .filter(move |character| (first..end).contains(&character.position))
}

/// Visible characters in text boxes.
fn box_chars(pieces: &PieceTable<'_>, word: &[u8], (first, end): (u32, u32)) -> usize {
    let end = end.min(first.saturating_add(to_u32(word.len())));
    let fields = Fields::find(text(pieces, word, (first, end)));
    let is_visible = |c: &Character| c.value > ' ' && !c.value.is_whitespace() && !fields.hides(c.position);
    text(pieces, word, (first, end)).filter(is_visible).count()
}

/// The positions after each section's last mark.
fn section_ends(plc: &[u8]) -> Vec<u32> {
    let count = plc.len().saturating_sub(4) / (4 + SECTION_BYTES);
    let mut ends: Vec<u32> = (1..=count).filter_map(|index| u32_at(plc, index * 4)).collect();
    ends.sort_unstable();
    ends
}

fn note_damage(missing_chars: u32, format_is_missing: bool, builder: &mut DocumentBuilder) {
    if missing_chars > 0 {
        builder.note(note(
            "damaged-text",
            format!("文件有损坏，约 {missing_chars} 个字符没有读到；请用 Word 或 WPS 打开后另存再核对。"),
            format!("the file is damaged, about {missing_chars} characters are missing; save it again in Word or WPS"),
        ));
    }
    if format_is_missing {
        builder.note(note(
            "damaged-format",
            "文件有损坏，格式信息没有全部读到，表格可能不全；请用 Word 或 WPS 打开后另存再核对。",
            "the file is damaged, not all of its formatting was read and tables may be incomplete; save it again in Word or WPS",
        ));
    }
}

#[cfg(test)]
mod tests;
