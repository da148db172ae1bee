//! A report as a file to take along.

use axum::extract::{Path, State};
use axum::response::Response;
use jiheng_app::Export;

use crate::download;
use crate::error::PageError;
use crate::frame::Frame;
use crate::state::Site;

/// The file, always as a download.
pub async fn download(
    State(site): State<Site>,
    Path((id, kind)): Path<(String, String)>,
    frame: Frame,
) -> Result<Response, PageError> {
    let export = Export::parse(&kind).ok_or_else(PageError::not_found)?;
    let file = site.workbench.export(&id, export, frame.w.language).await?;
    Ok(download::download(&file.name, file.media_type, file.bytes))
}
