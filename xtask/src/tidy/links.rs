//! Relative links in Markdown lead somewhere.

use std::path::Path;

use pulldown_cmark::{Event, Parser, Tag};

use super::{Repository, Tidy};

/// Reports every relative link or image whose target does not exist.
pub fn check(repository: &Repository, tidy: &mut Tidy) {
    for file in repository.files.iter().filter(|file| file.is("md")) {
        let Some(text) = file.text() else { continue };
        let folder = repository.root.join(&file.path);
        let folder = folder.parent().unwrap_or(&repository.root);
        for target in relative_targets(text) {
            if !folder.join(Path::new(&target)).exists() {
                tidy.problem(format!("{}: the link to {target} leads nowhere", file.path));
            }
        }
    }
}

/// Link targets that are paths, without their fragments.
fn relative_targets(text: &str) -> Vec<String> {
    Parser::new(text)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        })
        .filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
        .map(|target| target.split('#').next().unwrap_or_default().to_owned())
        .filter(|path| !path.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_count_and_code_does_not() {
        let text = "[a](docs/a.md#part) [b](https://example.org/x) [c](#here) ![d](d.png) `[e](e.md)`\n\n```\n[f](f.md)\n```\n";
        assert_eq!(relative_targets(text), ["docs/a.md", "d.png"]);
    }
}
