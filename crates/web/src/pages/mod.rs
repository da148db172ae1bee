//! One page or action, one file.

pub mod accept;
pub mod check;
pub mod compare;
pub mod decide;
pub mod evidence;
pub mod export;
pub mod help;
pub mod home;
pub mod manage;
pub mod preferences;
pub mod rules;
pub mod score;
pub mod sign;
pub mod start;
pub mod texts;
pub mod undo;

use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// The key of a change that a form carries.
#[derive(Debug, Deserialize)]
pub struct Keyed {
    /// The key that the page made.
    pub key: Option<String>,
}

/// Back to the page of a report.
pub(crate) fn to_report(id: &str) -> Response {
    Redirect::to(&format!("/reports/{id}")).into_response()
}
