//! Text that is written from the top to the bottom with its characters upright.

use super::page::{Glyph, Length, Page};

/// So many characters below each other, drawn one after the other, are written downwards.
const FEWEST: usize = 4;

/// On a page that is written downwards, moves its text to that which falls, where it stands as lines. A few
/// characters below each other are a word in a narrow cell, and stay.
pub(super) fn lift(page: &mut Page) {
    let width = page.width;
    for is_seen in [true, false] {
        let from = if is_seen { &mut page.upright.seen } else { &mut page.upright.unseen };
        let runs = runs(from);
        if runs.iter().map(|(start, end)| end - start).sum::<usize>() * 2 <= from.len() {
            continue;
        }
        let into = if is_seen { &mut page.falling.seen } else { &mut page.falling.unseen };
        let mut runs = runs.into_iter().peekable();
        let mut index = 0;
        from.retain(|glyph| {
            let here = index;
            index += 1;
            while runs.peek().is_some_and(|(_, end)| *end <= here) {
                runs.next();
            }
            let is_lifted = runs.peek().is_some_and(|(start, _)| *start <= here);
            if is_lifted {
                into.push(lying(*glyph, width));
            }
            !is_lifted
        });
    }
}

/// An upright character as the frame of falling text sees it.
pub(super) fn lying(glyph: Glyph, width: Length) -> Glyph {
    let left = glyph.baseline - glyph.size * 22 / 25;
    Glyph { left, right: left + glyph.size, baseline: width - glyph.left - glyph.size * 3 / 25, ..glyph }
}

/// Where runs begin and end among the characters.
fn runs(glyphs: &[Glyph]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut start = 0;
    let pairs = glyphs.iter().zip(glyphs.iter().skip(1));
    let follows = pairs.map(|(before, glyph)| is_below(*before, *glyph)).chain(std::iter::once(false));
    for (index, follows) in follows.enumerate() {
        if !follows {
            if index + 1 - start >= FEWEST {
                runs.push((start, index + 1));
            }
            start = index + 1;
        }
    }
    runs
}

/// The next character stands straight below, no farther than the next of a column of text does.
fn is_below(before: Glyph, glyph: Glyph) -> bool {
    let step = glyph.baseline - before.baseline;
    let is_chinese = |glyph: Glyph| !glyph.is_blank() && !glyph.character.is_ascii();
    is_chinese(before)
        && is_chinese(glyph)
        && before.size == glyph.size
        && (before.middle() - glyph.middle()).abs() * 5 < glyph.size
        && step * 10 >= glyph.size * 9
        && step * 20 <= glyph.size * 27
}
