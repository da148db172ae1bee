//! This year beside the last.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiheng_app::{Opened, YearOnYear};
use jiheng_model::decimal::Decimal;
use jiheng_model::exact::{self, Exact};
use jiheng_model::finding::Finding;

use crate::error::{PageError, page};
use crate::frame::Frame;
use crate::state::Site;
use crate::text::Words;
use crate::view::Head;

#[derive(Template)]
#[template(path = "compare.html")]
struct Compare {
    frame: Frame,
    head: Head,
    previous: Option<String>,
    rows: Vec<Row>,
    jumps: usize,
    findings: Vec<(usize, String)>,
}

/// A fact of both years.
struct Row {
    href: String,
    name: String,
    before: String,
    now: String,
    difference: String,
    rate: String,
    is_jump: bool,
}

/// The page.
pub async fn show(State(site): State<Site>, Path(id): Path<String>, frame: Frame) -> Result<Response, PageError> {
    let opened = site.workbench.open(&id).await?;
    let about: Vec<(usize, &Finding)> = about_last_year(&opened);
    let asked = |row: &YearOnYear<'_>| about.iter().any(|(_, finding)| finding.statements.contains(&row.now.id));
    let compared = site.workbench.compare(&opened).unwrap_or_default();
    let rows: Vec<Row> = compared.iter().map(|row| shown(row, &id, asked(row), frame.w)).collect();
    let previous = opened.files.previous.as_ref().map(|previous| previous.path.clone());
    page(&Compare {
        head: Head::of(&opened, "compare", frame.w.language),
        jumps: rows.iter().filter(|row| row.is_jump).count(),
        findings: about.iter().map(|(number, finding)| (*number, frame.w.of(&finding.message).to_owned())).collect(),
        previous,
        rows,
        frame,
    })
}

/// Findings from holding the report against last year's, with their numbers in the list.
fn about_last_year(opened: &Opened) -> Vec<(usize, &Finding)> {
    let Some(evidence) = &opened.evaluation.evidence else { return Vec::new() };
    let is_previous = |file: usize| evidence.files.get(file).is_some_and(|file| file.kind == "previous");
    let asks = |finding: &Finding| {
        evidence.comparisons.iter().any(|line| line.finding.as_ref() == Some(&finding.id) && is_previous(line.file))
    };
    let findings = opened.evaluation.judgement.findings.iter().enumerate();
    findings.filter(|(_, finding)| asks(finding)).map(|(at, finding)| (at + 1, finding)).collect()
}

fn shown(row: &YearOnYear<'_>, id: &str, is_jump: bool, w: Words) -> Row {
    let unit = row.now.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
    let old_unit = row.before.unit.as_ref().map_or("", |unit| unit.symbol.as_ref());
    let scale = row.now.value.map_or(2, Decimal::scale);
    let signed = |value: Exact, scale: u32| {
        let text = Decimal::round_half_up(value, scale).map(|value| value.to_string()).unwrap_or_default();
        if text.starts_with('-') || text.chars().all(|c| matches!(c, '0' | '.')) { text } else { format!("+{text}") }
    };
    let rate = row.rate.and_then(|rate| exact::multiply(rate, exact::whole(100)));
    Row {
        href: format!("/reports/{id}#s{}", row.now.id),
        name: w.of(&row.now.place).to_owned(),
        before: format!("{}{old_unit}", row.before.written),
        now: format!("{}{unit}", row.now.written),
        difference: row.difference.map(|difference| signed(difference, scale)).unwrap_or_default(),
        rate: rate.map(|rate| format!("{}%", signed(rate, 1))).unwrap_or_default(),
        is_jump,
    }
}
