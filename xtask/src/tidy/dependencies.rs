//! Every direct dependency is accounted for on its page, and the page lists nothing that is gone.

use std::collections::BTreeSet;

use super::{Repository, Tidy};

const PAGE: &str = "docs/dependencies.md";

/// Compares the page with the manifests.
pub fn check(repository: &Repository, tidy: &mut Tidy) {
    let page = match repository.text(PAGE) {
        Ok(page) => listed(page),
        Err(error) => return tidy.problem(error),
    };
    let manifests = repository.files.iter().filter(|file| file.path.ends_with("Cargo.toml"));
    let used: BTreeSet<String> = manifests.filter_map(|file| file.text()).flat_map(direct).collect();
    for name in used.difference(&page) {
        tidy.problem(format!("{PAGE}: {name} is a dependency; say what it is for, why this one, and its licence"));
    }
    for name in page.difference(&used) {
        tidy.problem(format!("{PAGE}: {name} is no dependency any more"));
    }
}

/// The first column of the tables that are headed `Crate`.
fn listed(page: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut inside = false;
    for line in page.lines() {
        inside = if line.starts_with("| Crate |") { true } else { inside && line.starts_with('|') };
        if let Some((name, _)) = line.strip_prefix("| `").and_then(|rest| rest.split_once('`')).filter(|_| inside) {
            names.insert(name.to_owned());
        }
    }
    names
}

/// Names of the dependencies of a manifest that come from a registry.
fn direct(manifest: &str) -> BTreeSet<String> {
    let manifest: toml::Table = toml::from_str(manifest).unwrap_or_default();
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let of_targets = targets.into_iter().flat_map(toml::Table::values).filter_map(toml::Value::as_table);
    std::iter::once(&manifest)
        .chain(of_targets)
        .flat_map(|table| sections.iter().filter_map(|section| table.get(*section)?.as_table()))
        .flat_map(toml::Table::keys)
        .filter(|name| !name.starts_with("jiheng-"))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_and_manifest_are_read_alike() {
        let page =
            "| Crate | What for |\n|---|---|\n| `serde` | types |\n\n| Tool | – |\n|---|---|\n| `rustfmt` | – |\n";
        let manifest =
            "[dependencies]\njiheng-model.workspace = true\n\n[target.'cfg(unix)'.dependencies]\nserde = \"1\"\n";
        assert_eq!(listed(page), direct(manifest));
    }
}
