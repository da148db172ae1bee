//! Insertions into a text; nothing of it is taken away.

use std::collections::BTreeMap;

use crate::place::Place;

/// Markers that go to one place.
#[derive(Debug, Default)]
struct Here {
    closes: String,
    opens: String,
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

    fn at(&mut self, place: Place) -> &mut Here {
        let here = self.places.entry(place.at).or_default();
        (here.closes, here.opens) = (place.closes, place.opens);
        here
    }

    /// The text with everything inserted.
    pub(crate) fn apply(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len() * 5 / 4);
        let mut done = 0;
        for (at, here) in &self.places {
            result.push_str(text.get(done..*at).unwrap_or_default());
            for piece in [&here.closes, &here.ends, &here.starts, &here.opens] {
                result.push_str(piece);
            }
            done = *at;
        }
        result.push_str(text.get(done..).unwrap_or_default());
        result
    }
}
