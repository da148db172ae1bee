//! Looking after the data: health, backups, the audit log.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiheng_app::{AuditRecord, Check, CheckState};

use super::Keyed;
use crate::download;
use crate::error::{PageError, page};
use crate::frame::Frame;
use crate::state::Site;
use crate::text::Words;
use crate::view::moment;

/// Letters of a digest that are shown.
const DIGEST: usize = 12;

#[derive(Template)]
#[template(path = "manage.html")]
struct Manage {
    frame: Frame,
    checks: Vec<Checked>,
    folder: String,
    backups: Vec<(String, String)>,
    chain: String,
    records: Vec<Recorded>,
}

/// A check of the data.
struct Checked {
    title: String,
    class: &'static str,
    mark: &'static str,
    found: String,
    fix: String,
}

/// A record of the audit log.
struct Recorded {
    sequence: i64,
    when: String,
    who: String,
    event: String,
    object: String,
    digest: String,
}

/// The page.
pub async fn show(State(site): State<Site>, frame: Frame) -> Result<Response, PageError> {
    let w = frame.w;
    let verified = site.workbench.verify(&[]).await?;
    let chain = match verified.faults.first() {
        None => w.t("audit.whole").replace("{}", &verified.records.to_string()),
        Some(fault) => w.of(&fault.text()).to_owned(),
    };
    page(&Manage {
        checks: site.workbench.health().await.iter().map(|check| checked(check, w)).collect(),
        folder: site.backups.display().to_string(),
        backups: backups(&site),
        chain,
        records: site.workbench.audit().await?.iter().map(recorded).collect(),
        frame,
    })
}

fn checked(check: &Check, w: Words) -> Checked {
    let (class, key) = match check.state {
        CheckState::Good => ("t-holds", "health.good"),
        CheckState::Warning => ("t-warning", "health.warning"),
        CheckState::Fault => ("t-error", "health.fault"),
    };
    Checked {
        title: w.of(&check.title).to_owned(),
        class,
        mark: w.t(key),
        found: w.of(&check.found).to_owned(),
        fix: check.fix.as_ref().map(|fix| w.of(fix).to_owned()).unwrap_or_default(),
    }
}

fn recorded(record: &AuditRecord) -> Recorded {
    Recorded {
        sequence: record.sequence,
        when: moment(record.at_ms),
        who: record.actor.name.clone(),
        event: record.event.event.clone(),
        object: record.event.object.clone(),
        digest: record.digest.chars().take(DIGEST).collect(),
    }
}

/// Archives in the folder for backups, newest first, with their size.
fn backups(site: &Site) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(site.backups.as_path()).into_iter().flatten().flatten();
    let archive = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().ok().filter(|name| is_backup(name))?;
        let size = entry.metadata().ok()?.len();
        Some((name, format!("{} KB", size.div_ceil(1024))))
    };
    let mut all: Vec<(String, String)> = entries.filter_map(archive).collect();
    all.sort_by(|a, b| b.cmp(a));
    all
}

fn is_backup(name: &str) -> bool {
    let number = name.strip_prefix("jiheng-").and_then(|rest| rest.strip_suffix(".zip"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Writes a backup.
pub async fn back_up(State(site): State<Site>, Form(keyed): Form<Keyed>) -> Result<Response, PageError> {
    site.workbench.back_up(&site.asking(keyed.key), site.backups.as_ref().clone()).await?;
    Ok(Redirect::to("/manage").into_response())
}

/// A backup as a download.
pub async fn download(State(site): State<Site>, Path(name): Path<String>) -> Result<Response, PageError> {
    if !is_backup(&name) {
        return Err(PageError::not_found());
    }
    let bytes = std::fs::read(site.backups.join(&name)).map_err(|_| PageError::not_found())?;
    Ok(download::download(&name, "application/zip", bytes))
}
