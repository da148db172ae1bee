//! Language and contrast, kept by the browser.

use axum::Form;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::frame::{CONTRAST, LANGUAGE};

/// What to keep, and where to go back to.
#[derive(Debug, Deserialize)]
pub struct Preferences {
    language: Option<String>,
    contrast: Option<String>,
    back: Option<String>,
}

/// Keeps a preference for a year.
pub async fn set(Form(wanted): Form<Preferences>) -> Response {
    let keep = |name: &str, value: &str| format!("{name}={value}; Path=/; SameSite=Strict; Max-Age=31536000");
    let mut cookies = Vec::new();
    if let Some(language) = wanted.language.as_deref() {
        cookies.push((SET_COOKIE, keep(LANGUAGE, if language.starts_with("en") { "en" } else { "zh" })));
    }
    if let Some(contrast) = wanted.contrast.as_deref() {
        cookies.push((SET_COOKIE, keep(CONTRAST, if contrast == "high" { "high" } else { "normal" })));
    }
    // Only a path of ours: two slashes would lead to another host.
    let back = wanted.back.filter(|back| back.starts_with('/') && !back.starts_with("//") && !back.contains('\\'));
    (AppendHeaders(cookies), Redirect::to(back.as_deref().unwrap_or("/"))).into_response()
}
