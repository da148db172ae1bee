//! Files of pinned npm packages, fetched by a build script where they are absent: fonts and scripts of others are never
//! committed, and a build needs no second command.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// What is fetched.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Folder with `package.json` and `package-lock.json`; the files come into `files/` below it.
    pub manifests: &'a Path,
    /// Paths below `node_modules`; each file keeps its last name.
    pub files: &'a [&'a str],
    /// What they are, for messages: `the fonts of the PDF files`.
    pub what: &'a str,
    /// Variable that names a folder with the same files, for a build without npm or network.
    pub variable: &'a str,
    /// What else can be done without npm: `build without --features pdf`.
    pub otherwise: &'a str,
}

impl Wanted<'_> {
    /// The paths of the files, in the order asked for. Tells cargo what to watch.
    ///
    /// # Errors
    /// A sentence that says what is missing and what to do.
    pub fn fetch(&self) -> Result<Vec<PathBuf>, String> {
        watch("rerun-if-env-changed", self.variable);
        watch("rerun-if-changed", &self.manifests.join("package-lock.json").to_string_lossy());
        let folder = match env::var_os(self.variable) {
            Some(own) => PathBuf::from(own),
            None => self.fetched()?,
        };
        let paths: Vec<PathBuf> = self.files.iter().map(|path| folder.join(last(path))).collect();
        if let Some(path) = paths.iter().find(|path| !path.is_file()) {
            return Err(format!("there is no {}; {} names a folder that holds it", path.display(), self.variable));
        }
        for path in &paths {
            watch("rerun-if-changed", &path.to_string_lossy());
        }
        Ok(paths)
    }

    /// The folder of files of this lock file, filled by npm where it is not there yet.
    fn fetched(&self) -> Result<PathBuf, String> {
        let text = |error: io::Error| format!("{} could not be fetched: {error}", self.what);
        let lock = fs::read(self.manifests.join("package-lock.json")).map_err(text)?;
        let files = self.manifests.join("files");
        if fs::read(files.join("package-lock.json")).is_ok_and(|known| known == lock) {
            return Ok(files);
        }
        let work = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?).join("npm");
        fs::create_dir_all(&work).map_err(text)?;
        for name in ["package.json", "package-lock.json"] {
            fs::copy(self.manifests.join(name), work.join(name)).map_err(text)?;
        }
        self.install(&work)?;
        fs::create_dir_all(&files).map_err(text)?;
        for path in self.files {
            fs::rename(work.join("node_modules").join(path), files.join(last(path))).map_err(text)?;
        }
        // Last, so that an interrupted build begins anew.
        fs::copy(work.join("package-lock.json"), files.join("package-lock.json")).map_err(text)?;
        fs::remove_dir_all(&work).map_err(text)?;
        Ok(files)
    }

    /// npm holds what it fetches against the digests of the lock file and runs nothing of it.
    fn install(&self, folder: &Path) -> Result<(), String> {
        let Self { what, variable, otherwise, .. } = self;
        let remedy =
            format!("install Node.js with npm, or set {variable} to a folder with these files, or {otherwise}");
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let output = Command::new(npm)
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(folder)
            .output()
            .map_err(|error| format!("{what} come from npm, which does not run ({error}); {remedy}"))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().filter(|line| !line.trim().is_empty()).take(3).collect::<Vec<_>>().join(" ");
        Err(format!("npm could not fetch {what} ({said}); {remedy}"))
    }
}

/// Says something to cargo.
#[expect(clippy::print_stdout, reason = "build scripts talk to cargo on stdout")]
pub fn watch(what: &str, value: &str) {
    println!("cargo::{what}={value}");
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
