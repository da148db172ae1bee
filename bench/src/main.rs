//! Measures how fast reports are checked, how soon the program starts and how much memory it takes.
//!
//! `cargo xtask bench` builds this and the product in release mode and runs it. Nothing here is a test: figures
//! are recorded in docs/dev/measurements.md and compared by people.

mod checks;
mod corpus;
mod derive;
mod processes;
mod reading;
mod record;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

/// Measures how fast reports are checked.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Arguments {
    /// Measure these documents instead of those derived from the sample.
    #[arg(long, value_name = "DIR")]
    documents: Option<PathBuf>,
    /// How many documents to derive from the sample.
    #[arg(long, default_value_t = 2_000)]
    count: usize,
    /// Put the table into docs/dev/measurements.md.
    #[arg(long)]
    write: bool,
}

/// One line of the table.
struct Row {
    what: String,
    figure: String,
    goal: &'static str,
}

impl Row {
    fn new(what: impl Into<String>, figure: impl Into<String>, goal: &'static str) -> Self {
        Self { what: what.into(), figure: figure.into(), goal }
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _closed_pipe = writeln!(std::io::stderr(), "{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let root = root();
    let corpus = match &arguments.documents {
        Some(folder) => corpus::of_folder(folder)?,
        None => corpus::derived(&root, arguments.count)?,
    };
    let mut rows = checks::measure(&corpus, corpus::packs(&root)?)?;
    rows.extend(match &arguments.documents {
        Some(folder) => reading::measure_folder(folder)?,
        None => reading::measure(&root)?,
    });
    rows.extend(processes::measure(&root, &corpus)?);
    let table = record::table(&corpus, &rows);
    let _closed_pipe = writeln!(std::io::stdout(), "{table}");
    if arguments.write { record::write(&root, &table) } else { Ok(()) }
}

/// The top folder of the repository: the one above this crate.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
