//! Checked before it is signed, printed as it will be, and signed by name.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiheng_app::{Export, Opened, Signature, Signing, SigningRole};
use jiheng_model::finding::Severity;
use serde::Deserialize;

use crate::error::{PageError, page};
use crate::frame::Frame;
use crate::state::Site;
use crate::text::Words;
use crate::view::{Head, moment};

#[derive(Template)]
#[template(path = "sign.html")]
struct Sign {
    frame: Frame,
    head: Head,
    errors: usize,
    missing: Vec<(usize, String)>,
    ignored: Vec<(String, String)>,
    proven: usize,
    steps: Vec<Step>,
    voided: Vec<String>,
    code: String,
    roles: Vec<(&'static str, &'static str)>,
    has_form: bool,
}

/// A role on the way.
struct Step {
    class: &'static str,
    key: &'static str,
    names: Vec<String>,
}

/// The page.
pub async fn show(State(site): State<Site>, Path(id): Path<String>, frame: Frame) -> Result<Response, PageError> {
    let opened = site.workbench.open(&id).await?;
    let w = frame.w;
    let findings = || opened.evaluation.judgement.findings.iter().enumerate();
    let missing =
        findings().filter(|(_, finding)| finding.code.starts_with("FILL") && opened.aside(&finding.id).is_none());
    let ignored = findings().filter_map(|(_, finding)| Some((finding, opened.aside(&finding.id)?)));
    let voided = opened.signatures.iter().filter_map(|signature| Some((signature, signature.void_ms?)));
    page(&Sign {
        head: Head::of(&opened, "sign", w.language),
        errors: opened.open_findings().filter(|finding| finding.severity == Severity::Error).count(),
        missing: missing.map(|(at, finding)| (at + 1, w.of(&finding.message).to_owned())).collect(),
        ignored: ignored.map(|(finding, why)| (w.of(&finding.message).to_owned(), why.text.clone())).collect(),
        proven: opened.evaluation.judgement.holds.len(),
        steps: steps(&opened),
        voided: voided.map(|(signature, at)| void(&opened, signature, at, w)).collect(),
        code: opened.check_code(),
        roles: SigningRole::ALL.map(|role| (role.name(), key(role))).into(),
        has_form: site.workbench.exports(&opened).contains(&Export::Form(jiheng_documents::Format::Html)),
        frame,
    })
}

fn key(role: SigningRole) -> &'static str {
    match role {
        SigningRole::Preparer => "role.preparer",
        SigningRole::GroupMember => "role.member",
        SigningRole::GroupLeader => "role.leader",
        SigningRole::Head => "role.head",
    }
}

fn steps(opened: &Opened) -> Vec<Step> {
    let standing = |role: SigningRole| {
        opened.signatures.iter().filter(move |signature| signature.void_ms.is_none() && signature.role == role.name())
    };
    let mut is_next = true;
    let step = |role: SigningRole| {
        let names: Vec<String> =
            standing(role).map(|signature| format!("{} {}", signature.name, moment(signature.at_ms))).collect();
        let class = match (names.is_empty(), is_next) {
            (false, _) => "done",
            (true, true) => "now",
            (true, false) => "",
        };
        is_next &= !names.is_empty();
        Step { class, key: key(role), names }
    };
    SigningRole::ALL.map(step).into()
}

fn void(opened: &Opened, signature: &Signature, at: i64, w: Words) -> String {
    let role = SigningRole::parse(&signature.role).map_or("", |role| w.t(key(role)));
    format!("{} {role} {} · {} {}", signature.name, opened.code_of(signature), moment(at), w.t("sign.void"))
}

/// A signature that is asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    key: Option<String>,
    role: String,
    name: String,
    mode: String,
    code: String,
}

/// Signs.
pub async fn sign(
    State(site): State<Site>,
    Path(id): Path<String>,
    Form(asked): Form<Asked>,
) -> Result<Response, PageError> {
    let role = SigningRole::parse(&asked.role).ok_or_else(PageError::not_found)?;
    let signing = Signing { role, name: asked.name, on_paper: asked.mode == "paper", code: asked.code };
    site.workbench.sign(&site.asking(asked.key), &id, signing).await?;
    Ok(Redirect::to(&format!("/reports/{id}/sign")).into_response())
}

/// The official form as it will be printed.
pub async fn preview(State(site): State<Site>, Path(id): Path<String>, frame: Frame) -> Result<Response, PageError> {
    let file = site.workbench.export(&id, Export::Form(jiheng_documents::Format::Html), frame.w.language).await?;
    let mut response = Html(file.bytes).into_response();
    let policy =
        HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}
