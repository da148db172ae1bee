//! Every address of the workbench, on one screen.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::pages::{
    accept, check, compare, decide, evidence, export, help, home, manage, preferences, rules, score, sign, start,
    texts, undo,
};
use crate::state::Site;
use crate::{assets, error, guard};

/// Largest upload.
const UPLOAD_BYTES_MAX: usize = 64 << 20;

/// The workbench as a service.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(home::show))
        .route("/launch", get(guard::launch))
        .route("/start", get(start::sample_or_home))
        .route("/sample", post(start::sample))
        .route("/blank", post(start::blank))
        .route("/reports", post(start::upload))
        .route("/reports/{id}", get(check::show))
        .route("/reports/{id}/texts", post(texts::write))
        .route("/reports/{id}/undo", post(undo::undo))
        .route("/reports/{id}/redo", post(undo::redo))
        .route("/reports/{id}/findings/{finding}/accept", post(accept::accept))
        .route("/reports/{id}/findings/{finding}/decision", post(decide::decide))
        .route("/reports/{id}/export/{kind}", get(export::download))
        .route("/reports/{id}/score", get(score::show))
        .route("/reports/{id}/evidence", get(evidence::show).post(evidence::attach))
        .route("/reports/{id}/evidence/{item}", get(evidence::download))
        .route("/reports/{id}/evidence/{item}/detach", post(evidence::detach))
        .route("/reports/{id}/compare", get(compare::show))
        .route("/reports/{id}/sign", get(sign::show).post(sign::sign))
        .route("/reports/{id}/preview", get(sign::preview))
        .route("/rules/{code}", get(rules::show))
        .route("/help", get(help::show))
        .route("/manage", get(manage::show))
        .route("/manage/backup", post(manage::back_up))
        .route("/manage/backup/{name}", get(manage::download))
        .route("/preferences", post(preferences::set))
        .route("/assets/{name}", get(assets::asset))
        .fallback(|| async { error::PageError::not_found() })
        .layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX))
        .layer(from_fn_with_state(site.clone(), guard::guard))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .with_state(site)
}
