//! A repair is taken.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::to_report;
use crate::error::PageError;
use crate::state::Site;

/// Which repair.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    key: Option<String>,
    statement: u32,
}

/// Takes the repair that changes a statement.
pub async fn accept(
    State(site): State<Site>,
    Path((id, finding)): Path<(String, String)>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, PageError> {
    site.workbench.accept(&site.asking(chosen.key), &id, &finding, chosen.statement).await?;
    Ok(to_report(&id))
}
