//! Housekeeping of the repository. No product code lives here.
//!
//! `cargo xtask test` is what every change has to pass; the other commands are its single steps, or write what
//! the steps compare.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod ban;
mod bench;
mod browser;
mod faults;
mod fixtures;
mod fuzz;
mod generate;
#[cfg(target_os = "linux")]
mod hostile;
mod say;
mod scaffold;
mod soak;
mod test;
mod tidy;
mod tools;

/// Housekeeping of the repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run everything a change has to pass: fmt, clippy, tidy, fixtures, reference pages, docs, licences, tests.
    Test,
    /// Check what no compiler checks: floors, sizes, links, names that must not appear, forms of small files.
    Tidy,
    /// Write docs/reference from the rule files and the result types.
    Gen {
        /// Compare instead of writing.
        #[arg(long)]
        check: bool,
    },
    /// Write the sample documents below examples/ from their one source.
    Fixtures {
        /// Compare instead of writing.
        #[arg(long)]
        check: bool,
    },
    /// Measure speed, start-up and memory in release mode; `--write` records them in docs/dev/measurements.md.
    #[command(disable_help_flag = true)]
    Bench {
        /// `--write`, `--documents DIR`, `--count N`, or `--help`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Write a new file from a template.
    New {
        #[command(subcommand)]
        what: New,
    },
    /// Invent reports, put faults into them and count what the engine finds; `--help` lists the options.
    #[command(disable_help_flag = true)]
    Faults {
        /// Handed on to the laboratory.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Correct Word documents with faults and prove that nothing but the corrections is changed in them.
    Soak {
        /// How many.
        #[arg(long, default_value_t = 200)]
        documents: u64,
    },
    /// Generate files made to harm and hold the program's answers to them against what has to come of them.
    #[cfg(target_os = "linux")]
    Hostile(hostile::Options),
    /// Run a program and print what it took; `hostile` starts it.
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Measured {
        /// Time after which it is ended.
        #[arg(long)]
        seconds: u64,
        /// The program and its arguments.
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<String>,
    },
    /// Drive the workbench in a headless Chromium: what a person does, accessibility, what old kernels know.
    Browser {
        /// Files of `browser/flows` without their ending; all of them when none is named.
        flows: Vec<String>,
    },
    /// Write a picture of every page of the workbench.
    Screens {
        /// Folder, made if it is not there.
        #[arg(default_value = "target/screens")]
        folder: PathBuf,
    },
    /// Run a fuzz target on inputs made from the sample files, or all targets in turn; see docs/dev/fuzzing.md.
    Fuzz {
        /// Its name, as in `fuzz/fuzz_targets`.
        target: Option<String>,
        /// How long each target runs.
        #[arg(long, default_value_t = 15)]
        minutes: u64,
    },
    /// Print the line of tidy/banned.txt for a word read from standard input, so that the word itself is never stored.
    Ban,
}

#[derive(Subcommand)]
enum New {
    /// A rule with the next free number of its family, and its change note.
    Rule {
        /// Family in capital letters, such as SUM or XREF.
        family: String,
        /// The fault in a few lower-case English words joined by hyphens.
        slug: String,
        /// Folder below packs/ that the rule belongs to.
        #[arg(long, default_value = "national")]
        pack: String,
    },
}

fn main() -> ExitCode {
    let root = root();
    let outcome = match Arguments::parse().task {
        Task::Test => test::run(&root),
        Task::Tidy => tidy::run(&root),
        Task::Gen { check } => generate::run(&root, check),
        Task::Fixtures { check } => fixtures::run(&root, check),
        Task::Bench { arguments } => bench::run(&root, &arguments),
        Task::New { what: New::Rule { family, slug, pack } } => scaffold::rule(&root, &pack, &family, &slug),
        Task::Soak { documents } => soak::run(&root, documents),
        Task::Faults { arguments } => faults::run(&root, &arguments),
        #[cfg(target_os = "linux")]
        Task::Hostile(options) => hostile::run(&root, &options),
        #[cfg(target_os = "linux")]
        Task::Measured { seconds, command } => hostile::measured(&command, seconds),
        Task::Browser { flows } => browser::flows(&root, &flows),
        Task::Screens { folder } => browser::screens(&root, &folder),
        Task::Fuzz { target, minutes } => fuzz::run(&root, target.as_deref(), minutes),
        Task::Ban => ban::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say::problem(&message);
            ExitCode::FAILURE
        }
    }
}

/// The top folder of the repository: the one above this crate.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
