//! Change notes have the form that the changelog is built from (changes/README.md).

use super::numbered::is_slug_word;
use super::{Repository, Tidy};

/// The kinds of change, as their first line says it.
pub const KINDS: [&str; 3] = ["# 规则变化 · Rule", "# 功能 · Feature", "# 修复 · Fix"];
const PERIODS: &str = "影响年度 · Periods: ";
const AREAS: &str = "影响地区 · Areas: ";

/// Reports notes of another form.
pub fn check(repository: &Repository, tidy: &mut Tidy) {
    for file in &repository.files {
        let Some(name) = file.path.strip_prefix("changes/").filter(|name| *name != "README.md") else { continue };
        let slug = name.strip_suffix(".md").is_some_and(|slug| slug.split('-').all(is_slug_word));
        if !slug {
            tidy.problem(format!("{}: the name of a change note is lower-case-words.md", file.path));
        }
        if let Some(fault) = file.text().map_or(Some("it is not UTF-8".to_owned()), fault) {
            tidy.problem(format!("{}: {fault}", file.path));
        }
    }
}

fn fault(note: &str) -> Option<String> {
    let (kind, body) = note.split_once('\n').unwrap_or((note, ""));
    if !KINDS.contains(&kind) {
        return Some(format!("its first line must be one of: {}", KINDS.join(" / ")));
    }
    let has = |key: &str| body.lines().any(|line| line.strip_prefix(key).is_some_and(|value| !value.trim().is_empty()));
    if kind == KINDS[0] && !(has(PERIODS) && has(AREAS)) {
        return Some(format!("a rule change names its reach in lines `{PERIODS}…` and `{AREAS}…`"));
    }
    let prose = || body.lines().filter(|line| !line.starts_with(PERIODS) && !line.starts_with(AREAS));
    let chinese = prose().any(|line| line.contains('。'));
    let english = prose().any(|line| line.is_ascii() && line.ends_with('.'));
    (!(chinese && english)).then(|| "it needs a sentence in Chinese and one in English".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_the_right_form_pass() {
        for note in [
            "# 功能 · Feature\n\n可以读取网页。\n\nWeb pages can be read.\n",
            "# 规则变化 · Rule\n\n影响年度 · Periods: 2018起\n影响地区 · Areas: 全国\n\n新增合计规则。\n\nA rule on totals.\n",
        ] {
            assert_eq!(fault(note), None, "{note}");
        }
    }

    #[test]
    fn everything_else_is_told_what_is_missing() {
        for (note, part) in [
            ("新增合计规则。", "first line"),
            ("# 规则变化 · Rule\n\n新增合计规则。\n\nA rule on totals.\n", "reach"),
            ("# 修复 · Fix\n\n更正了合计。\n", "English"),
            ("# 修复 · Fix\n\nTotals are right again.\n", "Chinese"),
        ] {
            assert!(fault(note).is_some_and(|fault| fault.contains(part)), "{note}");
        }
    }
}
