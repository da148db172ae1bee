//! Known weaknesses of the dependencies, from a copy of the advisory database on this machine.
//!
//! cargo-deny reads a git repository only; a plain copy is therefore committed to one below target/ first.

use std::fs;
use std::path::Path;

use crate::{say, tools};

/// Names a folder that holds the advisory database: the one with the folder `crates` in it.
const VARIABLE: &str = "JIHENG_ADVISORY_DB";

/// Where cargo-deny takes the database from.
const ORIGIN: &str = "https://github.com/rustsec/advisory-db";

/// Checks the lock file against the copy that the environment names; says so when there is none.
///
/// # Errors
/// A dependency has a known weakness that deny.toml does not accept with a reason, or the copy cannot be used.
pub fn check(root: &Path) -> Result<(), String> {
    let Some(folder) = std::env::var_os(VARIABLE) else {
        say::line(&format!(
            "      advisories not checked: no database here; set {VARIABLE} to a copy of it, or run with a network: \
             cargo deny check advisories"
        ));
        return Ok(());
    };
    let copy = root.join("target/advisories/database");
    let settings = root.join("target/advisories/deny.toml");
    commit(Path::new(&folder), &copy)?;
    fs::write(&settings, settings_for(root, &copy)?).map_err(|error| error.to_string())?;
    let settings = settings.to_string_lossy();
    let command = ["deny", "--log-level", "error", "--config", &settings, "check", "advisories"];
    // cargo-deny fetches with git, and git is told to look here instead.
    let instead = format!("url.file://{}.insteadOf", copy.display());
    let variables = [("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", &instead), ("GIT_CONFIG_VALUE_0", ORIGIN)];
    tools::run(root, "cargo", &command, &variables)
}

/// Makes a git repository at `copy` with the content of `folder`.
fn commit(folder: &Path, copy: &Path) -> Result<(), String> {
    if copy.exists() {
        fs::remove_dir_all(copy).map_err(|error| error.to_string())?;
    }
    copy_folder(&folder.join("crates"), &copy.join("crates"))
        .map_err(|error| format!("{VARIABLE}={}: {error}", folder.display()))?;
    let author = ["-c", "user.name=advisories", "-c", "user.email=advisories@localhost"];
    for command in [&["init", "--quiet", "--initial-branch", "main"][..], &["add", "--all"], &["commit", "-qm", "copy"]]
    {
        tools::output(copy, "git", &[&author[..], command].concat())?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            // Not `fs::copy`: a read-only original would make a copy that the next run cannot remove.
            fs::write(target, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

/// deny.toml with a clone of its own beside `copy`, so that a true clone of this machine stays as it is.
fn settings_for(root: &Path, copy: &Path) -> Result<String, String> {
    let text = fs::read_to_string(root.join("deny.toml")).map_err(|error| format!("deny.toml: {error}"))?;
    let mut settings: toml::Table = toml::from_str(&text).map_err(|error| format!("deny.toml: {error}"))?;
    let advisories = settings.entry("advisories").or_insert_with(|| toml::Table::new().into());
    if let Some(advisories) = advisories.as_table_mut() {
        let clone = copy.with_file_name("clone");
        if clone.exists() {
            fs::remove_dir_all(&clone).map_err(|error| error.to_string())?;
        }
        advisories.insert("db-path".to_owned(), clone.to_string_lossy().into_owned().into());
        advisories.insert("db-urls".to_owned(), vec![ORIGIN].into());
    }
    toml::to_string(&settings).map_err(|error| error.to_string())
}
