//! The work on a report: the document as it is laid out, the findings beside it, both ends of each in view.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiheng_app::{Export, Opened};
use jiheng_documents::pane;
use jiheng_model::document::Place;
use jiheng_model::finding::Severity;
use jiheng_model::text::first_line;
use serde::Deserialize;

use crate::error::{PageError, page};
use crate::frame::Frame;
use crate::state::{AUTHOR, Site};
use crate::view::{Card, End, Head, ends, moment};

/// Letters of a change that are shown.
const SHOWN: usize = 120;

/// Changes that are shown, newest first.
const CHANGES_MAX: usize = 200;

#[derive(Template)]
#[template(path = "check.html")]
struct Check {
    frame: Frame,
    head: Head,
    version: i64,
    code: String,
    editable: bool,
    bases: String,
    pane: String,
    counts: (usize, usize, usize),
    holds_count: usize,
    register: String,
    saved: String,
    undo: Option<String>,
    redo: bool,
    exports: Vec<(&'static str, String)>,
    tabs: Vec<Tab>,
    shown: Shown,
    cards: Vec<Card>,
    holds: Vec<Held>,
    notes: Vec<String>,
    changes: Vec<Change>,
}

/// What the panel lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Shown {
    #[default]
    Findings,
    Holds,
    Notes,
    Changes,
}

/// A tab of the panel.
struct Tab {
    key: &'static str,
    href: String,
    count: usize,
    current: bool,
}

/// Something that holds.
struct Held {
    code: String,
    calculation: String,
    ends: Vec<Line>,
}

/// An end in one line.
struct Line {
    href: String,
    text: String,
}

/// A change of a text.
struct Change {
    when: String,
    who: String,
    kind: &'static str,
    place: String,
    anchor: String,
    label: String,
    before: String,
    after: String,
    undone: bool,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    show: Shown,
}

/// The page.
pub async fn show(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    frame: Frame,
) -> Result<Response, PageError> {
    let opened = site.workbench.open(&id).await?;
    let language = frame.w.language;
    let judgement = &opened.evaluation.judgement;
    let count = |severity| opened.open_findings().filter(|finding| finding.severity == severity).count();
    let exports = site.workbench.exports(&opened);
    let bases: BTreeMap<String, i64> =
        opened.texts().into_iter().map(|(place, edit)| (place.to_string(), edit.sequence)).collect();
    let cards = judgement.findings.iter().enumerate().map(|(at, finding)| Card::of(&opened, finding, at + 1, language));
    let mut cards: Vec<Card> = if asked.show == Shown::Findings { cards.collect() } else { Vec::new() };
    // What was put aside stays in the list, behind what is open.
    cards.sort_by_key(|card| card.aside.is_some());
    page(&Check {
        head: Head::of(&opened, "", language),
        version: opened.report.version,
        code: opened.check_code(),
        editable: true,
        bases: serde_json::to_string(&bases).unwrap_or_default(),
        pane: pane(&opened.document, &opened.evaluation, Some(&opened.changed())),
        counts: (count(Severity::Error), count(Severity::Warning), count(Severity::Notice)),
        holds_count: judgement.holds.len(),
        register: register(&opened, &frame),
        saved: format!("{} {}", frame.w.t("saved"), moment(opened.report.updated_ms)),
        undo: opened.undoable(AUTHOR).map(|edit| edit.kind.clone()),
        redo: opened.is_redoable(AUTHOR),
        exports: exports
            .into_iter()
            .map(|export: Export| (export.part(), format!("export.{}", export.part())))
            .collect(),
        tabs: tabs(&opened, asked.show),
        shown: asked.show,
        cards,
        holds: if asked.show == Shown::Holds { holds(&opened, &frame) } else { Vec::new() },
        notes: opened.evaluation.notes.iter().map(|note| frame.w.of(&note.message).to_owned()).collect(),
        changes: if asked.show == Shown::Changes { changes(&opened) } else { Vec::new() },
        frame,
    })
}

fn tabs(opened: &Opened, shown: Shown) -> Vec<Tab> {
    let id = &opened.report.id;
    let judgement = &opened.evaluation.judgement;
    let tab = |key, name: &str, of, count| Tab {
        key,
        href: format!("/reports/{id}?show={name}"),
        count,
        current: shown == of,
    };
    vec![
        tab("tab.findings", "findings", Shown::Findings, opened.open_findings().count()),
        tab("tab.holds", "holds", Shown::Holds, judgement.holds.len()),
        tab("tab.notes", "notes", Shown::Notes, opened.evaluation.notes.len()),
        tab("tab.changes", "changes", Shown::Changes, opened.edits.len()),
    ]
}

fn register(opened: &Opened, frame: &Frame) -> String {
    let register = &opened.evaluation.register;
    let numbers = [register.total, register.bound, register.waived, register.unbound].map(|number| number.to_string());
    let mut text = frame.w.t("register").to_owned();
    for (name, number) in ["{total}", "{bound}", "{waived}", "{unbound}"].into_iter().zip(numbers) {
        text = text.replace(name, &number);
    }
    text
}

fn holds(opened: &Opened, frame: &Frame) -> Vec<Held> {
    let line = |end: End| Line { href: end.href, text: format!("{} {}", end.place, end.quoted) };
    let held = |hold: &jiheng_model::finding::Hold| Held {
        code: hold.code.clone(),
        calculation: hold.calculation.clone(),
        ends: ends(opened, &hold.statements, frame.w.language).into_iter().map(line).collect(),
    };
    opened.evaluation.judgement.holds.iter().map(held).collect()
}

fn changes(opened: &Opened) -> Vec<Change> {
    let change = |edit: &jiheng_app::Edit| Change {
        when: moment(edit.at_ms),
        who: edit.author.clone(),
        kind: match edit.kind.as_str() {
            "pasted" => "change.pasted",
            "accepted" => "change.accepted",
            _ => "change.typed",
        },
        place: edit.place.clone(),
        anchor: format!("p{}", edit.place),
        label: label(opened, &edit.place),
        before: first_line(edit.before.as_deref().unwrap_or_default(), SHOWN),
        after: first_line(edit.after.as_deref().unwrap_or_default(), SHOWN),
        undone: edit.undone_ms.is_some(),
    };
    opened.edits.iter().rev().take(CHANGES_MAX).map(change).collect()
}

/// Where a text stands, in the words of a statement in it, else by its number.
fn label(opened: &Opened, place: &str) -> String {
    let Some(place) = Place::parse(place) else { return place.to_owned() };
    let facts = &opened.evaluation.facts;
    let here = |anchor: &jiheng_model::anchor::Anchor| {
        anchor.block == place.block && anchor.row.zip(anchor.column) == place.cell
    };
    let found = facts.statements.iter().find(|statement| here(&statement.anchor));
    found.map_or_else(|| place.to_string(), |statement| statement.place.zh.clone())
}
