//! Files beside a report, and how far each number is proven.

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiheng_app::{Attached, EvidenceItem, Kind, Opened};
use jiheng_model::document::Place;
use jiheng_model::statement::{State as Stated, Statement};
use serde::Deserialize;
use uuid::Uuid;

use super::Keyed;
use crate::download;
use crate::error::{PageError, page};
use crate::frame::Frame;
use crate::received::{Received, no_file};
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
pub async fn attach(State(site): State<Site>, Path(id): Path<String>, form: Multipart) -> Result<Response, PageError> {
    let mut received = Received::from(form).await?;
    let kind = received.take("kind").as_deref().and_then(Kind::parse).ok_or_else(PageError::not_found)?;
    let (key, page) = (received.take("key"), received.take("page"));
    let note = received.take("note").unwrap_or_default();
    let secret = received.take("secret").unwrap_or_default().trim().to_owned();
    let (name, bytes) = match received.file {
        Some((name, bytes)) => (name, Some(bytes)),
        None if secret.is_empty() => return Err(no_file()),
        None => (secret, None),
    };
    let next = if kind == Kind::Previous { "compare" } else { "evidence" };
    site.workbench.attach(&site.asking(key), &id, Attached { kind, name, bytes, page, note }).await?;
    Ok(Redirect::to(&format!("/reports/{id}/{next}")).into_response())
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
    Ok(download::download(&name, download::UNKNOWN, bytes))
}
