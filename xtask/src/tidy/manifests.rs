//! Every crate obeys the lints of the workspace.

use super::{Repository, Tidy};

/// Reports manifests that do not take over the workspace's lints.
pub fn check(repository: &Repository, tidy: &mut Tidy) {
    for file in &repository.files {
        let member = ["crates/", "bench/", "laboratory/", "xtask/"].iter().any(|folder| file.path.starts_with(folder))
            && file.path.ends_with("/Cargo.toml");
        if member && !file.text().is_some_and(inherits_lints) {
            tidy.problem(format!("{}: lacks `[lints]` with `workspace = true`", file.path));
        }
    }
}

fn inherits_lints(manifest: &str) -> bool {
    toml::from_str::<toml::Table>(manifest)
        .is_ok_and(|manifest| manifest.get("lints").and_then(|lints| lints.get("workspace")?.as_bool()) == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lints_are_inherited_only_by_saying_so() {
        assert!(inherits_lints("[package]\nname = \"a\"\n[lints]\nworkspace = true\n"));
        assert!(!inherits_lints("[package]\nname = \"a\"\n[lints]\nworkspace = false\n"));
        assert!(!inherits_lints("[package]\nname = \"a\"\n"));
    }
}
