//! A finding is ignored, spoken about, or opened again.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::to_report;
use crate::error::PageError;
use crate::state::Site;

/// What is decided, and why.
#[derive(Debug, Deserialize)]
pub struct Decided {
    key: Option<String>,
    action: String,
    text: String,
}

/// Decides about a finding.
pub async fn decide(
    State(site): State<Site>,
    Path((id, finding)): Path<(String, String)>,
    Form(decided): Form<Decided>,
) -> Result<Response, PageError> {
    let asking = site.asking(decided.key);
    site.workbench.decide(&asking, &id, &finding, &decided.action, &decided.text).await?;
    Ok(to_report(&id))
}
