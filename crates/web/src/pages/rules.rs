//! Why something is said: one rule, its sources, what it says, its examples.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::error::{PageError, page};
use crate::frame::Frame;
use crate::state::Site;

#[derive(Template)]
#[template(path = "rule.html")]
struct Rule {
    frame: Frame,
    code: String,
    title: String,
    severity: &'static str,
    word: &'static str,
    sources: Vec<(String, bool)>,
    remedy: String,
    parts: Vec<Part>,
}

/// A part of the rule file under its heading.
struct Part {
    title: String,
    text: String,
    is_code: bool,
}

/// The page.
pub async fn show(State(site): State<Site>, Path(code): Path<String>, frame: Frame) -> Result<Response, PageError> {
    let workshop = site.workbench.workshop();
    let rule = workshop.packs().rule(&code).ok_or_else(PageError::not_found)?;
    let language = frame.w.language;
    let source = |reference: &String| {
        let (source, article) = workshop.catalogue().source(reference);
        let title = source.map_or(reference.as_str(), |source| language.of(&source.title));
        let number = source.and_then(|source| source.document_number.as_deref()).unwrap_or_default();
        let text = [title, number, article.unwrap_or_default()].into_iter().filter(|text| !text.is_empty());
        (text.collect::<Vec<_>>().join(" · "), source.is_some_and(|source| source.verified))
    };
    page(&Rule {
        code: rule.code.clone(),
        title: language.of(&rule.title).to_owned(),
        severity: rule.severity.name(),
        word: rule.severity.word(language),
        sources: rule.sources.iter().map(source).collect(),
        remedy: language.of(&rule.remedy).to_owned(),
        parts: parts(&rule.text),
        frame,
    })
}

/// The sections of a rule file behind its head: prose as lines, examples as they stand.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for section in text.split("\n## ").skip(1) {
        let (title, body) = section.split_once('\n').unwrap_or((section, ""));
        let prose = body.split("```").next().unwrap_or_default().trim();
        let code: Vec<&str> = body.split("```").skip(1).step_by(2).collect();
        if !prose.is_empty() {
            parts.push(Part { title: title.to_owned(), text: prose.to_owned(), is_code: false });
        }
        for (at, block) in code.iter().enumerate() {
            let title = if prose.is_empty() && at == 0 { title.to_owned() } else { String::new() };
            let text = block.split_once('\n').map_or(*block, |(_, text)| text).trim_end().to_owned();
            parts.push(Part { title, text, is_code: true });
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn prose_and_examples_are_told_apart() {
        let parts = parts(
            "# X\n\n```toml rule\nname\n```\n\n## 为什么\n人工难以发现。\n\n## 不通过\n```facts\na 1\n```\n```findings\nerror\n```\n",
        );
        let told: Vec<_> = parts.iter().map(|part| (part.title.as_str(), part.text.as_str(), part.is_code)).collect();
        assert_eq!(told, [("为什么", "人工难以发现。", false), ("不通过", "a 1", true), ("", "error", true)]);
    }
}
