//! The score: declared and recomputed, with the way to every point.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiheng_app::Opened;
use jiheng_model::scorecard::{Input, Line, Outcome, Scorecard};

use crate::error::{PageError, page};
use crate::frame::Frame;
use crate::state::Site;
use crate::text::Words;
use crate::view::Head;

#[derive(Template)]
#[template(path = "score.html")]
struct Score {
    frame: Frame,
    head: Head,
    card: Option<Card>,
}

/// A scorecard, ready to be shown.
struct Card {
    title: String,
    declared: String,
    computed: String,
    declared_grade: String,
    grade: String,
    alarms: Vec<String>,
    lines: Vec<Shown>,
}

/// An indicator.
struct Shown {
    name: String,
    group: String,
    full: String,
    declared: String,
    points: String,
    why: String,
    sum: String,
    rule: String,
    verified: bool,
    remarks: Vec<String>,
    inputs: Vec<Source>,
}

/// A number that went in.
struct Source {
    name: String,
    written: String,
    href: Option<String>,
    level: &'static str,
}

/// The page.
pub async fn show(State(site): State<Site>, Path(id): Path<String>, frame: Frame) -> Result<Response, PageError> {
    let opened = site.workbench.open(&id).await?;
    let card = site.workbench.score(&opened, None).map(|card| shown(&card, &opened, frame.w));
    page(&Score { head: Head::of(&opened, "score", frame.w.language), card, frame })
}

fn shown(card: &Scorecard, opened: &Opened, w: Words) -> Card {
    let score = &opened.evaluation.score;
    Card {
        title: w.of(&card.title).to_owned(),
        declared: score.declared.clone().unwrap_or_else(|| "—".to_owned()),
        computed: format!("{} / {}", card.computed.points, card.computed.of),
        declared_grade: score.declared_grade.clone().unwrap_or_else(|| "—".to_owned()),
        grade: score.grade.clone().unwrap_or_else(|| "—".to_owned()),
        alarms: card.alarms.iter().map(|alarm| format!("{} {}", w.of(&alarm.message), alarm.calculation)).collect(),
        lines: card.leaves().map(|line| line_of(line, opened, w)).collect(),
    }
}

fn line_of(line: &Line, opened: &Opened, w: Words) -> Shown {
    let (points, why) = match &line.outcome {
        Outcome::Points(points) => (points.to_string(), String::new()),
        Outcome::Missing(facts) => {
            let names: Vec<&str> = facts.iter().map(|fact| w.of(fact)).collect();
            ("—".to_owned(), format!("{} {}", w.t("score.missing"), names.join("、")))
        }
        Outcome::Undefined => ("—".to_owned(), w.t("score.undefined").to_owned()),
        Outcome::Judged => ("—".to_owned(), w.t("score.judged").to_owned()),
        Outcome::Measured => ("—".to_owned(), w.t("score.measured").to_owned()),
    };
    Shown {
        name: w.of(&line.name).to_owned(),
        group: line.group.join(" · "),
        full: line.full.map(|full| full.to_string()).unwrap_or_default(),
        declared: line.declared.map(|declared| declared.points.to_string()).unwrap_or_default(),
        points,
        why,
        sum: line.sum.clone(),
        rule: w.of(&line.rule).to_owned(),
        verified: line.verified,
        remarks: line.remarks.iter().map(|remark| w.of(&remark.message).to_owned()).collect(),
        inputs: line.inputs.iter().map(|input| source(input, opened, w)).collect(),
    }
}

fn source(input: &Input, opened: &Opened, w: Words) -> Source {
    let id = &opened.report.id;
    Source {
        name: w.of(&input.name).to_owned(),
        written: input.written.clone(),
        href: input.statement.map(|statement| format!("/reports/{id}#s{statement}")),
        level: input.assurance.map_or("", |level| level.name()),
    }
}
