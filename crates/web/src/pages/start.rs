//! A report begins: an upload, the sample, a blank form.

use axum::Form;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiheng_app::Taken;
use serde::Deserialize;

use super::{Keyed, to_report};
use crate::error::PageError;
use crate::received::{Received, no_file};
use crate::state::Site;

/// Where the browser goes at the start: to the sample as long as there is nothing else.
pub async fn sample_or_home(State(site): State<Site>) -> Result<Response, PageError> {
    if site.workbench.list().await?.iter().any(|report| !report.sample) {
        return Ok(Redirect::to("/").into_response());
    }
    take_sample(&site, None).await
}

/// The sample.
pub async fn sample(State(site): State<Site>, Form(keyed): Form<Keyed>) -> Result<Response, PageError> {
    take_sample(&site, keyed.key).await
}

async fn take_sample(site: &Site, key: Option<String>) -> Result<Response, PageError> {
    let (name, bytes) = &site.sample;
    let taken = Taken { name: (*name).to_owned(), bytes: bytes.to_vec(), is_sample: true };
    Ok(to_report(&site.workbench.take_in(&site.asking(key), taken).await?))
}

/// Which form to start.
#[derive(Debug, Deserialize)]
pub struct Blank {
    key: Option<String>,
    form: String,
}

/// A blank form.
pub async fn blank(State(site): State<Site>, Form(blank): Form<Blank>) -> Result<Response, PageError> {
    Ok(to_report(&site.workbench.start_blank(&site.asking(blank.key), &blank.form).await?))
}

/// An uploaded file.
pub async fn upload(State(site): State<Site>, form: Multipart) -> Result<Response, PageError> {
    let mut received = Received::from(form).await?;
    let key = received.take("key");
    let (name, bytes) = received.file.ok_or_else(no_file)?;
    let taken = Taken { name, bytes, is_sample: false };
    Ok(to_report(&site.workbench.take_in(&site.asking(key), taken).await?))
}
