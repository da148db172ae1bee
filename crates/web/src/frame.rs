//! What every page has around it: language, contrast, what was just done.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;

use crate::text::{Words, language};

/// Name of the cookie that keeps the language.
pub const LANGUAGE: &str = "language";
/// Name of the cookie that keeps the contrast.
pub const CONTRAST: &str = "contrast";

/// Around a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The words of the page.
    pub w: Words,
    /// True for black on white.
    pub is_high_contrast: bool,
    /// Path and query of the page, to come back to.
    pub path: String,
    /// What was just done, shown once.
    pub told: Option<String>,
    /// Key of the next change that this page asks for; the same key twice is the same change.
    pub key: String,
}

impl Frame {
    /// Value of the attribute that the style sheet looks at.
    pub fn contrast(&self) -> &'static str {
        if self.is_high_contrast { "high" } else { "normal" }
    }

    /// What the button changes to.
    pub fn other_contrast(&self) -> &'static str {
        if self.is_high_contrast { "normal" } else { "high" }
    }

    /// Words on the button.
    pub fn contrast_key(&self) -> &'static str {
        if self.is_high_contrast { "contrast.normal" } else { "contrast.high" }
    }
}

impl<S: Sync> FromRequestParts<S> for Frame {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let asked = |name| cookie(&parts.headers, name);
        Ok(Self {
            w: Words { language: language(asked(LANGUAGE).unwrap_or_default()) },
            is_high_contrast: asked(CONTRAST) == Some("high"),
            path: parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            told: None,
            key: uuid::Uuid::now_v7().to_string(),
        })
    }
}

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}
