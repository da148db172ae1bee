//! The first page: three ways to begin, and the reports that there are.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::error::{PageError, page};
use crate::frame::Frame;
use crate::state::Site;
use crate::view::moment;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    forms: Vec<(String, String)>,
    reports: Vec<Listed>,
}

/// A report in the list.
struct Listed {
    href: String,
    title: String,
    entity: String,
    year: String,
    state: &'static str,
    findings: String,
    changed: String,
    sample: bool,
}

/// Reports whose findings are counted for the list; the others are counted when they are opened.
const COUNTED: usize = 20;

/// The page.
pub async fn show(State(site): State<Site>, frame: Frame) -> Result<Response, PageError> {
    let mut reports = Vec::new();
    for (at, report) in site.workbench.list().await?.into_iter().enumerate() {
        let opened = if at < COUNTED { site.workbench.open(&report.id).await.ok() } else { None };
        reports.push(Listed {
            href: format!("/reports/{}", report.id),
            title: report.title,
            entity: report.entity.unwrap_or_default(),
            year: report.year.map(|year| year.to_string()).unwrap_or_default(),
            state: state(&report.state),
            findings: opened.map(|opened| opened.open_findings().count().to_string()).unwrap_or_default(),
            changed: moment(report.updated_ms),
            sample: report.sample,
        });
    }
    let packs = site.workbench.workshop().packs();
    let forms =
        packs.forms.iter().map(|form| (form.id.clone(), frame.w.language.pick(&form.title, &form.title_en).to_owned()));
    page(&Home { forms: forms.collect(), reports, frame })
}

/// Key of the words for a state.
pub(crate) fn state(state: &str) -> &'static str {
    match state {
        "signing" => "state.signing",
        "signed" => "state.signed",
        "submitted" => "state.submitted",
        _ => "state.draft",
    }
}
