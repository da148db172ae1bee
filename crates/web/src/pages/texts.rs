//! Texts are written by the grid: what was typed or pasted, with what was seen there before.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiheng_app::{AppError, NewText, StoreError};
use jiheng_model::document::Place;
use serde::{Deserialize, Serialize};

use crate::error::PageError;
use crate::frame::Frame;
use crate::state::Site;

/// Some texts, as one step.
#[derive(Debug, Deserialize)]
pub struct Sent {
    key: String,
    kind: String,
    texts: Vec<SentText>,
}

/// A text, its place, and the change that was seen there.
#[derive(Debug, Deserialize)]
struct SentText {
    place: String,
    base: i64,
    text: String,
}

#[derive(Debug, Default, Serialize)]
struct Reply {
    message: String,
    bases: BTreeMap<String, i64>,
    conflicts: Vec<Against>,
}

/// A place that reads otherwise by now.
#[derive(Debug, Serialize)]
struct Against {
    place: String,
    original: Option<String>,
    mine: Option<String>,
    theirs: Option<String>,
    base: i64,
}

/// Writes them; the answer is for the script.
pub async fn write(State(site): State<Site>, Path(id): Path<String>, frame: Frame, Json(sent): Json<Sent>) -> Response {
    let texts: Option<Vec<NewText>> = sent
        .texts
        .into_iter()
        .map(|text| Some(NewText { place: Place::parse(&text.place)?, base: text.base, text: text.text }))
        .collect();
    let Some(texts) = texts else { return PageError::not_found().into_response() };
    let asking = site.asking(Some(sent.key));
    let (status, reply) = match site.workbench.write_texts(&asking, &id, texts, &sent.kind, None).await {
        Ok(written) => (StatusCode::OK, Reply { bases: written.bases, ..Reply::default() }),
        Err(error) => {
            let conflicts = match &error {
                AppError::Store(StoreError::Conflict(conflicts)) => conflicts.iter().map(against).collect(),
                _ => Vec::new(),
            };
            let message = frame.w.of(&error.text()).to_owned();
            (PageError::from(error).status(), Reply { message, conflicts, ..Reply::default() })
        }
    };
    (status, Json(reply)).into_response()
}

fn against(conflict: &jiheng_app::Conflict) -> Against {
    Against {
        place: conflict.place.clone(),
        original: conflict.base.clone(),
        mine: conflict.mine.clone(),
        theirs: conflict.theirs.clone(),
        base: conflict.sequence,
    }
}
