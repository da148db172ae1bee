//! What the tests of sentences share: the shipped packs and a text as a document.

use jiheng_facts::{Lexicon, Reading, extract};
use jiheng_model::evaluation::FactSet;
use jiheng_packs::PackSet;
pub use jiheng_samples::packs;

/// The facts of a plain text.
pub fn facts(packs: &PackSet, lexicon: &Lexicon, text: &str) -> FactSet {
    let document =
        jiheng_readers::read(text.as_bytes(), &jiheng_readers::Limits::default()).expect("plain text is read");
    extract(&document, packs, lexicon, Reading::default())
}
