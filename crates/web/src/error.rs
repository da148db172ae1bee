//! Why a page is not shown, as a page.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiheng_app::{AppError, StoreError};
use jiheng_model::text::Bilingual;

/// Why a request was not answered as asked. Both languages: whoever reads it may have come from anywhere.
#[derive(Debug)]
pub struct PageError {
    status: StatusCode,
    text: Bilingual,
}

impl PageError {
    /// An error with its sentence.
    pub fn new(status: StatusCode, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { status, text: Bilingual::new(zh, en) }
    }

    /// No such page.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "没有这个页面；请从首页进入。",
            "There is no such page; start from the first page.",
        )
    }

    /// The status code.
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl From<AppError> for PageError {
    fn from(error: AppError) -> Self {
        let status = match &error {
            AppError::NotFound(_) => StatusCode::NOT_FOUND,
            AppError::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::Store(error) => of_store(error),
        };
        Self { status, text: error.text() }
    }
}

fn of_store(error: &StoreError) -> StatusCode {
    match error {
        StoreError::Full => StatusCode::INSUFFICIENT_STORAGE,
        StoreError::Busy | StoreError::Unreachable { .. } | StoreError::Stopped | StoreError::Closed => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        StoreError::Conflict(_) | StoreError::Stale { .. } | StoreError::KeyReused => StatusCode::CONFLICT,
        StoreError::NotFound { .. } => StatusCode::NOT_FOUND,
        StoreError::Invalid { .. } | StoreError::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    text: &'a Bilingual,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let page = ErrorPage { text: &self.text }.render().unwrap_or_else(|_| self.text.zh.clone());
        (self.status, Html(page)).into_response()
    }
}

/// A template as a response.
///
/// # Errors
/// A fault of ours in the template.
pub fn page(template: &impl Template) -> Result<Response, PageError> {
    template.render().map(|page| Html(page).into_response()).map_err(|_| {
        PageError::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "页面没有生成，这是程序的错误，请报告。",
            "The page could not be made; this is a fault of the program, please report it.",
        )
    })
}
