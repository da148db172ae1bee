//! Characters to lines of text: what stands on one height, from left to right, with the blanks that gaps mean.

use jiheng_model::anchor::SourceRef;

use super::frame::Frame;
use super::page::{Area, Glyph, Length};
use crate::piece::{Piece, to_u32};

/// A line of text with its place.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Page, from 1.
    pub(super) page: u32,
    /// To the page as it is shown.
    frame: Frame,
    /// Sorted from left to right, without blanks at the ends.
    glyphs: Vec<Glyph>,
    /// Around what is visible.
    pub(super) area: Area,
    pub(super) baseline: Length,
    /// Height of most of its characters.
    pub(super) size: Length,
    /// How far its Chinese characters are spread.
    spread: Length,
}

/// Lines of the characters given, from top to bottom.
pub(super) fn lines(page: u32, frame: Frame, mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by_key(|glyph| (glyph.baseline, glyph.left));
    let mut lines = Vec::new();
    let mut current: Vec<Glyph> = Vec::new();
    let mut baseline = 0;
    let mut size = 0;
    for glyph in glyphs {
        // Raised and lowered characters stay in their line.
        if !current.is_empty() && glyph.baseline - baseline > size.max(glyph.size) * 2 / 5 {
            lines.extend(Line::of(page, frame, std::mem::take(&mut current)));
        }
        if current.is_empty() {
            size = 0;
        }
        if glyph.size >= size {
            baseline = glyph.baseline;
            size = glyph.size;
        }
        current.push(glyph);
    }
    lines.extend(Line::of(page, frame, current));
    lines
}

impl Line {
    /// A line of these characters, unless all are blank.
    fn of(page: u32, frame: Frame, mut glyphs: Vec<Glyph>) -> Option<Self> {
        glyphs.sort_by_key(|glyph| glyph.left);
        let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
        for glyph in glyphs {
            if glyph.is_blank() && kept.is_empty() || kept.iter().rev().take(3).any(|before| is_repeat(*before, glyph))
            {
                continue;
            }
            kept.push(glyph);
        }
        while kept.last().is_some_and(|glyph| glyph.is_blank()) {
            kept.pop();
        }
        let mut sizes: Vec<Length> = kept.iter().map(|glyph| glyph.size).collect();
        sizes.sort_unstable();
        let size = *sizes.get(sizes.len() / 2)?;
        let baseline = kept.iter().filter(|glyph| glyph.size == size).map(|glyph| glyph.baseline).max()?;
        let area = kept.iter().filter(|glyph| !glyph.is_blank()).map(|glyph| area_of(*glyph)).reduce(Area::union)?;
        let spread = spread(&kept);
        Some(Self { page, frame, glyphs: kept, area, baseline, size, spread })
    }

    /// The text, with a blank where a gap means one.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (glyph, blank) in self.spaced() {
            if blank {
                text.push(' ');
            }
            text.push(glyph.character);
        }
        text
    }

    /// The parts between gaps that are wide; `is_wide` is asked of characters that only blanks part.
    pub(super) fn parts(&self, is_wide: impl Fn(Glyph, Glyph) -> bool) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut current: Vec<Glyph> = Vec::new();
        let mut before: Option<Glyph> = None;
        for glyph in &self.glyphs {
            if !glyph.is_blank() {
                if before.is_some_and(|before| is_wide(before, *glyph)) {
                    parts.extend(Self::of(self.page, self.frame, std::mem::take(&mut current)));
                }
                before = Some(*glyph);
            }
            current.push(*glyph);
        }
        parts.extend(Self::of(self.page, self.frame, current));
        parts
    }

    /// Characters that follow each other, whatever blanks there are between them.
    pub(super) fn gaps(&self) -> impl Iterator<Item = (Glyph, Glyph)> {
        let visible = || self.glyphs.iter().copied().filter(|glyph| !glyph.is_blank());
        visible().zip(visible().skip(1))
    }

    /// With what follows on the same height.
    pub(super) fn joined(&self, next: &Self) -> Self {
        let glyphs = self.glyphs.iter().chain(&next.glyphs).copied().collect();
        Self::of(self.page, self.frame, glyphs).unwrap_or_else(|| self.clone())
    }

    /// How wide the gap is that means one between two of its characters, beside what all of them keep.
    pub(super) fn gap(&self, before: Glyph, glyph: Glyph) -> Length {
        glyph.left - before.right - self.spread
    }

    /// What can be seen of it.
    pub(super) fn visible(&self) -> impl Iterator<Item = char> {
        self.glyphs.iter().filter(|glyph| !glyph.is_blank()).map(|glyph| glyph.character)
    }

    /// Adds the text; each number carries its own place.
    pub(super) fn write(&self, piece: &mut Piece) {
        let mut run: Option<(bool, String, Area)> = None;
        for (glyph, blank) in self.spaced() {
            let character = glyph.character;
            let is_number = is_numeral(character) || (character == '.' && run.as_ref().is_some_and(|run| run.0));
            match &mut run {
                Some((number, text, area)) if *number == is_number && !(blank && is_number) => {
                    if blank {
                        text.push(' ');
                    }
                    text.push(character);
                    *area = area.union(area_of(glyph));
                }
                _ => {
                    self.write_run(piece, run.take());
                    let mut text = String::new();
                    if blank {
                        piece.push(" ");
                    }
                    text.push(character);
                    run = Some((is_number, text, area_of(glyph)));
                }
            }
        }
        self.write_run(piece, run);
    }

    fn write_run(&self, piece: &mut Piece, run: Option<(bool, String, Area)>) {
        if let Some((_, text, area)) = run {
            piece.mark(SourceRef::Pdf { page: self.page, area: tenths(self.frame.area(area)) });
            piece.push(&text);
        }
    }

    fn spaced(&self) -> impl Iterator<Item = (Glyph, bool)> {
        let before = std::iter::once(None).chain(self.glyphs.iter().copied().map(Some));
        self.glyphs
            .iter()
            .zip(before)
            .map(|(glyph, before)| (*glyph, before.is_some_and(|before| is_gap(before, *glyph, self.spread))))
    }

    /// Where its last word ends; a mark behind it may hang over the edge.
    pub(super) fn right_of_words(&self) -> Length {
        let last = self.glyphs.last().filter(|glyph| is_closing(glyph.character) || is_quotation(glyph.character));
        last.map_or(self.area.right, |glyph| glyph.left)
    }

    /// Brackets and quotation marks opened and not closed, or closed and not opened when negative.
    pub(super) fn open_brackets(&self) -> i32 {
        let opens = self.glyphs.iter().filter(|glyph| "（《“【".contains(glyph.character)).count();
        let closes = self.glyphs.iter().filter(|glyph| "）》”】".contains(glyph.character)).count();
        i32::try_from(opens).unwrap_or(i32::MAX).saturating_sub(i32::try_from(closes).unwrap_or(i32::MAX))
    }

    pub(super) fn first(&self) -> char {
        self.glyphs.first().map_or(' ', |glyph| glyph.character)
    }

    pub(super) fn last(&self) -> char {
        self.glyphs.last().map_or(' ', |glyph| glyph.character)
    }

    /// How much room its first unbreakable stretch takes: a Latin word or number, else one character, with
    /// the marks that cannot be parted from it.
    pub(super) fn first_word(&self) -> Length {
        let mut right = self.area.left;
        let mut is_word: Option<bool> = None;
        let mut after_mark = false;
        let mut before = ' ';
        for glyph in &self.glyphs {
            let character = glyph.character;
            match is_word {
                Some(_) if glyph.is_blank() => break,
                // Some programs part nothing from a quotation mark, on either side.
                _ if is_quotation(character) => is_word = None,
                Some(_) if is_closing(character) => {}
                Some(_) if after_mark && character.is_ascii_digit() => is_word = Some(true),
                Some(true) if character.is_ascii() => {}
                // A number and its unit stay together in some programs.
                Some(true) if is_numeral(before) || before == '%' => is_word = Some(false),
                Some(_) => break,
                None if is_opening(character) => {}
                None => is_word = Some(character.is_ascii()),
            }
            after_mark = is_closing(character);
            before = character;
            right = glyph.right;
        }
        right - self.area.left
    }

    /// Begins like `目标 1：`.
    pub(super) fn is_item(&self) -> bool {
        let mut visible =
            self.glyphs.iter().map(|glyph| glyph.character).filter(|character| !character.is_whitespace());
        let mut digits = 0;
        let end = visible.by_ref().take(8).position(|character| {
            digits += usize::from(is_numeral(character));
            matches!(character, '：' | ':') || (digits > 0 && !is_numeral(character)) || is_closing(character)
        });
        let is_colon = end.is_some_and(|end| {
            let colon = self.glyphs.iter().filter(|glyph| !glyph.is_blank()).nth(end);
            colon.is_some_and(|glyph| matches!(glyph.character, '：' | ':'))
        });
        is_colon && (1..=2).contains(&digits)
    }

    /// Where the text begins that follows a list number at its start.
    pub(super) fn after_number(&self) -> Option<Length> {
        if let Some((mark, rest)) = self.glyphs.split_first().filter(|(mark, _)| ('①'..='⑳').contains(&mark.character))
        {
            return rest.iter().find(|glyph| !glyph.is_blank()).map(|glyph| glyph.left.max(mark.right));
        }
        let end = self.glyphs.iter().position(|glyph| matches!(glyph.character, '.' | '．' | '、' | ')' | '）'))?;
        let is_number = self.glyphs.iter().take(end).all(|glyph| is_ordinal(glyph.character));
        let rest = self.glyphs.iter().skip(end + 1).find(|glyph| !glyph.is_blank())?;
        (is_number && end <= 4).then_some(rest.left)
    }
}

/// Characters of list numbers: `1` `（一）` `十二`.
fn is_ordinal(character: char) -> bool {
    character.is_ascii_digit() || "（(一二三四五六七八九十".contains(character)
}

fn is_numeral(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

fn is_quotation(character: char) -> bool {
    "“”‘’".contains(character)
}

fn is_opening(character: char) -> bool {
    "（(《〈【〔「『[".contains(character)
}

fn is_closing(character: char) -> bool {
    "，。、；：？！,.;:?!）)》〉】〕」』]%％‰…".contains(character)
}

/// Bold letters are sometimes the same letter drawn twice.
fn is_repeat(before: Glyph, glyph: Glyph) -> bool {
    before.character == glyph.character
        && !glyph.is_blank()
        && (glyph.left - before.left).abs() * 5 < glyph.size
        && (glyph.baseline - before.baseline).abs() * 5 < glyph.size
        && (glyph.left - before.left).abs() * 3 < (glyph.right - glyph.left).max(1)
}

/// The middle of the gaps between Chinese characters: lines are spread to fill their column, names to fill a cell.
fn spread(glyphs: &[Glyph]) -> Length {
    let pairs = glyphs.iter().zip(glyphs.iter().skip(1));
    let chinese = |glyph: &Glyph| !glyph.is_blank() && !glyph.character.is_ascii();
    let pairs = pairs.filter(|(before, glyph)| chinese(before) && chinese(glyph));
    let mut gaps: Vec<Length> = pairs.map(|(before, glyph)| glyph.left - before.right).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied().unwrap_or(0).max(0)
}

/// A gap that no character fills: between Latin words a small one, beside Chinese only a wide one.
fn is_gap(before: Glyph, glyph: Glyph, spread: Length) -> bool {
    if before.is_blank() || glyph.is_blank() {
        return false;
    }
    let gap = glyph.left - before.right;
    let em = before.size.max(glyph.size);
    if before.character.is_ascii() && glyph.character.is_ascii() { gap * 5 > em } else { (gap - spread) * 5 > em * 4 }
}

/// The box of a character: what its font reserves, nearly.
fn area_of(glyph: Glyph) -> Area {
    Area {
        left: glyph.left,
        top: glyph.baseline - glyph.size * 22 / 25,
        right: glyph.right.max(glyph.left),
        bottom: glyph.baseline + glyph.size * 3 / 25,
    }
}

/// As anchors say it: tenths of a point, outwards, nothing beyond the page's edge.
fn tenths(area: Area) -> [u32; 4] {
    let down = |length: Length| to_u32(usize::try_from(length.div_euclid(10)).unwrap_or(0));
    [down(area.left), down(area.top), down(area.right + 9), down(area.bottom + 9)]
}
