//! A page as a drawing says it: characters and ruling lines, in whole hundredths of a point from its top left.

use super::frame::Frame;

/// Hundredths of a point.
pub(super) type Length = i32;

/// One point.
pub(super) const POINT: Length = 100;

/// A box; `bottom` lies below `top`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: Length,
    pub(super) top: Length,
    pub(super) right: Length,
    pub(super) bottom: Length,
}

impl Area {
    pub(super) fn grown(self, by: Length) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Stands between the same edges, left and right.
    pub(super) fn is_under(self, other: Self, tolerance: Length) -> bool {
        (self.left - other.left).abs() <= tolerance && (self.right - other.right).abs() <= tolerance
    }

    pub(super) fn contains(self, x: Length, y: Length) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// One character on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    /// What it says, or U+FFFD where the font does not tell.
    pub(super) character: char,
    pub(super) left: Length,
    pub(super) right: Length,
    /// The line it stands on.
    pub(super) baseline: Length,
    /// Height of the font, so the width of a Chinese character.
    pub(super) size: Length,
}

impl Glyph {
    pub(super) fn middle(self) -> Length {
        self.left.midpoint(self.right)
    }

    /// Half the height of a capital above the line.
    pub(super) fn centre(self) -> Length {
        self.baseline - self.size / 3
    }

    pub(super) fn is_blank(self) -> bool {
        self.character.is_whitespace()
    }
}

/// A line that may bound a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    /// Its place across: y of a horizontal line, x of a vertical one.
    pub(super) at: Length,
    /// Where it begins and ends.
    pub(super) from: Length,
    pub(super) to: Length,
}

/// Characters by whether they are seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// In the order they were drawn.
    pub(super) seen: Vec<Glyph>,
    /// There to be searched, not seen: what a scanner recognised.
    pub(super) unseen: Vec<Glyph>,
}

impl Text {
    pub(super) fn count(&self) -> usize {
        self.seen.len() + self.unseen.len()
    }
}

/// What one page holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// From 1.
    pub(super) number: u32,
    pub(super) width: Length,
    pub(super) height: Length,
    /// From the places below to the page as it is shown.
    pub(super) frame: Frame,
    pub(super) upright: Text,
    /// Text that runs upwards, as its own frame sees it.
    pub(super) climbing: Text,
    /// Text that runs downwards, as its own frame sees it.
    pub(super) falling: Text,
    /// How many characters stand at any other angle.
    pub(super) slanted: u32,
    pub(super) horizontal: Vec<Rule>,
    pub(super) vertical: Vec<Rule>,
    /// Share of the page under pictures, in percent; they may overlap.
    pub(super) pictures: u32,
    /// Stretches of drawing that are neither text nor straight lines.
    pub(super) shapes: u32,
}

impl Page {
    /// Its text, whichever way it runs.
    pub(super) fn texts_mut(&mut self) -> [&mut Text; 3] {
        [&mut self.upright, &mut self.climbing, &mut self.falling]
    }

    /// A picture lies over all that was drawn so far.
    pub(super) fn cover(&mut self) {
        for text in self.texts_mut() {
            text.unseen.append(&mut text.seen);
        }
    }

    /// How many characters are kept.
    pub(super) fn characters(&self) -> u64 {
        (self.upright.count() + self.climbing.count() + self.falling.count()) as u64
    }
}
