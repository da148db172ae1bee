//! Text that lies on its side, and how its places are those of the page as it is shown.

use super::page::{Area, Length, Page, Rule, Text};
use super::paragraph::Column;
use crate::piece::to_u32;

/// Which way text runs that is not upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// From the bottom to the top.
    Climbing,
    /// From the top to the bottom.
    Falling,
}

impl Turn {
    /// From where to where text may run in an area of the page, as its own frame sees it.
    pub(super) fn column(self, area: Area, height: Length) -> Column {
        match self {
            Self::Climbing => Column { left: height - area.bottom, right: height - area.top },
            Self::Falling => Column { left: area.top, right: area.bottom },
        }
    }
}

/// Whole turns and shifts: `x = from_x.0 * x + from_y.0 * y + shift.0`, and so for `y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    from_x: (Length, Length),
    from_y: (Length, Length),
    shift: (Length, Length),
}

impl Default for Frame {
    fn default() -> Self {
        Self { from_x: (1, 0), from_y: (0, 1), shift: (0, 0) }
    }
}

impl Frame {
    /// From the frame in which turned text is upright to its page.
    pub(super) fn of(turn: Turn, width: Length, height: Length) -> Self {
        match turn {
            Turn::Climbing => Self { from_x: (0, -1), from_y: (1, 0), shift: (0, height) },
            Turn::Falling => Self { from_x: (0, 1), from_y: (-1, 0), shift: (width, 0) },
        }
    }

    /// This one, and then `next`.
    pub(super) fn then(self, next: Self) -> Self {
        Self { from_x: next.direction(self.from_x), from_y: next.direction(self.from_y), shift: next.place(self.shift) }
    }

    pub(super) fn area(self, area: Area) -> Area {
        let (one, other) = (self.place((area.left, area.top)), self.place((area.right, area.bottom)));
        Area {
            left: one.0.min(other.0),
            top: one.1.min(other.1),
            right: one.0.max(other.0),
            bottom: one.1.max(other.1),
        }
    }

    fn direction(self, (x, y): (Length, Length)) -> (Length, Length) {
        (self.from_x.0 * x + self.from_y.0 * y, self.from_x.1 * x + self.from_y.1 * y)
    }

    pub(super) fn place(self, place: (Length, Length)) -> (Length, Length) {
        let (x, y) = self.direction(place);
        (x + self.shift.0, y + self.shift.1)
    }
}

impl Page {
    /// Text, whether it is upright, climbs or falls, with the frame in which it stands upright.
    pub(super) fn turned(&self, turn: Turn) -> (&Text, Frame) {
        let text = match turn {
            Turn::Climbing => &self.climbing,
            Turn::Falling => &self.falling,
        };
        (text, Frame::of(turn, self.width, self.height))
    }

    /// A page most of whose text lies on its side, turned until that text stands.
    pub(super) fn stood_up(mut self) -> Self {
        let (climbing, falling) = (self.climbing.count(), self.falling.count());
        if climbing.max(falling) <= self.upright.count() {
            return self;
        }
        let turn = if climbing > falling { Turn::Climbing } else { Turn::Falling };
        let (width, height) = (self.width, self.height);
        // What is upright now runs the other way then; what ran the other way stands on its head.
        let upright = std::mem::take(&mut self.upright);
        let on_its_head = match turn {
            Turn::Climbing => {
                self.upright = std::mem::take(&mut self.climbing);
                std::mem::replace(&mut self.falling, upright)
            }
            Turn::Falling => {
                self.upright = std::mem::take(&mut self.falling);
                std::mem::replace(&mut self.climbing, upright)
            }
        };
        self.slanted = self.slanted.saturating_add(to_u32(on_its_head.seen.len()));
        self.frame = Frame::of(turn, width, height).then(self.frame);
        let from_end = |rule: Rule, end: Length| Rule { at: rule.at, from: end - rule.to, to: end - rule.from };
        for rule in &mut self.horizontal {
            *rule = match turn {
                Turn::Climbing => Rule { at: height - rule.at, ..*rule },
                Turn::Falling => from_end(*rule, width),
            };
        }
        for rule in &mut self.vertical {
            *rule = match turn {
                Turn::Climbing => from_end(*rule, height),
                Turn::Falling => Rule { at: width - rule.at, ..*rule },
            };
        }
        std::mem::swap(&mut self.horizontal, &mut self.vertical);
        (self.width, self.height) = (height, width);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_turned_text_are_those_of_the_page() {
        let area = Area { left: 10, top: 20, right: 30, bottom: 25 };
        for (turn, expected) in [
            (Turn::Climbing, Area { left: 20, top: 170, right: 25, bottom: 190 }),
            (Turn::Falling, Area { left: 75, top: 10, right: 80, bottom: 30 }),
        ] {
            let frame = Frame::of(turn, 100, 200);
            assert_eq!(frame.area(area), expected, "{turn:?}");
            // Turned once more the other way, it is what it was.
            let back = match turn {
                Turn::Climbing => Turn::Falling,
                Turn::Falling => Turn::Climbing,
            };
            assert_eq!(Frame::of(back, 200, 100).then(frame).area(area), area, "{turn:?}");
        }
    }
}
