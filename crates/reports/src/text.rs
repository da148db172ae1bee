//! Results for people: what an accountant can read on a screen or on paper.

mod check;
mod evidence;
mod facts;
mod finding;
mod page;
mod paper;
mod repair;
mod score;
mod total;
mod wrap;

pub use check::write;
pub use facts::write_facts;
pub use jiheng_model::text::Language;
pub use paper::{Paper, PaperFinding, PaperHolds, paper};
pub use score::write_score;
pub use total::{Tally, write_total};
pub use wrap::clean;

/// How the text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Language of every word that is not quoted from the document.
    pub language: Language,
    /// Whether ANSI colours may be used.
    pub colour: bool,
    /// Shows every calculation that holds and every place.
    pub verbose: bool,
    /// Columns of a line; a Chinese character takes two.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { language: Language::Zh, colour: false, verbose: false, width: 100 }
    }
}
