//! What no compiler checks: everything here was said once in a review and is now said by a machine.

use std::path::Path;

use crate::say;

mod banned;
pub mod changes;
mod dependencies;
mod floors;
mod links;
mod manifests;
mod marks;
pub mod numbered;
mod purity;
mod repository;
mod sizes;

pub use banned::line as ban_line;
pub use repository::{Repository, RepositoryFile};

/// What was found. Problems fail the build, warnings are printed.
#[derive(Default)]
pub struct Tidy {
    problems: Vec<String>,
    warnings: Vec<String>,
}

impl Tidy {
    /// Something that must be mended before the change is taken.
    pub fn problem(&mut self, text: impl Into<String>) {
        self.problems.push(text.into());
    }

    /// Something to think about.
    pub fn warning(&mut self, text: impl Into<String>) {
        self.warnings.push(text.into());
    }
}

/// Runs all checks over the repository at `root`.
///
/// # Errors
/// Every problem, one a line.
pub fn run(root: &Path) -> Result<(), String> {
    let repository = Repository::read(root)?;
    let mut tidy = Tidy::default();
    floors::check(&repository, &mut tidy);
    sizes::check(&repository, &mut tidy);
    links::check(&repository, &mut tidy);
    banned::check(&repository, &mut tidy);
    marks::check(&repository, &mut tidy);
    manifests::check(&repository, &mut tidy);
    purity::check(&repository, &mut tidy);
    dependencies::check(&repository, &mut tidy);
    changes::check(&repository, &mut tidy);
    numbered::check(&repository, &mut tidy);
    for warning in &tidy.warnings {
        say::line(&format!("      warning: {warning}"));
    }
    if tidy.problems.is_empty() {
        return Ok(());
    }
    Err(tidy.problems.join("\n"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_repository_is_tidy() {
        let outcome = super::run(&crate::root());
        assert!(outcome.is_ok(), "{}", outcome.unwrap_err());
    }
}
