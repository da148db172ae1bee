//! Why something was not done, by what the caller can do about it.

use jiheng_model::text::Bilingual;
use jiheng_store::StoreError;

/// Why a use case did not come to its end. Nothing of it was kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum AppError {
    /// There is no such thing.
    NotFound(Bilingual),
    /// What was asked for cannot be done; the sentence says why, and what to do.
    Refused(Bilingual),
    /// The store did not take it, or does not give it.
    Store(#[from] StoreError),
}

impl AppError {
    /// Refuses with a sentence.
    pub fn refused(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Refused(Bilingual::new(zh, en))
    }

    /// Says that there is no such thing.
    pub fn not_found(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::NotFound(Bilingual::new(zh, en))
    }

    /// The sentence.
    pub fn text(&self) -> Bilingual {
        match self {
            Self::NotFound(text) | Self::Refused(text) => text.clone(),
            Self::Store(error) => error.text(),
        }
    }
}
