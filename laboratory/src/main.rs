//! The fault laboratory: invents consistent reports, puts one fault into each, and counts what the engine finds.
//!
//! It shares no code, lexicon or template with the engine or the packs; it only calls the engine as its users do.
//! `cargo xtask faults` runs it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use jiheng_engine::Engine;

mod baseline;
mod boundary;
mod document;
mod edits;
mod expression;
mod extras;
mod form;
mod grid;
mod half;
mod judge;
mod measure;
mod mutate;
mod nouns;
mod number;
mod outline;
mod page;
mod random;
mod render;
mod report;
mod sentence;
mod soak;
mod subject;
mod tables;
mod template;
mod unit;
mod word;
mod world;

#[cfg(test)]
mod tests;

use document::Print;
use half::Half;
use measure::Plan;

/// Invents reports with and without faults and counts what the engine finds.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask faults", bin_name = "cargo xtask faults")]
struct Arguments {
    /// Which half of the laboratory to run.
    #[arg(long, value_enum, default_value_t = Which::Development)]
    half: Which,
    /// How many reports to invent.
    #[arg(long, default_value_t = 300)]
    documents: u64,
    /// Where the random numbers begin.
    #[arg(long, default_value_t = 20_260_701)]
    seed: u64,
    /// Only this kind of fault, such as M7.
    #[arg(long)]
    kind: Option<String>,
    /// Print so many examples of everything that went wrong; not in the sealed half.
    #[arg(long, default_value_t = 0)]
    show: usize,
    /// Run both halves and write docs/reference/accuracy.md.
    #[arg(long)]
    write: bool,
    /// Correct so many Word documents with faults instead, and prove that nothing but the corrections is changed.
    #[arg(long, value_name = "DOCUMENTS")]
    soak: Option<u64>,
    /// Write the reports without faults into this folder instead of running the engine.
    #[arg(long, value_name = "DIR")]
    emit: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    Development,
    Variety,
    Sealed,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(text) => {
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<String, String> {
    if arguments.half == Which::Sealed && arguments.show > 0 {
        return Err(
            "封存的一半只用来报告，不显示样例 / the sealed half is only run to report; it shows no examples".to_owned()
        );
    }
    if let Some(code) = arguments.kind.as_ref().filter(|code| mutate::KINDS.iter().all(|kind| kind.code != **code)) {
        return Err(format!("没有这一类错误 / there is no such kind of fault: {code}"));
    }
    let half = match arguments.half {
        Which::Development => Half::development()?,
        Which::Variety => Half::variety()?,
        Which::Sealed => Half::sealed()?,
    };
    if let Some(folder) = &arguments.emit {
        return emit(&half, arguments, folder);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let packs = subject::packs(&root)?;
    let engine = Engine::new(&packs);
    if let Some(documents) = arguments.soak {
        return Ok(soak::run(&half, &engine, arguments.seed, documents)?.line());
    }
    let plan = Plan {
        documents: arguments.documents,
        seed: arguments.seed,
        kind: arguments.kind.clone(),
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        show: arguments.show,
    };
    if arguments.write {
        let halves = [Half::development()?, Half::sealed()?];
        let mut runs = Vec::new();
        for half in &halves {
            runs.push((half, measure::run(half, &engine, &plan)?));
        }
        let path = root.join("docs/reference/accuracy.md");
        std::fs::write(&path, page::page(&runs, &plan)).map_err(|error| format!("{}: {error}", path.display()))?;
        return Ok("docs/reference/accuracy.md\n".to_owned());
    }
    let tally = measure::run(&half, &engine, &plan)?;
    Ok(page::terminal(&half, &tally))
}

fn emit(half: &Half, arguments: &Arguments, folder: &Path) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::create_dir_all(folder).map_err(failed)?;
    for number in 0..arguments.documents {
        let document = report::compose(half, arguments.seed, number);
        let extension = if document.print == Print::Html { "html" } else { "txt" };
        let name = format!("{}-{number:05}-{}.{extension}", half.name, document.layout);
        std::fs::write(folder.join(name), render::print(&document).bytes).map_err(failed)?;
    }
    Ok(format!("{} reports in {}\n", arguments.documents, folder.display()))
}
