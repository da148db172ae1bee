//! `cargo xtask hostile`: files made to harm, each with the answer that it must get.
//!
//! Every file is handed to the built program alone, then all of them as one folder, in a network of its own with
//! somebody who listens, in empty folders that are watched. The classes are P1 to P17 of the design's list of attacks.

mod case;
mod classes;
mod ground;
mod judge;
mod network;
mod process;
mod suite;
mod write;

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use crate::tools;
use suite::Suite;

pub use process::measured;

/// A single file is given up after this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a build for tests still reads in no time.
const SMALL_BYTES: usize = 64 << 10;

/// A part of them is enough for every change.
const SMALL_STEP: usize = 4;

/// Options of the command.
#[derive(Args, Debug, Default)]
pub struct Options {
    /// One class only, such as P4.
    #[arg(long)]
    class: Option<String>,
    /// Files whose names hold this.
    #[arg(long)]
    name: Option<String>,
    /// Keep the files in this new or empty folder.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// The program to run, instead of building it in release mode.
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// Generates and runs what the options ask for.
///
/// # Errors
/// Every file whose answer was not the expected one, or why nothing could be run.
pub fn run(root: &Path, options: &Options) -> Result<(), String> {
    let program = if let Some(program) = &options.program {
        program.clone()
    } else {
        tools::run(root, "cargo", &["build", "--release", "--quiet", "--package", "jiheng-cli"], &[])?;
        built("release")?
    };
    let program = program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))?;
    over(root, options, program, (usize::MAX, 1))
}

/// Runs every fourth of the small files with the program as it is built for tests, where arithmetic is checked and every promise of
/// the code asserted.
///
/// # Errors
/// As above.
pub fn small(root: &Path) -> Result<(), String> {
    tools::run(root, "cargo", &["build", "--quiet", "--package", "jiheng-cli"], &[])?;
    over(root, &Options::default(), built("debug")?, (SMALL_BYTES, SMALL_STEP))
}

fn over(root: &Path, options: &Options, program: PathBuf, (most_bytes, step): (usize, usize)) -> Result<(), String> {
    let kept = options.keep.clone();
    let folder =
        kept.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("jiheng-hostile-{}", std::process::id())));
    if folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(format!("{} is not empty; name a new folder", folder.display()));
    }
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let folder = folder.canonicalize().map_err(|error| error.to_string())?;
    let suite = Suite {
        runner: process::Runner { program, patience: PATIENCE },
        samples: root.join("examples/linjiang-2021/faulty"),
        class: options.class.clone(),
        name: options.name.clone(),
        most_bytes,
        step,
        folder: folder.clone(),
    };
    // The network is left with the thread.
    let outcome = std::thread::spawn(move || suite.run()).join();
    if kept.is_none() {
        // What is left in the folder for temporary files harms nobody.
        let _left = std::fs::remove_dir_all(&folder);
    }
    outcome.unwrap_or_else(|_| Err("the run itself failed".to_owned()))
}

/// The program of a profile, which lies beside the folder of this one.
fn built(profile: &str) -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let target = own.parent().and_then(Path::parent).ok_or("this program lies in no folder")?;
    Ok(target.join(profile).join(format!("jiheng{}", std::env::consts::EXE_SUFFIX)))
}
