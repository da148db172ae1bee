//! The last step is taken back, or done again.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;

use super::{Keyed, to_report};
use crate::error::PageError;
use crate::state::Site;

/// Takes the last step back.
pub async fn undo(
    State(site): State<Site>,
    Path(id): Path<String>,
    Form(keyed): Form<Keyed>,
) -> Result<Response, PageError> {
    site.workbench.undo(&site.asking(keyed.key), &id).await?;
    Ok(to_report(&id))
}

/// Does it again.
pub async fn redo(
    State(site): State<Site>,
    Path(id): Path<String>,
    Form(keyed): Form<Keyed>,
) -> Result<Response, PageError> {
    site.workbench.redo(&site.asking(keyed.key), &id).await?;
    Ok(to_report(&id))
}
