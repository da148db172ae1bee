//! How it works, all keys, all rules.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::error::{PageError, page};
use crate::frame::Frame;
use crate::state::Site;

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    frame: Frame,
    steps: Vec<String>,
    keys: Vec<(&'static str, String)>,
    rules: Vec<(String, String)>,
}

/// The steps of a morning's work, by the keys of their words.
const STEPS: [&str; 5] = ["help.step.open", "help.step.read", "help.step.mend", "help.step.prove", "help.step.sign"];

/// Keys, and the key of the words for what they do.
const KEYS: [(&str, &str); 13] = [
    ("F8 Shift+F8", "help.key.step"),
    ("Enter", "help.key.end"),
    ("A", "help.key.accept"),
    ("I C", "help.key.decide"),
    ("↑ ↓ ← →", "help.key.move"),
    ("Enter F2", "help.key.edit"),
    ("Esc", "help.key.leave"),
    ("Tab Shift+Tab", "help.key.next"),
    ("Alt+Enter", "help.key.break"),
    ("Del", "help.key.clear"),
    ("Ctrl+C Ctrl+V", "help.key.paste"),
    ("Ctrl+Z Ctrl+Y", "help.key.undo"),
    ("Ctrl+S", "help.key.save"),
];

/// The page.
pub async fn show(State(site): State<Site>, frame: Frame) -> Result<Response, PageError> {
    let rules = site.workbench.workshop().packs().rules.iter().filter(|rule| rule.is_active());
    page(&Help {
        steps: STEPS.iter().map(|key| frame.w.t(key).to_owned()).collect(),
        keys: KEYS.iter().map(|(keys, what)| (*keys, frame.w.t(what).to_owned())).collect(),
        rules: rules.map(|rule| (rule.code.clone(), frame.w.of(&rule.title).to_owned())).collect(),
        frame,
    })
}
