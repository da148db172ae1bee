//! A report begins: an upload, the sample, a blank form.

use axum::Form;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiheng_app::Taken;
use serde::Deserialize;

use super::{Keyed, to_report};
use crate::error::PageError;
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
pub async fn upload(State(site): State<Site>, mut form: Multipart) -> Result<Response, PageError> {
    let broken = |_| {
        PageError::new(
            StatusCode::BAD_REQUEST,
            "上传中断了，或者文件超过 64 MB；请再试一次，或删去图片后再试。",
            "The upload broke off, or the file has more than 64 MB; try again, or remove its pictures.",
        )
    };
    let (mut key, mut file) = (None, None);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("key") => key = Some(field.text().await.map_err(broken)?),
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                file = Some((name, field.bytes().await.map_err(broken)?.to_vec()));
            }
            _ => {}
        }
    }
    let (name, bytes) = file.filter(|(_, bytes)| !bytes.is_empty()).ok_or_else(|| {
        PageError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "没有选择文件，或者文件是空的。",
            "No file was chosen, or it is empty.",
        )
    })?;
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let taken = Taken { name, bytes, is_sample: false };
    Ok(to_report(&site.workbench.take_in(&site.asking(key), taken).await?))
}
