//! Labels compared without blanks, brackets' width, numbering and trailing colons.

use serde::Deserialize;

/// Labels a form knows, each with the form in which texts are compared with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Labels {
    printed: Vec<String>,
    normal: Vec<String>,
    keys: Vec<String>,
}

impl From<Vec<String>> for Labels {
    fn from(printed: Vec<String>) -> Self {
        let made = |make: fn(&str) -> String| printed.iter().map(|label| make(label)).collect();
        Self { normal: made(normal), keys: made(key), printed }
    }
}

impl std::ops::Deref for Labels {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.printed
    }
}

impl Labels {
    /// True when one of the labels has this comparable form; no label is empty.
    #[inline]
    pub fn hold(&self, key: &str) -> bool {
        !key.is_empty() && self.keys.iter().any(|known| known == key)
    }

    /// The labels with 单位 and 部门 kept apart, in their order.
    pub fn normal(&self) -> &[String] {
        &self.normal
    }

    /// The comparable forms, in the order of the labels.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }
}

/// The comparable form of a label, brackets' contents kept.
pub fn normal(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '(' => '（',
        ')' => '）',
        ':' => '：',
        other => other,
    }));
    folded.truncate(folded.trim_end_matches('：').len());
    let number = folded.len() - strip_number(&folded).len();
    folded.drain(..number);
    folded
}

/// Takes `一、`, `（一）`, `1、` and `1.` off the front.
pub fn strip_number(text: &str) -> &str {
    let rest = text.trim_start();
    let open = rest.strip_prefix('（').or_else(|| rest.strip_prefix('('));
    let body = open.unwrap_or(rest);
    let after = body.trim_start_matches(is_numeral);
    if after.len() == body.len() {
        return rest;
    }
    let closing: &[char] = if open.is_some() { &['）', ')'] } else { &['、', '.', '．', '，'] };
    match after.strip_prefix(closing) {
        Some(after) => after.trim_start(),
        None => rest,
    }
}

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十') || c.is_ascii_digit()
}

/// A label with 部门（单位）, 单位 and 部门 as one word: forms use them for each other.
pub fn key(text: &str) -> String {
    let mut label = normal(text);
    for bracket in ["（单位）", "（部门）"] {
        if label.contains(bracket) {
            label = label.replace(bracket, "");
        }
    }
    if label.contains("单位") {
        label = label.replace("单位", "部门");
    }
    label
}
