//! Sentences for people, in both languages.

/// The same sentence in Chinese and English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// Chinese, shown first.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// A pair of sentences.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}
