//! Files beside a report, and how far each number is proven.

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use jiheng_app::{Attached, EvidenceItem, Kind, Opened};
use jiheng_model::document::Place;
use jiheng_model::statement::{State as Stated, Statement};
use serde::Deserialize;
use uuid::Uuid;

use super::{Keyed, export::disposition};
use crate::error::{PageError, page};
use crate::frame::Frame;
use crate::state::Site;
use crate::view::{Head, ends};

/// Letters of a digest that are shown.
const DIGEST: usize = 12;

#[derive(Template)]
#[template(path = "evidence.html")]
struct Evidence {
    frame: Frame,
    head: Head,
    files: Vec<Shown>,
    kinds: Vec<(String, String)>,
    chosen: String,
    comparisons: Vec<Compared>,
    numbers: Vec<Number>,
    proven: usize,
}

/// A file.
struct Shown {
    id: String,
    key: String,
    kind: &'static str,
    name: String,
    href: Option<String>,
    subject: String,
    page: String,
    note: String,
    digest: String,
}

/// A number held against a file.
struct Compared {
    name: String,
    ends: Vec<Line>,
    found: String,
    file: String,
    agrees: bool,
}

/// A link in one line.
struct Line {
    href: String,
    text: String,
}

/// A number of the report.
struct Number {
    href: String,
    at: String,
    quoted: String,
    place: String,
    level: &'static str,
    meaning: String,
}

/// Which number a proof is for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(rename = "for")]
    place: Option<String>,
}

/// The page.
pub async fn show(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, PageError> {
    let opened = site.workbench.open(&id).await?;
    let w = frame.w;
    let mut kinds: Vec<(String, String)> = [
        (Kind::Register, "evidence.register"),
        (Kind::Accounts, "evidence.accounts"),
        (Kind::Previous, "evidence.previous"),
    ]
    .map(|(kind, key)| (kind.subject(), w.t(key).to_owned()))
    .into();
    let chosen = asked.place.as_deref().and_then(Place::parse).map(|place| Kind::Proof(place).subject());
    if let Some(subject) = &chosen {
        kinds.push((subject.clone(), format!("{} {}", w.t("evidence.proof"), subject_of(&opened, subject))));
    }
    let numbers = numbers(&opened, &frame);
    page(&Evidence {
        head: Head::of(&opened, "evidence", w.language),
        files: attached(&opened).map(|item| shown(&opened, item)).collect(),
        chosen: chosen.unwrap_or_default(),
        kinds,
        comparisons: compared(&opened, &frame),
        proven: numbers
            .iter()
            .filter(|number| !number.level.is_empty() && number.level != "A0" && number.level != "X")
            .count(),
        numbers,
        frame,
    })
}

fn attached(opened: &Opened) -> impl Iterator<Item = &EvidenceItem> {
    opened.beside.iter().filter(|item| item.detached_ms.is_none() && item.replaced_by.is_none())
}

fn shown(opened: &Opened, item: &EvidenceItem) -> Shown {
    let kind = match Kind::parse(&item.subject) {
        Some(Kind::Register) => "evidence.register",
        Some(Kind::Accounts) => "evidence.accounts",
        Some(Kind::Previous) => "evidence.previous",
        Some(Kind::Proof(_)) | None => "evidence.proof",
    };
    Shown {
        id: item.id.clone(),
        key: Uuid::now_v7().to_string(),
        kind,
        name: item.file_name.clone(),
        href: item.attachment.as_ref().map(|_| format!("/reports/{}/evidence/{}", item.report, item.id)),
        subject: subject_of(opened, &item.subject),
        page: item.page.clone().unwrap_or_default(),
        note: item.note.clone(),
        digest: item.attachment.iter().flat_map(|digest| digest.chars().take(DIGEST)).collect(),
    }
}

/// What a proof is for, in the words of the report.
fn subject_of(opened: &Opened, subject: &str) -> String {
    let Some(Kind::Proof(place)) = Kind::parse(subject) else { return String::new() };
    let here = |statement: &&Statement| place_of(statement) == place;
    let found = opened.evaluation.facts.statements.iter().find(here);
    found.map_or_else(|| place.to_string(), |statement| format!("{} {}", statement.place.zh, statement.written))
}

fn place_of(statement: &Statement) -> Place {
    Place { block: statement.anchor.block, cell: statement.anchor.row.zip(statement.anchor.column) }
}

fn compared(opened: &Opened, frame: &Frame) -> Vec<Compared> {
    let Some(evidence) = &opened.evaluation.evidence else { return Vec::new() };
    let id = &opened.report.id;
    let line = |line: &jiheng_model::evidence::Comparison| Compared {
        name: frame.w.of(&line.name).to_owned(),
        ends: ends(opened, &line.statements, frame.w.language)
            .into_iter()
            .map(|end| Line { href: format!("/reports/{id}{}", end.href), text: end.quoted })
            .collect(),
        found: format!("{}{}", line.value, line.unit),
        file: evidence.files.get(line.file).map(|file| file.path.clone()).unwrap_or_default(),
        agrees: line.agrees,
    };
    evidence.comparisons.iter().map(line).collect()
}

/// Numbers that somebody may have to prove: stated figures, no years and no numbers of documents.
fn numbers(opened: &Opened, frame: &Frame) -> Vec<Number> {
    let is_figure = |statement: &&Statement| statement.state == Stated::Number && statement.class.is_none();
    let number = |statement: &Statement| {
        let level = opened.assurance.iter().find(|(id, _)| *id == statement.id).map(|(_, level)| *level);
        let unit = statement.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
        Number {
            href: format!("/reports/{}#s{}", opened.report.id, statement.id),
            at: place_of(statement).to_string(),
            quoted: format!("{}{unit}", statement.written),
            place: frame.w.of(&statement.place).to_owned(),
            level: level.map_or("", |level| level.name()),
            meaning: level.map(|level| frame.w.of(&level.meaning()).to_owned()).unwrap_or_default(),
        }
    };
    opened.evaluation.facts.statements.iter().filter(is_figure).map(number).collect()
}

/// A file is put beside the report.
pub async fn attach(
    State(site): State<Site>,
    Path(id): Path<String>,
    mut form: Multipart,
) -> Result<Response, PageError> {
    let broken = |_| {
        PageError::new(
            StatusCode::BAD_REQUEST,
            "上传中断了，或者文件超过 64 MB；请再试一次。",
            "The upload broke off, or the file has more than 64 MB; try again.",
        )
    };
    let mut attached =
        Attached { kind: Kind::Register, name: String::new(), bytes: None, page: None, note: String::new() };
    let (mut key, mut secret, mut kind) = (None, String::new(), None);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("file") => {
                let name = field.file_name().unwrap_or_default();
                attached.name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
                attached.bytes = Some(field.bytes().await.map_err(broken)?.to_vec()).filter(|bytes| !bytes.is_empty());
            }
            Some("key") => key = Some(field.text().await.map_err(broken)?),
            Some("kind") => kind = Kind::parse(&field.text().await.map_err(broken)?),
            Some("page") => attached.page = Some(field.text().await.map_err(broken)?),
            Some("note") => attached.note = field.text().await.map_err(broken)?,
            Some("secret") => secret = field.text().await.map_err(broken)?,
            _ => {}
        }
    }
    attached.kind = kind.ok_or_else(PageError::not_found)?;
    if attached.bytes.is_none() && !secret.trim().is_empty() {
        secret.trim().clone_into(&mut attached.name);
    } else if attached.bytes.is_none() {
        return Err(PageError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "没有选择文件，或者文件是空的。",
            "No file was chosen, or it is empty.",
        ));
    }
    let page = if attached.kind == Kind::Previous { "compare" } else { "evidence" };
    site.workbench.attach(&site.asking(key), &id, attached).await?;
    Ok(Redirect::to(&format!("/reports/{id}/{page}")).into_response())
}

/// A file is taken off.
pub async fn detach(
    State(site): State<Site>,
    Path((id, item)): Path<(String, String)>,
    Form(keyed): Form<Keyed>,
) -> Result<Response, PageError> {
    site.workbench.detach(&site.asking(keyed.key), &id, &item).await?;
    Ok(Redirect::to(&format!("/reports/{id}/evidence")).into_response())
}

/// A file as a download.
pub async fn download(
    State(site): State<Site>,
    Path((id, item)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (name, bytes) = site.workbench.attachment(&id, &item).await?;
    let mut response = bytes.into_response();
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    if let Ok(value) = HeaderValue::from_str(&disposition(&name)) {
        response.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
