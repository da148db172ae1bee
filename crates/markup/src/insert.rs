//! Insertions into a text; nothing of it is taken away.

use std::collections::BTreeMap;

use crate::place::Place;

/// Markers that go to one place.
#[derive(Debug, Default)]
struct Here {
    closes: String,
    opens: String,
    /// What stands here instead of characters before it.
    replacements: String,
    /// Ends of comments stand before beginnings, so that neighbours do not overlap.
    ends: String,
    starts: String,
}

/// Insertions by their place.
#[derive(Debug, Default)]
pub(crate) struct Insertions {
    places: BTreeMap<usize, Here>,
}

impl Insertions {
    /// Something that begins here.
    pub(crate) fn start(&mut self, place: Place, markup: &str) {
        self.at(place).starts.push_str(markup);
    }

    /// Something that ends here.
    pub(crate) fn end(&mut self, place: Place, markup: &str) {
        self.at(place).ends.push_str(markup);
    }

    /// Something that takes the place of the characters before it.
    pub(crate) fn replace(&mut self, place: Place, markup: &str) {
        self.at(place).replacements.push_str(markup);
    }

    /// A cut without anything at it.
    pub(crate) fn cut(&mut self, place: Place) {
        self.at(place);
    }

    /// Something within a tag.
    pub(crate) fn within(&mut self, at: usize, text: &str) {
        self.cut(Place { at, closes: String::new(), opens: text.to_owned() });
    }

    /// Where one run ends and the next begins, what closes comes from the one and what opens from the other.
    fn at(&mut self, place: Place) -> &mut Here {
        let here = self.places.entry(place.at).or_default();
        for (own, new) in [(&mut here.closes, place.closes), (&mut here.opens, place.opens)] {
            if !new.is_empty() {
                *own = new;
            }
        }
        here
    }

    /// The text with everything inserted.
    pub(crate) fn apply(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len() * 5 / 4);
        let mut done = 0;
        for (at, here) in &self.places {
            result.push_str(text.get(done..*at).unwrap_or_default());
            for piece in [&here.closes, &here.replacements, &here.ends, &here.starts, &here.opens] {
                result.push_str(piece);
            }
            done = *at;
        }
        result.push_str(text.get(done..).unwrap_or_default());
        result
    }
}
