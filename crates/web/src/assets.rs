//! The files beside the pages, inside the binary.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::error::PageError;

const CSS: &str = include_str!("../assets/app.css");
const WORK: &str = include_str!("../assets/work.js");
const HTMX: &str = include_str!(env!("JIHENG_HTMX"));
const SEAL: &str = include_str!("../assets/seal.svg");

/// A file by its name.
pub async fn asset(Path(name): Path<String>) -> Result<Response, PageError> {
    let (kind, text) = match name.as_str() {
        "app.css" => ("text/css; charset=utf-8", CSS),
        "work.js" => ("text/javascript; charset=utf-8", WORK),
        "htmx.js" => ("text/javascript; charset=utf-8", HTMX),
        "seal.svg" => ("image/svg+xml", SEAL),
        _ => return Err(PageError::not_found()),
    };
    Ok(([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], text).into_response())
}
