//! Things known by a number: rule codes and decision records. A number is given once.

use std::collections::BTreeMap;

use super::{Repository, Tidy};

/// Reports numbers given twice and files whose name does not carry their number.
pub fn check(repository: &Repository, tidy: &mut Tidy) {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for file in &repository.files {
        let number = if let Some(name) = rule_name(&file.path) {
            rule_code(name).ok_or("the file name of a rule is CODE-slug.md, such as SUM-001-parts-exceed-whole.md")
        } else if let Some(name) = file.path.strip_prefix("docs/adr/") {
            decision_number(name).ok_or("the file name of a decision is NNNN-slug.md")
        } else {
            continue;
        };
        match number {
            Err(form) => tidy.problem(format!("{}: {form}", file.path)),
            Ok(number) => {
                if file.text().is_some_and(|text| !text.starts_with(&format!("# {number} "))) {
                    tidy.problem(format!("{}: its first line must be `# {number} title`", file.path));
                }
                if let Some(other) = taken.insert(number.clone(), &file.path) {
                    tidy.problem(format!("{}: {number} is taken by {other}", file.path));
                }
            }
        }
    }
}

/// The file name, when the path is that of a rule.
pub fn rule_name(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/')?;
    (folder.starts_with("packs/") && folder.ends_with("/rules")).then_some(name)
}

/// `SUM-001` of `SUM-001-parts-exceed-whole.md`; overlays write `HN-SUM-001`.
pub fn rule_code(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.strip_suffix(".md")?.split('-').collect();
    let at = parts.iter().position(|part| part.bytes().all(|b| b.is_ascii_digit()))?;
    let letters = parts[..at].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_uppercase()));
    let slug = parts.get(at + 1..)?;
    let worded = !slug.is_empty() && slug.iter().all(|word| is_slug_word(word));
    (at >= 1 && letters && parts[at].len() == 3 && worded).then(|| parts[..=at].join("-"))
}

/// A part of a file name: lower-case letters and digits.
pub fn is_slug_word(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

fn decision_number(name: &str) -> Option<String> {
    let (number, slug) = name.strip_suffix(".md")?.split_once('-')?;
    let digits = number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit());
    (digits && slug.split('-').all(is_slug_word)).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_from_file_names() {
        for (name, code) in [
            ("SUM-001-parts-exceed-whole.md", Some("SUM-001")),
            ("HN-SUM-004-total.md", Some("HN-SUM-004")),
            ("XREF-012-3-places.md", Some("XREF-012")),
            ("SUM-1-total.md", None),
            ("SUM-001.md", None),
            ("sum-001-total.md", None),
            ("SUM-001-Total.md", None),
            ("README.md", None),
        ] {
            assert_eq!(rule_code(name).as_deref(), code, "{name}");
        }
        assert_eq!(decision_number("0001-fact-statement-relation.md").as_deref(), Some("0001"));
        assert_eq!(decision_number("1-fact.md"), None);
    }
}
