//! What the style sheet says that matters for reading: headings, automatic lists, hidden text.

use super::properties::{CharacterLook, Lists, ParagraphLook, Toggle};
use crate::bytes::{slice_at, u16_at};
use crate::headings::heading_by_name;

/// Styles may be based on each other in a circle; nobody's chain is longer than this.
const CHAIN_MAX: usize = 32;
/// Style numbers have twelve bits.
const STYLES_MAX: usize = 4096;
const STYLE_MASK: u16 = 0x0FFF;
const PARAGRAPH_STYLE: u16 = 1;
const CHARACTER_STYLE: u16 = 2;

#[derive(Debug, Default)]
struct Style {
    based_on: Option<u16>,
    heading: Option<u8>,
    list: Option<bool>,
    hidden: Option<Toggle>,
}

/// The styles of a document by their number.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    styles: Vec<Style>,
}

impl Styles {
    /// Reads the style sheet up to where it is damaged.
    pub(crate) fn read(sheet: &[u8], lists: &mut Lists<'_>) -> Self {
        Self { styles: read_styles(sheet, lists) }
    }

    /// Heading level from 1, by the style or what it is based on.
    pub(crate) fn heading(&self, style: u16) -> Option<u8> {
        self.chain(style).find_map(|style| style.heading).filter(|level| *level > 0)
    }

    /// The style numbers its paragraphs.
    pub(crate) fn is_list(&self, style: u16) -> bool {
        self.chain(style).find_map(|style| style.list).unwrap_or(false)
    }

    /// The style hides its text.
    pub(crate) fn hidden(&self, style: u16) -> Option<bool> {
        let mut hidden = None;
        let chain: Vec<&Style> = self.chain(style).collect();
        for style in chain.into_iter().rev() {
            hidden = style.hidden.map(|toggle| toggle.is_on(hidden.unwrap_or(false))).or(hidden);
        }
        hidden
    }

    fn chain(&self, style: u16) -> impl Iterator<Item = &Style> {
        let get = |style: u16| self.styles.get(usize::from(style));
        std::iter::successors(get(style), move |style| get(style.based_on?)).take(CHAIN_MAX)
    }
}

fn read_styles(sheet: &[u8], lists: &mut Lists<'_>) -> Vec<Style> {
    let mut styles = Vec::new();
    let Some((head_bytes, base_bytes)) = u16_at(sheet, 0).zip(u16_at(sheet, 4)) else { return styles };
    let mut at = 2 + usize::from(head_bytes);
    while styles.len() < STYLES_MAX {
        let Some(length) = u16_at(sheet, at).map(usize::from) else { break };
        let Some(entry) = slice_at(sheet, at + 2, length) else { break };
        styles.push(read_style(entry, usize::from(base_bytes), lists).unwrap_or_default());
        at += 2 + length + length % 2;
    }
    styles
}

fn read_style(entry: &[u8], base_bytes: usize, lists: &mut Lists<'_>) -> Option<Style> {
    let built_in = u16_at(entry, 0)? & STYLE_MASK;
    let kind_and_base = u16_at(entry, 2)?;
    let kind = kind_and_base & 0xF;
    let base = kind_and_base >> 4;
    let mut style = Style { based_on: (base != STYLE_MASK).then_some(base), ..Style::default() };
    let name_chars = usize::from(u16_at(entry, base_bytes)?);
    let name: Vec<u16> = (0..name_chars).map_while(|index| u16_at(entry, base_bytes + 2 + index * 2)).collect();
    if kind == PARAGRAPH_STYLE {
        let by_number = u8::try_from(built_in).ok().filter(|level| (1..=9).contains(level));
        // A list of names may follow the first, as aliases.
        let name = String::from_utf16_lossy(&name);
        style.heading = by_number.or_else(|| heading_by_name(name.split(',').next().unwrap_or_default()));
    }
    let mut at = base_bytes + 2 + name_chars * 2 + 2;
    let mut next_list = || {
        let length = usize::from(u16_at(entry, at)?);
        let list = slice_at(entry, at + 2, length)?;
        at += 2 + length + length % 2;
        Some(list)
    };
    if kind == PARAGRAPH_STYLE {
        let Some(list) = next_list() else { return Some(style) };
        let mut look = ParagraphLook::default();
        lists.visit(list.get(2..).unwrap_or_default(), &mut |sprm| look.apply(sprm));
        style.heading = look.outline.or(style.heading);
        style.list = look.list;
    }
    if [PARAGRAPH_STYLE, CHARACTER_STYLE].contains(&kind) {
        let Some(list) = next_list() else { return Some(style) };
        let mut look = CharacterLook::default();
        lists.visit(list, &mut |sprm| look.apply(sprm));
        style.hidden = look.hidden;
    }
    Some(style)
}
